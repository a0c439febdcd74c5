/** `node:async_hooks`: AsyncLocalStorage and AsyncResource. There are no hooks to create: nothing here is native. */
import { type Context, currentContext, enterContext, inContext, startContexts } from '../asyncContext.ts';
import { invalidArgType } from './validate.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/** A store that follows asynchronous code; `run` and `enterWith` set it. */
export class AsyncLocalStorage {
  readonly name: string;
  readonly #defaultValue: unknown;

  constructor({ name = '', defaultValue }: { name?: string; defaultValue?: unknown } = {}) {
    startContexts();
    this.name = name;
    this.#defaultValue = defaultValue;
  }

  static bind(run: AnyFunction): AnyFunction {
    if (typeof run !== 'function') throw invalidArgType('fn', 'of type function', run);
    const context = currentContext();
    return function (this: unknown, ...args: unknown[]) {
      return inContext(context, () => Reflect.apply(run, this, args));
    };
  }

  static snapshot(): AnyFunction {
    const context = currentContext();
    return function (this: unknown, run: unknown, ...args: unknown[]) {
      return inContext(context, () => Reflect.apply(run as AnyFunction, this, args));
    };
  }

  run(store: unknown, run: AnyFunction, ...args: unknown[]): unknown {
    return inContext(withValue(this, store), () => Reflect.apply(run, null, args));
  }

  exit(run: AnyFunction, ...args: unknown[]): unknown {
    return inContext(without(this), () => Reflect.apply(run, null, args));
  }

  getStore(): unknown {
    const context = currentContext();
    return context?.has(this) ? context.get(this) : this.#defaultValue;
  }

  enterWith(store: unknown): void {
    enterContext(withValue(this, store));
  }

  disable(): void {
    enterContext(without(this));
  }
}

function withValue(storage: object, value: unknown): Context {
  return new Map(currentContext()).set(storage, value);
}

function without(storage: object): Context {
  const context = new Map(currentContext());
  context.delete(storage);
  return context;
}

let lastId = 1;

/** Keeps the context in which it was made, for callbacks of a pool or a queue. */
export class AsyncResource {
  readonly #context = currentContext();
  readonly #id = ++lastId;
  readonly type: string;

  constructor(type: string) {
    if (typeof type !== 'string') throw invalidArgType('type', 'of type string', type);
    this.type = type;
  }
  static bind(run: AnyFunction, type?: string, thisArg?: unknown): AnyFunction {
    return new AsyncResource(type ?? (run.name || 'bound-anonymous-fn')).bind(run, thisArg);
  }
  runInAsyncScope(run: AnyFunction, thisArg?: unknown, ...args: unknown[]): unknown {
    return inContext(this.#context, () => Reflect.apply(run, thisArg, args));
  }
  bind(run: AnyFunction, thisArg?: unknown): AnyFunction {
    const resource = this;
    return function (this: unknown, ...args: unknown[]) {
      return resource.runInAsyncScope(run, thisArg ?? this, ...args);
    };
  }
  emitDestroy(): this {
    return this;
  }
  asyncId(): number {
    return this.#id;
  }
  triggerAsyncId(): number {
    return 1;
  }
}

export const asyncHooks = {
  AsyncLocalStorage,
  AsyncResource,
  createHook(): never {
    throw new Error('The playground does not have async_hooks.createHook; AsyncLocalStorage and AsyncResource work.');
  },
  executionAsyncId: () => 1,
  triggerAsyncId: () => 0,
  executionAsyncResource: () => ({}),
  asyncWrapProviders: Object.freeze({ __proto__: null, NONE: 0 }),
};
