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

/** Web functions of the host that Node.js has too and that neither wait nor reach out. They are kept as own properties. */
const KEPT = [
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'structuredClone',
  'atob',
  'btoa',
  'DOMException',
];

/** Strips the global object and its prototypes. To be called once, before any user code. */
export function stripGlobals(): void {
  const kept = KEPT.map((name) => [name, Reflect.get(globalThis, name)] as const);
  for (let scope: object | null = globalThis; scope && scope !== Object.prototype; scope = getPrototypeOf(scope)) {
    for (const key of ownKeys(scope)) {
      if (typeof key === 'string' && ALLOWED.has(key)) continue;
      // Symbols carry the class name of the worker's scope.
      if (!deleteProperty(scope, key)) hide(scope, key);
    }
  }
  for (const [name, value] of kept) if (value !== undefined) defineGlobal(name, value);
  // With these, environments could share modules.
  for (const name of ['createObjectURL', 'revokeObjectURL']) deleteProperty(URL, name);
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
