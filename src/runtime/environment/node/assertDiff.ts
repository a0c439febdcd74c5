/** How an AssertionError shows that two values differ. */
import { inspect } from '../inspect.ts';

const HEADLINES: Readonly<Record<string, string>> = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};
const headline = (operator: string) => HEADLINES[operator] ?? '';

const SHORT_LENGTH = 12;
const LINES_MAX = 50;
const SIMPLE_LINES_MAX = 5;

export function shown(value: unknown): string {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Number.POSITIVE_INFINITY,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
    breakLength: Number.POSITIVE_INFINITY,
  });
}

export function differenceOf(actual: unknown, expected: unknown, operator: string): string {
  if (/^(deepStrictEqual|strictEqual|partialDeepStrictEqual)$/.test(operator))
    return lineDifference(actual, expected, operator);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unwantedEquality(actual, operator);
  return twoValues(actual, expected, operator);
}

const isObject = (value: unknown) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function unwantedEquality(actual: unknown, operator: string): string {
  const isReference = operator === 'notStrictEqual' && isObject(actual);
  const base = headline(isReference ? 'notStrictEqualObject' : operator);
  const lines = shown(actual).split('\n');
  if (lines.length > LINES_MAX) lines.splice(LINES_MAX - 4, lines.length, '...');
  if (lines.length === 1) return `${base}${(lines[0]?.length ?? 0) > SIMPLE_LINES_MAX ? '\n\n' : ' '}${lines[0]}`;
  return `${base}\n\n${lines.join('\n')}\n`;
}

function twoValues(actual: unknown, expected: unknown, operator: string): string {
  const cut = (text: string) => (text.length > 512 ? `${text.slice(0, 509)}...` : text);
  const [a, b] = [cut(shown(actual)), cut(shown(expected))];
  if (operator === 'deepEqual') return `${headline('deepEqual')}\n\n${a}\n\nshould loosely deep-equal\n\n${b}`;
  if (operator === 'notDeepEqual')
    return a === b
      ? `${headline('notDeepEqual')}\n\n${a}`
      : `${headline('notDeepEqualUnequal')}\n\n${a}\n\nshould not loosely deep-equal\n\n${b}`;
  return `${a} ${operator} ${b}`;
}

function lineDifference(actual: unknown, expected: unknown, operator: string): string {
  const [a, b] = [shown(actual).split('\n'), shown(expected).split('\n')];
  const bothObjects =
    typeof actual === 'object' && actual !== null && typeof expected === 'object' && expected !== null;
  const isReference =
    operator === 'strictEqual' && (bothObjects || (typeof actual === 'function' && typeof expected === 'function'));
  const base = headline(isReference ? 'strictEqualObject' : operator);
  const [firstA = '', firstB = ''] = [a[0], b[0]];
  if (a.length === 1 && b.length === 1 && firstA !== firstB) {
    const length = firstA.length + firstB.length;
    if (length <= SHORT_LENGTH && !isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0))
      return `${base}\n\n${firstA} !== ${firstB}\n`;
  }
  if (a.join('\n') === b.join('\n') && operator !== 'partialDeepStrictEqual' && isReference)
    return `${headline('notIdentical')}\n\n${a.join('\n')}\n`;
  const lines = changes(a, b);
  const skipped = lines.length > LINES_MAX ? '\n... Skipped lines' : '';
  return `${base}\n+ actual - expected${skipped}\n\n${lines.join('\n')}\n`;
}

/** The lines of both, in order: those of the first alone with +, those of the second alone with -. */
function changes(a: readonly string[], b: readonly string[]): string[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  const same = (i: number, j: number) => a[i] === b[j] || `${a[i]},` === b[j] || a[i] === `${b[j]},`;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row) row[j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && same(i, j)) {
      lines.push(`  ${a[i]}`);
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) lines.push(`+ ${a[i++]}`);
    else lines.push(`- ${b[j++]}`);
  }
  return lines;
}
