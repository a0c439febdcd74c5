/** setTimeout, setInterval and setImmediate on virtual time: the kernel side says when a timer is due. */

import { LIMITS } from '../protocol.ts';
import { type Context, currentContext, enterContext } from './asyncContext.ts';
import { CHARGES } from './charges.ts';
import { charge } from './counter.ts';
import { emitClearTimer, emitSetTimer } from './effects.ts';
import {
  addHandle,
  enqueueImmediate,
  type Immediate as LoopImmediate,
  removeHandle,
  runMacrotask,
  takeTimerId,
} from './eventLoop.ts';
import { invalidArgType } from './node/validate.ts';

/** Longest delay; Node.js treats longer ones as 1 ms. */
const DELAY_MS_MAX = 2_147_483_647;

type Callback = (...args: unknown[]) => unknown;

const timeouts = new Map<number, Timeout>();

/** What setTimeout and setInterval give back, as in Node.js. */
export class Timeout {
  readonly #id = takeTimerId();
  readonly #callback: Callback;
  readonly #args: readonly unknown[];
  readonly #delayMs: number;
  readonly #repeats: boolean;
  readonly #context: Context = currentContext();
  #isActive = false;
  #isReferenced = true;

  constructor(callback: Callback, args: readonly unknown[], delayMs: number, repeats: boolean) {
    this.#callback = callback;
    this.#args = args;
    this.#delayMs = delayMs;
    this.#repeats = repeats;
    this.#start();
  }

  #start(): void {
    if (timeouts.size >= LIMITS.timersPerEnvironment) {
      throw new RangeError(`The playground allows ${LIMITS.timersPerEnvironment} pending timers in an environment.`);
    }
    charge(CHARGES.timer);
    this.#isActive = true;
    timeouts.set(this.#id, this);
    if (this.#isReferenced) addHandle();
    emitSetTimer(this.#id, this.#delayMs, this.#repeats);
  }

  static stop(timeout: Timeout): void {
    if (!timeout.#isActive) return;
    timeout.#end();
    emitClearTimer(timeout.#id);
  }

  #end(): void {
    this.#isActive = false;
    timeouts.delete(this.#id);
    if (this.#isReferenced) removeHandle();
  }

  static fire(timeout: Timeout): void {
    if (!timeout.#repeats) timeout.#end();
    enterContext(timeout.#context);
    Reflect.apply(timeout.#callback, timeout, timeout.#args);
  }

  ref(): this {
    if (this.#isActive && !this.#isReferenced) addHandle();
    this.#isReferenced = true;
    return this;
  }

  unref(): this {
    if (this.#isActive && this.#isReferenced) removeHandle();
    this.#isReferenced = false;
    return this;
  }

  hasRef(): boolean {
    return this.#isReferenced;
  }

  refresh(): this {
    Timeout.stop(this);
    this.#start();
    return this;
  }

  close(): this {
    Timeout.stop(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }
}

/** What setImmediate gives back. */
export class Immediate {
  readonly #immediate: LoopImmediate;

  constructor(callback: Callback, args: readonly unknown[]) {
    this.#immediate = enqueueImmediate(() => {
      Reflect.apply(callback, this, args);
    });
  }

  static stop(immediate: Immediate): void {
    immediate.#immediate.cancelled = true;
  }

  ref(): this {
    this.#immediate.isReferenced = true;
    return this;
  }

  unref(): this {
    this.#immediate.isReferenced = false;
    return this;
  }

  hasRef(): boolean {
    return this.#immediate.isReferenced;
  }
}

/** A timer is due; one that was cleared meanwhile is ignored. */
export function fireTimer(timerId: number): void {
  const timeout = timeouts.get(timerId);
  if (!timeout) return;
  runMacrotask(() => {
    charge(CHARGES.timer);
    Timeout.fire(timeout);
  });
}

/** Delay as Node.js takes it: at least 1 ms, whole milliseconds. */
function delayOf(value: unknown): number {
  const delayMs = Math.trunc(Number(value));
  return delayMs >= 1 && delayMs <= DELAY_MS_MAX ? delayMs : 1;
}

function checkCallback(callback: unknown): asserts callback is Callback {
  if (typeof callback !== 'function') throw invalidArgType('callback', 'of type function', callback);
}

export function setTimeout(callback: unknown, delayMs?: unknown, ...args: unknown[]): Timeout {
  checkCallback(callback);
  return new Timeout(callback, args, delayOf(delayMs), false);
}

export function setInterval(callback: unknown, delayMs?: unknown, ...args: unknown[]): Timeout {
  checkCallback(callback);
  return new Timeout(callback, args, delayOf(delayMs), true);
}

export function setImmediate(callback: unknown, ...args: unknown[]): Immediate {
  checkCallback(callback);
  return new Immediate(callback, args);
}

/** Clears a timer by its object or its number. */
export function clearTimeout(timer?: unknown): void {
  const timeout = timer instanceof Timeout ? timer : timeouts.get(Number(timer));
  if (timeout) Timeout.stop(timeout);
}

export function clearInterval(timer?: unknown): void {
  clearTimeout(timer);
}

export function clearImmediate(immediate?: unknown): void {
  if (immediate instanceof Immediate) Immediate.stop(immediate);
}

/** `timers/promises`. */
export const promises = {
  setTimeout: (delayMs?: unknown, value?: unknown, options?: { signal?: AbortSignal }) =>
    abortable(options?.signal, (resolve) => {
      const timeout = setTimeout(() => resolve(value), delayMs);
      return () => clearTimeout(timeout);
    }),
  setImmediate: (value?: unknown, options?: { signal?: AbortSignal }) =>
    abortable(options?.signal, (resolve) => {
      const immediate = setImmediate(() => resolve(value));
      return () => clearImmediate(immediate);
    }),
  async *setInterval(delayMs?: unknown, value?: unknown): AsyncGenerator<unknown> {
    for (;;) {
      await promises.setTimeout(delayMs);
      yield value;
    }
  },
  scheduler: {
    wait: (delayMs?: unknown) => promises.setTimeout(delayMs),
    yield: () => promises.setImmediate(),
  },
};

/** What `util.promisify` gives for a timer. */
const PROMISIFY = Symbol.for('nodejs.util.promisify.custom');
Object.defineProperty(setTimeout, PROMISIFY, { value: promises.setTimeout, configurable: true });
Object.defineProperty(setImmediate, PROMISIFY, { value: promises.setImmediate, configurable: true });

function abortable(
  signal: AbortSignal | undefined,
  start: (resolve: (value: unknown) => void) => () => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const abortError = () =>
      Object.assign(new Error('The operation was aborted'), {
        name: 'AbortError',
        code: 'ABORT_ERR',
        cause: signal?.reason,
      });
    if (signal?.aborted) {
      reject(abortError());
      return;
    }
    const cancel = start(resolve);
    signal?.addEventListener('abort', () => {
      cancel();
      reject(abortError());
    });
  });
}
