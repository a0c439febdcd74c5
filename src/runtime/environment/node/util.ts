/** `node:util`. */

import { enqueueTick } from '../eventLoop.ts';
import { format, formatWithOptions, inspect } from '../inspect.ts';
import { nodeError } from '../nodeError.ts';
import { processObject } from '../process.ts';
import { isDeepEqual } from './deepEqual.ts';
import { MIMEParams, MIMEType } from './mime.ts';
import { parseArgs } from './parseArgs.ts';
import { systemErrors } from './systemErrors.ts';
import { types } from './utilTypes.ts';
import { checkFunction, checkObject, checkString, invalidArgType, invalidArgValue } from './validate.ts';

type Callback = (error: unknown, value?: unknown) => void;
type AnyFunction = (...args: unknown[]) => unknown;

const CUSTOM_PROMISIFY = Symbol.for('nodejs.util.promisify.custom');

function promisify(original: unknown): AnyFunction {
  checkFunction(original, 'original');
  const custom: unknown = Reflect.get(original, CUSTOM_PROMISIFY);
  if (custom) {
    checkFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, CUSTOM_PROMISIFY, { value: custom, enumerable: false, configurable: true });
  }
  const promisified = function (this: unknown, ...args: unknown[]) {
    return new Promise((resolve, reject) => {
      const callback: Callback = (error, value) => (error ? reject(error) : resolve(value));
      Reflect.apply(original, this, [...args, callback]);
    });
  };
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  Object.defineProperty(promisified, CUSTOM_PROMISIFY, { value: promisified, enumerable: false, configurable: true });
  return Object.defineProperties(promisified, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = CUSTOM_PROMISIFY;

function callbackify(original: unknown): AnyFunction {
  checkFunction(original, 'original');
  const callbackified = function (this: unknown, ...args: unknown[]) {
    const callback = args.pop();
    checkFunction(callback, 'last argument');
    // What it gives has to be a promise, as in Node.js.
    (Reflect.apply(original, this, args) as Promise<unknown>).then(
      (value) => enqueueTick(() => Reflect.apply(callback, this, [null, value])),
      (reason) => enqueueTick(() => Reflect.apply(callback, this, [reason || falsyRejection(reason)])),
    );
  };
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length?.value === 'number') descriptors.length.value += 1;
  if (typeof descriptors.name?.value === 'string') descriptors.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, descriptors);
}

function falsyRejection(reason: unknown): Error {
  return nodeError(new Error('Promise was rejected with falsy value'), 'ERR_FALSY_VALUE_REJECTION', { reason });
}

const shownWarnings = new Set<string>();

function deprecate(target: AnyFunction, message: string, code?: string): AnyFunction {
  if (code !== undefined) checkString(code, 'code');
  let isWarned = false;
  const warn = () => {
    if (isWarned) return;
    isWarned = true;
    if (code !== undefined && shownWarnings.has(code)) return;
    if (code !== undefined) shownWarnings.add(code);
    processObject.emitWarning(message, 'DeprecationWarning', code);
  };
  const deprecated = function (this: unknown, ...args: unknown[]) {
    warn();
    return new.target ? Reflect.construct(target, args, new.target) : Reflect.apply(target, this, args);
  };
  Object.setPrototypeOf(deprecated, target);
  if (target.prototype) deprecated.prototype = target.prototype;
  return Object.defineProperty(deprecated, 'length', { ...Object.getOwnPropertyDescriptor(target, 'length') });
}

function inherits(child: unknown, parent: unknown): void {
  if (child === undefined || child === null) throw invalidArgType('ctor', 'of type function', child);
  if (parent === undefined || parent === null) throw invalidArgType('superCtor', 'of type function', parent);
  const [own, base] = [child as AnyFunction, parent as AnyFunction];
  if (base.prototype === undefined) throw invalidArgType('superCtor.prototype', 'of type object', base.prototype);
  Object.defineProperty(own, 'super_', { value: base, writable: true, configurable: true });
  Object.setPrototypeOf(own.prototype, base.prototype);
}

