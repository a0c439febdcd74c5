/** Loading of scripts in a worker: the environment's own, and compiled files. */
import type { HostServices } from '../agent.ts';
import { nativeUrlParser } from '../globals/urlParser.ts';
import { apply } from '../primordials.ts';
import { v8Words } from '../wording.ts';

type Register = (...args: readonly unknown[]) => void;

/** How a script of ours hands over its function. */
const HANDED = '__$part';
/** How a compiled file registers itself (see `src/compile`). */
const REGISTER = '__$reg';
const scope = globalThis;
const { defineProperty, deleteProperty } = Reflect;
const parseUrl = nativeUrlParser(URL);

/** Runs `load` while a global is there. Throws when user code has made that impossible. */
function withGlobal(name: string, value: unknown, load: () => void): void {
  // Not by assignment, which a setter of user code could see.
  const descriptor = { __proto__: null, value, configurable: true };
  if (!defineProperty(scope, name, descriptor)) throw new Error('The global object takes no more scripts.');
  try {
    load();
  } finally {
    deleteProperty(scope, name);
  }
}

/** What the scripts that were loaded registered, by their text: environments of one function load the same ones. */
const registered: Record<string, Record<number, readonly unknown[]>> = Object.create(null);

function loadScript(importText: (text: string) => void, code: string, register: Register): void {
  const known = registered[code];
  if (known) {
    for (let i = 0; known[i]; i++) apply(register, undefined, known[i] ?? []);
    return;
  }
  const calls: Record<number, readonly unknown[]> = Object.create(null);
  let count = 0;
  const recorder = (...args: readonly unknown[]) => {
    calls[count] = args;
    count += 1;
    apply(register, undefined, args);
  };
  withGlobal(REGISTER, recorder, () => importText(code));
  registered[code] = calls;
}

export const scriptLoader = {
  /** The function that the script at `address` hands over. */
  functionAt(address: string, importUrl: (url: string) => void): unknown {
    let found: unknown;
    withGlobal(
      HANDED,
      (handed: unknown) => {
        found = handed;
      },
      () => importUrl(address),
    );
    if (!found) throw new Error('The script hands over a function.');
    return found;
  },

  /** Gives the function of a part; each is loaded once. To be called before any user code. */
  partLoader(addresses: Readonly<Record<string, string>>, importUrl: (url: string) => void) {
    const known: Record<string, string> = Object.assign(Object.create(null), addresses);
    const loaded: Record<string, unknown> = Object.create(null);
    return (name: string): unknown => {
      const address = known[name];
      if (address === undefined) throw new Error(`There is no part ${name}.`);
      loaded[name] ??= scriptLoader.functionAt(address, importUrl);
      return loaded[name];
    };
  },

  /** What environments of this worker are given. */
  services(importText: (text: string) => void, isCounting: () => void): HostServices {
    return {
      parseUrl,
      isCounting,
      // It is called with what compiled files give, whatever that is.
      loadScript: (code, _path, register) => loadScript(importText, code, register as Register),
      checkSyntax(text) {
        try {
          importText(text);
        } catch (error) {
          // Chromium says first in which call it found the mistake.
          return error instanceof SyntaxError
            ? v8Words(error.message.replace(/^Failed to execute 'importScripts'[^:]*: /, ''))
            : undefined;
        }
        return undefined;
      },
    };
  },
};
