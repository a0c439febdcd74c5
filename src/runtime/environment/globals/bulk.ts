/**
 * Natives whose work grows with what they are given, charged by its size in time and in memory, so that huge requests end in
 * the function's own limits and not in the machine's. They behave as before, but for texts longer than any engine allows, which
 * are refused in the same words everywhere.
 */
import { BURDENS, CHARGES } from '../charges.ts';
import { bigintTicks, burden, charge, uncharged } from '../counter.ts';
import { allocate, bytesOf, isLarge, noteGrowth } from '../memory.ts';
import { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isArray } from '../primordials.ts';

const isView = ArrayBuffer.isView;

/** Longest text of V8, in UTF-16 units. */
const TEXT_MAX = 2 ** 29 - 24;
/** Below this size natives cost what a call costs. */
const SMALL = 64;
/** Pieces below this size are what the collector is made for; the compiler counts them. */
const PIECE = 4096;
/** Collections are looked at each time they have doubled from here on. */
const COLLECTION_MIN = 1024;

type Native = (...args: never[]) => unknown;
type Around = (native: Native, self: unknown, args: unknown[]) => unknown;

export function installBulk(buffer: object): void {
  installTexts();
  installArrays();
  installCollections();
  installBigInts();
  for (const name of ['alloc', 'allocUnsafe', 'allocUnsafeSlow']) wrap(buffer, name, sized);
  for (const name of ['from', 'concat']) wrap(buffer, name, copied);
  for (const name of [
    'structuredClone',
    'atob',
    'btoa',
    'encodeURIComponent',
    'decodeURIComponent',
    'encodeURI',
    'decodeURI',
  ])
    wrap(globalThis, name, made);
  for (const name of ['escape', 'unescape']) wrap(globalThis, name, made);
  wrap(TextDecoder.prototype, 'decode', made);
  wrap(TextEncoder.prototype, 'encode', made);
  for (const name of ['keys', 'values', 'getOwnPropertyNames']) wrap(Object, name, listed(CHARGES.listedKey));
  wrap(Object, 'entries', listed(CHARGES.listedEntry));
}

/** Charges work on so many elements or characters. */
function work(size: number): void {
  if (size > SMALL) charge(size * CHARGES.element);
}

/** Charges a result by its size, once it is there. The library's own way to make it out of a text is not ours to count. */
function made(native: Native, self: unknown, args: unknown[]): unknown {
  const make = () => apply(native, self as object, args as never[]);
  const result = typeof args[0] === 'string' ? uncharged(make) : make();
  const bytes = bytesOf(result);
  work(bytes);
  const isText = typeof args[0] === 'string' || typeof result === 'string';
  burden(bytes * (isText ? BURDENS.bufferByte : BURDENS.copiedByte));
  if (bytes > PIECE) allocate(bytes);
  return result;
}

/** The same for bytes; those of texts are charged where they are made. */
function copied(native: Native, self: unknown, args: unknown[]): unknown {
  const result = apply(native, self as object, args as never[]);
  const bytes = bytesOf(result);
  if (typeof args[0] !== 'string') {
    work(bytes);
    burden(bytes * BURDENS.copiedByte);
  }
  if (bytes > PIECE) allocate(bytes);
  return result;
}

/** Charges what the first argument asks for before it is made. */
function sized(native: Native, self: unknown, args: unknown[]): unknown {
  const bytes = typeof args[0] === 'number' && args[0] > 0 ? args[0] : 0;
  work(bytes / 8);
  if (bytes > PIECE) allocate(bytes);
  return apply(native, self as object, args as never[]);
}

/** Charges the list of an object's keys or values by its length. */
function listed(ticks: number): Around {
  return (native, self, args) => {
    const result = apply(native, self as object, args as never[]);
    const keys = lengthOf(result);
    if (keys > SMALL) charge(keys * ticks);
    const bytes = bytesOf(result);
    if (bytes > PIECE) allocate(bytes);
    return result;
  };
}

function installTexts(): void {
  const text = String.prototype;
  wrap(text, 'repeat', (native, self, args) => longText(native, self, args, lengthOf(self) * Number(args[0])));
  for (const name of ['padStart', 'padEnd'])
    wrap(text, name, (native, self, args) => longText(native, self, args, Number(args[0])));
  for (const name of ['split', 'concat', 'normalize', 'toUpperCase', 'toLowerCase']) wrap(text, name, onText);
  // Each character is looked at once at least; patterns that go back and forth cost more, which nobody can foretell.
  for (const name of ['replace', 'replaceAll', 'match', 'matchAll', 'search', 'indexOf', 'lastIndexOf', 'includes'])
    wrap(text, name, onText);
  // Not its `exec`: engines match faster while they know that it is their own.
  wrap(RegExp.prototype, 'test', (native, self, args) => {
    charge(lengthOf(args[0]) * CHARGES.patternCharacter);
    return apply(native, self as object, args as never[]);
  });
}

