/** The methods of Set that compare and combine. @source https://tc39.es/ecma262/#sec-set-objects (November 2026) */
import { apply, getOwnPropertyDescriptor } from '../../../primordials.ts';
import { call, close, DONE, direct, type Iterated, isObject, provide, shown, step, toNumber } from './provide.ts';

const NativeSet = Set;
const { has: setHas, add: setAdd, delete: setDelete, values: setValues } = Set.prototype;
const size = getOwnPropertyDescriptor(Set.prototype, 'size')?.get as () => number; // Every engine has it.
const { next: nextValue } = Object.getPrototypeOf(new Set().values());

const has = (set: unknown, value: unknown): boolean => apply(setHas, set as Set<unknown>, [value]);
const sizeOf = (set: unknown): number => apply(size, set as object, []) as number;

/** What a method needs of its argument: a size, a test and the keys. */
interface Other {
  readonly size: number;
  has(value: unknown): boolean;
  keys(): Iterated;
}

function otherOf(value: unknown): Other {
  if (!isObject(value)) throw new TypeError(`${shown(value)} is not an object`);
  const count = toNumber(Reflect.get(value, 'size'));
  if (Number.isNaN(count)) throw new TypeError("The 'size' property must be a number");
  const whole = Math.trunc(count);
  if (whole < 0) throw new RangeError(`'${whole}' is an invalid size`);
  const test: unknown = Reflect.get(value, 'has');
  if (typeof test !== 'function') throw new TypeError("The 'has' property must be a function");
  const keys: unknown = Reflect.get(value, 'keys');
  if (typeof keys !== 'function') throw new TypeError("The 'keys' property must be a function");
  return {
    size: whole,
    has: (key) => Boolean(call(test, value, key)),
    keys() {
      const iterator = call(keys, value);
      if (!isObject(iterator)) throw new TypeError(`${shown(iterator)} is not an object`);
      return direct(iterator);
    },
  };
}

/** Visits the values, also those that come while it does; `visit` gives true to stop. */
function some(set: unknown, visit: (value: unknown) => boolean): boolean {
  const values = apply(setValues, set as Set<unknown>, []);
  for (;;) {
    const { done, value } = apply(nextValue, values, []) as IteratorResult<unknown>;
    if (done) return false;
    if (visit(value)) return true;
  }
}

/** The same for the keys of an argument, which are closed when it stops. */
function someKey(keys: Iterated, visit: (value: unknown) => boolean): boolean {
  for (;;) {
    const value = step(keys);
    if (value === DONE) return false;
    if (!visit(value)) continue;
    close(keys);
    return true;
  }
}

const each = (visit: (value: unknown) => void) => (value: unknown) => {
  visit(value);
  return false;
};

function copyOf(set: unknown): Set<unknown> {
  const copy = new NativeSet<unknown>();
  some(
    set,
    each((value) => add(copy, value)),
  );
  return copy;
}

const add = (set: Set<unknown>, value: unknown) => apply(setAdd, set, [value]);
const remove = (set: Set<unknown>, value: unknown) => apply(setDelete, set, [value]);

export function installSets(): void {
  provide(Set.prototype, {
    union(other: unknown): Set<unknown> {
      sizeOf(this);
      const keys = otherOf(other).keys();
      const result = copyOf(this);
      someKey(
        keys,
        each((value) => add(result, value)),
      );
      return result;
    },
    intersection(other: unknown): Set<unknown> {
      sizeOf(this);
      const record = otherOf(other);
      const result = new NativeSet<unknown>();
      const take = (value: unknown, isIn: boolean) => isIn && add(result, value);
      if (sizeOf(this) <= record.size)
        some(
          this,
          each((value) => take(value, record.has(value))),
        );
      else
        someKey(
          record.keys(),
          each((value) => take(value, has(this, value))),
        );
      return result;
    },
    difference(other: unknown): Set<unknown> {
      sizeOf(this);
      const record = otherOf(other);
      const result = copyOf(this);
      if (sizeOf(this) <= record.size)
        some(
          result,
          each((value) => record.has(value) && remove(result, value)),
        );
      else
        someKey(
          record.keys(),
          each((value) => remove(result, value)),
        );
      return result;
    },
    symmetricDifference(other: unknown): Set<unknown> {
      sizeOf(this);
      const keys = otherOf(other).keys();
      const result = copyOf(this);
      someKey(
        keys,
        each((value) => (has(this, value) ? remove(result, value) : add(result, value))),
      );
      return result;
    },
    isSubsetOf(other: unknown): boolean {
      sizeOf(this);
      const record = otherOf(other);
      return sizeOf(this) <= record.size && !some(this, (value) => !record.has(value));
    },
    isSupersetOf(other: unknown): boolean {
      sizeOf(this);
      const record = otherOf(other);
      return sizeOf(this) >= record.size && !someKey(record.keys(), (value) => !has(this, value));
    },
    isDisjointFrom(other: unknown): boolean {
      sizeOf(this);
      const record = otherOf(other);
      return sizeOf(this) <= record.size
        ? !some(this, (value) => record.has(value))
        : !someKey(record.keys(), (value) => has(this, value));
    },
  });
}
