/**
 * Exports of a module that is still running, as a module in a circle with it gets them: reading what is not there yet warns.
 *
 * @source Node.js 22.23.3, lib/internal/modules/cjs/loader.js, getExportsForCircularRequire (November 2026)
 */
import { processObject } from '../process.ts';

const objectPrototype: object = Object.prototype;

function warn(key: PropertyKey): undefined {
  processObject.emitWarning(
    `Accessing non-existent property '${String(key)}' of module exports inside circular dependency`,
  );
  return undefined;
}

/** Stands where `Object.prototype` stood. */
const watcher: object = new Proxy(
  {},
  {
    get: (target, key) => (key in target || key === '__esModule' ? Reflect.get(target, key) : warn(key)),
    getOwnPropertyDescriptor: (target, key) =>
      Object.hasOwn(target, key) || key === '__esModule' ? Reflect.getOwnPropertyDescriptor(target, key) : warn(key),
  },
);

/** Only plain exports are watched, and none that a compiler made of an ES module. */
export function watchEarlyReads(exports: unknown): void {
  if (!isObject(exports) || Object.getPrototypeOf(exports) !== objectPrototype) return;
  if (!Reflect.get(exports, '__esModule')) Reflect.setPrototypeOf(exports, watcher);
}

/** The module has run. */
export function endEarlyReads(exports: unknown): void {
  if (isObject(exports) && Object.getPrototypeOf(exports) === watcher) Reflect.setPrototypeOf(exports, objectPrototype);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
