/** Everything that code can get at without being given it: what the globals lead to, and what syntax makes. */
import { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } from '../primordials.ts';

/** All objects of the realm reachable now; to be called before any user code. */
export function reachableObjects(): object[] {
  const found = new Set<object>();
  const add = (value: unknown): void => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') found.add(value);
  };
  add(globalThis);
  for (const value of madeBySyntax()) add(getPrototypeOf(value));
  // A set's iteration includes what is added on the way.
  for (const object of found) {
    add(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const descriptor = getOwnPropertyDescriptor(object, key);
      add(descriptor?.value);
      add(descriptor?.get);
      add(descriptor?.set);
    }
  }
  return [...found];
}

/** Objects whose prototypes no global leads to. */
function madeBySyntax(): object[] {
  const made: object[] = [
    function* () {},
    async () => {},
    async function* () {},
    (function* () {})(),
    (async function* () {})(),
    [].values(),
    new Map().entries(),
    new Set().entries(),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
  ];
  const makers: (() => object)[] = [
    () => iteratorFrom([]).map((value) => value),
    () => iteratorFrom({ next: () => ({ done: true, value: 0 }) }),
    () => new URLSearchParams().entries(),
    () => new Intl.Segmenter().segment(''),
    () => new Intl.Segmenter().segment('')[Symbol.iterator](),
    callSite,
  ];
  for (const make of makers) {
    try {
      made.push(make());
    } catch {
      // This engine does not have it.
    }
  }
  return made;
}

/** `Iterator.from`, which the type library does not know yet. */
function iteratorFrom(source: object): { map(mapper: (value: unknown) => unknown): object } {
  const from: unknown = Reflect.get(Reflect.get(globalThis, 'Iterator'), 'from');
  if (typeof from !== 'function') throw new Error('This engine has no iterator helpers.');
  return Reflect.apply(from, undefined, [source]);
}

/** What V8 hands to `Error.prepareStackTrace`. */
function callSite(): object {
  const before = getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  let frames: unknown;
  Reflect.set(Error, 'prepareStackTrace', (_error: unknown, sites: unknown) => {
    frames = sites;
  });
  // Reading the stack has it formatted.
  void new Error('frames').stack;
  if (before) Object.defineProperty(Error, 'prepareStackTrace', before);
  else Reflect.deleteProperty(Error, 'prepareStackTrace');
  const first: unknown = Array.isArray(frames) ? frames[0] : undefined;
  if (typeof first !== 'object' || first === null) throw new Error('This engine shows no frames.');
  return first;
}
