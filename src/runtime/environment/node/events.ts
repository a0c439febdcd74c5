/**
 * `node:events`: the EventEmitter of Node.js 24, with captureRejections, errorMonitor and the leak warning. It is a
 * function, not a class, because old code calls it without `new`; its fields are those that `inspect` shows.
 */
import { enqueueTick } from '../eventLoop.ts';
import { DISPOSE } from '../globals/symbols.ts';
import { inspect } from '../inspect.ts';
import { nodeError } from '../nodeError.ts';
import { abortError, checkBoolean, checkFunction, checkNumber, invalidArgType } from './validate.ts';

export type Listener = (...args: never[]) => unknown;
type Name = string | symbol | number;
interface Wrapped {
  (this: unknown, ...args: unknown[]): unknown;
  listener?: Wrapped;
  warned?: boolean;
}
type Listeners = Wrapped | Wrapped[];

export interface EventEmitter {
  _events: Record<Name, Listeners>;
  _eventsCount: number;
  _maxListeners: number | undefined;
  on(name: Name, listener: Listener): this;
  addListener(name: Name, listener: Listener): this;
  prependListener(name: Name, listener: Listener): this;
  once(name: Name, listener: Listener): this;
  prependOnceListener(name: Name, listener: Listener): this;
  off(name: Name, listener: Listener): this;
  removeListener(name: Name, listener: Listener): this;
  removeAllListeners(name?: Name): this;
  emit(name: Name, ...args: unknown[]): boolean;
  listenerCount(name: Name, listener?: Listener): number;
  listeners(name: Name): Wrapped[];
  rawListeners(name: Name): Wrapped[];
  eventNames(): (string | symbol)[];
  setMaxListeners(count: number): this;
  getMaxListeners(): number;
}

interface EmitterType {
  new (options?: { captureRejections?: boolean }): EventEmitter;
  (this: unknown, options?: object): void;
  prototype: EventEmitter;
  [name: string]: unknown;
}

const SHAPE = Symbol('shapeMode');
const CAPTURE = Symbol('kCapture');
const REJECTION = Symbol.for('nodejs.rejection');
const ERROR_MONITOR = Symbol('events.errorMonitor');
const EVENT_TARGET_LISTENERS = Symbol.for('lambdarium.listeners');

const state = { maxListeners: 10, captures: false };
let warn: (warning: Error) => void = () => {};

/** Where the warning of too many listeners goes. */
export function onLeak(report: (warning: Error) => void): void {
  warn = report;
}

type Fields = EventEmitter & { [CAPTURE]: boolean; [SHAPE]: boolean };

function create(this: Fields, options?: { captureRejections?: boolean }): void {
  start(this, options);
}

// A function that is called with and without `new` has no type of its own in TypeScript.
export const EventEmitter = create as unknown as EmitterType;
Object.defineProperty(EventEmitter, 'name', { value: 'EventEmitter', configurable: true });

/** Also for classes of old style that never call the constructor. */
function start(emitter: Fields, options?: { captureRejections?: boolean }): void {
  if (emitter._events === undefined || emitter._events === Object.getPrototypeOf(emitter)._events) {
    emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  }
  emitter._maxListeners = emitter._maxListeners || undefined;
  emitter[SHAPE] = false;
  if (options?.captureRejections) {
    checkBoolean(options.captureRejections, 'options.captureRejections');
    emitter[CAPTURE] = true;
  } else emitter[CAPTURE] = state.captures;
}

