/**
 * The bytes that a `Range` header asks for.
 *
 * @source RFC 9110, section 14, https://www.rfc-editor.org/rfc/rfc9110#name-range-requests; S3 answers one range only and passes
 *   over what it cannot read, https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, read 2026-11.
 */
import type { JsonValue } from '../../steps.ts';

/** From `start` up to but without `end`; undefined: all of it. */
export function rangeOf(
  header: JsonValue | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined {
  const match = typeof header === 'string' ? /^bytes=(\d*)-(\d*)$/.exec(header) : null;
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= size ? 'unsatisfiable' : { start, end };
}
