/** Measures of text and JSON, without help from a browser. */

/** Bytes of `text` in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // A surrogate pair is two units and four bytes; each half counts two.
    if (code > 0x7ff && (code < 0xd800 || code > 0xdfff)) bytes += 2;
    else if (code > 0x7f) bytes += 1;
  }
  return bytes;
}

/** How deep brackets nest in JSON text; reads the text once and never recurses. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}

/** Line and column of a position, both from 1. */
export function lineAndColumn(text: string, position: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Where text stops being JSON; null when it is JSON. Recurses once per level, so check `jsonDepth` first. */
export function jsonErrorPosition(text: string): number | null {
  const scanner = { text, at: 0 };
  const fits = scanValue(scanner) && scan(scanner, SPACE) && scanner.at === text.length;
  return fits ? null : scanner.at;
}

interface Scanner {
  readonly text: string;
  at: number;
}

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const OTHER_SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Moves past what `pattern` matches here; false, and no move, when it does not match. */
function scan(scanner: Scanner, pattern: RegExp): boolean {
  pattern.lastIndex = scanner.at;
  if (!pattern.test(scanner.text)) return false;
  scanner.at = pattern.lastIndex;
  return true;
}

function scanCharacter(scanner: Scanner, character: string): boolean {
  if (scanner.text[scanner.at] !== character) return false;
  scanner.at++;
  return true;
}

function scanValue(scanner: Scanner): boolean {
  scan(scanner, SPACE);
  if (scanCharacter(scanner, '{')) return scanEntries(scanner, '}', scanProperty);
  if (scanCharacter(scanner, '[')) return scanEntries(scanner, ']', scanValue);
  return scanner.text[scanner.at] === '"' ? scanString(scanner) : scan(scanner, OTHER_SCALAR);
}

function scanEntries(scanner: Scanner, end: string, entry: (scanner: Scanner) => boolean): boolean {
  scan(scanner, SPACE);
  if (scanCharacter(scanner, end)) return true;
  while (entry(scanner)) {
    scan(scanner, SPACE);
    if (scanCharacter(scanner, end)) return true;
    if (!scanCharacter(scanner, ',')) return false;
    scan(scanner, SPACE);
  }
  return false;
}

function scanProperty(scanner: Scanner): boolean {
  return scanString(scanner) && scan(scanner, SPACE) && scanCharacter(scanner, ':') && scanValue(scanner);
}

/** A loop and not a pattern: patterns run out of stack in long texts. */
function scanString(scanner: Scanner): boolean {
  if (!scanCharacter(scanner, '"')) return false;
  while (scanner.at < scanner.text.length) {
    if (scanCharacter(scanner, '"')) return true;
    if (scanner.text[scanner.at] === '\\') {
      if (!scan(scanner, ESCAPE)) return false;
    } else if (scanner.text.charCodeAt(scanner.at) < 0x20) return false;
    else scanner.at++;
  }
  return false;
}
