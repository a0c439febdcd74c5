/** Checks of arguments with the errors of Node.js. */
import { inspect } from '../inspect.ts';
import { nodeError } from '../nodeError.ts';

/** ` Received …` as Node.js words it in ERR_INVALID_ARG_TYPE. */
export function received(value: unknown): string {
  if (value === null || value === undefined) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const name: unknown = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received ${inspect(value, { depth: -1 })}`;
  }
  const text = inspect(value, { colors: false });
  return ` Received type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}

/** The TypeError for an argument (or a property, when its name has a dot); `expected` as in "of type string". */
export function invalidArgType(name: string, expected: string, value: unknown): TypeError {
  const subject = name.endsWith(' argument')
    ? `The ${name}`
    : `The "${name}" ${name.includes('.') ? 'property' : 'argument'}`;
  return nodeError(new TypeError(`${subject} must be ${expected}.${received(value)}`), 'ERR_INVALID_ARG_TYPE');
}

/** A value of the right type that is not allowed. */
export function invalidArgValue(name: string, value: unknown, reason = 'is invalid'): TypeError {
  const text = inspect(value);
  const shown = text.length > 128 ? `${text.slice(0, 128)}...` : text;
  const kind = name.includes('.') ? 'property' : 'argument';
  return nodeError(new TypeError(`The ${kind} '${name}' ${reason}. Received ${shown}`), 'ERR_INVALID_ARG_VALUE');
}

export function outOfRange(name: string, range: string, value: unknown): RangeError {
  const text =
    typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 2 ** 32
      ? grouped(String(value))
      : typeof value === 'bigint' && (value > 2n ** 32n || value < -(2n ** 32n))
        ? `${grouped(String(value))}n`
        : inspect(value);
  return nodeError(
    new RangeError(`The value of "${name}" is out of range. It must be ${range}. Received ${text}`),
    'ERR_OUT_OF_RANGE',
  );
}

const grouped = (digits: string) => digits.replace(/\B(?=(?:\d{3})+$)/g, '_');

export function checkFunction(value: unknown, name: string): asserts value is (...args: unknown[]) => unknown {
  if (typeof value !== 'function') throw invalidArgType(name, 'of type function', value);
}

export function checkString(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string') throw invalidArgType(name, 'of type string', value);
}

export function checkNumber(value: unknown, name: string, least?: number, most?: number): asserts value is number {
  if (typeof value !== 'number') throw invalidArgType(name, 'of type number', value);
  if ((least !== undefined && value < least) || (most !== undefined && value > most) || Number.isNaN(value))
    throw outOfRange(name, range(least, most), value);
}

export function checkInteger(
  value: unknown,
  name: string,
  least = Number.MIN_SAFE_INTEGER,
  most = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (typeof value !== 'number') throw invalidArgType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

export function checkBoolean(value: unknown, name: string): asserts value is boolean {
  if (typeof value !== 'boolean') throw invalidArgType(name, 'of type boolean', value);
}

export function checkObject(value: unknown, name: string): asserts value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidArgType(name, 'of type object', value);
}

function range(least?: number, most?: number): string {
  return [least === undefined ? '' : `>= ${least}`, most === undefined ? '' : `<= ${most}`]
    .filter(Boolean)
    .join(' && ');
}

/** The AbortError that Node.js rejects with. */
export function abortError(signal?: { readonly reason?: unknown }): Error {
  const error = new Error('The operation was aborted', signal ? { cause: signal.reason } : undefined);
  Object.defineProperty(error, 'name', { value: 'AbortError', configurable: true, writable: true, enumerable: false });
  return nodeError(error, 'ABORT_ERR');
}
