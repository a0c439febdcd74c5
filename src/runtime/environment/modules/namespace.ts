/** Module namespace objects and the live bindings behind them. */
import type { Bindings } from './compiledFiles.ts';
import type { Getter } from './moduleRecord.ts';

/** Makes a name readable by importers; they cannot assign to it. */
export function bind(bindings: Bindings, name: string, get: Getter): void {
  Object.defineProperty(bindings, name, { get, set: refuseAssignment, enumerable: true, configurable: true });
}

function refuseAssignment(): never {
  throw new TypeError('Assignment to constant variable.');
}

/**
 * The namespace object of a module; `names` in the order of code units.
 *
 * @simplified Its properties are said to be configurable, which a proxy cannot avoid, and what fails to change it fails
 * also in sloppy code.
 */
export function makeNamespace(bindings: Bindings, names: () => readonly string[]): object {
  const tag = { value: 'Module', writable: false, enumerable: false, configurable: true };
  const has = (key: PropertyKey): key is string => typeof key === 'string' && names().includes(key);
  const target: object = Object.create(null);
  return new Proxy(target, {
    get: (_target, key) => (key === Symbol.toStringTag ? 'Module' : has(key) ? bindings[key] : undefined),
    has: (_target, key) => key === Symbol.toStringTag || has(key),
    ownKeys: () => [...names(), Symbol.toStringTag],
    getOwnPropertyDescriptor(_target, key) {
      if (key === Symbol.toStringTag) return tag;
      return has(key) ? { value: bindings[key], writable: true, enumerable: true, configurable: true } : undefined;
    },
    set(_target, key) {
      if (has(key)) throw new TypeError(`Cannot assign to read only property '${key}' of object '[object Module]'`);
      throw new TypeError(`Cannot add property ${String(key)}, object is not extensible`);
    },
    defineProperty: () => false,
    deleteProperty(_target, key) {
      if (has(key)) throw new TypeError(`Cannot delete property '${key}' of [object Module]`);
      return key !== Symbol.toStringTag;
    },
    setPrototypeOf: (_target, prototype) => prototype === null,
  });
}
