/**
 * ListObjectsV2: keys in order, a page at a time, those behind a delimiter rolled up into common prefixes.
 *
 * @source Amazon S3 API Reference, "ListObjectsV2", https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, read 2026-11.
 */
import type { Simulation } from '../../simulation.ts';
import { lastModified } from '../bucket.ts';
import { compareKeys, contentOf, fromBase64, toBase64 } from '../bytes.ts';
import { utf8 } from '../digest.ts';
import type { NodeState } from '../world.ts';
import { type Answer, failed, type Input, succeeded, text } from './answer.ts';

const KEYS_MAX = 1000;

interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The last key or prefix on the page, when there is more. */
  readonly next: string | undefined;
}

export function listObjects(sim: Simulation, { number, settings }: NodeState, input: Input): Answer {
  const stored = sim.world.buckets[number]?.objects ?? new Map();
  const wanted = input.MaxKeys === undefined ? KEYS_MAX : Number(input.MaxKeys);
  if (!(wanted >= 0))
    return failed('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647', 400, {
      Code: 'InvalidArgument',
    });
  const after =
    input.ContinuationToken === undefined ? text(input.StartAfter) : tokenText(text(input.ContinuationToken));
  if (after === undefined)
    return failed('InvalidArgument', 'The continuation token provided is incorrect', 400, { Code: 'InvalidArgument' });
  const [prefix, delimiter, max] = [text(input.Prefix), text(input.Delimiter), Math.min(wanted, KEYS_MAX)];
  const page = pageOf([...stored.keys()], { prefix, delimiter, after, max });
  const contents = page.keys.map((key) => {
    const object = stored.get(key);
    return {
      Key: key,
      LastModified: lastModified(sim, object),
      ETag: `"${object.eTag}"`,
      Size: object.size,
      StorageClass: 'STANDARD',
    };
  });
  return succeeded({
    IsTruncated: page.next !== undefined,
    ...(contents.length > 0 ? { Contents: contents } : {}),
    Name: settings.name,
    Prefix: prefix,
    ...(delimiter === '' ? {} : { Delimiter: delimiter }),
    MaxKeys: max,
    ...(page.prefixes.length > 0 ? { CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })) } : {}),
    ...(input.EncodingType === undefined ? {} : { EncodingType: text(input.EncodingType) }),
    KeyCount: page.keys.length + page.prefixes.length,
    ...(input.ContinuationToken === undefined ? {} : { ContinuationToken: text(input.ContinuationToken) }),
    ...(page.next === undefined ? {} : { NextContinuationToken: toBase64(utf8(page.next)) }),
    ...(input.StartAfter === undefined ? {} : { StartAfter: text(input.StartAfter) }),
  });
}

/** One page of keys after `after`, which may be a common prefix of the page before. */
export function pageOf(
  all: readonly string[],
  {
    prefix,
    delimiter,
    after,
    max,
  }: { readonly prefix: string; readonly delimiter: string; readonly after: string; readonly max: number },
): Page {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let last = '';
  if (max === 0) return { keys, prefixes, next: undefined };
  for (const key of all.filter((one) => one.startsWith(prefix)).sort(compareKeys)) {
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    if (entry === last && cut >= 0) continue;
    if (after !== '' && compareKeys(entry, after) <= 0) continue;
    if (keys.length + prefixes.length === max) return { keys, prefixes, next: last };
    if (cut < 0) keys.push(key);
    else prefixes.push(entry);
    last = entry;
  }
  return { keys, prefixes, next: undefined };
}

/** A token is the last entry of the page before, in base64. */
function tokenText(token: string): string | undefined {
  const content = contentOf(fromBase64(token));
  return typeof content === 'string' && content !== '' && toBase64(utf8(content)) === token ? content : undefined;
}
