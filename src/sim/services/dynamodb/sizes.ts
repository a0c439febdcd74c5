/**
 * How large DynamoDB counts an item: names and values, in bytes; 400 KB is the most.
 *
 * @source Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html (October 2026)
 */
import { base64Length, utf8Length } from './bytes.ts';
import { significantDigits } from './numbers.ts';
import type { AttributeValue, Item } from './values.ts';

export const ITEM_BYTES_MAX = 400 * 1024;
/** What a list or a map takes beside its members, and what each member takes beside itself. */
const DOCUMENT_BYTES = 3;
const MEMBER_BYTES = 1;

/** Items never change, and are asked for their size at every write and on every page. */
const known = new WeakMap<Item, number>();

export function itemBytes(item: Item): number {
  const before = known.get(item);
  if (before !== undefined) return before;
  let bytes = 0;
  for (const [name, value] of item) bytes += utf8Length(name) + valueBytes(value);
  known.set(item, bytes);
  return bytes;
}

export function valueBytes(value: AttributeValue): number {
  switch (value.type) {
    case 'S':
      return utf8Length(value.value);
    case 'N':
      return numberBytes(value.value);
    case 'B':
      return base64Length(value.value);
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'SS':
      return sum(value.value, utf8Length);
    case 'NS':
      return sum(value.value, numberBytes);
    case 'BS':
      return sum(value.value, base64Length);
    case 'L':
      return DOCUMENT_BYTES + sum(value.value, (member) => MEMBER_BYTES + valueBytes(member));
    case 'M':
      return DOCUMENT_BYTES + value.value.size * MEMBER_BYTES + itemBytes(value.value);
  }
}

/** One byte for two significant digits, and one more; a sign takes another. */
function numberBytes(text: string): number {
  return Math.ceil(significantDigits(text) / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
