/**
 * MessageChannel, MessagePort and MessageEvent, as Node.js has them: a message is a copy and arrives in a later turn of the
 * event loop. An open port keeps no process alive, as after `unref`.
 *
 * @source Node.js documentation, "Class: MessagePort", https://nodejs.org/api/worker_threads.html, read 2026-11.
 */
import { invalidArgType } from '../node/validate.ts';
import { nodeError } from '../nodeError.ts';
import { setImmediate } from '../timers.ts';
import { clone } from './clone.ts';
import { type EventOptions, WebEvent, WebEventTarget } from './eventTarget.ts';

interface MessageEventOptions extends EventOptions {
  readonly data?: unknown;
  readonly ports?: readonly unknown[];
  readonly origin?: string;
  readonly lastEventId?: string;
}

export class MessageEvent extends WebEvent {
  readonly data: unknown;
  readonly origin: string;
  readonly lastEventId: string;
  readonly source = null;
  readonly ports: readonly unknown[];
  constructor(...args: [type?: unknown, options?: MessageEventOptions]) {
    super(...args);
    const { data = null, ports = [], origin = '', lastEventId = '' } = args[1] ?? {};
    this.data = data;
    this.origin = origin;
    this.lastEventId = lastEventId;
    this.ports = ports;
  }
}

type Callback = (value: unknown) => unknown;

/** Only a channel makes ports. */
const FROM_CHANNEL = {};

export class MessagePort extends WebEventTarget {
  #other: MessagePort | undefined;
  #isStarted = false;
  #isClosed = false;
  readonly #waiting: unknown[] = [];
  #onmessage: Callback | null = null;
  /** What `on` has wrapped. */
  readonly #wrapped = new Map<Callback, Callback>();

  constructor(...args: unknown[]) {
    if (args[0] !== FROM_CHANNEL) throw nodeError(new TypeError('Illegal constructor'), 'ERR_CONSTRUCT_CALL_INVALID');
    super();
  }
  static pair(): [MessagePort, MessagePort] {
    const ports: [MessagePort, MessagePort] = [new MessagePort(FROM_CHANNEL), new MessagePort(FROM_CHANNEL)];
    ports[0].#other = ports[1];
    ports[1].#other = ports[0];
    return ports;
  }

  get onmessage(): Callback | null {
    return this.#onmessage;
  }
  set onmessage(listener: Callback | null) {
    if (this.#onmessage) super.removeEventListener('message', this.#onmessage);
    this.#onmessage = typeof listener === 'function' ? listener : null;
    if (this.#onmessage) this.addEventListener('message', this.#onmessage);
  }
  postMessage(...args: [value?: unknown, transfer?: unknown]): void {
    if (args.length === 0) throw nodeError(new TypeError('Not enough arguments'), 'ERR_MISSING_ARGS');
    const copy = clone(args[0]);
    const other = this.#other;
    if (this.#isClosed || !other || other.#isClosed) return;
    other.#waiting.push(copy);
    if (other.#isStarted) setImmediate(() => other.#deliver());
  }
  start(): void {
    if (this.#isStarted || this.#isClosed) return;
    this.#isStarted = true;
    for (const _ of this.#waiting) setImmediate(() => this.#deliver());
  }
  close(): void {
    if (this.#isClosed) return;
    // What is on its way arrives before.
    setImmediate(() => this.#end());
  }
  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.dispatchEvent(new WebEvent('close'));
    const other = this.#other;
    if (other) other.#end();
  }
  #deliver(): void {
    if (this.#isClosed || this.#waiting.length === 0) return;
    this.dispatchEvent(new MessageEvent('message', { data: this.#waiting.shift() }));
  }
  override addEventListener(...args: Parameters<WebEventTarget['addEventListener']>): void {
    super.addEventListener(...args);
    if (args[0] === 'message') this.start();
  }

  // ---------------------------------------------------------------------------------- as an emitter of Node.js

  on(type: string, listener: unknown, options: { readonly once?: boolean } = {}): this {
    if (typeof listener !== 'function') throw invalidArgType('listener', 'of type function', listener);
    // Just tested.
    const callback = listener as Callback;
    const wrapped: Callback = (event) =>
      callback(event instanceof MessageEvent ? event.data : type === 'close' ? undefined : event);
    this.#wrapped.set(callback, wrapped);
    this.addEventListener(type, wrapped, options);
    return this;
  }
  once(type: string, listener: unknown): this {
    return this.on(type, listener, { once: true });
  }
  off(type: string, listener: unknown): this {
    // Whatever was not given to `on` is in no map.
    this.removeEventListener(type, this.#wrapped.get(listener as Callback) ?? listener);
    return this;
  }
  addListener(type: string, listener: unknown): this {
    return this.on(type, listener);
  }
  removeListener(type: string, listener: unknown): this {
    return this.off(type, listener);
  }
  ref(): void {}
  unref(): void {}
  hasRef(): boolean {
    return false;
  }
}

export class MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
  constructor() {
    [this.port1, this.port2] = MessagePort.pair();
  }
}
