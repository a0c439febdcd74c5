/** `Number.prototype.toString` with a radix: how many digits of a fraction are written is up to the engine; these are V8's. */
import { apply, defineProperty } from '../primordials.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

export function installNumberText(): void {
  const native = Number.prototype.toString;
  const replaced = {
    toString(this: number, radix?: unknown): string {
      const base = radix === undefined ? 10 : Math.trunc(Number(radix));
      const value = typeof this === 'number' ? this : Number.NaN;
      const isOurs = base !== 10 && base >= 2 && base <= 36 && Number.isFinite(value);
      // Whole numbers are exact up to 2^53; the engine also refuses what is to be refused.
      return isOurs && !Number.isSafeInteger(value) ? radixText(value, base) : apply(native, this, [radix as number]);
    },
  }.toString;
  defineProperty(Number.prototype, 'toString', { value: replaced, writable: true, configurable: true });
}

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** The distance to the next larger number. */
function spacing(value: number): number {
  float[0] = value;
  bits[0] = (bits[0] ?? 0n) + 1n;
  return (float[0] ?? 0) - value;
}

/** As few digits as tell a finite number from its neighbours. */
export function radixText(number: number, radix: number): string {
  const value = Math.abs(number);
  let whole = Math.floor(value);
  let fraction = value - whole;
  let delta = Math.max(0.5 * spacing(value), Number.MIN_VALUE);
  const digits: number[] = [];
  while (fraction >= delta) {
    fraction *= radix;
    delta *= radix;
    const digit = Math.floor(fraction);
    digits.push(digit);
    fraction -= digit;
    if ((fraction > 0.5 || (fraction === 0.5 && digit % 2 === 1)) && fraction + delta > 1) {
      if (roundUp(digits, radix)) whole += 1;
      break;
    }
  }
  const text = wholeText(whole, radix) + (digits.length > 0 ? `.${digits.map((digit) => DIGITS[digit]).join('')}` : '');
  return number < 0 ? `-${text}` : text;
}

/** Adds one to the last digit and drops zeros; true when that carries over to the whole part. */
function roundUp(digits: number[], radix: number): boolean {
  for (;;) {
    const last = digits.pop();
    if (last === undefined) return true;
    if (last + 1 < radix) {
      digits.push(last + 1);
      return false;
    }
  }
}

const EXACT_MAX = 2 ** 53;

/** Digits beyond a number's precision are zeros. */
function wholeText(whole: number, radix: number): string {
  let rest = whole;
  let text = '';
  while (rest > EXACT_MAX) {
    rest /= radix;
    text += '0';
  }
  const digits: string[] = [];
  do {
    const digit = rest % radix;
    digits.push(DIGITS[digit] ?? '0');
    rest = (rest - digit) / radix;
  } while (rest > 0);
  return digits.reverse().join('') + text;
}
