/**
 * S3 as handlers call it.
 *
 * @source Amazon S3 API Reference, https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html,
 *   read 2026-11.
 * @simplified Buckets have no versions, tags, checksums or multipart uploads; deleting notifies nobody.
 */
import type { Simulation } from '../../simulation.ts';
import type { JsonValue } from '../../steps.ts';
import { deleteObject, lastModified, putObject, type StoredObject } from '../bucket.ts';
import { bytesOf, contentOf, sentContent } from '../bytes.ts';
import { nodeNamed } from '../world.ts';
import { type Answer, failed, type Input, isObject, objects, succeeded, text } from './answer.ts';
import { refusalOfRead, refusalOfWrite } from './s3Conditions.ts';
import { listObjects } from './s3List.ts';
import { rangeOf } from './s3Range.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const s3Calls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'bucket', text(input.Bucket)),
  commands: {
    PutObject: put,
    GetObject: (sim, call) => read(sim, call, true),
    HeadObject: (sim, call) => read(sim, call, false),
    DeleteObject: remove,
    DeleteObjects: removeMany,
    CopyObject: copy,
    ListObjectsV2: (sim, call) => (call.target ? listObjects(sim, call.target, call.input) : noBucket(call.input)),
    HeadBucket: (_, { target }) =>
      target ? succeeded({ BucketRegion: 'us-east-1', AccessPointAlias: false }) : NOT_FOUND,
  },
};

function noBucket(input: Input): Answer {
  const members = { Code: 'NoSuchBucket', BucketName: text(input.Bucket) };
  return failed('NoSuchBucket', 'The specified bucket does not exist', 404, members);
}

function noKey(key: string): Answer {
  return failed('NoSuchKey', 'The specified key does not exist.', 404, { Code: 'NoSuchKey', Key: key });
}

/** An answer to HEAD has no body, so the SDK knows nothing but the status. */
const NOT_FOUND = failed('NotFound', 'UnknownError', 404);

/** Bytes, in UTF-8. @source "Creating object key names", https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const KEY_BYTES_MAX = 1024;
const HEADERS = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'Expires',
  'WebsiteRedirectLocation',
];

function put(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return noBucket(input);
  const key = text(input.Key);
  if (bytesOf(key).length > KEY_BYTES_MAX)
    return failed('KeyTooLongError', 'Your key is too long', 400, {
      Code: 'KeyTooLongError',
      MaxSizeAllowed: String(KEY_BYTES_MAX),
    });
  const refusal = refusalOfWrite(objectOf(sim, target.number, key), input);
  if (refusal) return refusal;
  const content = sentContent(input.Body);
  const stored = putObject(sim, target, { key, content, ...described(input), cause: record, rule: 'D5' });
  return succeeded({ ETag: quoted(stored.object), ServerSideEncryption: 'AES256' }, stored.record);
}

/** What an upload says about its object. */
function described(input: Input) {
  const metadata = isObject(input.Metadata) ? input.Metadata : {};
  return {
    contentType: input.ContentType === undefined ? undefined : text(input.ContentType),
    headers: Object.fromEntries(
      HEADERS.flatMap((name) => (input[name] === undefined ? [] : [[name, text(input[name])]])),
    ),
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), text(value)])),
  };
}

function objectOf(sim: Simulation, bucket: number, key: string): StoredObject | undefined {
  return sim.world.buckets[bucket]?.objects.get(key);
}

function quoted({ eTag }: StoredObject): string {
  return `"${eTag}"`;
}

function read(sim: Simulation, { target, input }: CallState, withBody: boolean): Answer {
  if (!target) return withBody ? noBucket(input) : NOT_FOUND;
  const key = text(input.Key);
  const object = objectOf(sim, target.number, key);
  if (!object) return withBody ? noKey(key) : NOT_FOUND;
  const modified = lastModified(sim, object);
  const refusal = refusalOfRead(object, modified, input, withBody);
  if (refusal) return refusal;
  const range = rangeOf(input.Range, object.size);
  if (range === 'unsatisfiable') {
    const members = { Code: 'InvalidRange', ActualObjectSize: String(object.size), RangeRequested: text(input.Range) };
    return withBody
      ? failed('InvalidRange', 'The requested range is not satisfiable', 416, members)
      : failed('416', 'UnknownError', 416);
  }
  const output: Record<string, JsonValue> = {
    AcceptRanges: 'bytes',
    LastModified: modified,
    ContentLength: range ? range.end - range.start : object.size,
    ETag: quoted(object),
    ...object.headers,
    ...(range ? { ContentRange: `bytes ${range.start}-${range.end - 1}/${object.size}` } : {}),
    ContentType: input.ResponseContentType === undefined ? object.contentType : text(input.ResponseContentType),
    ServerSideEncryption: 'AES256',
    Metadata: object.metadata,
  };
  if (withBody)
    output.Body = range ? contentOf(bytesOf(object.content).subarray(range.start, range.end)) : object.content;
  const answer = succeeded(output, undefined, range ? 206 : 200);
  return object.engineWorded ? { ...answer, engineWorded: true } : answer;
}

function remove(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return noBucket(input);
  return succeeded({}, deleteObject(sim, target, text(input.Key), record), 204);
}

const DELETED_MAX = 1000;

function removeMany(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return noBucket(input);
  const request = isObject(input.Delete) ? input.Delete : {};
  const keys = objects(request.Objects).map(({ Key }) => text(Key));
  if (keys.length === 0 || keys.length > DELETED_MAX) {
    const message = 'The XML you provided was not well-formed or did not validate against our published schema';
    return failed('MalformedXML', message, 400, { Code: 'MalformedXML' });
  }
  for (const key of keys) deleteObject(sim, target, key, record);
  return succeeded(request.Quiet === true ? {} : { Deleted: keys.map((Key) => ({ Key })) });
}

const SELF_COPY =
  "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";

function copy(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return noBucket(input);
  const source = sourceOf(text(input.CopySource));
  const from = nodeNamed(sim.world, 'bucket', source.bucket);
  if (!from) return noBucket({ Bucket: source.bucket });
  const object = objectOf(sim, from.number, source.key);
  if (!object) return noKey(source.key);
  const replaces = input.MetadataDirective === 'REPLACE';
  const key = text(input.Key);
  if (from === target && key === source.key && !replaces)
    return failed('InvalidRequest', SELF_COPY, 400, { Code: 'InvalidRequest' });
  const { content, contentType, headers, metadata, engineWorded } = object;
  const description = replaces ? described(input) : { contentType, headers, metadata };
  const stored = putObject(sim, target, {
    key,
    content,
    ...description,
    how: 'Copy',
    cause: record,
    rule: 'D5',
    engineWorded,
  });
  const result = { ETag: quoted(stored.object), LastModified: lastModified(sim, stored.object) };
  return succeeded({ CopyObjectResult: result, ServerSideEncryption: 'AES256' }, stored.record);
}

/** `bucket/key`, URL-encoded, perhaps with a slash before it. */
function sourceOf(source: string): { readonly bucket: string; readonly key: string } {
  let decoded = source;
  try {
    decoded = decodeURIComponent(source);
  } catch {
    // Not encoded after all: a key may hold a percent sign.
  }
  const [, bucket = '', key = ''] = /^\/?([^/]*)\/?(.*)$/s.exec(decoded) ?? [];
  return { bucket, key };
}
