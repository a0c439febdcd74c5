/** `Symbol.dispose` and `Symbol.asyncDispose`, which Node.js has in engines that do not. */
function wellKnown(name: 'dispose' | 'asyncDispose'): symbol {
  const known: unknown = Reflect.get(Symbol, name);
  if (typeof known === 'symbol') return known;
  const value = Symbol(`Symbol.${name}`);
  Object.defineProperty(Symbol, name, { value, configurable: true });
  return value;
}

export const DISPOSE: symbol = wellKnown('dispose');
export const ASYNC_DISPOSE: symbol = wellKnown('asyncDispose');