function longText(native: Native, self: unknown, args: unknown[], length: number): unknown {
  if (length > TEXT_MAX && length !== Number.POSITIVE_INFINITY) throw new RangeError('Invalid string length');
  if (length > PIECE && length !== Number.POSITIVE_INFINITY) {
    work(length / 8);
    allocate(length);
  }
  return apply(native, self as object, args as never[]);
}

function onText(native: Native, self: unknown, args: unknown[]): unknown {
  work(lengthOf(self) * (typeof args[0] === 'object' ? CHARGES.patternCharacter : 1));
  const result = apply(native, self as object, args as never[]);
  if (isArray(result)) charge(result.length * CHARGES.piece);
  const bytes = bytesOf(result);
  if (bytes > PIECE) allocate(bytes);
  return result;
}

const lengthOf = (value: unknown): number => (typeof value === 'string' || isArray(value) ? value.length : 0);

function installArrays(): void {
  const array = Array.prototype;
  for (const name of ['fill', 'concat', 'join', 'slice', 'flat', 'reverse', 'toReversed', 'copyWithin', 'with'])
    wrap(array, name, onArray);
  for (const name of ['indexOf', 'lastIndexOf', 'includes', 'shift']) wrap(array, name, onElements);
  for (const name of ['push', 'unshift', 'splice']) wrap(array, name, growsArray);
  wrap(Array, 'from', (native, self, args) => {
    const length = wantedLength(args[0]);
    work(length);
    if (length * 8 > PIECE) allocate(length * 8);
    return apply(native, self as object, args as never[]);
  });
  const typed = getPrototypeOf(Uint8Array.prototype) ?? array;
  for (const name of ['fill', 'set', 'slice', 'indexOf', 'includes', 'join', 'reverse', 'copyWithin'])
    wrap(typed, name, onElements);
}

/** How many elements something has that is like an array, as far as that can be seen without running anything of the user. */
function wantedLength(source: unknown): number {
  if (typeof source !== 'object' || source === null) return lengthOf(source);
  if (isArray(source)) return source.length;
  const length: unknown = getOwnPropertyDescriptor(source, 'length')?.value;
  return typeof length === 'number' && length > 0 ? Math.min(length, 2 ** 32) : 0;
}

function onElements(native: Native, self: unknown, args: unknown[]): unknown {
  work(isView(self) ? bytesOf(self) / 8 : wantedLength(self));
  return apply(native, self as object, args as never[]);
}

function onArray(native: Native, self: unknown, args: unknown[]): unknown {
  work(wantedLength(self));
  const result = apply(native, self as object, args as never[]);
  const bytes = result === self ? 0 : bytesOf(result);
  if (bytes > PIECE) {
    work(bytes / 8);
    allocate(bytes);
  }
  return result;
}

function growsArray(native: Native, self: unknown, args: unknown[]): unknown {
  const before = lengthOf(self);
  const result = apply(native, self as object, args as never[]);
  if (isArray(self)) {
    const after = self.length;
    if (args.length > SMALL) work(args.length);
    if (hasDoubled(before, after) || isLarge(args[args.length - 1])) noteGrowth(self);
  }
  return result;
}

/** Whether a size has passed a power of two. */
function hasDoubled(before: number, after: number): boolean {
  return after >= COLLECTION_MIN && after > before && Math.clz32(before) !== Math.clz32(after);
}

function installCollections(): void {
  for (const [prototype, name] of [
    [Map.prototype, 'set'],
    [Set.prototype, 'add'],
  ] as const) {
    const size = getOwnPropertyDescriptor(prototype, 'size')?.get as () => number; // every engine has it
    wrap(prototype, name, (native, self, args) => {
      const before = apply(size, self as object, []) as number;
      const result = apply(native, self as object, args as never[]);
      const after = apply(size, self as object, []) as number;
      if (hasDoubled(before, after) || isLarge(args[args.length - 1])) noteGrowth(self as object);
      return result;
    });
  }
}

/** Turning digits into text and back takes more than their number. */
function installBigInts(): void {
  wrap(BigInt.prototype, 'toString', (native, self, args) => {
    if (typeof self === 'bigint') charge(bigintTicks(self));
    return apply(native, self as object, args as never[]);
  });
}

function wrap(target: object, name: string, around: Around): void {
  const descriptor = getOwnPropertyDescriptor(target, name);
  const native: unknown = descriptor?.value;
  if (typeof native !== 'function') return;
  const holder = {
    [name](this: unknown, ...args: unknown[]): unknown {
      return around(native as Native, this, args);
    },
  };
  const value = holder[name] as object; // just made
  defineProperty(value, 'length', { value: native.length, configurable: true });
  defineProperty(target, name, { ...descriptor, value });
}
