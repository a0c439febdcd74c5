/** `node:assert`, with the messages of Node.js 24. @simplified `ok` cannot quote the expression: sources are not kept. */
import { inspect } from '../inspect.ts';
import { nodeError } from '../nodeError.ts';
import { differenceOf } from './assertDiff.ts';
import { isDeepEqual, isLooselyEqual } from './deepEqual.ts';
import { types } from './utilTypes.ts';
import { checkFunction, checkObject, invalidArgType, invalidArgValue, received } from './validate.ts';

interface Details {
  readonly message?: unknown;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly operator?: string;
}

export class AssertionError extends Error {
  generatedMessage: boolean;
  declare readonly code: string;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string | undefined;

  constructor(details: Details) {
    checkDetails(details);
    const { message, actual, expected, operator } = details;
    super(
      message !== undefined && message !== null
        ? String(message)
        : differenceOf(actual, expected, operator ?? 'undefined'),
    );
    this.generatedMessage = message === undefined || message === null;
    Object.defineProperty(this, 'name', {
      value: 'AssertionError',
      configurable: true,
      writable: true,
      enumerable: false,
    });
    nodeError(this, 'ERR_ASSERTION');
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }
  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function checkDetails(details: unknown): void {
  checkObject(details, 'options');
}

function fail(details: Details, generated?: boolean): never {
  if (details.message instanceof Error) throw details.message;
  const error = new AssertionError(details);
  if (generated !== undefined) error.generatedMessage = generated;
  throw error;
}

function ok(...args: unknown[]): void {
  const [value, message] = args;
  if (value) return;
  const text =
    args.length === 0
      ? 'No value argument passed to `assert.ok()`'
      : (message ?? 'The expression evaluated to a falsy value');
  fail(
    { message: text, actual: value, expected: true, operator: '==' },
    args.length === 0 || message === undefined || message === null,
  );
}

/** A check that compares two values by one rule. */
function comparison(operator: string, isFine: (actual: unknown, expected: unknown) => boolean) {
  return Object.defineProperty(
    (...args: unknown[]): void => {
      const [actual, expected, message] = args;
      if (args.length < 2)
        throw nodeError(new TypeError('The "actual" and "expected" arguments must be specified'), 'ERR_MISSING_ARGS');
      if (!isFine(actual, expected)) fail({ actual, expected, message, operator });
    },
    'name',
    { value: operator },
  );
}

type Subject = () => unknown;

interface Outcome {
  readonly hasFailed: boolean;
  readonly error?: unknown;
}

function outcomeOf(run: unknown): Outcome {
  checkFunction(run, 'fn');
  try {
    run();
    return { hasFailed: false };
  } catch (error) {
    return { hasFailed: true, error };
  }
}

async function laterOutcomeOf(subject: unknown): Promise<Outcome> {
  let promise: unknown = subject;
  if (typeof subject === 'function') {
    promise = (subject as Subject)();
    if (!isThenable(promise))
      throw nodeError(
        new TypeError(
          `Expected instance of Promise to be returned from the "promiseFn" function but got${received(promise).replace(' Received', '')}.`,
        ),
        'ERR_INVALID_RETURN_VALUE',
      );
  } else if (!isThenable(promise))
    throw invalidArgType('promiseFn', 'of type function or an instance of Promise', subject);
  try {
    await promise;
    return { hasFailed: false };
  } catch (error) {
    return { hasFailed: true, error };
  }
}

const isThenable = (value: unknown): value is Promise<unknown> =>
  types.isPromise(value) || (typeof Object(value).then === 'function' && typeof Object(value).catch === 'function');

/** `throws` and `rejects`: there has to be an error, and it has to be as expected. */
function expectError(operator: string, outcome: Outcome, expectedOrMessage: unknown, further: unknown): void {
  let [expected, message] = [expectedOrMessage, further];
  if (typeof expected === 'string') {
    if (further !== undefined)
      throw invalidArgType('error', 'of type function or an instance of Error, RegExp, or Object', expected);
    if (outcome.hasFailed && (outcome.error === expected || (outcome.error as Error)?.message === expected))
      throw nodeError(
        new TypeError(
          `The "error/message" argument is ambiguous. The error ${outcome.error === expected ? '' : 'message '}"${expected}" is identical to the message.`,
        ),
        'ERR_AMBIGUOUS_ARGUMENT',
      );
    [expected, message] = [undefined, expected];
  } else if (
    expected !== null &&
    expected !== undefined &&
    typeof expected !== 'object' &&
    typeof expected !== 'function'
  ) {
    throw invalidArgType('error', 'of type function or an instance of Error, RegExp, or Object', expected);
  }
  if (!outcome.hasFailed) {
    const name = Reflect.get(Object(expected), 'name');
    const details = `${expected && name ? ` (${name})` : ''}${message ? `: ${message as string}` : '.'}`;
    fail(
      {
        expected,
        operator,
        message: `Missing expected ${operator === 'rejects' ? 'rejection' : 'exception'}${details}`,
      },
      !message,
    );
  }
  if (expected !== undefined && expected !== null) compareError(operator, outcome.error, expected, message);
}

function compareError(operator: string, actual: unknown, expected: unknown, message: unknown): void {
  if (typeof expected === 'function') {
    compareWithFunction(operator, actual, expected as (error: unknown) => unknown, message);
    return;
  }
  if (types.isRegExp(expected)) {
    if ((expected as RegExp).test(String(actual))) return;
    const text =
      message ??
      `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(actual))}\n`;
    fail({ actual, expected, operator, message: text }, !message);
  }
  if (typeof actual !== 'object' || actual === null) fail({ actual, expected, message, operator });
  const keys = Object.keys(expected as object);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw invalidArgValue('error', expected, 'may not be an empty object');
  for (const key of keys) {
    const [has, wants] = [Reflect.get(actual as object, key), Reflect.get(expected as object, key)];
    if (typeof has === 'string' && types.isRegExp(wants) && (wants as RegExp).test(has)) continue;
    if (key in (actual as object) && isDeepEqual(has, wants, true)) continue;
    if (message instanceof Error) throw message;
    const pick = (source: object) =>
      Object.fromEntries(keys.filter((one) => one in source).map((one) => [one, Reflect.get(source, one)]));
    const [a, b] = [pick(actual as object), pick(expected as object)];
    // A pattern that fits is no difference.
    for (const one of keys)
      if (types.isRegExp(b[one]) && typeof a[one] === 'string' && (b[one] as RegExp).test(a[one])) b[one] = a[one];
    const text = message ?? new AssertionError({ actual: a, expected: b, operator: 'deepStrictEqual' }).message;
    fail({ actual, expected, operator, message: text }, !message);
  }
}

function compareWithFunction(
  operator: string,
  actual: unknown,
  expected: (error: unknown) => unknown,
  message: unknown,
): void {
  if (expected.prototype !== undefined && actual instanceof expected) return;
  if (expected === Error || expected.prototype instanceof Error) {
    if (message !== undefined && message !== null && message !== '') fail({ actual, expected, operator, message });
    if (!types.isNativeError(actual) && !(actual instanceof Error)) {
      fail(
        {
          actual,
          expected,
          operator,
          message: `The error is expected to be an instance of "${expected.name}". Received "${inspect(actual, { depth: -1 })}"`,
        },
        true,
      );
    }
    const error = actual as Error;
    const text = `The error is expected to be an instance of "${expected.name}". Received "${error.constructor?.name ?? error.name}"\n\nError message:\n\n${error.message}`;
    fail({ actual, expected, operator, message: text }, true);
  }
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return;
  if (message) fail({ actual, expected, operator, message });
  const name = expected.name ? `"${expected.name}" ` : '';
  const text = `The ${name}validation function is expected to return "true". Received ${inspect(result)}${types.isNativeError(actual) ? `\n\nCaught error:\n\n${String(actual)}` : ''}`;
  fail({ actual, expected, operator, message: text }, true);
}

/** `doesNotThrow` and `doesNotReject`: an error of the expected kind is a failure of the check, others go on. */
function expectNoError(operator: string, { hasFailed, error }: Outcome, expected: unknown, further: unknown): void {
  if (!hasFailed) return;
  const isText = typeof expected === 'string';
  const message = isText ? expected : further;
  const isExpected =
    isText ||
    expected === undefined ||
    (typeof expected === 'function' && error instanceof expected) ||
    (types.isRegExp(expected) && (expected as RegExp).test(String(error)));
  if (!isExpected) throw error;
  const kind = operator === 'doesNotReject' ? 'rejection' : 'exception';
  const actual = Reflect.get(Object(error), 'message');
  fail(
    {
      actual: error,
      expected: isText ? undefined : expected,
      operator,
      message: `Got unwanted ${kind}${message ? `: ${message as string}` : '.'}\nActual message: "${actual}"`,
    },
    !message,
  );
}

function patternCheck(operator: 'match' | 'doesNotMatch') {
  const wants = operator === 'match';
  return (text: unknown, pattern: unknown, message?: unknown): void => {
    if (!types.isRegExp(pattern)) throw invalidArgType('regexp', 'an instance of RegExp', pattern);
    if (typeof text === 'string' && (pattern as RegExp).test(text) === wants) return;
    const generated =
      typeof text !== 'string'
        ? `The "string" argument must be of type string. Received type ${typeof text} (${inspect(text)})`
        : `${wants ? 'The input did not match the regular expression ' : 'The input was expected to not match the regular expression '}${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
    fail({ actual: text, expected: pattern, operator, message: message ?? generated }, message === undefined);
  };
}

function ifError(error: unknown): void {
  if (error === null || error === undefined) return;
  const isError = typeof error === 'object' && typeof Reflect.get(error, 'message') === 'string';
  const text = isError
    ? (error as Error).message === '' && (error as Error).constructor
      ? (error as Error).constructor.name
      : (error as Error).message
    : inspect(error);
  fail(
    { actual: error, expected: null, operator: 'ifError', message: `ifError got unwanted exception: ${text}` },
    true,
  );
}

const checks = {
  fail(message: unknown = 'Failed'): never {
    return fail({ message, operator: 'fail' }, message === 'Failed');
  },
  AssertionError,
  ok,
  equal: comparison('==', isLooselyEqual),
  notEqual: comparison('!=', (a, b) => !isLooselyEqual(a, b)),
  deepEqual: comparison('deepEqual', (a, b) => isDeepEqual(a, b, false)),
  notDeepEqual: comparison('notDeepEqual', (a, b) => !isDeepEqual(a, b, false)),
  deepStrictEqual: comparison('deepStrictEqual', (a, b) => isDeepEqual(a, b, true)),
  notDeepStrictEqual: comparison('notDeepStrictEqual', (a, b) => !isDeepEqual(a, b, true)),
  strictEqual: comparison('strictEqual', Object.is),
  notStrictEqual: comparison('notStrictEqual', (a, b) => !Object.is(a, b)),
  partialDeepStrictEqual: comparison('partialDeepStrictEqual', isPart),
  throws: (run: unknown, expected?: unknown, message?: unknown) =>
    expectError('throws', outcomeOf(run), expected, message),
  rejects: async (subject: unknown, expected?: unknown, message?: unknown) =>
    expectError('rejects', await laterOutcomeOf(subject), expected, message),
  doesNotThrow: (run: unknown, expected?: unknown, message?: unknown) =>
    expectNoError('doesNotThrow', outcomeOf(run), expected, message),
  doesNotReject: async (subject: unknown, expected?: unknown, message?: unknown) =>
    expectNoError('doesNotReject', await laterOutcomeOf(subject), expected, message),
  ifError,
  match: patternCheck('match'),
  doesNotMatch: patternCheck('doesNotMatch'),
};

/** Everything that is expected is there; there may be more. */
function isPart(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null)
    return Object.is(actual, expected);
  if (Array.isArray(expected))
    return Array.isArray(actual) && expected.every((one) => actual.some((other) => isPart(other, one)));
  if (Object.prototype.toString.call(expected) !== '[object Object]') return isDeepEqual(actual, expected, true);
  return Reflect.ownKeys(expected).every(
    (key) => key in actual && isPart(Reflect.get(actual, key), Reflect.get(expected, key)),
  );
}

const strict = Object.assign((...args: unknown[]) => ok(...args), checks, {
  equal: checks.strictEqual,
  notEqual: checks.notStrictEqual,
  deepEqual: checks.deepStrictEqual,
  notDeepEqual: checks.notDeepStrictEqual,
});

export const assert = Object.assign((...args: unknown[]) => ok(...args), checks, {
  strict: Object.assign(strict, { strict }),
});
