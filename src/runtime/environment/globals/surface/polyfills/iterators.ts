/**
 * The class Iterator and its helpers, for engines without them.
 *
 * @source https://tc39.es/ecma262/#sec-iterator-objects (November 2026)
 */
import { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } from '../../../primordials.ts';
import {
  call,
  close,
  closing,
  createProperty,
  DONE,
  direct,
  type Iterated,
  isObject,
  need,
  needCallable,
  provide,
  provideGlobal,
  shown,
  step,
  toNumber,
} from './provide.ts';

const iteratorPrototype: object = getPrototypeOf(getPrototypeOf([].values()) ?? {}) ?? {};
const { next: generatorNext, return: generatorReturn } = Object.getPrototypeOf(function* () {}.prototype);

/** A helper runs a generator; until that has started, closing it closes what is below. */
interface Running {
  readonly generator: Generator;
  readonly below: Iterated;
  started: boolean;
}

const running = new WeakMap<object, Running>();
const { get: runningOf, set: setRunning } = WeakMap.prototype;
const helperPrototype: object = Object.create(iteratorPrototype);
const wrapperPrototype: object = Object.create(iteratorPrototype);
const wrapped = new WeakMap<object, Iterated>();

function stateOf(helper: unknown, name: string): Running {
  const state = isObject(helper) ? (apply(runningOf, running, [helper]) as Running | undefined) : undefined;
  if (!state)
    throw new TypeError(`Method Iterator Helper.prototype.${name} called on incompatible receiver ${shown(helper)}`);
  return state;
}

function helper(below: Iterated, generator: Generator): object {
  const made = Object.create(helperPrototype);
  apply(setRunning, running, [made, { generator, below, started: false }] as never);
  return made;
}

const helperMethods = {
  next(): unknown {
    const state = stateOf(this, 'next');
    state.started = true;
    return apply(generatorNext, state.generator, []);
  },
  return(): unknown {
    const state = stateOf(this, 'return');
    if (!state.started) {
      state.started = true;
      apply(generatorReturn, state.generator, []);
      close(state.below);
      return { value: undefined, done: true };
    }
    return apply(generatorReturn, state.generator, []);
  },
};

/** Hands a value on; when the consumer stops there, the iterators below are closed, innermost first. */
function* handOn(value: unknown, ...below: Iterated[]): Generator {
  let goesOn = false;
  try {
    yield value;
    goesOn = true;
  } finally {
    if (!goesOn) closeAll(below, 0);
  }
}

function closeAll(below: readonly Iterated[], from: number): void {
  const one = below[from];
  if (!one) return;
  const rest = below[from + 1];
  if (rest) closing(rest, () => close(one));
  else close(one);
  closeAll(below, from + 1);
}

type Mapper = (value: unknown, index: number) => unknown;

function* mapping(below: Iterated, mapper: Mapper): Generator {
  for (let i = 0; ; i++) {
    const value = step(below);
    if (value === DONE) return;
    yield* handOn(
      closing(below, () => mapper(value, i)),
      below,
    );
  }
}

function* filtering(below: Iterated, test: Mapper): Generator {
  for (let i = 0; ; i++) {
    const value = step(below);
    if (value === DONE) return;
    if (closing(below, () => test(value, i))) yield* handOn(value, below);
  }
}

function* taking(below: Iterated, limit: number): Generator {
  for (let left = limit; ; left--) {
    if (left <= 0) {
      close(below);
      return;
    }
    const value = step(below);
    if (value === DONE) return;
    yield* handOn(value, below);
  }
}

function* dropping(below: Iterated, limit: number): Generator {
  for (let left = limit; left > 0; left--) if (step(below) === DONE) return;
  for (;;) {
    const value = step(below);
    if (value === DONE) return;
    yield* handOn(value, below);
  }
}

function* flattening(below: Iterated, mapper: Mapper): Generator {
  for (let i = 0; ; i++) {
    const value = step(below);
    if (value === DONE) return;
    const inner = closing(below, () => flattenable(mapper(value, i), false));
    for (;;) {
      const part = closing(below, () => step(inner));
      if (part === DONE) break;
      yield* handOn(part, inner, below);
    }
  }
}

/** The iterator of something iterable, or the thing itself. */
function flattenable(value: unknown, allowsText: boolean): Iterated {
  if (!isObject(value) && !(allowsText && typeof value === 'string'))
    throw new TypeError(`${shown(value)} is not an object`);
  const method: unknown = Reflect.get(Object(value), Symbol.iterator, value);
  const iterator = method === undefined || method === null ? value : call(method, value);
  if (!isObject(iterator)) throw new TypeError(`${shown(iterator)} is not an object`);
  return direct(iterator);
}

/** The iterator that a helper is called on; it is closed when the argument is of no use. */
function checked<T>(self: unknown, name: string, check: () => T): [object, T] {
  need(self, `Iterator.prototype.${name}`);
  return [self, closing({ iterator: self, next: undefined }, check)];
}

function withCallback(self: unknown, name: string, callback: unknown): [Iterated, Mapper] {
  const [iterator] = checked(self, name, () => needCallable(callback));
  return [direct(iterator), (value, i) => call(callback, undefined, value, i)];
}

function withLimit(self: unknown, name: string, limit: unknown): [Iterated, number] {
  const [iterator, count] = checked(self, name, () => {
    const number = toNumber(limit);
    if (Number.isNaN(number) || Math.trunc(number) < 0) throw new RangeError(`${shown(limit)} must be positive`);
    return Math.trunc(number);
  });
  return [direct(iterator), count];
}

