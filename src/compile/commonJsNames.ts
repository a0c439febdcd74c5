/**
 * The names that an ES module can import from a CommonJS file: those that Node.js finds by reading the text, whatever the
 * code does when it runs.
 *
 * @source https://nodejs.org/api/esm.html#commonjs-namespaces (November 2026)
 */
import { parse } from 'cjs-module-lexer';

export interface CommonJsNames {
  readonly names: readonly string[];
  /** Specifiers of the files whose names it passes on. */
  readonly reexports: readonly string[];
}

export function commonJsNames(text: string): CommonJsNames {
  try {
    const { exports, reexports } = parse(text);
    return { names: exports, reexports };
  } catch {
    // A text that this simple reader does not understand has no names, as in Node.js.
    return { names: [], reexports: [] };
  }
}