/** Writes to stderr what `NODE_DEBUG` names. */
function debuglog(section: string): AnyFunction {
  const isEnabled = () =>
    (processObject.env.NODE_DEBUG ?? '')
      .split(',')
      .some((name) => name !== '' && new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i').test(section));
  const log = (...args: unknown[]) => {
    if (isEnabled())
      processObject.stderr.write(`${section.toUpperCase()} ${processObject.pid}: ${formatWithOptions({}, ...args)}\n`);
  };
  return Object.defineProperty(log, 'enabled', { get: isEnabled, configurable: true, enumerable: true });
}

/** Colours only what goes to a terminal, which there is none of, unless the caller knows better. */
function styleText(style: unknown, text: unknown, options: { validateStream?: boolean } = {}): string {
  checkString(text, 'text');
  const known = inspect.colors as unknown as Record<string, [number, number] | undefined>;
  let [before, after] = ['', ''];
  for (const one of Array.isArray(style) ? style : [style]) {
    if (one === 'none') continue;
    const codes = typeof one === 'string' ? known[one] : undefined;
    if (!codes) {
      const names = Object.keys(known).map((name) => `'${name}'`);
      throw invalidArgValue('format', one, `must be one of: ${names.join(', ')}`);
    }
    before += `\u001B[${codes[0]}m`;
    after = `\u001B[${codes[1]}m${after}`;
  }
  return options.validateStream === false ? `${before}${text}${after}` : text;
}

const isType = (type: string) => (value: unknown) => typeof value === type;

function getSystemErrorName(errno: number): string {
  const found = systemErrors.find(([number]) => number === errno);
  return found ? found[1] : `Unknown system error ${errno}`;
}

async function aborted(signal: unknown, resource: unknown): Promise<void> {
  if (typeof signal !== 'object' || signal === null || !('aborted' in signal))
    throw invalidArgType('signal', 'an instance of AbortSignal', signal);
  checkObject(resource, 'resource');
  const target = signal as AbortSignal;
  if (!target.aborted)
    await new Promise<void>((resolve) => target.addEventListener('abort', () => resolve(), { once: true }));
}

export const util = {
  _extend: (target: object, source: unknown) =>
    source !== null && typeof source === 'object' ? Object.assign(target, source) : target,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  getSystemErrorMap: () => new Map(systemErrors.map(([errno, name, message]) => [errno, [name, message]])),
  getSystemErrorName,
  getSystemErrorMessage: (errno: number) => systemErrors.find(([number]) => number === errno)?.[2],
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: isType('boolean'),
  isBuffer: (value: unknown) => Buffer.isBuffer(value),
  isDeepStrictEqual: (a: unknown, b: unknown) => isDeepEqual(a, b, true),
  isNull: (value: unknown) => value === null,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isNumber: isType('number'),
  isString: isType('string'),
  isSymbol: isType('symbol'),
  isUndefined: isType('undefined'),
  isRegExp: types.isRegExp,
  isObject: (value: unknown) => value !== null && typeof value === 'object',
  isDate: types.isDate,
  isError: (value: unknown) => types.isNativeError(value) || value instanceof Error,
  isFunction: isType('function'),
  isPrimitive: (value: unknown) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  log: (...args: unknown[]) => console.log('%s', format(...args)),
  MIMEType,
  MIMEParams,
  parseArgs,
  promisify,
  stripVTControlCharacters(text: unknown): string {
    checkString(text, 'str');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes.
    return text.replace(/[\u001B\u009B][[\]()#;?]*(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]/g, '');
  },
  styleText,
  toUSVString: (text: unknown) =>
    `${text as string}`.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'),
  get TextEncoder() {
    return TextEncoder;
  },
  get TextDecoder() {
    return TextDecoder;
  },
  get transferableAbortSignal() {
    return (signal: unknown) => signal;
  },
  aborted,
  types,
};

declare const Buffer: { isBuffer(value: unknown): boolean };
