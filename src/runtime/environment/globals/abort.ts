/** EventTarget, AbortController and AbortSignal on virtual time. */
import { runMicrotask } from '../eventLoop.ts';
import { setTimeout } from '../timers.ts';
import { defineGlobal } from './strip.ts';

type Listener = ((event: PlainEvent) => unknown) | { handleEvent(event: PlainEvent): unknown };

class PlainEvent {
  readonly type: string;
  readonly cancelable: boolean;
  readonly timeStamp = 0;
  defaultPrevented = false;
  target: unknown = null;
  currentTarget: unknown = null;
  #isStopped = false;

  constructor(type: string, options?: { cancelable?: boolean }) {
    this.type = `${type}`;
    this.cancelable = options?.cancelable ?? false;
  }
  preventDefault(): void {
    if (this.cancelable) this.defaultPrevented = true;
  }
  stopImmediatePropagation(): void {
    this.#isStopped = true;
  }
  stopPropagation(): void {}
  static isStopped(event: PlainEvent): boolean {
    return event.#isStopped;
  }
}

class PlainCustomEvent extends PlainEvent {
  readonly detail: unknown;
  constructor(type: string, options?: { cancelable?: boolean; detail?: unknown }) {
    super(type, options);
    this.detail = options?.detail ?? null;
  }
}

class PlainEventTarget {
  readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>();

  addEventListener(type: string, listener: Listener | null, options?: boolean | { once?: boolean }): void {
    if (!listener) return;
    const list = this.#listeners.get(type) ?? [];
    if (list.some((one) => one.listener === listener)) return;
    this.#listeners.set(type, [...list, { listener, once: typeof options === 'object' && Boolean(options.once) }]);
  }
  removeEventListener(type: string, listener: Listener | null): void {
    this.#listeners.set(
      type,
      (this.#listeners.get(type) ?? []).filter((one) => one.listener !== listener),
    );
  }
  dispatchEvent(event: PlainEvent): boolean {
    event.target = this;
    event.currentTarget = this;
    const handler: unknown = Reflect.get(this, `on${event.type}`);
    const list = this.#listeners.get(event.type) ?? [];
    for (const { listener, once } of [
      ...(typeof handler === 'function' ? [{ listener: handler as Listener, once: false }] : []),
      ...list,
    ]) {
      if (PlainEvent.isStopped(event)) break;
      if (once) this.removeEventListener(event.type, listener);
      // What a listener throws is uncaught and does not stop the others.
      runMicrotask(() =>
        typeof listener === 'function' ? Reflect.apply(listener, this, [event]) : listener.handleEvent(event),
      );
    }
    return !event.defaultPrevented;
  }
}

function domError(message: string, name: string, code: number): Error {
  const error = new Error(message);
  for (const [key, value] of Object.entries({ name, code }))
    Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable: false });
  return error;
}

class Signal extends PlainEventTarget {
  aborted = false;
  reason: unknown = undefined;
  onabort: unknown = null;

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }
  static abort(reason?: unknown): Signal {
    const signal = new Signal();
    trigger(signal, reason);
    return signal;
  }
  static timeout(delayMs: number): Signal {
    const signal = new Signal();
    setTimeout(
      () => trigger(signal, domError('The operation was aborted due to timeout', 'TimeoutError', 23)),
      delayMs,
    ).unref();
    return signal;
  }
  static any(signals: Iterable<Signal>): Signal {
    const any = new Signal();
    for (const signal of signals) {
      if (signal.aborted) trigger(any, signal.reason);
      else signal.addEventListener('abort', () => trigger(any, signal.reason));
    }
    return any;
  }
}

function trigger(signal: Signal, reason: unknown = domError('This operation was aborted', 'AbortError', 20)): void {
  if (signal.aborted) return;
  signal.aborted = true;
  signal.reason = reason;
  signal.dispatchEvent(new PlainEvent('abort'));
}

class Controller {
  readonly signal = new Signal();
  abort(reason?: unknown): void {
    trigger(this.signal, reason);
  }
}

export function installAbort(): void {
  for (const [name, value] of Object.entries({
    Event: PlainEvent,
    CustomEvent: PlainCustomEvent,
    EventTarget: PlainEventTarget,
    AbortSignal: Signal,
    AbortController: Controller,
  })) {
    Object.defineProperty(value, 'name', { value: name });
    defineGlobal(name, value);
  }
}
