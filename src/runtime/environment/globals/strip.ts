/**
 * Takes everything out of the global scope that is not ECMAScript. Deleting, not overriding: an overridden function can
 * be had back from its prototype or constructor. What Node.js offers beside the language is put in afterwards.
 */
import { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } from '../primordials.ts';

/** The ECMAScript names that stay. `eval` and code from strings are refused by policy, so the name goes too. */
const ALLOWED = new Set(
  (
    'globalThis undefined NaN Infinity isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape ' +
    'Object Function Boolean Symbol Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError ' +
    'Number BigInt Math Date String RegExp Array Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array ' +
    'BigInt64Array BigUint64Array Float32Array Float64Array Map Set WeakMap WeakSet ArrayBuffer DataView JSON Promise ' +
    'Reflect Proxy Intl Iterator DisposableStack AsyncDisposableStack'
  ).split(' '),
);

/** Strips the global object and its prototypes. To be called once, before any user code. */
export function stripGlobals(): void {
  for (let scope: object | null = globalThis; scope && scope !== Object.prototype; scope = getPrototypeOf(scope)) {
    for (const key of ownKeys(scope)) {
      if (typeof key === 'string' && ALLOWED.has(key)) continue;
      // Symbols carry the class name of the worker's scope.
      if (!deleteProperty(scope, key)) hide(scope, key);
    }
  }
  // The way back to `Temporal` and its clock; no runtime of Lambda has it.
  deleteProperty(Date.prototype, 'toTemporalInstant');
}

/** Two numbers of old (TEMPORARY, PERSISTENT) cannot be deleted; they are harmless. */
function hide(scope: object, key: PropertyKey): void {
  const descriptor = getOwnPropertyDescriptor(scope, key);
  if (descriptor?.configurable || typeof descriptor?.value === 'number') return;
  defineProperty(scope, key, { value: undefined });
}

export function defineGlobal(name: string, value: unknown): void {
  defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}
