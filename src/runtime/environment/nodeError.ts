/** Errors as Node.js makes them: with a `code` that also shows in the first line of the stack. */

const codes = new WeakMap<object, string>();

/** Gives `error` a code, and further fields after it. */
export function nodeError<E extends Error>(error: E, code: string, fields: object = {}): E {
  codes.set(error, code);
  return Object.assign(error, { code }, fields);
}

/** The code to show for an error in its stack. */
export function shownCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? codes.get(error) : undefined;
}
