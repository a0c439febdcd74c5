/**
 * What environments that share a worker have in common, the global object and the built-ins of the language, and how
 * it changes hands: before another environment goes on, everything is put as that one left it. So each has globals,
 * patched prototypes and so on of its own, and code runs as it would in a worker of its own.
 *
 * Everything here but `openRealm` runs after user code and holds what no user code may reach: it uses captured
 * built-ins, own indices and objects without a prototype only.
 */
import {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
} from '../primordials.ts';
import { reachableObjects } from './reachable.ts';

const { isExtensible, setPrototypeOf } = Reflect;
const { freeze, is, create } = Object;
const objectPrototype: object = Object.prototype;
const { hasOwnProperty: hasOwn } = Object.prototype;

type Descriptors = Record<number, PropertyDescriptor>;

/** The own properties of one object, in order, and its prototype. */
interface Table {
  readonly keys: readonly PropertyKey[];
  readonly descriptors: Descriptors;
  readonly prototype: object | null;
}

/** One table for each object, by its place in the list; tables of objects that did not change are the same ones. */
export type RealmState = Readonly<Record<number, Table>>;

export interface Realm {
  /** Before any environment, nothing stripped: the environment's script is evaluated in it, and strips it. */
  readonly pristine: RealmState;
  /** The same when it has been stripped. */
  readonly stripped: RealmState;
  /** As it is now; `last` is what it was put to before. `null` when something was done to it that cannot be undone. */
  capture(last: RealmState): RealmState | null;
  /** Puts it from the state in which it is to another. */
  put(from: RealmState, to: RealmState): void;
}

/** Takes the realm as it is now for the pristine one; `strip` takes away what user code does not reach anyway. */
export function openRealm(strip: () => void): Realm {
  const before = new Map<object, Table>();
  for (const object of [...scopes(), URL]) before.set(object, readTable(object, undefined));
  strip();
  const others = reachableObjects().filter((object) => object !== objectPrototype && !isClosed(object));
  // Whether the descriptors of the others can be read plainly depends on it, so it comes first.
  const objects = [objectPrototype, ...others];
  const count = objects.length;
  const objectAt = (i: number): object => objects[i] ?? objectPrototype;
  const stripped: Record<number, Table> = create(null);
  const pristine: Record<number, Table> = create(null);
  for (let i = 0; i < count; i++) {
    const table = readTable(objectAt(i), undefined);
    stripped[i] = table;
    pristine[i] = before.get(objectAt(i)) ?? table;
  }

  return {
    pristine,
    stripped,
    capture(last) {
      const state: Record<number, Table> = create(null);
      let isPolluted = false;
      for (let i = 0; i < count; i++) {
        const object = objectAt(i);
        const known = last[i];
        const original = pristine[i];
        if (!known || !original || !isExtensible(object)) return null;
        if (isUnchanged(object, known, isPolluted)) {
          state[i] = known;
        } else {
          const table = readTable(object, known);
          if (!canBeUndone(table, original)) return null;
          state[i] = table;
        }
        if (i === 0) isPolluted = descriptorsArePolluted();
      }
      return state;
    },
    put(from, to) {
      for (let i = 0; i < count; i++) {
        const now = from[i];
        const then = to[i];
        if (now && then && now !== then) write(objectAt(i), now, then);
      }
    },
  };
}

/** The global object and its prototypes, where names are found. */
function scopes(): object[] {
  const found: object[] = [];
  for (let scope: object | null = globalThis; scope && scope !== objectPrototype; scope = getPrototypeOf(scope)) {
    found.push(scope);
  }
  return found;
}

/**
 * Built-in methods and accessors are closed to new properties of their own: there are hundreds of them, each of which
 * would have to be looked at whenever environments take turns. To replace a method on its prototype, as handlers do,
 * stays possible. True when nothing of an object can change.
 */
function isClosed(object: object): boolean {
  if (!isExtensible(object)) return true;
  if (typeof object !== 'function' || getPrototypeOf(object) !== Function.prototype) return false;
  if (ownKeys(object).some((key) => key !== 'name' && key !== 'length')) return false;
  freeze(object);
  return true;
}

/** A descriptor is an ordinary object: these, on its prototype, would be taken for its own. */
function descriptorsArePolluted(): boolean {
  const has = (key: string) => apply(hasOwn, objectPrototype, [key]);
  return has('value') || has('get') || has('set') || has('writable') || has('enumerable') || has('configurable');
}

function isUnchanged(object: object, { keys, descriptors, prototype }: Table, isPolluted: boolean): boolean {
  if (getPrototypeOf(object) !== prototype) return false;
  const present = ownKeys(object);
  if (present.length !== keys.length) return false;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === undefined || present[i] !== key) return false;
    const descriptor = getOwnPropertyDescriptor(object, key);
    if (!descriptor) return false;
    if (isPolluted || object === objectPrototype) setPrototypeOf(descriptor, null);
    if (!isSame(descriptor, descriptors[i])) return false;
  }
  return true;
}
function isSame(a: PropertyDescriptor, b: PropertyDescriptor | undefined): boolean {
  return (
    b !== undefined &&
    is(a.value, b.value) &&
    a.get === b.get &&
    a.set === b.set &&
    a.writable === b.writable &&
    a.configurable === b.configurable &&
    a.enumerable === b.enumerable
  );
}

/** Descriptors that stayed are taken over from `before`, so that `put` finds out what differs by identity. */
function readTable(object: object, before: Table | undefined): Table {
  const keys = ownKeys(object);
  const descriptors: Descriptors = create(null);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const descriptor = key === undefined ? undefined : getOwnPropertyDescriptor(object, key);
    if (!descriptor) continue;
    setPrototypeOf(descriptor, null);
    const known = before && before.keys[i] === key ? before.descriptors[i] : undefined;
    descriptors[i] = known && isSame(descriptor, known) ? known : descriptor;
  }
  return { keys, descriptors, prototype: getPrototypeOf(object) };
}

/** Every property that cannot be configured is one that never could be. */
function canBeUndone({ keys, descriptors }: Table, original: Table): boolean {
  for (let i = 0; i < keys.length; i++) {
    const descriptor = descriptors[i];
    if (!descriptor || descriptor.configurable) continue;
    const first = originalDescriptor(original, keys[i]);
    if (!first || first.configurable || first.writable !== descriptor.writable) return false;
  }
  return true;
}

function originalDescriptor(
  { keys, descriptors }: Table,
  key: PropertyKey | undefined,
): PropertyDescriptor | undefined {
  for (let i = 0; i < keys.length; i++) if (keys[i] === key) return descriptors[i];
  return undefined;
}

/** Properties keep their order: where it differs, all that follow are put in anew. */
function write(object: object, from: Table, to: Table): void {
  if (from.prototype !== to.prototype) setPrototypeOf(object, to.prototype);
  let same = 0;
  while (same < from.keys.length && same < to.keys.length && from.keys[same] === to.keys[same]) {
    if (from.descriptors[same] !== to.descriptors[same]) define(object, to, same);
    same += 1;
  }
  for (let i = same; i < from.keys.length; i++) {
    const key = from.keys[i];
    if (key !== undefined) deleteProperty(object, key);
  }
  for (let i = same; i < to.keys.length; i++) define(object, to, i);
}

function define(object: object, { keys, descriptors }: Table, i: number): void {
  const key = keys[i];
  const descriptor = descriptors[i];
  if (key !== undefined && descriptor) defineProperty(object, key, descriptor);
}
