/** The SyntaxError of a file that does not parse, worded by the engine at hand (NODE-3). */
import type { BrokenFile } from './compiledFiles.ts';

/** Has the engine parse a text without running it; gives the message of its SyntaxError, if any. */
export type SyntaxCheck = (text: string) => string | undefined;

let check: SyntaxCheck = () => undefined;
const messages = new Map<BrokenFile, string>();

export function setSyntaxCheck(value: SyntaxCheck): void {
  check = value;
}

/** Asks the engine before user code runs, because then it can no longer interfere. */
export function prepareMessage(file: BrokenFile): void {
  messages.set(file, engineMessage(file) ?? file.message);
}

export function syntaxErrorOf(file: BrokenFile): SyntaxError {
  return new SyntaxError(messages.get(file) ?? file.message);
}

/**
 * Stands in front of a text that is to be checked, in case the engine accepts what the compiler did not: no script can
 * declare this name, so the engine refuses the whole script when it is about to start, before it makes any of its
 * functions and variables. Those would be global, and no compiler would have seen them.
 */
const NEVER_STARTS = 'let undefined;';
/** What the engines say about that. */
const NOT_STARTED = /^Identifier 'undefined' has already been declared$|^redeclaration of .*\bundefined$/;

/** The check parses classic scripts only, so imports and exports are made harmless first. */
function engineMessage(file: BrokenFile): string | undefined {
  if (file.text === '') return undefined;
  const message = file.goal === 'commonjs' ? commonJsMessage(file.text) : moduleMessage(file.text, file.message);
  return message !== undefined && NOT_STARTED.test(message) ? undefined : message;
}

function commonJsMessage(text: string): string | undefined {
  const start = /^\s*(['"])use strict\1/.test(text) ? `'use strict';${NEVER_STARTS}` : NEVER_STARTS;
  const message = check(start + text);
  // Node.js allows it, because it wraps the file in a function.
  return message === 'Illegal return statement' ? check(`${start}(function(){${text}\n})`) : message;
}

function moduleMessage(text: string, parserMessage: string): string | undefined {
  const plain = text
    .replace(
      /^(\s*)import\s*(?:(?:[\w$]+\s*,\s*)?(?:\{[^{}]*\}|\*\s*as\s+[\w$]+|[\w$]+)\s*from\s*)?(['"])[^'"\n]*\2(?:\s*with\s*\{[^{}]*\})?/gm,
      '$1',
    )
    .replace(/^(\s*)import\s+(?=[{*\w])/gm, '$1var ')
    .replace(/^(\s*)export\s+default\b/gm, '$1void')
    .replace(/^(\s*)export\s+(?=const|let|var|function|async|class)/gm, '$1')
    .replace(
      /^(\s*)export\s*(?:\*|\{[^}]*\})(?:\s*as\s+[\w$]+)?(?:\s*from\s*(['"])[^'"\n]*\2(?:\s*with\s*\{[^{}]*\})?)?/gm,
      '$1',
    )
    .replace(/\bimport\s*\.\s*meta\b/g, 'globalThis');
  const message = check(`${NEVER_STARTS}async function module(){'use strict';${plain}\n}`);
  if (message?.startsWith('await is only valid')) return 'Unexpected reserved word';
  if (/^Export '.*' is not defined$/.test(parserMessage)) return `${parserMessage} in module`;
  const [, twice] = /^Duplicate export '(.*)'$/.exec(parserMessage) ?? [];
  if (twice !== undefined) return `Duplicate export of '${twice}'`;
  return message && /'export'|'import'|import statement/.test(message) ? parserMessage : message;
}
