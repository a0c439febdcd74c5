/** AbortController and AbortSignal on virtual time. */
import { inspect } from '../inspect.ts';
import { checkNumber, invalidArgType } from '../node/validate.ts';
import { nodeError } from '../nodeError.ts';
import { setTimeout } from '../timers.ts';
import { domException } from './domException.ts';
import { WebEvent, WebEventTarget } from './eventTarget.ts';
import { defineGlobal } from './strip.ts';
import { makeEnumerable } from './url.ts';

const KEY = Symbol('construct');
const TIMEOUT_MS_MAX = 4_294_967_295;

class Signal extends WebEventTarget {
  #aborted = false;
  #reason: unknown = undefined;
  #onabort: unknown = null;
  readonly #callOnAbort = (event: unknown) => Reflect.apply(this.#onabort as () => void, this, [event]);

  constructor(key?: unknown) {
    if (key !== KEY) throw nodeError(new TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
    super();
  }
  static trigger(signal: Signal, reason: unknown = domException('This operation was aborted', 'AbortError')): void {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    signal.dispatchEvent(new WebEvent('abort'));
  }
  get onabort(): unknown {
    return this.#onabort;
  }
  /** A handler takes its place among the listeners when it is first set. */
  set onabort(handler: unknown) {
    const isHandler = typeof handler === 'function';
    if (isHandler && this.#onabort === null) this.addEventListener('abort', this.#callOnAbort);
    if (!isHandler) this.removeEventListener('abort', this.#callOnAbort);
    this.#onabort = isHandler ? handler : null;
  }
  get aborted(): boolean {
    return this.#aborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }
  override [inspect.custom](depth: number, options: object): string {
    return depth < 0 ? '[AbortSignal]' : `AbortSignal ${inspect({ aborted: this.#aborted }, options)}`;
  }
  override get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }
  static abort(reason?: unknown): Signal {
    const signal = new Signal(KEY);
    Signal.trigger(signal, reason);
    return signal;
  }
  static timeout(delayMs: unknown): Signal {
    checkNumber(delayMs, 'delay', 0, TIMEOUT_MS_MAX);
    const signal = new Signal(KEY);
    const expire = () =>
      Signal.trigger(signal, domException('The operation was aborted due to timeout', 'TimeoutError'));
    setTimeout(expire, delayMs).unref();
    return signal;
  }
  static any(signals: unknown): Signal {
    const list = [...(signals as Iterable<unknown>)];
    const any = new Signal(KEY);
    list.forEach((signal, i) => {
      if (!(signal instanceof Signal)) throw invalidArgType(`signals[${i}]`, 'an instance of AbortSignal', signal);
    });
    for (const signal of list as Signal[]) {
      if (signal.aborted) Signal.trigger(any, signal.reason);
      else signal.addEventListener('abort', () => Signal.trigger(any, signal.reason), { once: true });
    }
    return any;
  }
}

class Controller {
  readonly #signal = new Signal(KEY);
  get signal(): Signal {
    return this.#signal;
  }
  abort(reason?: unknown): void {
    Signal.trigger(this.#signal, reason);
  }
  [inspect.custom](depth: number, options: object): string {
    return depth < 0 ? '[AbortController]' : `AbortController ${inspect({ signal: this.#signal }, options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }
}

export function installAbort(): void {
  for (const [name, value] of Object.entries({ AbortSignal: Signal, AbortController: Controller })) {
    Object.defineProperty(value, 'name', { value: name });
    makeEnumerable(value.prototype);
    defineGlobal(name, value);
  }
}
