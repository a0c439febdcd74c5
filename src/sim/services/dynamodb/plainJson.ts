/** Plain JSON as attribute values: what the document client makes of it. Sets and binaries have no plain form. */
import type { JsonValue } from '../../steps.ts';
import { normaliseNumber } from './numbers.ts';
import { type AttributeValue, isList, isObject } from './values.ts';

/** Throws a ValidationException for a number that DynamoDB cannot hold. */
export function plainValue(json: JsonValue): AttributeValue {
  if (json === null) return { type: 'NULL', value: true };
  if (typeof json === 'string') return { type: 'S', value: json };
  if (typeof json === 'boolean') return { type: 'BOOL', value: json };
  if (typeof json === 'number') return { type: 'N', value: normaliseNumber(String(json)) };
  if (isList(json)) return { type: 'L', value: json.map(plainValue) };
  if (!isObject(json)) throw new Error('JSON has no other values.');
  return { type: 'M', value: new Map(Object.entries(json).map(([name, value]) => [name, plainValue(value)])) };
}
