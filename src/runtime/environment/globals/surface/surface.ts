/** Gives a function the built-ins of its version of Node.js on every engine (D14): no more, and no less. */
import { deleteProperty, getPrototypeOf, ownKeys } from '../../primordials.ts';
import { NODE_24, SINCE_22, SINCE_24 } from './names.ts';
import { installPolyfills } from './polyfills/install.ts';

/** Firefox has it on `Error.prototype`, where `stack.ts` needs it. */
const KEPT = 'stack';

/** Brings the built-ins to the newest version there is. Once, before anything else is put in. */
export function offerSurface(): void {
  installPolyfills();
  forLines(NODE_24, (object, names) => {
    const keys = ownKeys(object);
    const known = names.split(' ');
    // Nothing the table names is missing, so most objects need no closer look.
    if (keys.length === known.length) return;
    const wanted = new Set([...known.map(keyOf), KEPT]);
    for (const key of keys) if (!wanted.has(key)) deleteProperty(object, key);
  });
}

/** Takes away what a function's version does not have yet; `runtime` is named as Lambda names it. */
export function fitSurface(runtime: string): void {
  const newer = { 'nodejs24.x': '', 'nodejs22.x': SINCE_24, 'nodejs20.x': SINCE_24 + SINCE_22 }[runtime] ?? '';
  forLines(newer, (object, names) => {
    for (const name of names.split(' ')) deleteProperty(object, keyOf(name));
  });
}

/** Goes over the lines of a table, for objects that are there. */
function forLines(table: string, visit: (object: object, names: string) => void): void {
  for (const line of table.split('\n')) {
    const [paths = '', names = ''] = line.split(': ');
    if (names === '') continue;
    for (const path of paths.split(' ')) {
      const object = objectAt(path);
      if (object) visit(object, names);
    }
  }
}

/** `@name` is the well-known symbol of that name. */
function keyOf(name: string): PropertyKey {
  return name.startsWith('@') ? (Reflect.get(Symbol, name.slice(1)) as symbol) : name; // Every engine has those of the tables.
}

function objectAt(path: string): object | undefined {
  const [first = '', ...rest] = path.split('.');
  let value: unknown = first.startsWith('%') ? unnamed(first) : Reflect.get(globalThis, first);
  for (const part of rest) {
    if (!isObject(value)) return undefined;
    value = Reflect.get(value, keyOf(part));
  }
  return isObject(value) ? value : undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** Objects that no global is named after, by what syntax or methods make. */
const MAKERS: Readonly<Record<string, () => object>> = {
  '%TypedArray%': () => Uint8Array,
  '%Generator%': () => function* () {},
  '%AsyncFunction%': () => async () => {},
  '%AsyncGenerator%': () => async function* () {},
  '%AsyncIterator%': () => getPrototypeOf(async function* () {}.prototype) ?? {},
  '%ArrayIterator%': () => [].values(),
  '%MapIterator%': () => new Map().entries(),
  '%SetIterator%': () => new Set().entries(),
  '%StringIterator%': () => ''[Symbol.iterator](),
  '%RegExpStringIterator%': () => 'a'.matchAll(/a/g),
  '%IteratorHelper%': () => iterator().from([]).map(String),
  '%WrapForValidIterator%': () => iterator().from({ next: () => ({ done: true, value: 0 }) }),
};

function unnamed(name: string): object | null {
  const make = MAKERS[name];
  return make ? getPrototypeOf(make()) : null;
}

interface IteratorClass {
  from(source: object): { map(mapper: (value: unknown) => unknown): object };
}

/** The global class, which the type library does not know yet; the polyfills see to it. */
const iterator = () => Reflect.get(globalThis, 'Iterator') as IteratorClass;
