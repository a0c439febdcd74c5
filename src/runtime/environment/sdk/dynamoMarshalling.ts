/**
 * `@aws-sdk/util-dynamodb`: JavaScript values as attribute values and back.
 *
 * @source The published package @aws-sdk/util-dynamodb 3.996: which kinds of values it takes, in which order it looks for
 * them, and the words of its errors.
 */
import type { Fields } from './service.ts';

export interface MarshallOptions {
  /** Empty strings, binaries and sets become NULL. */
  readonly convertEmptyValues?: boolean;
  readonly removeUndefinedValues?: boolean;
  readonly convertClassInstanceToMap?: boolean;
  /** A map or list as a value, `{ M: … }`, rather than as what is in it. */
  readonly convertTopLevelContainer?: boolean;
  readonly allowImpreciseNumbers?: boolean;
}

export interface UnmarshallOptions {
  /** Numbers as NumberValue, or as what a function makes of their text. */
  readonly wrapNumbers?: boolean | ((text: string) => unknown);
  readonly convertWithoutMapWrapper?: boolean;
}

/** A number as text, for those that JavaScript cannot hold exactly. */
export class NumberValue {
  readonly value: string;

  constructor(value: unknown) {
    const { N } = Object(value);
    this.value = String(typeof value === 'object' && N !== undefined ? N : value);
    if (typeof value !== 'number' || Number.isSafeInteger(Math.trunc(value))) return;
    throw new Error(`NumberValue should not be initialized with an imprecise number=${value}. Use a string instead.`);
  }

  static from(value: unknown): NumberValue {
    return new NumberValue(value);
  }

  toAttributeValue(): Fields {
    return { N: this.toString() };
  }

  toBigInt(): bigint {
    return BigInt(this.toString());
  }

  toString(): string {
    return String(this.value);
  }

  valueOf(): string {
    return this.toString();
  }
}
Object.defineProperty(NumberValue, 'name', { value: 'NumberValue' });

// ------------------------------------------------------------------------------------------ to attribute values

/** The attributes of an object; other values as one attribute value. Throws an Error for what DynamoDB cannot hold. */
export function marshall(data: unknown, options: MarshallOptions = {}): unknown {
  const attribute = convertToAttr(data, options);
  if (options.convertTopLevelContainer) return attribute;
  return attribute.M ?? attribute.L ?? attribute;
}

const UNDEFINED = 'Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.';
const BINARY_TYPES = new Set(
  'ArrayBuffer Blob Buffer DataView File Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array'.split(
    ' ',
  ),
);

/** Types go by the names of constructors, so that values of other realms are known too. */
export function convertToAttr(data: unknown, options: MarshallOptions = {}): Fields {
  if (data === undefined) throw new Error(UNDEFINED);
  if (data === null) return { NULL: true };
  if (Array.isArray(data)) return { L: listOf(data, options) };
  const name: unknown = Object(data).constructor?.name;
  if (name === 'Set') return setOf(data as Iterable<unknown>, options); // by its name
  if (name === 'Map') return { M: mapOf([...(data as Map<string, unknown>)], options) }; // by its name
  const isObject = typeof data === 'object';
  if (name === 'Object' || (isObject && !data.constructor)) return { M: mapOf(enumerable(data), options) };
  if (isBinary(data)) return isEmpty(data, options) ? { NULL: true } : { B: data };
  if (typeof data === 'boolean' || name === 'Boolean') return { BOOL: Object(data).valueOf() };
  if (typeof data === 'number' || name === 'Number') return { N: numberText(data, options) };
  if (data instanceof NumberValue) return data.toAttributeValue();
  if (typeof data === 'bigint') return { N: data.toString() };
  if (typeof data === 'string' || name === 'String')
    return isEmpty(data, options) ? { NULL: true } : { S: String(data) };
  if (options.convertClassInstanceToMap && isObject) return { M: mapOf(enumerable(data), options) };
  throw new Error(
    `Unsupported type passed: ${data}. Pass options.convertClassInstanceToMap=true to marshall typeof object as map attribute.`,
  );
}

function isEmpty(data: unknown, { convertEmptyValues }: MarshallOptions): boolean {
  return convertEmptyValues === true && Object(data).length === 0;
}

function isBinary(data: unknown): boolean {
  const type: unknown = Object(data).constructor;
  return typeof type === 'function' && BINARY_TYPES.has(type.name);
}

function listOf(data: readonly unknown[], options: MarshallOptions): readonly Fields[] {
  const kept = data.filter((one) => typeof one !== 'function' && !(options.removeUndefinedValues && one === undefined));
  return kept.map((one) => convertToAttr(one, options));
}

