/** S3 buckets: objects are stored, and each upload notifies what is wired to the bucket (TRIG-20). */
import type { BucketNode } from '../../scenario/schema.ts';
import { note, type Simulation } from '../simulation.ts';
import { numbered } from './aws.ts';
import { md5Hex, utf8 } from './digest.ts';
import { notifyOfObject } from './notifications.ts';
import type { Firing } from './triggers.ts';
import type { NodeState } from './world.ts';

export interface StoredObject {
  readonly number: number;
  readonly key: string;
  readonly content: string;
  /** Bytes. */
  readonly size: number;
  /** MD5, 32 hexadecimal digits. */
  readonly eTag: string;
  readonly storedUs: number;
  readonly contentType: string;
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
  readonly content: string;
  readonly contentType?: string;
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
  const object: StoredObject = {
    number: ++sim.world.objects,
    key: upload.key,
    content: upload.content,
    size: utf8(upload.content).length,
    eTag: md5Hex(upload.content),
    storedUs: sim.nowUs,
    contentType: upload.contentType ?? 'application/octet-stream',
    engineWorded: upload.engineWorded === true,
  };
  bucket.objects.set(object.key, object);
  bucket.stored++;
  sim.payloadChars += upload.content.length;
  const { key, size, content } = object;
  const data = upload.engineWorded ? { key, size, content, engineWorded: true } : { key, size, content };
  const record = note(sim, 'object_put', upload.rule, upload.cause, object.number, node.number, data);
  notifyOfObject(sim, node, object, { sequence: bucket.stored, cause: record });
  return { object, record };
}

/** Traffic of a bucket: someone uploads an object. */
export function fireBucket(sim: Simulation, node: NodeState, settings: BucketNode, firing: Firing): void {
  const key = numbered(settings.key, node.fired);
  const content = firing.payload ?? numbered(settings.content, node.fired);
  putObject(sim, node, { key, content, cause: firing.cause, rule: 'TRIG-20' });
}
