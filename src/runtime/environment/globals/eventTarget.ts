/** Event, CustomEvent and EventTarget, as Node.js has them. */
import { processMs } from '../clock.ts';
import { enqueueTick } from '../eventLoop.ts';
import { inspect } from '../inspect.ts';
import { invalidArgType } from '../node/validate.ts';
import { nodeError } from '../nodeError.ts';
import { defineGlobal } from './strip.ts';
import { makeEnumerable } from './url.ts';

export interface EventOptions {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
}

/** What a dispatch does to an event, out of reach of user code. */
interface Dispatch {
  target: object | null;
  currentTarget: object | null;
  isBusy: boolean;
  isStopped: boolean;
  isDefaultPrevented: boolean;
  propagates: boolean;
}

const dispatches = new WeakMap<object, Dispatch>();

function dispatchOf(event: object): Dispatch {
  const dispatch = dispatches.get(event);
  if (!dispatch) throw nodeError(new TypeError('Value of "this" must be of type Event'), 'ERR_INVALID_THIS');
  return dispatch;
}

class WebEvent {
  static readonly NONE = 0;
  static readonly CAPTURING_PHASE = 1;
  static readonly AT_TARGET = 2;
  static readonly BUBBLING_PHASE = 3;
  readonly #type: string;
  readonly #options: EventOptions;
  readonly #timeStamp = processMs();

