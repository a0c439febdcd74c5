/** `node:util/types`: what a value is by its insides, whatever its prototype says. */

type Check = (value: unknown) => boolean;

/** Whether a built-in getter or method accepts the value as its own. */
function accepts(run: (value: never) => unknown): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    try {
      run(value as never);
      return true;
    } catch {
      return false;
    }
  };
}

const { apply, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
const getterOf = (prototype: object, key: PropertyKey) => getOwnPropertyDescriptor(prototype, key)?.get ?? (() => {});
const typedArray = getPrototypeOf(Uint8Array.prototype) as object;
const typedName = getterOf(typedArray, Symbol.toStringTag);
const has = <T extends object>(method: T, ...args: unknown[]) =>
  accepts((value) => apply(method as (...args: unknown[]) => unknown, value, args));
const tagOf = (value: unknown) => Object.prototype.toString.call(value);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isTyped =
  (name: string): Check =>
  (value) =>
    isObject(value) && apply(typedName, value, []) === name;
const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const bufferSize = getterOf(ArrayBuffer.prototype, 'byteLength');
const viewSize = getterOf(DataView.prototype, 'byteLength');
const key = {};

/** Proxies that user code made; the runtime tells them apart because it makes them. */
const proxies = new WeakSet<object>();

/** Remembers proxies as they are made, which is the only way to know one. */
export function installProxyMark(): void {
  const Native = Proxy;
  const note = (proxy: object) => {
    proxies.add(proxy);
    return proxy;
  };
  const Marked = new Native(Native, {
    construct: (target, args) => note(Reflect.construct(target, args) as object),
    get: (target, name, receiver) =>
      name === 'revocable'
        ? (object: object, handler: ProxyHandler<object>) => {
            const pair = target.revocable(object, handler);
            note(pair.proxy);
            return pair;
          }
        : Reflect.get(target, name, receiver),
  });
  Object.defineProperty(globalThis, 'Proxy', { value: Marked, writable: true, configurable: true, enumerable: false });
}

const isBoxed: Record<string, Check> = {
  isNumberObject: has(Number.prototype.valueOf),
  isStringObject: has(String.prototype.valueOf),
  isBooleanObject: has(Boolean.prototype.valueOf),
  isBigIntObject: has(BigInt.prototype.valueOf),
  isSymbolObject: has(Symbol.prototype.valueOf),
};
const functionTag =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'function' && pattern.test(tagOf(value));
const hasTag =
  (tag: string): Check =>
  (value) =>
    isObject(value) && tagOf(value) === `[object ${tag}]`;

const known = {
  isExternal: (_value: unknown) => false,
  isDate: has(Date.prototype.getTime),
  isArgumentsObject: hasTag('Arguments'),
  isBigIntObject: isBoxed.isBigIntObject,
  isBooleanObject: isBoxed.isBooleanObject,
  isNumberObject: isBoxed.isNumberObject,
  isStringObject: isBoxed.isStringObject,
  isSymbolObject: isBoxed.isSymbolObject,
  isBoxedPrimitive: (value: unknown) => Object.values(isBoxed).some((check) => check(value)),
  isNativeError: (value: unknown) =>
    isObject(value) &&
    (tagOf(value) === '[object Error]' ? hasErrorInside(value) : value instanceof Error && hasErrorInside(value)),
  isRegExp: has(getterOf(RegExp.prototype, 'source')),
  isAsyncFunction: functionTag(/Async(Generator)?Function/),
  isGeneratorFunction: functionTag(/GeneratorFunction/),
  isGeneratorObject: (value: unknown) => isObject(value) && /Generator\]$/.test(tagOf(value)),
  isPromise: (value: unknown) => isObject(value) && hasTag('Promise')(value) && value instanceof Promise,
  isMap: accepts((value) => apply(mapSize, value, [])),
  isSet: accepts((value) => apply(setSize, value, [])),
  isMapIterator: hasTag('Map Iterator'),
  isSetIterator: hasTag('Set Iterator'),
  isWeakMap: has(WeakMap.prototype.has, key),
  isWeakSet: has(WeakSet.prototype.has, key),
  isArrayBuffer: accepts((value) => apply(bufferSize, value, [])),
  isDataView: accepts((value) => apply(viewSize, value, [])),
  isSharedArrayBuffer: (_value: unknown) => false,
  isProxy: (value: unknown) => (isObject(value) || typeof value === 'function') && proxies.has(value),
  isModuleNamespaceObject: hasTag('Module'),
  isAnyArrayBuffer: accepts((value) => apply(bufferSize, value, [])),
  isCryptoKey: hasTag('CryptoKey'),
  isKeyObject: hasTag('KeyObject'),
  isArrayBufferView: (value: unknown) => ArrayBuffer.isView(value),
  isTypedArray: (value: unknown) => isObject(value) && apply(typedName, value, []) !== undefined,
  isUint8Array: isTyped('Uint8Array'),
  isUint8ClampedArray: isTyped('Uint8ClampedArray'),
  isUint16Array: isTyped('Uint16Array'),
  isUint32Array: isTyped('Uint32Array'),
  isInt8Array: isTyped('Int8Array'),
  isInt16Array: isTyped('Int16Array'),
  isInt32Array: isTyped('Int32Array'),
  isFloat32Array: isTyped('Float32Array'),
  isFloat64Array: isTyped('Float64Array'),
  isBigInt64Array: isTyped('BigInt64Array'),
  isBigUint64Array: isTyped('BigUint64Array'),
};

/** An error that was constructed and not only given the prototype; engines that can tell say so. */
function hasErrorInside(value: object): boolean {
  const isError: unknown = Reflect.get(Error, 'isError');
  if (typeof isError === 'function') return isError(value) === true;
  return Object.hasOwn(value, 'stack') || tagOf(value) === '[object Error]';
}

// Each member is one of the checks above.
export const types = known as { readonly [name in keyof typeof known]: Check };
