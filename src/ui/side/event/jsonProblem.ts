/** Why a text is no JSON, with its line where the browser says so; null when it is. */
export function jsonProblem(text: string): { readonly message: string; readonly line: number | null } | null {
  if (text.trim() === '') return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    return { message: `This is not JSON${mistakeOf(words)}`, line: lineOf(words, text) };
  }
}

/** What is wrong, as far as the browser says it in words that help: `: expected ',' or '}' after property value`. */
function mistakeOf(words: string): string {
  const mistake =
    /^(?:JSON\.parse: )?((?:expected|unterminated|bad|unexpected end|unexpected non-whitespace)[^(]*?)(?: in JSON| after JSON| at (?:position|line).*| of the JSON.*)?$/i
      .exec(words.replace(/ at position \d+.*$| at line \d+.*$/i, ''))?.[1]
      ?.trim();
  return mistake ? `: ${mistake.charAt(0).toLowerCase()}${mistake.slice(1)}` : '';
}

/** Browsers word the error differently; most name a position or a line, and one that does not means the end. */
function lineOf(words: string, text: string): number | null {
  const line = /line (\d+)/.exec(words)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(words)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return /end of/i.test(words) ? text.split('\n').length : null;
}

/** Characters above which nobody reads, and levels above which the indentation alone would be more than a page holds. */
const LAID_OUT_MAX = 1_000_000;
const LEVELS_MAX = 100;

/** JSON text laid out for reading; what is no JSON, very long or very deep stays as it is: handlers can answer with anything. */
export function prettyJson(text: string): string {
  if (text.length > LAID_OUT_MAX || levelsOf(text) > LEVELS_MAX) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** How deep brackets are nested in a JSON text. */
function levelsOf(text: string): number {
  let level = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[{\]}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++level);
    else if (token === ']' || token === '}') level -= 1;
  }
  return deepest;
}