/** Visits all values; `visit` gives something other than undefined to stop. */
function visitAll(below: Iterated, visit: Mapper): unknown {
  for (let i = 0; ; i++) {
    const value = step(below);
    if (value === DONE) return undefined;
    const found = closing(below, () => visit(value, i));
    if (found === undefined) continue;
    close(below);
    return found;
  }
}

const methods = {
  map(mapper: unknown): object {
    const [below, run] = withCallback(this, 'map', mapper);
    return helper(below, mapping(below, run));
  },
  filter(predicate: unknown): object {
    const [below, run] = withCallback(this, 'filter', predicate);
    return helper(below, filtering(below, run));
  },
  take(limit: unknown): object {
    const [below, count] = withLimit(this, 'take', limit);
    return helper(below, taking(below, count));
  },
  drop(limit: unknown): object {
    const [below, count] = withLimit(this, 'drop', limit);
    return helper(below, dropping(below, count));
  },
  flatMap(mapper: unknown): object {
    const [below, run] = withCallback(this, 'flatMap', mapper);
    return helper(below, flattening(below, run));
  },
  reduce(reducer: unknown, ...initial: unknown[]): unknown {
    const [iterator] = checked(this, 'reduce', () => needCallable(reducer));
    const below = direct(iterator);
    let result = initial.length > 0 ? initial[0] : step(below);
    if (result === DONE) throw new TypeError('Reduce of a done iterator with no initial value');
    const before = initial.length > 0 ? 0 : 1;
    visitAll(below, (value, i) => {
      result = call(reducer, undefined, result, value, i + before);
      return undefined;
    });
    return result;
  },
  toArray(): unknown[] {
    need(this, 'Iterator.prototype.toArray');
    const list: unknown[] = [];
    visitAll(direct(this), (value, i) => createProperty(list, i, value));
    return list;
  },
  forEach(callback: unknown): void {
    const [below, run] = withCallback(this, 'forEach', callback);
    visitAll(below, (value, i) => {
      run(value, i);
      return undefined;
    });
  },
  some(predicate: unknown): boolean {
    const [below, run] = withCallback(this, 'some', predicate);
    return visitAll(below, (value, i) => (run(value, i) ? true : undefined)) === true;
  },
  every(predicate: unknown): boolean {
    const [below, run] = withCallback(this, 'every', predicate);
    return visitAll(below, (value, i) => (run(value, i) ? undefined : false)) !== false;
  },
  find(predicate: unknown): unknown {
    const [below, run] = withCallback(this, 'find', predicate);
    const found = visitAll(below, (value, i) => (run(value, i) ? [value] : undefined));
    return Array.isArray(found) ? found[0] : undefined;
  },
};

const wrapperMethods = {
  next(): unknown {
    const { iterator, next } = wrappedBy(this);
    return call(next, iterator);
  },
  return(): unknown {
    const { iterator } = wrappedBy(this);
    const method: unknown = Reflect.get(iterator, 'return');
    return method === undefined || method === null ? { value: undefined, done: true } : call(method, iterator);
  },
};

function wrappedBy(wrapper: unknown): Iterated {
  const found = isObject(wrapper) ? (apply(runningOf, wrapped, [wrapper]) as Iterated | undefined) : undefined;
  if (!found) throw new TypeError(`${shown(wrapper)} is not an iterator that was wrapped`);
  return found;
}

/** A property that instances may have of their own, but that cannot be changed on the prototype. */
function weird(name: PropertyKey, value: unknown): void {
  defineProperty(iteratorPrototype, name, {
    get: () => value,
    set(this: unknown, own: unknown) {
      need(this, 'Iterator.prototype');
      if (this === iteratorPrototype) throw new TypeError(`Cannot assign to read only property '${String(name)}'`);
      if (getOwnPropertyDescriptor(this, name)) Reflect.set(this, name, own);
      else createProperty(this, name, own);
    },
    configurable: true,
    enumerable: false,
  });
}

export function installIterators(): void {
  if (Reflect.has(globalThis, 'Iterator')) return;
  provideGlobal('Iterator', () => {
    const Iterator = function (this: unknown): void {
      if (new.target === undefined) throw new TypeError("Constructor Iterator requires 'new'");
      if (new.target === (Iterator as unknown))
        throw new TypeError('Abstract class Iterator not directly constructable');
    };
    defineProperty(Iterator, 'prototype', { value: iteratorPrototype, writable: false });
    weird(Symbol.toStringTag, 'Iterator');
    weird('constructor', Iterator);
    const { hasInstance } = { hasInstance: Function.prototype[Symbol.hasInstance] };
    provide(Iterator, {
      from(value: unknown): object {
        const iterated = flattenable(value, true);
        if (apply(hasInstance, Iterator, [iterated.iterator])) return iterated.iterator;
        const wrapper = Object.create(wrapperPrototype);
        apply(setRunning, wrapped, [wrapper, iterated] as never);
        return wrapper;
      },
    });
    return Iterator;
  });
  provide(iteratorPrototype, methods);
  provide(helperPrototype, helperMethods);
  defineProperty(helperPrototype, Symbol.toStringTag, { value: 'Iterator Helper', configurable: true });
  provide(wrapperPrototype, wrapperMethods);
}
