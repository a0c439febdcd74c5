/** Compares a replay with its recording, whose placeholders stand for what differs from run to run. */
import type { Recorded } from './cases.ts';

const ISO_TIME = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z';
const STACK = '<stack>';
const WORDED = '<worded by the engine>';

/** One text for each place that differs. */
export interface Comparison {
  /** What counts as a failure. */
  readonly differences: readonly string[];
  /** Places where all but the message of a native error is as recorded: another engine, or version, words it its own way. */
  readonly worded: readonly string[];
}

/** A replay, and which of its log entries and errors hold words of the engine. */
export interface Replayed {
  readonly recorded: Recorded;
  readonly engineWorded: ReadonlySet<unknown>;
}

export function compareRecordings(expected: Recorded, { recorded: actual, engineWorded }: Replayed): Comparison {
  const worded: string[] = [];
  /** Compares a list whose entries may hold words of the engine. */
  const entries = (
    place: string,
    wanted: readonly unknown[],
    got: readonly unknown[],
    of: (entry: unknown) => unknown,
  ) =>
    wanted.length !== got.length
      ? [difference(place, wanted, got)]
      : wanted.flatMap((entry, i) => {
          const found = compare(`${place}[${i}]`, entry, got[i]);
          if (found.length === 0 || !engineWorded.has(of(got[i]))) return found;
          const rest = compare(`${place}[${i}]`, withoutWords(entry), withoutWords(got[i]));
          if (rest.length === 0) worded.push(...found);
          return rest;
        });
  const differences = [
    ...entries('initError', listOf(expected.initError), listOf(actual.initError), (error) => error),
    ...entries('invocations', expected.invocations, actual.invocations, (one) => propertyOf(one, 'error')),
    ...entries('streams', expected.streams ?? [], actual.streams ?? [], (one) => propertyOf(one, 'trailers')),
    ...entries('logs', expected.logs, actual.logs, (entry) => entry),
    ...compare('rawStdout', expected.rawStdout ?? '', actual.rawStdout ?? ''),
    ...compare('exit', expected.exit, actual.exit),
  ];
  return { differences, worded };
}

const listOf = (value: unknown) => (value === undefined ? [] : [value]);

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Puts a placeholder where the message of a native error stands. */
function withoutWords(value: unknown): unknown {
  if (typeof value === 'string') {
    return value
      .replace(/"(errorMessage|message)":"(?:[^"\\]|\\.)*"/g, `"$1":"${WORDED}"`)
      .replace(/\b((?:Type|Reference|Range|Syntax|Internal)Error): (?:[^"\\\n]|\\[^n])*/g, `$1: ${WORDED}`);
  }
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'errorMessage' ? WORDED : withoutWords(item)]),
  );
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
