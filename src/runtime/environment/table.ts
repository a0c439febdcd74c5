/** `console.table` as Node.js draws it. */
import { inspect } from './inspect.ts';

const INDEX = '(index)';
const VALUES = 'Values';

/** The text of a table of an array, object, Map or Set; rows are its entries. */
export function table(data: object, only?: readonly string[]): string {
  const isIterable = data instanceof Map || data instanceof Set;
  const indexName = isIterable ? '(iteration index)' : INDEX;
  if (data instanceof Map) {
    return draw(
      [indexName, 'Key', VALUES],
      [...data].map(([key, value], i) => [String(i), cell(key), cell(value)]),
    );
  }
  const rows: [string, unknown][] =
    data instanceof Set
      ? [...data].map((value, i): [string, unknown] => [String(i), value])
      : Object.entries(data).map(([key, value]): [string, unknown] => [key, value]);
  const columns = only ? [...only] : columnsOf(rows);
  const hasValues = rows.some(([, value]) => !isRow(value));
  const head = [indexName, ...columns, ...(hasValues ? [VALUES] : [])];
  const body = rows.map(([key, value]) => [
    key,
    ...columns.map((column) => (isRow(value) && Object.hasOwn(value, column) ? cell(Reflect.get(value, column)) : '')),
    ...(hasValues ? [isRow(value) ? '' : cell(value)] : []),
  ]);
  return draw(head, body);
}

function columnsOf(rows: readonly [string, unknown][]): string[] {
  return [...new Set(rows.flatMap(([, value]) => (isRow(value) ? Object.keys(value) : [])))];
}

function isRow(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function cell(value: unknown): string {
  const depth = isRow(value) && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0;
  return inspect(value, { maxArrayLength: 3, breakLength: Number.POSITIVE_INFINITY, depth });
}

function draw(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((row) => width(row[i] ?? ''))) + 2);
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((size) => '─'.repeat(size)).join(middle) + right;
  const line = (row: readonly string[]) =>
    `│${row.map((text, i) => ` ${text}${' '.repeat((widths[i] ?? 0) - width(text) - 1)}`).join('│')}│`;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n');
}

/** Columns a text takes in a terminal; wide East Asian characters take two. */
function width(text: string): number {
  let columns = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}
