/**
 * Built-ins as they were before user code could touch them. Code that holds a capability (the port to the kernel side,
 * the loader of scripts) uses only these; everything else in the environment can at worst confuse itself.
 */
export const { apply, construct, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } =
  Reflect;
export const stringify: (value: string | number | boolean | null) => string = JSON.stringify;
export const parseJson: (text: string) => unknown = JSON.parse;
export const NativePromise = Promise;
export const promiseThen = Promise.prototype.then;
export const resolvedPromise: Promise<void> = Promise.resolve();
export const floor = Math.floor;
export const isArray = Array.isArray;
export const NativeDate = Date;

/** Runs `callback` as a microtask; what it throws is lost, so it must not throw. */
export function enqueueMicrotask(callback: () => void): void {
  apply(promiseThen, resolvedPromise, [callback]);
}
