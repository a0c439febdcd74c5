/** What all polyfills have in common. They use captured built-ins: user code may replace those on prototypes. */
import { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } from '../../../primordials.ts';
import { markNative } from '../../functionText.ts';

export type Callback = (...args: unknown[]) => unknown;

/** Puts methods and accessors where the engine has none; they read like natives. */
export function provide(target: object, methods: object, { replaces = false } = {}): void {
  for (const key of ownKeys(methods)) {
    if (!replaces && getOwnPropertyDescriptor(target, key)) continue;
    const descriptor = getOwnPropertyDescriptor(methods, key);
    for (const part of [descriptor?.value, descriptor?.get, descriptor?.set]) markNative(part);
    defineProperty(target, key, { ...descriptor, enumerable: false });
  }
}

/** A global class where the engine has none. */
export function provideGlobal(name: string, make: () => object, { replaces = false } = {}): void {
  if (!replaces && getOwnPropertyDescriptor(globalThis, name)) return;
  const value = make();
  markNative(value);
  defineProperty(value, 'name', { value: name, configurable: true });
  defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}

export function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

export function need(value: unknown, what: string): asserts value is object {
  if (!isObject(value)) throw new TypeError(`${what} called on non-object`);
}

export function needCallable(value: unknown): asserts value is Callback {
  if (typeof value !== 'function') throw new TypeError(`${shown(value)} is not a function`);
}

/** Unlike `Number`, refuses BigInts. */
export const toNumber = (value: unknown): number => +(value as number);

export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return isObject(value) ? (typeof value === 'function' ? 'function' : '#<Object>') : String(value);
}

export function call(method: unknown, self: unknown, ...args: unknown[]): unknown {
  needCallable(method);
  return apply(method, self, args);
}

/** A property as an array or object literal makes it, whatever setters there are. */
export function createProperty(target: object, key: PropertyKey, value: unknown): void {
  defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** An iterator and its `next`, which is read once. */
export interface Iterated {
  readonly iterator: object;
  readonly next: unknown;
}

export function direct(iterator: object): Iterated {
  return { iterator, next: Reflect.get(iterator, 'next') };
}

/** Stands for the end of an iterator. */
export const DONE: unique symbol = Symbol('done');

/** The next value, or `DONE`. */
export function step({ iterator, next }: Iterated): unknown {
  const result = call(next, iterator);
  if (!isObject(result)) throw new TypeError(`Iterator result ${shown(result)} is not an object`);
  return Reflect.get(result, 'done') ? DONE : Reflect.get(result, 'value');
}

/** Tells an iterator that no more values are wanted. */
export function close({ iterator }: Iterated): void {
  const method: unknown = Reflect.get(iterator, 'return');
  if (method === undefined || method === null) return;
  const result = call(method, iterator);
  if (!isObject(result)) throw new TypeError(`${shown(result)} is not an object`);
}

/** Runs `run`; when it throws, the iterator is closed and what that throws is lost. */
export function closing<T>(iterated: Iterated, run: () => T): T {
  try {
    return run();
  } catch (error) {
    try {
      close(iterated);
    } catch {
      // The first error is the one that counts.
    }
    throw error;
  }
}
