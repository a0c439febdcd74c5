/**
 * Natives that call back take part in the counted depth of calls, with what they take of an engine's stack: so recursion
 * through them too ends at our limit, which is the same everywhere, and before that of the engine.
 */
import { counter } from '../counter.ts';
import { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } from '../primordials.ts';

/**
 * Sizes in the compiler's units: about one and a half times what engines need. Firefox gets 864 times through `map`, 339 times
 * through `Array.from`, 424 times through `replace` and 551 times through `Reflect.apply`; Chromium 729, 562, 544 and 976 times,
 * and 76 times through `JSON.stringify`.
 */
const SIZE = { iteration: 30, making: 50, pattern: 50, reflection: 30, json: 225 } as const;

// Split before natives are charged: there is no budget yet when this is installed.
const ITERATIONS =
  'map forEach filter reduce reduceRight some every find findIndex findLast findLastIndex flatMap'.split(' ');
const MAKING = ['sort', 'toSorted', 'from', 'groupBy'];

export function installDepth(): void {
  const typed = getPrototypeOf(Uint8Array.prototype) ?? Array.prototype;
  for (const target of [Array.prototype, typed, Map.prototype, Set.prototype])
    for (const name of ITERATIONS) wrap(target, name, SIZE.iteration);
  for (const target of [Array, Array.prototype, typed, getPrototypeOf(Uint8Array) ?? Array, Map, Object])
    for (const name of MAKING) wrap(target, name, SIZE.making);
  for (const name of ['replace', 'replaceAll']) wrap(String.prototype, name, SIZE.pattern);
  for (const name of ['apply', 'construct']) wrap(Reflect, name, SIZE.reflection);
  for (const name of ['stringify', 'parse']) wrap(JSON, name, SIZE.json);
  wrap(globalThis, 'structuredClone', SIZE.making);
}

/** As few frames of our own as can be: they too take their place on the stack. */
function wrap(target: object, name: string, size: number): void {
  const descriptor = getOwnPropertyDescriptor(target, name);
  const native: unknown = descriptor?.value;
  if (typeof native !== 'function') return;
  const holder = {
    [name](this: unknown, ...args: unknown[]): unknown {
      counter.d += size;
      if (counter.d > counter.dmax) counter.deep(size);
      try {
        return apply(native, this, args);
      } finally {
        counter.d -= size;
      }
    },
  };
  const value = holder[name] as object; // just made
  defineProperty(value, 'length', { value: native.length, configurable: true });
  defineProperty(target, name, { ...descriptor, value });
}