/** Inherited properties too, as `for … in` meets them. */
function enumerable(data: unknown): readonly (readonly [string, unknown])[] {
  const entries: [string, unknown][] = [];
  for (const key in Object(data)) entries.push([key, Object(data)[key]]);
  return entries;
}

function mapOf(entries: readonly (readonly [string, unknown])[], options: MarshallOptions): Fields {
  const kept = entries.filter(
    ([, value]) => typeof value !== 'function' && !(options.removeUndefinedValues && value === undefined),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, convertToAttr(value, options)]));
}

/** The first member says of which type all are. */
function setOf(data: Iterable<unknown>, options: MarshallOptions): Fields {
  const members = [...data].filter((one) => !(options.removeUndefinedValues && one === undefined));
  if (members.includes(undefined)) throw new Error(UNDEFINED);
  const [first] = members;
  if (members.length === 0) {
    if (options.convertEmptyValues) return { NULL: true };
    throw new Error('Pass a non-empty set, or options.convertEmptyValues=true.');
  }
  if (first instanceof NumberValue || typeof first === 'bigint') return { NS: members.map(String) };
  if (typeof first === 'number') return { NS: members.map((one) => numberText(one, options)) };
  if (typeof first === 'string') return { SS: members.map(String) };
  if (isBinary(first)) return { BS: members };
  throw new Error('Only Number Set (NS), Binary Set (BS) or String Set (SS) are allowed.');
}

function numberText(data: unknown, { allowImpreciseNumbers }: MarshallOptions): string {
  const text = String(data);
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity')
    throw new Error(`Special numeric value ${text} is not allowed`);
  const number = Number(data);
  if (!allowImpreciseNumbers && number > Number.MAX_SAFE_INTEGER) throw imprecise(text, 'greater', 'MAX');
  if (!allowImpreciseNumbers && number < Number.MIN_SAFE_INTEGER) throw imprecise(text, 'lesser', 'MIN');
  return text;
}

function imprecise(text: string, than: string, bound: string): Error {
  return new Error(
    `Number ${text} is ${than} than Number.${bound}_SAFE_INTEGER. Use NumberValue from @aws-sdk/lib-dynamodb.`,
  );
}

// ------------------------------------------------------------------------------------------ to JavaScript

/** What an item, or with `convertWithoutMapWrapper` one attribute value, is in JavaScript. */
export function unmarshall(data: unknown, options: UnmarshallOptions = {}): unknown {
  return convertToNative(options.convertWithoutMapWrapper ? data : { M: data }, options);
}

export function convertToNative(data: unknown, options: UnmarshallOptions = {}): unknown {
  const [type, value] = Object.entries(Object(data)).find(([, one]) => one !== undefined) ?? [];
  if (type === undefined) throw new Error(`No value defined: ${JSON.stringify(data)}`);
  switch (type) {
    case 'NULL':
      return null;
    case 'BOOL':
      return Boolean(value);
    case 'N':
      return toNumber(String(value), options);
    case 'B':
    case 'S':
      return value;
    case 'L':
      return members(value).map((one) => convertToNative(one, options));
    case 'M':
      return Object.fromEntries(
        Object.entries(Object(value)).map(([key, one]) => [key, convertToNative(one, options)]),
      );
    case 'NS':
      return new Set(members(value).map((one) => toNumber(String(one), options)));
    case 'SS':
    case 'BS':
      return new Set(members(value));
    default:
      throw new Error(`Unsupported type passed: ${type}`);
  }
}

function members(value: unknown): readonly unknown[] {
  // A value that is no list is the handler's mistake; as in the SDK it shows as a TypeError.
  return (value as readonly unknown[]).map((one) => one);
}

/** Whole numbers that JavaScript cannot hold exactly become BigInts. */
function toNumber(text: string, { wrapNumbers }: UnmarshallOptions): unknown {
  if (typeof wrapNumbers === 'function') return wrapNumbers(text);
  if (wrapNumbers) return NumberValue.from(text);
  const number = Number(text);
  const isLarge = number > Number.MAX_SAFE_INTEGER || number < Number.MIN_SAFE_INTEGER;
  if (!isLarge || !Number.isFinite(number)) return number;
  try {
    return BigInt(text);
  } catch {
    throw new Error(`${text} can't be converted to BigInt. Set options.wrapNumbers to get string value.`);
  }
}

export function utilDynamodb(): Record<string, unknown> {
  return { marshall, unmarshall, convertToAttr, convertToNative, NumberValueImpl: NumberValue };
}
