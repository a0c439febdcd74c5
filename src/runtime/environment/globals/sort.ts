/**
 * Array and typed array sorting by our own stable merge sort: engines call the comparator in different orders and a
 * different number of times, which would show in counted time and in logs.
 */
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { apply, defineProperty, getPrototypeOf } from '../primordials.ts';

/** Elements above which a length says nothing about what is there. */
const LONG = 2 ** 20;

type Compare = (a: unknown, b: unknown) => number;

interface Order {
  readonly compare: Compare;
  readonly ticks: number;
}

/** Merges runs of growing width; changes `values` and gives them or another array. `ticks` is for each comparison. */
function mergeSort(values: unknown[], { compare, ticks }: Order): unknown[] {
  const { length } = values;
  charge(CHARGES.sort);
  let from = values;
  let to = new Array<unknown>(length);
  for (let width = 1; width < length; width *= 2) {
    charge(ticks * length);
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

function byText(compare: unknown): Order {
  if (typeof compare === 'function') {
    // Whatever it gives becomes a number when it is compared with one.
    return { compare: compare as Compare, ticks: CHARGES.compare };
  }
  const texts: Compare = (a, b) => {
    const x = typeof a === 'string' ? a : `${a as string}`;
    const y = typeof b === 'string' ? b : `${b as string}`;
    return x < y ? -1 : x > y ? 1 : 0;
  };
  return { compare: texts, ticks: CHARGES.compareTexts };
}

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
  if (length > LONG) charge(5 * length);
  for (let i = 0; i < length; i++) {
    if (keepsHoles && !(i in target)) holes += 1;
    else if (target[i] === undefined) undefineds += 1;
    else values[values.length] = target[i];
  }
  const all = mergeSort(values, byText(compare));
  for (let i = 0; i < undefineds; i++) all[all.length] = undefined;
  return { values: all, holes };
}

const arrayMethods = {
  sort(this: unknown, compare?: unknown): unknown {
    checkCompare(compare);
    const target = Object(this) as Record<number, unknown> & { length: number };
    const { values, holes } = sorted(target, compare, true);
    for (let i = 0; i < values.length; i++) target[i] = values[i];
    for (let i = values.length; i < values.length + holes; i++) delete target[i];
    return target;
  },
  toSorted(this: unknown, compare?: unknown): unknown {
    checkCompare(compare);
    return sorted(Object(this) as ArrayLike<unknown>, compare, false).values;
  },
};

const { sort: nativeSort } = getPrototypeOf(Uint8Array.prototype) as Float64Array; // it has one for all kinds

const typedMethods = {
  sort(this: Float64Array, compare?: unknown): unknown {
    checkCompare(compare);
    if (compare === undefined) {
      // Without a comparator nobody can see how it is done.
      charge(CHARGES.compareNumbers * this.length * Math.log2(this.length + 1));
      return apply(nativeSort, this, []);
    }
    const values = mergeSort([...this], byText(compare));
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
