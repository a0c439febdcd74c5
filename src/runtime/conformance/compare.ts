/** Compares a replay with its recording, whose placeholders stand for what differs from run to run. */
import type { Recorded } from './cases.ts';

const ISO_TIME = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z';
const STACK = '<stack>';

/** What differs, one text for each place; empty when all is as recorded. */
export function differences(expected: Recorded, actual: Recorded): string[] {
  return [
    ...compare('initError', expected.initError, actual.initError),
    ...compare('invocations', expected.invocations, actual.invocations),
    ...compare('streams', expected.streams ?? [], actual.streams ?? []),
    ...compare('logs', expected.logs, actual.logs),
    ...compare('rawStdout', expected.rawStdout ?? '', actual.rawStdout ?? ''),
    ...compare('exit', expected.exit, actual.exit),
  ];
}

function compare(place: string, expected: unknown, actual: unknown): string[] {
  if (typeof expected === 'string') return matches(expected, actual) ? [] : [difference(place, expected, actual)];
  if (Array.isArray(expected)) return compareLists(place, expected, actual);
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(expected, actual) ? [] : [difference(place, expected, actual)];
  }
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
    return [difference(place, expected, actual)];
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => compare(`${place}.${key}`, Reflect.get(expected, key), Reflect.get(actual, key)));
}

/** In a list of lines the placeholder for a stack stands for all that follows. */
function compareLists(place: string, expected: readonly unknown[], actual: unknown): string[] {
  if (!Array.isArray(actual)) return [difference(place, expected, actual)];
  const isOpen = expected.at(-1) === STACK;
  const fixed = isOpen ? expected.slice(0, -1) : expected;
  if (isOpen ? actual.length < fixed.length : actual.length !== fixed.length)
    return [difference(place, expected, actual)];
  return fixed.flatMap((one, i) => compare(`${place}[${i}]`, one, actual[i]));
}

function matches(expected: string, actual: unknown): boolean {
  if (typeof actual !== 'string') return false;
  return expected === actual || patternOf(expected).test(actual);
}

function patternOf(expected: string): RegExp {
  const source = expected
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll('<time>', ISO_TIME)
    .replaceAll('<pid>', '\\d+')
    // Inside a line of JSON a stack is the rest of a list of texts.
    .replaceAll(`,"${STACK}"`, '(?:,"(?:[^"\\\\]|\\\\.)*")*')
    .replaceAll(STACK, '[^]*?');
  return new RegExp(`^${source}$`);
}

function difference(place: string, expected: unknown, actual: unknown): string {
  return `${place}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
}
