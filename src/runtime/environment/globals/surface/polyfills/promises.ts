/**
 * `Promise.withResolvers`, `Promise.try` and `Array.fromAsync`. The last is ours on every engine: when its awaits go on decides
 * the order of everything else.
 */
import { apply, construct } from '../../../primordials.ts';
import { type Callback, call, createProperty, need, needCallable, provide } from './provide.ts';

interface Capability {
  promise: unknown;
  resolve: unknown;
  reject: unknown;
}

function capabilityOf(Type: unknown): Capability {
  const parts: { resolve?: unknown; reject?: unknown } = {};
  const promise: unknown = construct(Type as new (executor: Callback) => unknown, [
    (resolve: unknown, reject: unknown) => {
      if (parts.resolve !== undefined || parts.reject !== undefined)
        throw new TypeError('Promise executor has already been invoked with non-undefined arguments');
      parts.resolve = resolve;
      parts.reject = reject;
    },
  ]);
  needCallable(parts.resolve);
  needCallable(parts.reject);
  return { promise, resolve: parts.resolve, reject: parts.reject };
}

function isConstructor(value: unknown): value is new (...args: unknown[]) => object {
  try {
    construct(Object, [], value as new () => object);
    return true;
  } catch {
    return false;
  }
}

function needIterable(items: unknown): asserts items is object {
  if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
}

/** One function, because each more would take turns of its own. */
async function arrayFrom(Type: unknown, items: unknown, map: unknown, self: unknown): Promise<object> {
  if (map !== undefined) needCallable(map);
  needIterable(items);
  if (Reflect.get(Object(items), Symbol.asyncIterator, items) ?? Reflect.get(Object(items), Symbol.iterator, items)) {
    const made: object = isConstructor(Type) ? construct(Type, []) : [];
    let count = 0;
    for await (const value of items as AsyncIterable<unknown>) {
      createProperty(made, count, map ? await apply(map, self, [value, count]) : value);
      count += 1;
    }
    Reflect.set(made, 'length', count);
    return made;
  }
  const length = lengthOf(Object(items));
  const made: object = isConstructor(Type) ? construct(Type, [length]) : new Array(length);
  for (let i = 0; i < length; i++) {
    const value: unknown = await Reflect.get(items, i);
    createProperty(made, i, map ? await apply(map, self, [value, i]) : value);
  }
  Reflect.set(made, 'length', length);
  return made;
}

function lengthOf(list: object): number {
  const length = Math.trunc(Number(Reflect.get(list, 'length'))) || 0;
  return Math.min(Math.max(length, 0), Number.MAX_SAFE_INTEGER);
}

const arrayMethods = {
  fromAsync(items: unknown, map: unknown = undefined, self: unknown = undefined): Promise<object> {
    return arrayFrom(this, items, map, self);
  },
};

export function installPromises(): void {
  provide(Promise, {
    withResolvers(): Capability {
      return capabilityOf(this);
    },
    try(callback: unknown, ...args: unknown[]): unknown {
      need(this, 'Promise.try');
      const { promise, resolve, reject } = capabilityOf(this);
      try {
        call(resolve, undefined, call(callback, undefined, ...args));
      } catch (error) {
        call(reject, undefined, error);
      }
      return promise;
    },
  });
  provide(Array, arrayMethods, { replaces: true });
}