const methods = {
  setMaxListeners(this: Fields, count: unknown): Fields {
    checkNumber(count, 'setMaxListeners', 0);
    this._maxListeners = count;
    return this;
  },
  getMaxListeners(this: Fields): number {
    return this._maxListeners ?? state.maxListeners;
  },
  emit(this: Fields, name: Name, ...args: unknown[]): boolean {
    const events = this._events;
    if (name === 'error') {
      if (events?.[ERROR_MONITOR] !== undefined) this.emit(ERROR_MONITOR, ...args);
      if (events?.error === undefined) throw unhandledError(args[0]);
    }
    const listeners = events?.[name];
    if (listeners === undefined) return false;
    for (const listener of typeof listeners === 'function' ? [listeners] : [...listeners]) {
      const result = Reflect.apply(listener, this, args);
      if (result !== undefined && result !== null && this[CAPTURE]) captureRejection(this, result, name, args);
    }
    return true;
  },
  addListener(this: Fields, name: Name, listener: Wrapped) {
    return add(this, name, listener, false);
  },
  on(this: Fields, name: Name, listener: Wrapped) {
    return add(this, name, listener, false);
  },
  prependListener(this: Fields, name: Name, listener: Wrapped) {
    return add(this, name, listener, true);
  },
  once(this: Fields, name: Name, listener: Wrapped) {
    checkFunction(listener, 'listener');
    return this.on(name, onceWrapper(this, name, listener));
  },
  prependOnceListener(this: Fields, name: Name, listener: Wrapped) {
    checkFunction(listener, 'listener');
    return this.prependListener(name, onceWrapper(this, name, listener));
  },
  removeListener: remove,
  off: remove,
  removeAllListeners(this: Fields, ...names: Name[]) {
    const [name] = names;
    const events = this._events;
    if (events === undefined) return this;
    if (events.removeListener === undefined) {
      if (names.length === 0) forgetAll(this);
      else if (name !== undefined && events[name] !== undefined) forget(this, name);
      return this;
    }
    if (names.length === 0) {
      for (const key of Reflect.ownKeys(events)) if (key !== 'removeListener') this.removeAllListeners(key);
      this.removeAllListeners('removeListener');
      forgetAll(this);
      return this;
    }
    for (const listener of listOf(this, name as Name).reverse()) this.removeListener(name as Name, listener);
    return this;
  },
  listeners(this: Fields, name: Name) {
    return listOf(this, name).map((one) => one.listener ?? one);
  },
  rawListeners(this: Fields, name: Name) {
    return listOf(this, name);
  },
  listenerCount(this: Fields, name: Name, listener?: Wrapped): number {
    const all = listOf(this, name);
    return listener ? all.filter((one) => one === listener || one.listener === listener).length : all.length;
  },
  eventNames(this: Fields) {
    return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
  },
};

for (const [name, value] of Object.entries(methods)) Reflect.set(EventEmitter.prototype, name, value);
Object.assign(EventEmitter.prototype, { _events: undefined, _eventsCount: 0, _maxListeners: undefined });
Object.defineProperty(EventEmitter.prototype, CAPTURE, { value: false, writable: true, enumerable: false });

function listOf(emitter: EventEmitter, name: Name): Wrapped[] {
  const listeners = emitter._events?.[name];
  if (listeners === undefined) return [];
  return typeof listeners === 'function' ? [listeners] : [...listeners];
}

function forget(emitter: EventEmitter, name: Name): void {
  emitter._eventsCount -= 1;
  if (emitter._eventsCount === 0) emitter._events = Object.create(null);
  else delete emitter._events[name];
}

function forgetAll(emitter: EventEmitter): void {
  emitter._events = Object.create(null);
  emitter._eventsCount = 0;
}

function add<E extends EventEmitter>(emitter: E, name: Name, listener: Wrapped, first: boolean): E {
  checkFunction(listener, 'listener');
  if (emitter._events === undefined) forgetAll(emitter);
  else if (emitter._events.newListener !== undefined) emitter.emit('newListener', name, listener.listener ?? listener);
  const present = emitter._events[name];
  if (present === undefined) {
    emitter._events[name] = listener;
    emitter._eventsCount += 1;
    return emitter;
  }
  const list = typeof present === 'function' ? [present] : [...present];
  if (first) list.unshift(listener);
  else list.push(listener);
  const warned = (present as { warned?: boolean }).warned;
  emitter._events[name] = Object.assign(list, warned ? { warned } : {});
  const most = emitter.getMaxListeners();
  if (most > 0 && list.length > most && !warned) warnOfLeak(emitter, name, list);
  return emitter;
}

