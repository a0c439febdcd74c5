/** Deep equality as `assert.deepEqual` (loose) and `assert.deepStrictEqual` (strict) understand it. */

/** `==`, with NaN equal to itself, as `assert.equal` compares. */
export function isLooselyEqual(a: unknown, b: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: loose equality is what this is about.
  return a == b || (Number.isNaN(a) && Number.isNaN(b));
}

export function isDeepEqual(a: unknown, b: unknown, strict: boolean, seen = new Map<unknown, unknown>()): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) {
    return !strict && !isObject(a) && !isObject(b) && isLooselyEqual(a, b);
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  const same = (x: unknown, y: unknown) => isDeepEqual(x, y, strict, seen);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Date && b instanceof Date && a.getTime() !== b.getTime()) return false;
  if (a instanceof RegExp && b instanceof RegExp && String(a) !== String(b)) return false;
  if (a instanceof Error && b instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, value]) => (b.has(key) ? same(value, b.get(key)) : false));
  if (a instanceof Set && b instanceof Set)
    return a.size === b.size && [...a].every((one) => b.has(one) || [...b].some((other) => same(one, other)));
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
  return (
    keysA.length === keysB.length &&
    keysA.every((key) => Object.hasOwn(b, key) && same(Reflect.get(a, key), Reflect.get(b, key)))
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function keysOf(value: object): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
}
