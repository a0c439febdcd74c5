/**
 * Numbers of DynamoDB: decimal, up to 38 significant digits, magnitudes from 1E-130 to 9.99…E+125, and 0. They travel as text;
 * what is stored is the normalised text: plain digits, no exponent, no needless zeros.
 *
 * @source Amazon DynamoDB Developer Guide, "Supported data types and naming rules", Number:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html (October 2026)
 */
import { invalid } from './failure.ts';

/** `coefficient × 10^exponent`; the coefficient does not end in 0, zero is 0 × 10^0. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const DIGITS_MAX = 38;
/** Greatest and least power of ten of the first digit. */
const MAGNITUDE_MAX = 125;
const MAGNITUDE_MIN = -130;
/** Longer texts are not converted: that would take long, and hardly one of them is a valid number. */
const TEXT_MAX = 1000;
const TOO_MANY_DIGITS = 'Attempting to store more than 38 significant digits in a Number';
/** No text of a valid number needs an exponent of more digits; it keeps sums below in safe integers. */
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/** The number that a text stands for. Throws a ValidationException for other texts and for numbers out of range. */
export function parseNumber(text: string): Decimal {
  if (text === '') throw invalid('The parameter cannot be converted to a numeric value');
  if (text.length > TEXT_MAX) throw invalid(TOO_MANY_DIGITS);
  const [, sign = '', whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? notNumeric(text);
  if (whole === '' && fraction === '') notNumeric(text);
  return inRange(
    decimal(
      BigInt((whole + fraction).replace(/^0+(?=\d)/, '')) * (sign === '-' ? -1n : 1n),
      Number(power) - fraction.length,
    ),
  );
}

function notNumeric(text: string): never {
  throw invalid(`The parameter cannot be converted to a numeric value: ${text}`);
}

function inRange(number: Decimal): Decimal {
  const magnitude = magnitudeOf(number);
  if (number.coefficient === 0n) return number;
  if (magnitude > MAGNITUDE_MAX)
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  if (magnitude < MAGNITUDE_MIN)
    throw invalid('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  if (digitsOf(number).length > DIGITS_MAX) throw invalid(TOO_MANY_DIGITS);
  return number;
}

function decimal(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  const digits = coefficient.toString();
  const kept = digits.replace(/0+$/, '');
  return { coefficient: BigInt(kept), exponent: exponent + digits.length - kept.length };
}

/** The normalised text, such as `-12.5` or `0.001`. */
export function numberText(number: Decimal): string {
  const digits = digitsOf(number);
  const sign = number.coefficient < 0n ? '-' : '';
  const { exponent } = number;
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const point = digits.length + exponent;
  return point > 0
    ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
    : `${sign}0.${'0'.repeat(-point)}${digits}`;
}

/** The normalised text of a number given as text. */
export function normaliseNumber(text: string): string {
  return numberText(parseNumber(text));
}

/** Below 0 when `a` is less than `b`; both are texts of valid numbers. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = aligned(parseNumber(a), parseNumber(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Sum or difference as normalised text; throws a ValidationException when the result is out of range. */
export function addNumbers(a: string, b: string, sign: 1 | -1 = 1): string {
  const first = parseNumber(a);
  const second = parseNumber(b);
  const [left, right, exponent] = aligned(first, second);
  return numberText(inRange(decimal(sign === 1 ? left + right : left - right, exponent)));
}

/** Both coefficients at the smaller of the two exponents; exponents are in range, so at most about 300 digits. */
function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [scaled(a, exponent), scaled(b, exponent), exponent];
}

function scaled({ coefficient, exponent }: Decimal, to: number): bigint {
  return coefficient * BigInt(`1${'0'.repeat(exponent - to)}`);
}

function digitsOf({ coefficient }: Decimal): string {
  return (coefficient < 0n ? -coefficient : coefficient).toString();
}

/** The power of ten of the first digit. */
function magnitudeOf(number: Decimal): number {
  return number.exponent + digitsOf(number).length - 1;
}

/** Significant digits of a normalised number; the storage size follows from it. */
export function significantDigits(text: string): number {
  return digitsOf(parseNumber(text)).length;
}
