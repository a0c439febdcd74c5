/**
 * Array and typed array sorting by our own stable merge sort: engines call the comparator in different orders and a
 * different number of times, which would show in counted time and in logs.
 */
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { defineProperty } from '../primordials.ts';

/** Elements above which a length says nothing about what is there. */
const LONG = 2 ** 20;

type Compare = (a: unknown, b: unknown) => number;

/** Merges runs of growing width; gives a new array. */
function mergeSort(values: readonly unknown[], compare: Compare): unknown[] {
  const length = values.length;
  let from = [...values];
  let to = new Array<unknown>(length);
  for (let width = 1; width < length; width *= 2) {
    charge(CHARGES.compare * length);
    for (let start = 0; start < length; start += 2 * width) merge(from, to, start, width, compare);
    [from, to] = [to, from];
  }
  return from;
}

function merge(from: readonly unknown[], to: unknown[], start: number, width: number, compare: Compare): void {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let left = start;
  let right = middle;
  for (let i = start; i < end; i++) {
    const takesLeft = left < middle && (right >= end || !(compare(from[left], from[right]) > 0));
    to[i] = takesLeft ? from[left++] : from[right++];
  }
}

function byText(compare: unknown): Compare {
  if (typeof compare === 'function') return (a, b) => Number(Reflect.apply(compare, undefined, [a, b]));
  return (a, b) => {
    const [x, y] = [`${a as string}`, `${b as string}`];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

function byNumber(compare: unknown): Compare {
  if (typeof compare === 'function') return byText(compare);
  return (a, b) => {
    const [x, y] = [a as number, b as number];
    if (isNotANumber(x) || isNotANumber(y)) return isNotANumber(x) ? (isNotANumber(y) ? 0 : 1) : -1;
    return x < y
      ? -1
      : x > y
        ? 1
        : Object.is(x, -0) && Object.is(y, 0)
          ? -1
          : Object.is(x, 0) && Object.is(y, -0)
            ? 1
            : 0;
  };
}

/** BigInts too can be asked. */
const isNotANumber = (value: unknown) => typeof value === 'number' && Number.isNaN(value);

function checkCompare(compare: unknown): void {
  if (compare === undefined || typeof compare === 'function') return;
  throw new TypeError(`The comparison function must be either a function or undefined`);
}

/** Values that are there in order, then `undefined`s; holes are counted apart. */
function sorted(
  target: ArrayLike<unknown>,
  compare: unknown,
  keepsHoles: boolean,
): { values: unknown[]; holes: number } {
  const values: unknown[] = [];
  let undefineds = 0;
  let holes = 0;
  const { length } = target;
  // Most of a very long one can only be holes, and looking for them takes its time.
  if (length > LONG) charge(length);
  for (let i = 0; i < length; i++) {
    if (keepsHoles && !(i in target)) holes += 1;
    else if (target[i] === undefined) undefineds += 1;
    else values.push(target[i]);
  }
  return {
    values: [...mergeSort(values, byText(compare)), ...new Array<undefined>(undefineds).fill(undefined)],
    holes,
  };
}

const arrayMethods = {
  sort(this: unknown, compare?: unknown): unknown {
    checkCompare(compare);
    const target = Object(this) as Record<number, unknown> & { length: number };
    const { values, holes } = sorted(target, compare, true);
    for (const [i, value] of values.entries()) target[i] = value;
    for (let i = values.length; i < values.length + holes; i++) delete target[i];
    return target;
  },
  toSorted(this: unknown, compare?: unknown): unknown {
    checkCompare(compare);
    return sorted(Object(this) as ArrayLike<unknown>, compare, false).values;
  },
};

const typedMethods = {
  sort(this: Float64Array, compare?: unknown): unknown {
    checkCompare(compare);
    const values = mergeSort([...this], byNumber(compare));
    for (let i = 0; i < values.length; i++) this[i] = values[i] as number;
    return this;
  },
  toSorted(this: Float64Array, compare?: unknown): unknown {
    checkCompare(compare);
    return Reflect.apply(typedMethods.sort, this.slice(), [compare]);
  },
};

export function installSort(): void {
  const typedPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);
  for (const [target, methods] of [
    [Array.prototype, arrayMethods],
    [typedPrototype, typedMethods],
  ] as const) {
    for (const [name, value] of Object.entries(methods)) {
      defineProperty(value, 'length', { value: 1 });
      defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
    }
  }
}
