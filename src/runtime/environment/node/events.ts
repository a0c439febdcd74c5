/** `node:events`: the EventEmitter of Node.js, without captureRejections. */
import { nodeError } from '../nodeError.ts';

type Listener = (...args: unknown[]) => unknown;
interface Wrapped extends Listener {
  listener?: Listener;
}

/** Node.js declares EventEmitter as a function, so that old code can call it without `new`. */
export class EventEmitter {
  static defaultMaxListeners = 10;
  static readonly errorMonitor = Symbol('events.errorMonitor');
  static once = once;
  static on = on;
  static EventEmitter = EventEmitter;

  declare _events: Map<PropertyKey, Wrapped[]>;
  declare _maxListeners: number | undefined;

  on(name: PropertyKey, listener: Listener): this {
    return add(this, name, listener, false);
  }
  addListener(name: PropertyKey, listener: Listener): this {
    return add(this, name, listener, false);
  }
  prependListener(name: PropertyKey, listener: Listener): this {
    return add(this, name, listener, true);
  }
  once(name: PropertyKey, listener: Listener): this {
    return add(this, name, onceWrapper(this, name, listener), false);
  }
  prependOnceListener(name: PropertyKey, listener: Listener): this {
    return add(this, name, onceWrapper(this, name, listener), true);
  }

  off(name: PropertyKey, listener: Listener): this {
    const list = listenersOf(this, name);
    const at = list.findLastIndex((one) => one === listener || one.listener === listener);
    if (at < 0) return this;
    setListeners(this, name, list.toSpliced(at, 1));
    if (name !== 'removeListener') this.emit('removeListener', name, listener);
    return this;
  }
  removeListener(name: PropertyKey, listener: Listener): this {
    return this.off(name, listener);
  }
  removeAllListeners(name?: PropertyKey): this {
    if (name === undefined) eventsOf(this).clear();
    else eventsOf(this).delete(name);
    return this;
  }

  emit(name: PropertyKey, ...args: unknown[]): boolean {
    if (name === 'error')
      for (const listener of listenersOf(this, EventEmitter.errorMonitor)) Reflect.apply(listener, this, args);
    const list = listenersOf(this, name);
    if (list.length === 0 && name === 'error') throw unhandledError(args[0]);
    for (const listener of list) Reflect.apply(listener, this, args);
    return list.length > 0;
  }

  listenerCount(name: PropertyKey): number {
    return listenersOf(this, name).length;
  }
  listeners(name: PropertyKey): Listener[] {
    return listenersOf(this, name).map((one) => one.listener ?? one);
  }
  rawListeners(name: PropertyKey): Listener[] {
    return [...listenersOf(this, name)];
  }
  eventNames(): PropertyKey[] {
    return [...eventsOf(this).keys()];
  }
  setMaxListeners(count: number): this {
    this._maxListeners = count;
    return this;
  }
  getMaxListeners(): number {
    return this._maxListeners ?? EventEmitter.defaultMaxListeners;
  }
}

// Created on first use: classes of old style never call the constructor.
function eventsOf(emitter: EventEmitter): Map<PropertyKey, Wrapped[]> {
  if (!Object.hasOwn(emitter, '_events')) {
    Object.defineProperty(emitter, '_events', { value: new Map(), enumerable: false });
  }
  return emitter._events;
}

function listenersOf(emitter: EventEmitter, name: PropertyKey): readonly Wrapped[] {
  return eventsOf(emitter).get(name) ?? [];
}

function setListeners(emitter: EventEmitter, name: PropertyKey, list: Wrapped[]): void {
  if (list.length === 0) eventsOf(emitter).delete(name);
  else eventsOf(emitter).set(name, list);
}

function add<E extends EventEmitter>(emitter: E, name: PropertyKey, listener: Wrapped, first: boolean): E {
  if (typeof listener !== 'function') {
    const error = new TypeError('The "listener" argument must be of type function.');
    throw nodeError(error, 'ERR_INVALID_ARG_TYPE');
  }
  if (listenersOf(emitter, 'newListener').length > 0) emitter.emit('newListener', name, listener.listener ?? listener);
  const list = listenersOf(emitter, name);
  setListeners(emitter, name, first ? [listener, ...list] : [...list, listener]);
  return emitter;
}

function onceWrapper(emitter: EventEmitter, name: PropertyKey, listener: Listener): Wrapped {
  const wrapped: Wrapped = function (this: unknown, ...args) {
    emitter.off(name, wrapped);
    return Reflect.apply(listener, emitter, args);
  };
  wrapped.listener = listener;
  return wrapped;
}

function unhandledError(value: unknown): unknown {
  if (value instanceof Error) return value;
  const error = new Error(`Unhandled error. (${typeof value === 'string' ? `'${value}'` : String(value)})`);
  return nodeError(error, 'ERR_UNHANDLED_ERROR', { context: value });
}

/** Resolves with the arguments of the next event; rejects on `error`. */
export function once(emitter: EventEmitter, name: PropertyKey): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const onError = (error: unknown) => {
      emitter.off(name, onEvent);
      reject(error);
    };
    const onEvent = (...args: unknown[]) => {
      emitter.off('error', onError);
      resolve(args);
    };
    emitter.once(name, onEvent);
    if (name !== 'error') emitter.once('error', onError);
  });
}

/** Iterates over the events of a name. */
export async function* on(emitter: EventEmitter, name: PropertyKey): AsyncGenerator<unknown[]> {
  const queue: unknown[][] = [];
  let wake = () => {};
  emitter.on(name, (...args) => {
    queue.push(args);
    wake();
  });
  for (;;) {
    const next = queue.shift();
    if (next) yield next;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
