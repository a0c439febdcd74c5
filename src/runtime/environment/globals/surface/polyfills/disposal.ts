/**
 * Explicit resource management: what `using` rests on. The stacks are ours on every engine: when their
 * awaits go on decides the order of everything else.
 *
 * @source https://tc39.es/proposal-explicit-resource-management/ (November 2026)
 */
import { apply, defineProperty, getPrototypeOf } from '../../../primordials.ts';
import { call, isObject, needCallable, provide, provideGlobal } from './provide.ts';

/** `Symbol.dispose` and `Symbol.asyncDispose`, which Node.js has in engines that do not. */
function wellKnown(name: 'dispose' | 'asyncDispose'): symbol {
  const known: unknown = Reflect.get(Symbol, name);
  if (typeof known === 'symbol') return known;
  const value = Symbol(`Symbol.${name}`);
  defineProperty(Symbol, name, { value, writable: false, enumerable: false, configurable: false });
  return value;
}

const DISPOSE = wellKnown('dispose');
const ASYNC_DISPOSE = wellKnown('asyncDispose');

/** In the words of V8. */
const SUPPRESSED = 'An error was suppressed during disposal';

/** Undoes something; what an asynchronous one gives is waited for. */
type Disposer = () => unknown;
/** Stands for null or undefined, which need nothing but a turn. */
const NOTHING: Disposer = () => undefined;

interface Stack {
  readonly disposers: Disposer[];
  count: number;
  isDisposed: boolean;
}

const stacks = new WeakMap<object, Stack>();
const { get: stackOf, set: setStack } = WeakMap.prototype;

function newStack(owner: object): void {
  apply(setStack, stacks, [owner, { disposers: [], count: 0, isDisposed: false }] as never);
}

function stateOf(owner: unknown): Stack {
  const stack = isObject(owner) ? (apply(stackOf, stacks, [owner]) as Stack | undefined) : undefined;
  if (!stack) throw new TypeError('Receiver is not a DisposableStack');
  return stack;
}

function open(owner: unknown): Stack {
  const stack = stateOf(owner);
  if (stack.isDisposed) throw new ReferenceError('Cannot add values to a disposed stack!');
  return stack;
}

function push(stack: Stack, disposer: Disposer): void {
  defineProperty(stack.disposers, stack.count, { value: disposer, writable: true, configurable: true });
  stack.count += 1;
}

function method(value: unknown, ...symbols: readonly symbol[]): { run: (self: unknown) => unknown; symbol: symbol } {
  if (!isObject(value)) throw new TypeError(`${String(value)} is not an object`);
  for (const symbol of symbols) {
    const found: unknown = Reflect.get(value, symbol);
    if (found === undefined || found === null) continue;
    needCallable(found);
    return { run: (self) => call(found, self), symbol };
  }
  throw new TypeError(`Symbol(${symbols[0]?.description}) is not a function`);
}

/** What was thrown so far and what is thrown now. */
function joined(before: { error: unknown } | undefined, error: unknown): { error: unknown } {
  if (!before) return { error };
  const Suppressed: unknown = Reflect.get(globalThis, 'SuppressedError');
  return { error: Reflect.construct(Suppressed as ErrorConstructor, [error, before.error, SUPPRESSED] as never) };
}

function disposeAll(stack: Stack): void {
  let failure: { error: unknown } | undefined;
  while (stack.count > 0) {
    stack.count -= 1;
    try {
      stack.disposers[stack.count]?.();
    } catch (error) {
      failure = joined(failure, error);
    }
  }
  if (failure) throw failure.error;
}

async function disposeAllInTurn(owner: unknown): Promise<void> {
  const stack = stateOf(owner);
  if (stack.isDisposed) return;
  stack.isDisposed = true;
  let failure: { error: unknown } | undefined;
  let owesTurn = false;
  let hasWaited = false;
  while (stack.count > 0) {
    stack.count -= 1;
    const disposer = stack.disposers[stack.count];
    try {
      if (disposer === NOTHING) owesTurn = true;
      else {
        const result = disposer?.();
        hasWaited = true;
        await result;
      }
    } catch (error) {
      failure = joined(failure, error);
    }
  }
  if (owesTurn && !hasWaited) await undefined;
  if (failure) throw failure.error;
}

function moveTo(made: object, stack: Stack): void {
  apply(setStack, stacks, [made, { ...stack }] as never);
  stack.count = 0;
  stack.isDisposed = true;
}

