/** `Object.groupBy`, `Map.groupBy`, `Error.isError`, `RegExp.escape`. */
import { apply, getOwnPropertyDescriptor } from '../../../primordials.ts';
import { createProperty, needCallable, provide } from './provide.ts';

const { get: mapGet, set: mapSet, forEach: mapForEach } = Map.prototype;
const NativeMap = Map;

/** Values in groups; `keyOf` turns what the callback gives into a key. */
function grouped(
  items: unknown,
  callback: unknown,
  keyOf: (value: unknown) => unknown,
): Map<unknown, { list: unknown[]; length: number }> {
  if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
  needCallable(callback);
  const groups = new NativeMap<unknown, { list: unknown[]; length: number }>();
  let i = 0;
  for (const value of items as Iterable<unknown>) {
    const key = keyOf(apply(callback, undefined, [value, i]));
    i += 1;
    let group = apply(mapGet, groups, [key]) as { list: unknown[]; length: number } | undefined;
    if (!group) {
      group = { list: [], length: 0 };
      apply(mapSet, groups, [key, group]);
    }
    createProperty(group.list, group.length, value);
    group.length += 1;
  }
  return groups;
}

function propertyKey(value: unknown): PropertyKey {
  if (typeof value === 'symbol') return value;
  const holder = Object.create(null);
  // Makes a key of anything, in the language's own way.
  holder[value as string] = true;
  return Reflect.ownKeys(holder)[0] ?? '';
}

/** Own text for characters that have one in patterns. */
const CONTROLS: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r' };

function escapedCharacter(character: string, isFirst: boolean): string {
  if (isFirst && /[0-9A-Za-z]/.test(character)) return `\\x${hex(character, 2)}`;
  if (/[$()*+./?[\\\]^{|}]/.test(character)) return `\\${character}`;
  const control = CONTROLS[character];
  if (control) return `\\${control}`;
  if (!/[-,=<>#&!%:;@~'`"\s\u2028\u2029]/.test(character) && !/^[\ud800-\udfff]$/.test(character)) return character;
  return character.charCodeAt(0) <= 0xff ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

const hex = (character: string, digits: number) => character.charCodeAt(0).toString(16).padStart(digits, '0');

export function installGroups(): void {
  provide(Object, {
    groupBy(items: unknown, callback: unknown): object {
      const result = Object.create(null);
      const groups = grouped(items, callback, propertyKey);
      apply(mapForEach, groups, [
        ({ list }: { list: unknown[] }, key: PropertyKey) => createProperty(result, key, list),
      ] as never);
      return result;
    },
  });
  provide(Map, {
    groupBy(items: unknown, callback: unknown): Map<unknown, unknown> {
      const result = new NativeMap<unknown, unknown>();
      const groups = grouped(items, callback, (key) => (key === 0 ? 0 : key));
      apply(mapForEach, groups, [
        ({ list }: { list: unknown[] }, key: unknown) => apply(mapSet, result, [key, list]),
      ] as never);
      return result;
    },
  });
  provide(RegExp, {
    escape(text: unknown): string {
      if (typeof text !== 'string') throw new TypeError(`${String(text)} is not a string`);
      return [...text].map((character, i) => escapedCharacter(character, i === 0)).join('');
    },
  });
  const tagOf = Object.prototype.toString;
  const NativeError = Error;
  provide(Error, {
    isError(value: unknown): boolean {
      if (typeof value !== 'object' || value === null) return false;
      if (typeof Reflect.get(value, Symbol.toStringTag) !== 'string')
        return apply(tagOf, value, []) === '[object Error]';
      // The tag hides what it is.
      return value instanceof NativeError && getOwnPropertyDescriptor(value, 'stack') !== undefined;
    },
  });
}