  constructor(...args: [type?: unknown, options?: EventOptions | null]) {
    if (args.length === 0) throw nodeError(new TypeError('The "type" argument must be specified'), 'ERR_MISSING_ARGS');
    const [type, options] = args;
    if (options !== undefined && options !== null && typeof options !== 'object')
      throw invalidArgType('options', 'of type object', options);
    this.#type = `${type as string}`;
    this.#options = options ?? {};
    dispatches.set(this, {
      target: null,
      currentTarget: null,
      isBusy: false,
      isStopped: false,
      isDefaultPrevented: false,
      propagates: true,
    });
  }
  get type(): string {
    return this.#type;
  }
  get target(): object | null {
    return dispatchOf(this).target;
  }
  get currentTarget(): object | null {
    return dispatchOf(this).currentTarget;
  }
  get srcElement(): object | null {
    return this.target;
  }
  composedPath(): object[] {
    const { isBusy, currentTarget } = dispatchOf(this);
    return isBusy && currentTarget ? [currentTarget] : [];
  }
  get returnValue(): boolean {
    return !this.defaultPrevented;
  }
  get bubbles(): boolean {
    return Boolean(this.#options.bubbles);
  }
  get cancelable(): boolean {
    return Boolean(this.#options.cancelable);
  }
  get composed(): boolean {
    return Boolean(this.#options.composed);
  }
  get defaultPrevented(): boolean {
    return this.cancelable && dispatchOf(this).isDefaultPrevented;
  }
  get eventPhase(): number {
    return dispatchOf(this).isBusy ? WebEvent.AT_TARGET : WebEvent.NONE;
  }
  get cancelBubble(): boolean {
    return !dispatchOf(this).propagates;
  }
  get timeStamp(): number {
    return this.#timeStamp;
  }
  get isTrusted(): boolean {
    return false;
  }
  preventDefault(): void {
    dispatchOf(this).isDefaultPrevented = true;
  }
  stopPropagation(): void {
    dispatchOf(this).propagates = false;
  }
  stopImmediatePropagation(): void {
    dispatchOf(this).isStopped = true;
  }
  [inspect.custom](depth: number, options: object): string {
    const name = this.constructor.name;
    if (depth < 0) return name;
    const { type, defaultPrevented, cancelable, timeStamp } = this;
    return `${name} ${inspect({ type, defaultPrevented, cancelable, timeStamp }, options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'Event';
  }
}

class WebCustomEvent extends WebEvent {
  readonly #detail: unknown;
  constructor(...args: [type?: unknown, options?: (EventOptions & { detail?: unknown }) | null]) {
    super(...args);
    this.#detail = args[1]?.detail ?? null;
  }
  get detail(): unknown {
    return this.#detail;
  }
}

type Listener = ((event: WebEvent) => unknown) | { handleEvent(event: WebEvent): unknown };

interface Registered {
  readonly listener: Listener;
  readonly once: boolean;
  readonly capture: boolean;
  isRemoved: boolean;
}

interface ListenerOptions {
  readonly once?: boolean;
  readonly capture?: boolean;
  readonly signal?: AbortSignal;
}

export class WebEventTarget {
  readonly #listeners = new Map<string, Registered[]>();

  addEventListener(...args: [type?: unknown, listener?: unknown, options?: boolean | ListenerOptions]): void {
    if (args.length < 2)
      throw nodeError(new TypeError('The "type" and "listener" arguments must be specified'), 'ERR_MISSING_ARGS');
    const [typeValue, listener, optionsValue] = args;
    if (listener === null || listener === undefined) return;
    if (typeof listener !== 'function' && typeof listener !== 'object')
      throw invalidArgType('listener', 'an instance of EventListener', listener);
    const options: ListenerOptions = typeof optionsValue === 'object' && optionsValue !== null ? optionsValue : {};
    const capture = typeof optionsValue === 'boolean' ? optionsValue : Boolean(options.capture);
    const type = `${typeValue as string}`;
    if (options.signal?.aborted) return;
    const list = this.#listeners.get(type) ?? [];
    if (list.some((one) => one.listener === listener && one.capture === capture)) return;
    // A function, or an object that has `handleEvent` when it is called.
    const registered = { listener: listener as Listener, once: Boolean(options.once), capture, isRemoved: false };
    this.#listeners.set(type, [...list, registered]);
    options.signal?.addEventListener('abort', () => this.removeEventListener(type, listener, capture), { once: true });
  }
  removeEventListener(...args: [type?: unknown, listener?: unknown, options?: boolean | ListenerOptions]): void {
    const [typeValue, listener, options] = args;
    const type = `${typeValue as string}`;
    const capture = typeof options === 'boolean' ? options : Boolean(options?.capture);
    const list = this.#listeners.get(type) ?? [];
    for (const one of list) if (one.listener === listener && one.capture === capture) one.isRemoved = true;
    this.#listeners.set(
      type,
      list.filter((one) => !one.isRemoved),
    );
  }
  dispatchEvent(event: unknown): boolean {
    if (!(event instanceof WebEvent)) throw invalidArgType('event', 'an instance of Event', event);
    const dispatch = dispatchOf(event);
    if (dispatch.isBusy)
      throw nodeError(new Error(`The event "${event.type}" is already being dispatched`), 'ERR_EVENT_RECURSION');
    Object.assign(dispatch, { target: this, currentTarget: this, isBusy: true });
    const registered = this.#listeners.get(event.type) ?? [];
    for (const one of registered) {
      if (dispatch.isStopped) break;
      if (one.isRemoved) continue;
      if (one.once) this.removeEventListener(event.type, one.listener, one.capture);
      call(this, one.listener, event);
    }
    Object.assign(dispatch, { isBusy: false, isStopped: false, currentTarget: null });
    return !event.defaultPrevented;
  }
  [Symbol.for('lambdarium.listeners')](type: string): unknown[] {
    return (this.#listeners.get(type) ?? []).map(({ listener }) => listener);
  }
  [inspect.custom](depth: number, _options: object): string {
    const name = this.constructor.name;
    return depth < 0 ? name : `${name} {}`;
  }
  get [Symbol.toStringTag](): string {
    return 'EventTarget';
  }
}

/** What a listener throws is uncaught and does not stop the others. */
function call(target: object, listener: Listener, event: WebEvent): void {
  try {
    const result: unknown =
      typeof listener === 'function' ? Reflect.apply(listener, target, [event]) : listener.handleEvent(event);
    const then: unknown = Reflect.get(Object(result), 'then');
    if (typeof then === 'function') Reflect.apply(then, result, [undefined, rethrow]);
  } catch (error) {
    rethrow(error);
  }
}

function rethrow(error: unknown): void {
  enqueueTick(() => {
    throw error;
  });
}

export { WebEvent };

export function installEventTarget(): void {
  for (const [name, Type] of Object.entries({
    Event: WebEvent,
    CustomEvent: WebCustomEvent,
    EventTarget: WebEventTarget,
  })) {
    Object.defineProperty(Type, 'name', { value: name });
    makeEnumerable(Type.prototype);
    defineGlobal(name, Type);
  }
}
