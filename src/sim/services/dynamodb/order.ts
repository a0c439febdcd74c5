/**
 * The order of values: numbers by size, strings by their UTF-8 bytes, binaries by their unsigned bytes. Other types have none.
 *
 * @source Amazon DynamoDB Developer Guide, "Supported data types and naming rules":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html (October 2026)
 */
import { compareKeys } from '../bytes.ts';
import { compareBytes, decodeBase64 } from './bytes.ts';
import { compareNumbers } from './numbers.ts';
import type { AttributeValue } from './values.ts';

/** Below 0 when `a` comes first; undefined when there is no order between the two. */
export function compareScalars(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.type === 'N' && b.type === 'N') return compareNumbers(a.value, b.value);
  if (a.type === 'S' && b.type === 'S') return compareKeys(a.value, b.value);
  if (a.type === 'B' && b.type === 'B') return compareBytes(bytesOf(a.value), bytesOf(b.value));
  return undefined;
}

/** The bytes of a binary value; its text was checked when it was parsed. */
export function bytesOf(base64: string): Uint8Array {
  const bytes = decodeBase64(base64);
  if (!bytes) throw new Error('Binary values are checked when they are parsed.');
  return bytes;
}
