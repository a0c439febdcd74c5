/**
 * `RegExp.$1` and its kin: what the last match of a realm left, wherever it was. They are not properties that could be
 * put back, so an environment that takes its turn gets what it left from here, until something matches again.
 */
import { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } from '../primordials.ts';

/** Values by name. */
export type RegExpStatics = Readonly<Record<string, unknown>>;

export interface StaticsKeeper {
  /** What code sees now. */
  take(): RegExpStatics;
  /** From here code sees `statics`, until it matches something. */
  give(statics: RegExpStatics): void;
}

/** Matched when environments take turns, so that a later match can be told. */
const MARK = 'The turn of an environment in a worker that is not its alone';
const MARKER = /^The turn of an environment in a worker that is not its alone$/;
const { exec } = RegExp.prototype;
const { create } = Object;

interface Static {
  readonly name: string;
  readonly get: (this: unknown) => unknown;
}

/** To be called before any user code. */
export function keepStatics(): StaticsKeeper {
  const statics: Static[] = [];
  let given: Record<string, unknown> | null = null;
  const input = getOwnPropertyDescriptor(RegExp, 'input')?.get;
  const isUntouched = () => given !== null && input !== undefined && apply(input, RegExp, []) === MARK;
  for (const key of ownKeys(RegExp)) {
    const descriptor = getOwnPropertyDescriptor(RegExp, key);
    const { get, set } = descriptor ?? {};
    if (typeof key !== 'string' || !descriptor?.configurable || !get) continue;
    statics[statics.length] = { name: key, get };
    const isInput = key === 'input' || key === '$_';
    const replaced = Object.getOwnPropertyDescriptor(
      {
        get [key](): unknown {
          return given !== null && isUntouched() ? given[key] : apply(get, this, []);
        },
        set [key](value: unknown) {
          if (given === null || !isUntouched()) {
            if (set) apply(set, this, [value]);
          } else if (isInput) {
            const text = String(value);
            given = { __proto__: null, ...given, input: text, $_: text };
          }
        },
      },
      key,
    );
    defineProperty(RegExp, key, { ...descriptor, get: replaced?.get, ...(set ? { set: replaced?.set } : {}) });
  }
  return {
    take() {
      if (given !== null && isUntouched()) return given;
      const taken: Record<string, unknown> = create(null);
      for (let i = 0; i < statics.length; i++) {
        const one = statics[i];
        if (one) taken[one.name] = apply(one.get, RegExp, []);
      }
      return taken;
    },
    give(next) {
      given = next;
      apply(exec, MARKER, [MARK]);
    },
  };
}