function warnOfLeak(emitter: EventEmitter, name: Name, list: Wrapped[]): void {
  Object.defineProperty(list, 'warned', { value: true, enumerable: false, configurable: true });
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${list.length} ${String(name)} listeners added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${emitter.getMaxListeners()}. Use emitter.setMaxListeners() to increase limit`,
  );
  warn(Object.assign(warning, { name: 'MaxListenersExceededWarning', emitter, type: name, count: list.length }));
}

function remove(this: Fields, name: Name, listener: Wrapped): Fields {
  checkFunction(listener, 'listener');
  const present = this._events?.[name];
  if (present === undefined) return this;
  const list = typeof present === 'function' ? [present] : present;
  const at = list.findLastIndex((one) => one === listener || one.listener === listener);
  if (at < 0) return this;
  const original = list[at]?.listener ?? listener;
  const left = list.toSpliced(at, 1);
  const [only] = left;
  if (only === undefined) forget(this, name);
  else this._events[name] = left.length === 1 ? only : left;
  if (this._events.removeListener !== undefined) this.emit('removeListener', name, original);
  return this;
}

function onceWrapper(emitter: EventEmitter, name: Name, listener: Wrapped): Wrapped {
  let fired = false;
  const wrapped: Wrapped = (...args) => {
    if (fired) return undefined;
    emitter.removeListener(name, wrapped as Listener);
    fired = true;
    return Reflect.apply(listener, emitter, args);
  };
  Object.defineProperty(wrapped, 'name', { value: 'bound onceWrapper' });
  wrapped.listener = listener;
  return wrapped;
}

function unhandledError(value: unknown): unknown {
  if (value instanceof Error) return value;
  let shown: string;
  try {
    shown = inspect(value);
  } catch {
    shown = String(value);
  }
  const error = new Error(`Unhandled error. (${shown})`);
  return nodeError(error, 'ERR_UNHANDLED_ERROR', { context: value });
}

/** A listener's promise fails: its error goes to the emitter, not to the process. */
function captureRejection(emitter: Fields, result: unknown, name: Name, args: unknown[]): void {
  const then: unknown = Reflect.get(Object(result), 'then');
  if (typeof then !== 'function') return;
  Reflect.apply(then, result, [
    undefined,
    (error: unknown) =>
      enqueueTick(() => {
        const handler: unknown = Reflect.get(emitter, REJECTION);
        if (typeof handler === 'function') {
          Reflect.apply(handler, emitter, [error, name, ...args]);
          return;
        }
        const before = emitter[CAPTURE];
        try {
          emitter[CAPTURE] = false;
          emitter.emit('error', error);
        } finally {
          emitter[CAPTURE] = before;
        }
      }),
  ]);
}

// ------------------------------------------------------------------------------------------ static functions

interface Target {
  addEventListener(type: string, listener: unknown, options?: object): void;
  removeEventListener(type: string, listener: unknown): void;
  [EVENT_TARGET_LISTENERS]?(type: string): unknown[];
}
type Source = EventEmitter | Target;
type WithSignal = { readonly signal?: AbortSignal };

const isTarget = (source: Source): source is Target =>
  typeof (source as Target)?.addEventListener === 'function' && typeof (source as EventEmitter).on !== 'function';

function listen(source: Source, name: Name, listener: Listener, once = false): void {
  if (isTarget(source)) source.addEventListener(String(name), listener, { once });
  else if (typeof source?.on !== 'function') throw invalidArgType('emitter', 'an instance of EventEmitter', source);
  else if (once) source.once(name, listener);
  else source.on(name, listener);
}

function unlisten(source: Source, name: Name, listener: Listener): void {
  if (isTarget(source)) source.removeEventListener(String(name), listener);
  else source.removeListener(name, listener);
}

function checkSignal(signal: unknown): void {
  if (signal !== undefined && (typeof signal !== 'object' || signal === null || !('aborted' in signal)))
    throw invalidArgType('options.signal', 'an instance of AbortSignal', signal);
}

/** Resolves with the arguments of the next event; rejects on `error`. */
export async function once(source: Source, name: Name, { signal }: WithSignal = {}): Promise<unknown[]> {
  checkSignal(signal);
  if (signal?.aborted) throw abortError(signal);
  return new Promise((resolve, reject) => {
    const stop = () => {
      unlisten(source, name, onEvent);
      if (name !== 'error') unlisten(source, 'error', onError);
      signal?.removeEventListener('abort', onAbort);
    };
    const onError = (error: unknown) => {
      stop();
      reject(error);
    };
    const onEvent = (...args: unknown[]) => {
      stop();
      resolve(args);
    };
    const onAbort = () => {
      stop();
      reject(abortError(signal));
    };
    listen(source, name, onEvent, true);
    if (name !== 'error' && !isTarget(source)) source.once('error', onError);
    signal?.addEventListener('abort', onAbort);
  });
}

type OnOptions = WithSignal & { readonly close?: readonly Name[] };

/** Iterates over the events of a name. */
export function on(source: Source, name: Name, options: OnOptions = {}): AsyncIterableIterator<unknown[]> {
  const { signal, close = [] } = options;
  checkSignal(signal);
  if (signal?.aborted) throw abortError(signal);
  const events: unknown[][] = [];
  const waiting: { resolve(result: IteratorResult<unknown[]>): void; reject(error: unknown): void }[] = [];
  let failure: { error: unknown } | undefined;
  let isFinished = false;
  const onEvent = (...args: unknown[]) => {
    const next = waiting.shift();
    if (next) next.resolve({ value: args, done: false });
    else events.push(args);
  };
  const onError = (error: unknown) => {
    const next = waiting.shift();
    if (next) next.reject(error);
    else failure = { error };
    void iterator.return();
  };
  const onAbort = () => onError(abortError(signal));
  const finish = () => {
    unlisten(source, name, onEvent);
    if (name !== 'error') unlisten(source, 'error', onError);
    for (const one of close) unlisten(source, one, finish);
    signal?.removeEventListener('abort', onAbort);
    isFinished = true;
    for (const next of waiting.splice(0)) next.resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true as const });
  };
  const iterator = {
    next(): Promise<IteratorResult<unknown[]>> {
      const value = events.shift();
      if (value) return Promise.resolve({ value, done: false });
      if (failure) {
        const { error } = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (isFinished) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return: finish,
    throw(error: unknown) {
      if (!(error instanceof Error)) throw invalidArgType('EventEmitter.AsyncIterator', 'an instance of Error', error);
      onError(error);
    },
    [Symbol.asyncIterator]() {
      return iterator;
    },
  };
  listen(source, name, onEvent);
  if (name !== 'error' && !isTarget(source)) source.on('error', onError);
  for (const one of close) listen(source, one, finish, true);
  signal?.addEventListener('abort', onAbort);
  // Its `throw` gives nothing back, as in Node.js.
  return iterator as unknown as AsyncIterableIterator<unknown[]>;
}

function getEventListeners(source: Source, name: Name): unknown[] {
  if (isTarget(source)) return source[EVENT_TARGET_LISTENERS]?.(String(name)) ?? [];
  if (typeof source?.listeners === 'function') return source.listeners(name);
  throw invalidArgType('emitter', 'an instance of EventEmitter or EventTarget', source);
}

function addAbortListener(signal: AbortSignal, listener: (event: unknown) => void): object {
  if (signal === undefined) throw invalidArgType('signal', 'an instance of AbortSignal', signal);
  checkSignal(signal);
  checkFunction(listener, 'listener');
  if (signal.aborted) queueMicrotask(() => listener(undefined));
  else signal.addEventListener('abort', listener, { once: true });
  return { [DISPOSE]: () => signal.removeEventListener('abort', listener) };
}

Object.assign(EventEmitter, {
  once,
  on,
  getEventListeners,
  getMaxListeners: (source: Source) => (isTarget(source) ? state.maxListeners : source.getMaxListeners()),
  addAbortListener,
  EventEmitter,
  usingDomains: false,
  captureRejectionSymbol: REJECTION,
  errorMonitor: ERROR_MONITOR,
  setMaxListeners(count: number = state.maxListeners, ...sources: Source[]) {
    checkNumber(count, 'setMaxListeners', 0);
    if (sources.length === 0) state.maxListeners = count;
    for (const source of sources) if (!isTarget(source)) source.setMaxListeners(count);
  },
  listenerCount: (source: Source, name: Name) =>
    isTarget(source) ? getEventListeners(source, name).length : source.listenerCount(name),
  init: start,
});
Object.defineProperties(EventEmitter, {
  captureRejections: {
    get: () => state.captures,
    set(value: unknown) {
      checkBoolean(value, 'EventEmitter.captureRejections');
      state.captures = value;
    },
    enumerable: true,
    configurable: true,
  },
  defaultMaxListeners: {
    get: () => state.maxListeners,
    set(value: unknown) {
      checkNumber(value, 'defaultMaxListeners', 0);
      state.maxListeners = value;
    },
    enumerable: true,
    configurable: true,
  },
});
