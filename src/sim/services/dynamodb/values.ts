/**
 * Items and attribute values: from DynamoDB JSON (`{"N":"1"}`) and back. Inside, maps are `Map`s, so that no attribute name
 * means anything to JavaScript, numbers are normalised, and values never change.
 *
 * @source Amazon DynamoDB API Reference, AttributeValue:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html (October 2026)
 */
import type { JsonValue } from '../../steps.ts';
import { decodeBase64 } from './bytes.ts';
import { DynamoDbFailure, invalid, invalidParameter } from './failure.ts';
import { normaliseNumber } from './numbers.ts';

export type AttributeValue =
  | { readonly type: 'S' | 'N'; readonly value: string }
  /** In base64. */
  | { readonly type: 'B'; readonly value: string }
  | { readonly type: 'BOOL'; readonly value: boolean }
  | { readonly type: 'NULL'; readonly value: true }
  | { readonly type: 'L'; readonly value: readonly AttributeValue[] }
  | { readonly type: 'M'; readonly value: Item }
  | { readonly type: 'SS' | 'NS' | 'BS'; readonly value: readonly string[] };
export type AttributeType = AttributeValue['type'];
export type Item = ReadonlyMap<string, AttributeValue>;

export type JsonObject = { readonly [key: string]: JsonValue };

export const ATTRIBUTE_TYPES: readonly AttributeType[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS'];
/** Deepest nesting of lists and maps in an item. */
const NESTING_MAX = 32;

/** An item, a key or a set of expression values. */
export function parseItem(json: JsonValue | undefined): Item {
  return parseMap(json, 0);
}

export function parseValue(json: JsonValue | undefined, depth = 0): AttributeValue {
  if (!isObject(json)) throw serialization('Unexpected value type in payload');
  if (depth > NESTING_MAX) throw invalid('Nesting Levels have exceeded supported limits');
  const given = ATTRIBUTE_TYPES.filter((type) => json[type] !== undefined && json[type] !== null);
  const [type, other] = given;
  if (type === undefined)
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  const value = parseTyped(type, json[type], depth);
  if (other !== undefined)
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  return value;
}

function parseTyped(type: AttributeType, json: JsonValue | undefined, depth: number): AttributeValue {
  switch (type) {
    case 'S':
      return { type, value: string(json) };
    case 'N':
      return { type, value: normaliseNumber(string(json)) };
    case 'B':
      return { type, value: binary(json) };
    case 'BOOL':
      return { type, value: boolean(json) };
    case 'NULL':
      if (!boolean(json)) throw invalidParameter('Null attribute value types must have the value of true');
      return { type, value: true };
    case 'L':
      return { type, value: list(json).map((element) => parseValue(element, depth + 1)) };
    case 'M':
      return { type, value: parseMap(json, depth + 1) };
    default:
      return { type, value: parseSet(type, list(json)) };
  }
}

function parseMap(json: JsonValue | undefined, depth: number): Item {
  if (!isObject(json)) throw serialization('Start of structure or map found where not expected');
  const entries = Object.entries(json).filter(([, value]) => value !== null);
  return new Map(entries.map(([name, value]) => [name, parseValue(value, depth)]));
}

const EMPTY_SET = {
  SS: 'An string set  may not be empty',
  NS: 'An number set  may not be empty',
  BS: 'Binary sets should not be empty',
} as const;

function parseSet(type: 'SS' | 'NS' | 'BS', json: readonly JsonValue[]): readonly string[] {
  if (json.length === 0) throw invalidParameter(EMPTY_SET[type]);
  const parse = { SS: string, NS: (one: JsonValue) => normaliseNumber(string(one)), BS: binary }[type];
  const members = json.map((one) => parse(one));
  if (new Set(members).size === members.length) return members;
  if (type === 'NS') throw invalid('Input collection contains duplicates');
  const shown = `Input collection [${members.join(', ')}]`;
  throw invalidParameter(type === 'SS' ? `${shown} contains duplicates.` : `${shown}of type BS contains duplicates.`);
}

function string(json: JsonValue | undefined): string {
  if (typeof json === 'string') return json;
  throw serialization(cannotBeConverted(json, 'String'));
}

function boolean(json: JsonValue | undefined): boolean {
  if (typeof json === 'boolean') return json;
  throw serialization(
    typeof json === 'string' ? 'Unexpected token received from parser' : cannotBeConverted(json, 'Boolean'),
  );
}

function binary(json: JsonValue | undefined): string {
  if (typeof json !== 'string') throw serialization('only base-64-encoded strings are convertible to bytes');
  if (json.length % 4 !== 0)
    throw serialization(`Base64 encoded length is expected a multiple of 4 bytes but found: ${json.length}`);
  if (decodeBase64(json) === null) throw serialization('Invalid last non-pad Base64 character dectected');
  return json;
}

function list(json: JsonValue | undefined): readonly JsonValue[] {
  if (isList(json)) return json;
  throw serialization(isObject(json) ? 'Start of structure or map found where not expected' : 'Unexpected field type');
}

/** The request cannot be read at all. */
export function serialization(message: string): DynamoDbFailure {
  return new DynamoDbFailure('SerializationException', message);
}

/** The words for a value of another kind than a member of a request has. */
export function cannotBeConverted(json: JsonValue | undefined, wanted: string): string {
  if (isList(json)) return `Unrecognized collection type class java.lang.${wanted}`;
  if (isObject(json)) return 'Start of structure or map found where not expected';
  if (typeof json === 'boolean') return `${json ? 'TRUE_VALUE' : 'FALSE_VALUE'} cannot be converted to ${wanted}`;
  if (typeof json === 'number')
    return `${Number.isInteger(json) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'} cannot be converted to ${wanted}`;
  return `STRING_VALUE cannot be converted to ${wanted}`;
}

// ------------------------------------------------------------------------------------------ back to JSON

export function itemToJson(item: Item): JsonObject {
  // `fromEntries` defines properties, so that a name such as __proto__ is a name like others.
  return Object.fromEntries([...item].map(([name, value]) => [name, valueToJson(value)]));
}

export function valueToJson(value: AttributeValue): JsonValue {
  switch (value.type) {
    case 'L':
      return { L: value.value.map(valueToJson) };
    case 'M':
      return { M: itemToJson(value.value) };
    default:
      return { [value.type]: value.value };
  }
}

// ------------------------------------------------------------------------------------------ equality

/** Sets are equal in any order; numbers are normalised, so that their texts decide. */
export function equal(a: AttributeValue, b: AttributeValue): boolean {
  if (a.type === 'L' && b.type === 'L')
    return a.value.length === b.value.length && a.value.every((one, i) => equalOrMissing(one, b.value[i]));
  if (a.type === 'M' && b.type === 'M')
    return a.value.size === b.value.size && [...a.value].every(([name, one]) => equalOrMissing(one, b.value.get(name)));
  if (isSet(a) && isSet(b))
    return a.type === b.type && a.value.length === b.value.length && isSubset(a.value, new Set(b.value));
  return a.type === b.type && a.value === b.value;
}

function equalOrMissing(a: AttributeValue, b: AttributeValue | undefined): boolean {
  return b !== undefined && equal(a, b);
}

function isSubset(members: readonly string[], of: ReadonlySet<string>): boolean {
  return members.every((member) => of.has(member));
}

export type SetValue = Extract<AttributeValue, { type: 'SS' | 'NS' | 'BS' }>;

export function isSet(value: AttributeValue): value is SetValue {
  return value.type === 'SS' || value.type === 'NS' || value.type === 'BS';
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
