/** S3 buckets: objects are stored, and each upload notifies what is wired to the bucket (TRIG-20). */
import type { BucketNode } from '../../scenario/schema.ts';
import { note, type Simulation } from '../simulation.ts';
import type { JsonValue } from '../steps.ts';
import { numbered } from './aws.ts';
import { bytesOf, type Content } from './bytes.ts';
import { md5Hex } from './digest.ts';
import { notifyOfObject } from './notifications.ts';
import type { Firing } from './triggers.ts';
import type { NodeState } from './world.ts';

export interface StoredObject {
  readonly number: number;
  readonly key: string;
  readonly content: Content;
  /** Bytes. */
  readonly size: number;
  /** MD5, 32 hexadecimal digits. */
  readonly eTag: string;
  readonly storedUs: number;
  readonly contentType: string;
  /** What else the upload said that comes back with the object: `CacheControl`, `ContentEncoding` … */
  readonly headers: Readonly<Record<string, JsonValue>>;
  /** User metadata; names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  /** It holds text that the JavaScript engine worded (D12). */
  readonly engineWorded: boolean;
}

export interface BucketState {
  readonly objects: Map<string, StoredObject>;
  /** Objects that were ever stored; orders their events. */
  stored: number;
}

export function newBucket(): BucketState {
  return { objects: new Map(), stored: 0 };
}

export interface Upload {
  readonly key: string;
  readonly content: Content;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, JsonValue>>;
  readonly metadata?: Readonly<Record<string, string>>;
  /** How it came, as events name it; a put when not said. */
  readonly how?: 'Put' | 'Copy';
  readonly cause: number;
  readonly rule: string;
  readonly engineWorded?: boolean;
}

/** Stores an object and sends its notifications on their way; gives its record too. */
export function putObject(
  sim: Simulation,
  node: NodeState,
  upload: Upload,
): { readonly object: StoredObject; readonly record: number } {
  const bucket = sim.world.buckets[node.number];
  if (!bucket) throw new Error('Only a bucket stores objects.');
  const bytes = bytesOf(upload.content);
  const object: StoredObject = {
    number: ++sim.world.objects,
    key: upload.key,
    content: upload.content,
    size: bytes.length,
    eTag: md5Hex(bytes),
    storedUs: sim.nowUs,
    contentType: upload.contentType ?? 'application/octet-stream',
    headers: upload.headers ?? {},
    metadata: upload.metadata ?? {},
    engineWorded: upload.engineWorded === true,
  };
  bucket.objects.set(object.key, object);
  bucket.stored++;
  const { key, size } = object;
  const { content } = upload;
  const shown = typeof content === 'string' ? { content } : { content: content.base64, encoding: 'base64' };
  sim.payloadChars += shown.content.length;
  const data = { key, size, ...shown, ...(upload.engineWorded ? { engineWorded: true } : {}) };
  const record = note(sim, 'object_put', upload.rule, upload.cause, object.number, node.number, data);
  notifyOfObject(sim, node, object, { sequence: bucket.stored, cause: record, how: upload.how ?? 'Put' });
  return { object, record };
}

/**
 * Deletes an object; one that is not there counts as deleted too. Gives the record, if there is something to record.
 * @simplified Buckets have no versions, and notify of new objects only.
 */
export function deleteObject(sim: Simulation, node: NodeState, key: string, cause: number): number | undefined {
  const bucket = sim.world.buckets[node.number];
  const object = bucket?.objects.get(key);
  if (!bucket || !object) return undefined;
  bucket.objects.delete(key);
  return note(sim, 'object_removed', 'D5', cause, object.number, node.number, { key });
}

/** As S3 gives it, in ISO 8601: it keeps whole seconds. */
export function lastModified(sim: Simulation, { storedUs }: StoredObject): string {
  return new Date(Math.floor((sim.epochMs + storedUs / 1000) / 1000) * 1000).toISOString();
}

/** Traffic of a bucket: someone uploads an object. */
export function fireBucket(sim: Simulation, node: NodeState, settings: BucketNode, firing: Firing): void {
  const key = numbered(settings.key, node.fired);
  const content = firing.payload ?? numbered(settings.content, node.fired);
  putObject(sim, node, { key, content, cause: firing.cause, rule: 'TRIG-20' });
}
