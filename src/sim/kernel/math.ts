/**
 * Logarithm and exponential from additions, multiplications and divisions alone. Engines differ in the last bit of
 * `Math.log` and `Math.exp`, and a run must be the same everywhere (D13). The packages of stdlib would do it too, but
 * they bring 137 dependencies (16 MB); a series is a few lines. The error stays below 2 units in the last place.
 */
import type { RandomStream } from './random.ts';

/** ln 2 in two parts: the first ends in zero bits, so that a multiple of it by a small integer is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const { SQRT2 } = Math; // a constant of the standard, not computed

/** The natural logarithm; `-Infinity` at 0, `NaN` below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  // x = mantissa · 2^exponent with the mantissa in [√½, √2); steps by powers of two are exact.
  let mantissa = x;
  let exponent = 0;
  for (; mantissa >= SQRT2; exponent++) mantissa /= 2;
  for (; mantissa < SQRT2 / 2; exponent--) mantissa *= 2;
  // ln m = 2·artanh(s), s = (m − 1)/(m + 1), so |s| < 0.172 and ten terms are enough.
  const s = (mantissa - 1) / (mantissa + 1);
  const s2 = s * s;
  let series = 0;
  for (let n = 23; n >= 3; n -= 2) series = (series + 1 / n) * s2;
  return exponent * LN2_HIGH + (2 * s + (2 * s * series + exponent * LN2_LOW));
}

/** e to the power of x; `Infinity` above 709.78, 0 below −745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const exponent = Math.round(x / (LN2_HIGH + LN2_LOW));
  const r = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  // Taylor series by Horner; |r| ≤ 0.35, so 17 terms are enough.
  let sum = 0;
  for (let n = 17; n >= 1; n--) sum = ((1 + sum) * r) / n;
  return scale(1 + sum, exponent);
}

/** value · 2^exponent in exact steps (but for results too small to be normal). */
function scale(value: number, exponent: number): number {
  let result = value;
  for (let left = exponent; left > 0; left--) result *= 2;
  for (let left = exponent; left < 0; left++) result /= 2;
  return result;
}

/** A draw from the exponential distribution with the given mean, in the unit of the mean; takes one random number. */
export function exponential(mean: number, random: RandomStream): number {
  return -mean * log(1 - random.float()); // 1 − [0, 1) is never 0
}
