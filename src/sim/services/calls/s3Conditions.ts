/**
 * Conditional requests: `IfMatch` and the like.
 *
 * @source Amazon S3 User Guide, "Add preconditions to S3 operations with conditional requests",
 *   https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html, read 2026-11.
 */
import type { StoredObject } from '../bucket.ts';
import { type Answer, failed, type Input, text } from './answer.ts';

/** Why an object is not given, or undefined. `hasBody`: answers to HEAD say nothing but a status. */
export function refusalOfRead(
  object: StoredObject,
  lastModified: string,
  input: Input,
  hasBody: boolean,
): Answer | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  const since = (value: typeof IfMatch) => Date.parse(text(value));
  if (IfMatch !== undefined) {
    if (!matches(object, text(IfMatch))) return preconditionFailed('If-Match', hasBody);
  } else if (IfUnmodifiedSince !== undefined && Date.parse(lastModified) > since(IfUnmodifiedSince)) {
    return preconditionFailed('If-Unmodified-Since', hasBody);
  }
  if (IfNoneMatch !== undefined) return matches(object, text(IfNoneMatch)) ? NOT_MODIFIED : undefined;
  if (IfModifiedSince !== undefined && Date.parse(lastModified) <= since(IfModifiedSince)) return NOT_MODIFIED;
  return undefined;
}

/** Why an object is not stored, or undefined. `before` is what the key holds now. */
export function refusalOfWrite(before: StoredObject | undefined, input: Input): Answer | undefined {
  if (input.IfNoneMatch === '*' && before) return preconditionFailed('If-None-Match', true);
  if (input.IfMatch === undefined) return undefined;
  const key = text(input.Key);
  if (!before) return failed('NoSuchKey', 'The specified key does not exist.', 404, { Code: 'NoSuchKey', Key: key });
  return matches(before, text(input.IfMatch)) ? undefined : preconditionFailed('If-Match', true);
}

function matches({ eTag }: StoredObject, asked: string): boolean {
  return asked === '*' || asked.replaceAll('"', '') === eTag;
}

/** A 304 has no body, so the SDK makes an error of its status. */
const NOT_MODIFIED = failed('304', 'UnknownError', 304);

function preconditionFailed(condition: string, hasBody: boolean): Answer {
  if (!hasBody) return failed('412', 'UnknownError', 412);
  const message = 'At least one of the pre-conditions you specified did not hold';
  return failed('PreconditionFailed', message, 412, { Code: 'PreconditionFailed', Condition: condition });
}
