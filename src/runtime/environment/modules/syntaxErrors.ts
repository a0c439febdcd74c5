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
 * The check parses classic scripts only, so for a module imports and exports are made harmless first. The leading
 * statement ends the script at once should the engine accept what the compiler did not.
 */
function engineMessage(file: BrokenFile): string | undefined {
  if (file.text === '') return undefined;
  if (file.goal === 'commonjs') return check(`throw null;${file.text}`);
  const text = file.text
    .replace(/^(\s*)import\s*(?:[\w*{][^'"\n;]*?\bfrom\s*)?(['"])[^'"\n]*\2/gm, '$1')
    .replace(/^(\s*)export\s+default\b/gm, '$1void')
    .replace(/^(\s*)export\s+(?=const|let|var|function|async|class)/gm, '$1')
    .replace(/^(\s*)export\s*(?:\*|\{[^}]*\})(?:\s*from\s*(['"])[^'"\n]*\2)?/gm, '$1');
  const message = check(`throw null;async function module(){'use strict';${text}\n}`);
  // The wrapper's own brace closes what the file left open.
  return message ?? (/end of input|Unexpected token/i.test(file.message) ? 'Unexpected end of input' : undefined);
}
