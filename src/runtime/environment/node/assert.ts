/** `node:assert`: the checks, with the messages that Node.js gives in the simple cases. */
import { inspect } from '../inspect.ts';
import { nodeError } from '../nodeError.ts';
import { isDeepEqual, isLooselyEqual } from './deepEqual.ts';

interface Details {
  readonly message?: string | Error | undefined;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly operator?: string;
}

export class AssertionError extends Error {
  readonly generatedMessage: boolean;
  declare readonly code: string;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string | undefined;

  constructor({ message, actual, expected, operator }: Details) {
    super(String(message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`));
    Object.defineProperty(this, 'name', {
      value: 'AssertionError',
      configurable: true,
      writable: true,
      enumerable: false,
    });
    this.generatedMessage = message === undefined;
    nodeError(this, 'ERR_ASSERTION');
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }
}

function check(condition: boolean, details: Details, text: string): void {
  if (condition) return;
  if (details.message instanceof Error) throw details.message;
  const error = new AssertionError({ ...details, message: details.message ?? text });
  throw Object.assign(error, { generatedMessage: details.message === undefined });
}

type Message = string | Error | undefined;

function ok(value: unknown, message?: Message): void {
  check(
    Boolean(value),
    { message, actual: value, expected: true, operator: '==' },
    'The expression evaluated to a falsy value',
  );
}

const difference = (text: string, a: unknown, b: unknown) => `${text}\n\n${inspect(a)} !== ${inspect(b)}\n`;

const checks = {
  ok,
  AssertionError,
  equal: (a: unknown, b: unknown, message?: Message) =>
    check(isLooselyEqual(a, b), { message, actual: a, expected: b, operator: '==' }, `${inspect(a)} == ${inspect(b)}`),
  notEqual: (a: unknown, b: unknown, message?: Message) =>
    check(!isLooselyEqual(a, b), { message, actual: a, expected: b, operator: '!=' }, `${inspect(a)} != ${inspect(b)}`),
  strictEqual: (a: unknown, b: unknown, message?: Message) =>
    check(
      Object.is(a, b),
      { message, actual: a, expected: b, operator: 'strictEqual' },
      difference('Expected values to be strictly equal:', a, b),
    ),
  notStrictEqual: (a: unknown, b: unknown, message?: Message) =>
    check(
      !Object.is(a, b),
      { message, actual: a, expected: b, operator: 'notStrictEqual' },
      `Expected "actual" to be strictly unequal to: ${inspect(b)}`,
    ),
  deepEqual: (a: unknown, b: unknown, message?: Message) =>
    check(
      isDeepEqual(a, b, false),
      { message, actual: a, expected: b, operator: 'deepEqual' },
      difference('Expected values to be loosely deep-equal:', a, b),
    ),
  notDeepEqual: (a: unknown, b: unknown, message?: Message) =>
    check(
      !isDeepEqual(a, b, false),
      { message, actual: a, expected: b, operator: 'notDeepEqual' },
      'Expected "actual" not to be loosely deep-equal to "expected"',
    ),
  deepStrictEqual: (a: unknown, b: unknown, message?: Message) =>
    check(
      isDeepEqual(a, b, true),
      { message, actual: a, expected: b, operator: 'deepStrictEqual' },
      difference('Expected values to be strictly deep-equal:', a, b),
    ),
  notDeepStrictEqual: (a: unknown, b: unknown, message?: Message) =>
    check(
      !isDeepEqual(a, b, true),
      { message, actual: a, expected: b, operator: 'notDeepStrictEqual' },
      'Expected "actual" not to be strictly deep-equal to "expected"',
    ),
  match: (text: string, pattern: RegExp, message?: Message) =>
    check(
      pattern.test(text),
      { message, actual: text, expected: pattern, operator: 'match' },
      `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`,
    ),
  doesNotMatch: (text: string, pattern: RegExp, message?: Message) =>
    check(
      !pattern.test(text),
      { message, actual: text, expected: pattern, operator: 'doesNotMatch' },
      `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`,
    ),
  fail(message: Message = 'Failed'): never {
    throw message instanceof Error ? message : new AssertionError({ message, operator: 'fail' });
  },
  ifError(value: unknown): void {
    if (value !== null && value !== undefined) throw value;
  },
  throws(run: () => unknown, ...rest: unknown[]): void {
    try {
      run();
    } catch (error) {
      expectError(error, rest[0]);
      return;
    }
    check(
      false,
      { message: typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined, operator: 'throws' },
      'Missing expected exception.',
    );
  },
  doesNotThrow(run: () => unknown): void {
    run();
  },
  async rejects(subject: Promise<unknown> | (() => Promise<unknown>), expected?: unknown): Promise<void> {
    try {
      await (typeof subject === 'function' ? subject() : subject);
    } catch (error) {
      expectError(error, expected);
      return;
    }
    check(false, { operator: 'rejects' }, 'Missing expected rejection.');
  },
  async doesNotReject(subject: Promise<unknown> | (() => Promise<unknown>)): Promise<void> {
    await (typeof subject === 'function' ? subject() : subject);
  },
};

function expectError(error: unknown, expected: unknown): void {
  if (expected === undefined || typeof expected === 'string') return;
  if (expected instanceof RegExp) {
    checks.match(String(error), expected);
  } else if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (expected === Error || expected.prototype instanceof Error) throw error;
    check(
      Reflect.apply(expected, {}, [error]) === true,
      { operator: 'throws' },
      'The function did not accept the error.',
    );
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected)) {
      const actual: unknown = Reflect.get(Object(error), key);
      if (value instanceof RegExp) checks.match(String(actual), value);
      else checks.deepStrictEqual(actual, value);
    }
  }
}

const strict = Object.assign((value: unknown, message?: Message) => ok(value, message), checks, {
  equal: checks.strictEqual,
  notEqual: checks.notStrictEqual,
  deepEqual: checks.deepStrictEqual,
  notDeepEqual: checks.notDeepStrictEqual,
});

export const assert = Object.assign((value: unknown, message?: Message) => ok(value, message), checks, {
  strict: Object.assign(strict, { strict }),
});
