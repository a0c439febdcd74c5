/** `structuredClone`, the same in every host. */
import { BURDENS, CHARGES } from '../charges.ts';
import { burden, charge } from '../counter.ts';
import { inspect } from '../inspect.ts';
import { types } from '../node/utilTypes.ts';
import { domException } from './domException.ts';

type Copies = Map<object, object>;

const ERRORS: readonly ErrorConstructor[] = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];

function cannot(value: unknown): never {
  const shown =
    typeof value === 'symbol' ? String(value) : typeof value === 'function' ? `${value}` : inspect(value, { depth: 0 });
  throw domException(`${shown} could not be cloned.`, 'DataCloneError');
}

/** A deep copy of data; functions and symbols cannot be copied. */
export function clone(value: unknown, copies: Copies = new Map()): unknown {
  charge(CHARGES.clonedValue);
  if (typeof value === 'function' || typeof value === 'symbol') cannot(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known) return known;
  charge(CHARGES.clonedObject);
  const hasNoInsides = isOrdinary(value);
  burden(hasNoInsides || Array.isArray(value) ? BURDENS.clonedObject : BURDENS.clonedInsides);
  const copy = hasNoInsides ? {} : emptyCopy(value, copies);
  copies.set(value, copy);
  if (hasNoInsides || Array.isArray(value)) copyProperties(value, copy, copies);
  else if (types.isMap(value)) {
    for (const [key, item] of [...(value as Map<unknown, unknown>)])
      (copy as Map<unknown, unknown>).set(clone(key, copies), clone(item, copies));
  } else if (types.isSet(value)) {
    for (const item of [...(value as Set<unknown>)]) (copy as Set<unknown>).add(clone(item, copies));
  } else if (isPlain(value)) copyProperties(value, copy, copies);
  return copy;
}

function copyProperties(value: object, copy: object, copies: Copies): void {
  for (const key of Object.keys(value)) Reflect.set(copy, key, clone(Reflect.get(value, key), copies));
}

/** Most objects: the others are told apart by asking each kind, which takes far longer. */
function isOrdinary(value: object): boolean {
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.prototype.toString.call(value) === '[object Object]' &&
    !types.isProxy(value)
  );
}

/** Whether own properties are copied too. */
function isPlain(value: object): boolean {
  return (
    Array.isArray(value) ||
    Object.prototype.toString.call(value) === '[object Object]' ||
    types.isArgumentsObject(value)
  );
}

function emptyCopy(value: object, copies: Copies): object {
  if (Array.isArray(value)) return new Array(value.length);
  if (types.isDate(value)) return new Date((value as Date).getTime());
  if (types.isRegExp(value)) return new RegExp((value as RegExp).source, (value as RegExp).flags);
  if (types.isMap(value)) return new Map();
  if (types.isSet(value)) return new Set();
  if (types.isBoxedPrimitive(value)) return types.isSymbolObject(value) ? cannot(value) : Object(value.valueOf());
  if (types.isArrayBuffer(value)) {
    charge((value as ArrayBuffer).byteLength * CHARGES.hashByte);
    return (value as ArrayBuffer).slice(0);
  }
  if (ArrayBuffer.isView(value)) return viewCopy(value, copies);
  if (types.isNativeError(value)) return errorCopy(value as Error, copies);
  const hasInsides = [types.isPromise, types.isWeakMap, types.isWeakSet, types.isGeneratorObject, types.isProxy];
  if (hasInsides.some((check) => check(value))) return cannot(value);
  return {};
}

/** Views of one buffer stay views of one buffer. */
function viewCopy(view: ArrayBufferView, copies: Copies): object {
  const buffer = clone(view.buffer, copies) as ArrayBuffer;
  // A Buffer of Node.js becomes a plain Uint8Array.
  if (types.isDataView(view)) return new DataView(buffer, view.byteOffset, view.byteLength);
  const name = Reflect.get(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag, view) as 'Uint8Array';
  const Type = Reflect.get(globalThis, name) as typeof Uint8Array;
  return new Type(buffer, view.byteOffset, (view as Uint8Array).length);
}

function errorCopy(error: Error, copies: Copies): Error {
  const Type = ERRORS.find((one) => one.name === error.name) ?? Error;
  const copy = new Type(error.message);
  const set = (name: string, value: unknown) =>
    Object.defineProperty(copy, name, { value, configurable: true, writable: true, enumerable: false });
  if (typeof error.stack === 'string') set('stack', error.stack);
  if (Object.hasOwn(error, 'cause')) set('cause', clone(error.cause, copies));
  return copy;
}

/** The global; what is transferred is copied and then emptied where the engine can. */
export function structuredClone(...args: [value?: unknown, options?: { transfer?: Iterable<unknown> }]): unknown {
  if (args.length === 0)
    throw Object.assign(new TypeError('The value argument must be specified'), { code: 'ERR_MISSING_ARGS' });
  const [value, options] = args;
  const copy = clone(value);
  for (const one of options?.transfer ?? []) {
    const transfer: unknown = Reflect.get(Object(one), 'transfer');
    if (typeof transfer === 'function') Reflect.apply(transfer, one, []);
  }
  return copy;
}
