/** `node:util`. */

import { enqueueTick } from '../eventLoop.ts';
import { format, formatWithOptions, inspect } from '../inspect.ts';
import { isNativeError } from '../lambda/errors.ts';
import { isDeepEqual } from './deepEqual.ts';

type Callback = (error: unknown, value?: unknown) => void;
type AnyFunction = (...args: unknown[]) => unknown;

const CUSTOM_PROMISIFY = Symbol.for('nodejs.util.promisify.custom');

function promisify(original: AnyFunction): AnyFunction {
  const custom: unknown = Reflect.get(original, CUSTOM_PROMISIFY);
  if (typeof custom === 'function') return custom as AnyFunction;
  const promisified = function (this: unknown, ...args: unknown[]) {
    return new Promise((resolve, reject) => {
      const callback: Callback = (error, value) => (error ? reject(error) : resolve(value));
      Reflect.apply(original, this, [...args, callback]);
    });
  };
  Object.defineProperty(promisified, 'name', { value: original.name });
  return promisified;
}
promisify.custom = CUSTOM_PROMISIFY;

function callbackify(original: (...args: unknown[]) => Promise<unknown>): AnyFunction {
  return function (this: unknown, ...args: unknown[]) {
    const callback = args.pop() as Callback;
    (Reflect.apply(original, this, args) as Promise<unknown>).then(
      (value) => enqueueTick(() => callback(null, value)),
      (error) => enqueueTick(() => callback(error ?? new Error('Promise was rejected with falsy value'))),
    );
  };
}

function deprecate<T>(target: T): T {
  return target;
}

function inherits(child: AnyFunction, parent: AnyFunction): void {
  Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(child.prototype, parent.prototype);
}

const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);
const hasTag = (tag: string) => (value: unknown) => tagOf(value) === tag;
const typedArray = Object.getPrototypeOf(Uint8Array);

export const types: Record<string, (value: unknown) => boolean> = {
  isNativeError,
  isPromise: hasTag('Promise'),
  isRegExp: hasTag('RegExp'),
  isDate: hasTag('Date'),
  isMap: hasTag('Map'),
  isSet: hasTag('Set'),
  isWeakMap: hasTag('WeakMap'),
  isWeakSet: hasTag('WeakSet'),
  isArrayBuffer: hasTag('ArrayBuffer'),
  isAnyArrayBuffer: hasTag('ArrayBuffer'),
  isArrayBufferView: (value) => ArrayBuffer.isView(value),
  isTypedArray: (value) => value instanceof typedArray,
  isUint8Array: (value) => value instanceof Uint8Array,
  isDataView: (value) => value instanceof DataView,
  isAsyncFunction: hasTag('AsyncFunction'),
  isGeneratorFunction: (value) => /GeneratorFunction$/.test(tagOf(value)),
  isGeneratorObject: (value) => /Generator$/.test(tagOf(value)),
  isBoxedPrimitive: (value) =>
    typeof value === 'object' && /^(String|Number|Boolean|Symbol|BigInt)$/.test(tagOf(value)),
  isModuleNamespaceObject: hasTag('Module'),
  isProxy: () => false,
};

export const util = {
  format,
  formatWithOptions,
  inspect,
  promisify,
  callbackify,
  deprecate,
  inherits,
  types,
  isDeepStrictEqual: (a: unknown, b: unknown) => isDeepEqual(a, b, true),
  isArray: Array.isArray,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes.
  stripVTControlCharacters: (text: string) => text.replace(/\u001B\[[\d;]*[A-Za-z]/g, ''),
  toUSVString: (text: unknown) =>
    `${text as string}`.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'),
  debuglog: () => Object.assign(() => {}, { enabled: false }),
  debug: () => Object.assign(() => {}, { enabled: false }),
  styleText: (_style: unknown, text: string) => text,
  get TextEncoder() {
    return TextEncoder;
  },
  get TextDecoder() {
    return TextDecoder;
  },
};
