/** Loading of scripts in a worker: the environment's own, and compiled files. */
import type { HostServices } from '../agent.ts';
import { nativeUrlParser } from '../globals/urlParser.ts';
import { apply } from '../primordials.ts';
import { v8Words } from '../wording.ts';

type Register = (...args: readonly unknown[]) => void;

const HOST = Symbol.for('lambdarium');
/** How a compiled file registers itself (see `src/compile`). */
const REGISTER = '__$reg';
const scope = globalThis;
const { set, deleteProperty } = Reflect;
const parseUrl = nativeUrlParser(URL);

/** Runs `load` while a global is there. */
function withGlobal(name: PropertyKey, value: unknown, load: () => void): void {
  set(scope, name, value);
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
  functionAt(address: string, importUrl: (url: string) => void): () => void {
    let found: (() => void) | undefined;
    withGlobal(
      HOST,
      (evaluate: () => void) => {
        found = evaluate;
      },
      () => importUrl(address),
    );
    if (!found) throw new Error('The script hands over a function.');
    return found;
  },

  /** What environments of this worker are given. */
  services(importText: (text: string) => void): HostServices {
    return {
      parseUrl,
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
