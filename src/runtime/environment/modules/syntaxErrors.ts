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
 * The check parses classic scripts only, so imports and exports are made harmless first. The statement in front ends
 * the script at once should the engine accept what the compiler did not.
 */
function engineMessage(file: BrokenFile): string | undefined {
  if (file.text === '') return undefined;
  return file.goal === 'commonjs' ? commonJsMessage(file.text) : moduleMessage(file.text, file.message);
}

function commonJsMessage(text: string): string | undefined {
  const start = /^\s*(['"])use strict\1/.test(text) ? "'use strict';throw null;" : 'throw null;';
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
  const message = check(`throw null;async function module(){'use strict';${plain}\n}`);
  if (message?.startsWith('await is only valid')) return 'Unexpected reserved word';
  if (/^Export '.*' is not defined$/.test(parserMessage)) return `${parserMessage} in module`;
  const [, twice] = /^Duplicate export '(.*)'$/.exec(parserMessage) ?? [];
  if (twice !== undefined) return `Duplicate export of '${twice}'`;
  return message && /'export'|'import'|import statement/.test(message) ? parserMessage : message;
}