function createDisposableStack(): object {
  const DisposableStack = class {
    constructor() {
      newStack(this);
    }
  };
  provide(DisposableStack.prototype, {
    get disposed(): boolean {
      return stateOf(this).isDisposed;
    },
    dispose(): void {
      const stack = stateOf(this);
      if (stack.isDisposed) return;
      stack.isDisposed = true;
      disposeAll(stack);
    },
    use(value: unknown): unknown {
      const stack = open(this);
      if (value === null || value === undefined) return value;
      const { run } = method(value, DISPOSE);
      push(stack, () => run(value));
      return value;
    },
    adopt(value: unknown, onDispose: unknown): unknown {
      const stack = open(this);
      needCallable(onDispose);
      push(stack, () => call(onDispose, undefined, value));
      return value;
    },
    defer(onDispose: unknown): void {
      const stack = open(this);
      needCallable(onDispose);
      push(stack, () => call(onDispose, undefined));
    },
    move(): object {
      const stack = open(this);
      const made = Object.create(DisposableStack.prototype);
      moveTo(made, stack);
      return made;
    },
  });
  finish(DisposableStack.prototype, 'DisposableStack', DISPOSE, 'dispose');
  return DisposableStack;
}

function createAsyncDisposableStack(): object {
  const AsyncDisposableStack = class {
    constructor() {
      newStack(this);
    }
  };
  provide(AsyncDisposableStack.prototype, {
    get disposed(): boolean {
      return stateOf(this).isDisposed;
    },
    disposeAsync(): Promise<void> {
      return disposeAllInTurn(this);
    },
    use(value: unknown): unknown {
      const stack = open(this);
      if (value === null || value === undefined) {
        push(stack, NOTHING);
        return value;
      }
      const { run, symbol } = method(value, ASYNC_DISPOSE, DISPOSE);
      push(stack, symbol === DISPOSE ? async () => void run(value) : () => run(value));
      return value;
    },
    adopt(value: unknown, onDispose: unknown): unknown {
      const stack = open(this);
      needCallable(onDispose);
      push(stack, () => call(onDispose, undefined, value));
      return value;
    },
    defer(onDispose: unknown): void {
      const stack = open(this);
      needCallable(onDispose);
      push(stack, () => call(onDispose, undefined));
    },
    move(): object {
      const stack = open(this);
      const made = Object.create(AsyncDisposableStack.prototype);
      moveTo(made, stack);
      return made;
    },
  });
  finish(AsyncDisposableStack.prototype, 'AsyncDisposableStack', ASYNC_DISPOSE, 'disposeAsync');
  return AsyncDisposableStack;
}

/** The symbol's method is the named one. */
function finish(prototype: object, name: string, symbol: symbol, dispose: string): void {
  const value: unknown = Reflect.get(prototype, dispose);
  defineProperty(prototype, symbol, { value, writable: true, configurable: true, enumerable: false });
  defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
}

function createSuppressedError(): object {
  const NativeError = Error;
  const SuppressedError = function (this: unknown, error: unknown, suppressed: unknown, message?: unknown): object {
    const made: object = Reflect.construct(
      NativeError,
      message === undefined ? [] : [message],
      new.target ?? SuppressedError,
    );
    for (const [name, value] of [
      ['error', error],
      ['suppressed', suppressed],
    ] as const)
      defineProperty(made, name, { value, writable: true, configurable: true, enumerable: false });
    return made;
  };
  Object.setPrototypeOf(SuppressedError, NativeError);
  const prototype = Object.create(NativeError.prototype);
  for (const [name, value] of [
    ['constructor', SuppressedError],
    ['message', ''],
    ['name', 'SuppressedError'],
  ] as const)
    defineProperty(prototype, name, { value, writable: true, configurable: true, enumerable: false });
  defineProperty(SuppressedError, 'prototype', { value: prototype, writable: false });
  return SuppressedError;
}

async function stopped(iterator: unknown): Promise<void> {
  const stop: unknown = Reflect.get(Object(iterator), 'return');
  if (stop === undefined || stop === null) return;
  await call(stop, iterator, undefined);
}

export function installDisposal(): void {
  provideGlobal('SuppressedError', createSuppressedError);
  provideGlobal('DisposableStack', createDisposableStack, { replaces: true });
  provideGlobal('AsyncDisposableStack', createAsyncDisposableStack, { replaces: true });
  const iteratorPrototype: object = getPrototypeOf(getPrototypeOf([].values()) ?? {}) ?? {};
  const asyncGenerators = getPrototypeOf(async function* () {}.prototype) ?? {};
  provide(iteratorPrototype, {
    [DISPOSE](): void {
      const stop: unknown = Reflect.get(Object(this), 'return');
      if (stop !== undefined && stop !== null) call(stop, this);
    },
  });
  const disposing = {
    [ASYNC_DISPOSE](): Promise<void> {
      return stopped(this);
    },
  };
  provide(getPrototypeOf(asyncGenerators) ?? {}, disposing, { replaces: true });
}
