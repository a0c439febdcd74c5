/** Deep equality as `assert.deepEqual` (loose) and `assert.deepStrictEqual` (strict) understand it. */
import { types } from './utilTypes.ts';

/** `==`, with NaN equal to itself, as `assert.equal` compares. */
export function isLooselyEqual(a: unknown, b: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: loose equality is what this is about.
  return a == b || (Number.isNaN(a) && Number.isNaN(b));
}

type Pairs = Map<object, object>;

export function isDeepEqual(a: unknown, b: unknown, strict: boolean, seen: Pairs = new Map()): boolean {
  if (a === b) return a !== 0 || !strict || Object.is(a, b);
  if (strict && (typeof a !== 'object' || typeof b !== 'object')) return Object.is(a, b);
  if (!isObject(a) || !isObject(b)) return !strict && !isObject(a) && !isObject(b) && isLooselyEqual(a, b);
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (tagOf(a) !== tagOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (!sameKind(a, b, strict)) return false;
  // What is under comparison further up counts as equal, if it is the same pair.
  const other = seen.get(a);
  if (other !== undefined) return other === b;
  seen.set(a, b);
  const result = sameContent(a, b, strict, seen);
  seen.delete(a);
  return result;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const tagOf = (value: object): string => Object.prototype.toString.call(value);

/** The parts of a value that are not its properties. */
function sameKind(a: object, b: object, strict: boolean): boolean {
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp || b instanceof RegExp)
    return a instanceof RegExp && b instanceof RegExp && String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (types.isNativeError(a) || types.isNativeError(b) || a instanceof Error) return sameError(a, b);
  if (ArrayBuffer.isView(a)) {
    if (!ArrayBuffer.isView(b) || a.byteLength !== b.byteLength) return false;
    if (!strict && (types.isFloat32Array(a) || types.isFloat64Array(a)))
      return Array.from(a as Float64Array).every((one, i) => one === (b as Float64Array)[i]);
    return sameBytes(bytesOf(a), bytesOf(b));
  }
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) return sameBytes(new Uint8Array(a), new Uint8Array(b));
  if (types.isBoxedPrimitive(a)) return types.isBoxedPrimitive(b) && Object.is(a.valueOf(), b.valueOf());
  if (types.isMap(a) !== types.isMap(b) || types.isSet(a) !== types.isSet(b)) return false;
  // These cannot be looked into: only the same one is equal.
  return !(types.isWeakMap(a) || types.isWeakSet(a) || types.isPromise(a)) || !strict;
}

function sameError(a: object, b: object): boolean {
  const [x, y] = [a as Error, b as Error];
  return (types.isNativeError(b) || b instanceof Error) && x.message === y.message && x.name === y.name;
}

const bytesOf = (view: ArrayBufferView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

function sameContent(a: object, b: object, strict: boolean, seen: Pairs): boolean {
  const same = (x: unknown, y: unknown) => isDeepEqual(x, y, strict, seen);
  if (a instanceof Set && b instanceof Set && !sameSet(a, b, same)) return false;
  if (a instanceof Map && b instanceof Map && !sameMap(a, b, same)) return false;
  if (Array.isArray(a) && a.length !== Reflect.get(b, 'length')) return false;
  const isView = ArrayBuffer.isView(a);
  const [keysA, keysB] = [keysOf(a, strict, isView), keysOf(b, strict, isView)];
  if (keysA.length !== keysB.length) return false;
  return keysA.every(
    (key) => Object.prototype.propertyIsEnumerable.call(b, key) && same(Reflect.get(a, key), Reflect.get(b, key)),
  );
}

function keysOf(value: object, strict: boolean, skipsIndices: boolean): PropertyKey[] {
  return Reflect.ownKeys(value).filter(
    (key) =>
      Object.prototype.propertyIsEnumerable.call(value, key) &&
      (strict || typeof key === 'string') &&
      !(skipsIndices && typeof key === 'string' && /^\d+$/.test(key)),
  );
}

type Same = (x: unknown, y: unknown) => boolean;

function sameSet(a: Set<unknown>, b: Set<unknown>, same: Same): boolean {
  if (a.size !== b.size) return false;
  const left = [...b].filter((one) => !a.has(one));
  return [...a].every((one) => {
    if (b.has(one)) return true;
    const at = left.findIndex((other) => same(one, other));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}

function sameMap(a: Map<unknown, unknown>, b: Map<unknown, unknown>, same: Same): boolean {
  if (a.size !== b.size) return false;
  const left = [...b].filter(([key]) => !a.has(key));
  return [...a].every(([key, value]) => {
    if (b.has(key)) return same(value, b.get(key));
    const at = left.findIndex(([other, otherValue]) => same(key, other) && same(value, otherValue));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}
