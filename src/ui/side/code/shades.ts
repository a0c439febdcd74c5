import type { ShadedLines } from '../editor/editorProps.ts';

/** Where the handler is written, as the compiler finds it. Lines count from 1, both ends included. */
export interface HandlerRegion {
  readonly file: string;
  readonly handlerLines: readonly [number, number] | null;
}

/**
 * Which lines of a file run once per environment and which once per invocation. Blank lines at the borders stay unshaded, so
 * that the two regions are seen apart. Without a known handler nothing is shaded: better no colour than a wrong one.
 */
export function shadesOf(region: HandlerRegion, path: string, text: string): readonly ShadedLines[] {
  const lines = text.split('\n');
  if (region.handlerLines === null) return [];
  if (path !== region.file) {
    return path.endsWith('.json') ? [] : trimmed({ from: 1, to: lines.length, shade: 'per-environment' }, lines);
  }
  const [from, to] = region.handlerLines;
  return [
    ...trimmed({ from: 1, to: from - 1, shade: 'per-environment' }, lines),
    { from, to: Math.min(to, lines.length), shade: 'per-invocation' },
    ...trimmed({ from: to + 1, to: lines.length, shade: 'per-environment' }, lines),
  ];
}

function trimmed(shaded: ShadedLines, lines: readonly string[]): readonly ShadedLines[] {
  const isBlank = (line: number) => (lines[line - 1] ?? '').trim() === '';
  let { from, to } = shaded;
  while (from <= to && isBlank(from)) from++;
  while (to >= from && isBlank(to)) to--;
  return from > to ? [] : [{ ...shaded, from, to }];
}
