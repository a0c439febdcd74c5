/**
 * What a package of the SDK has and its stand-in does not is still there by name, so that its import links, but using it
 * fails with what is supported. Only names of commands, paginators and waiters are invented.
 */
export function inventing(exports: Record<string, unknown>, name: string, supported: string): Record<string, unknown> {
  return new Proxy(exports, {
    get(target, key, receiver) {
      if (typeof key !== 'string' || key in target) return Reflect.get(target, key, receiver);
      const refuse = () => {
        throw new Error(`The playground's ${name} does not support ${key}; it supports ${supported}.`);
      };
      if (/^[A-Z]\w*Command$/.test(key))
        return class {
          constructor() {
            refuse();
          }
        };
      if (/^(paginate|waitUntil|waitFor)[A-Z]\w*$/.test(key)) return refuse;
      return undefined;
    },
  });
}
