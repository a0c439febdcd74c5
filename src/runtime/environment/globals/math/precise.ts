/**
 * Arithmetic with twice the precision of a number, from additions and multiplications alone: these are exact to the last
 * bit in every engine (IEEE 754), while the transcendental functions of `Math` are not (D13). A value is a high part,
 * which is returned, and a small rest, which is left in `low.rest`.
 */
export const low = { rest: 0 };

/** a + b. */
export function sum(a: number, b: number): number {
  const high = a + b;
  const part = high - a;
  low.rest = a - (high - part) + (b - part);
  return high;
}

/** Splits a number into two of half its length. */
const SPLIT = 134_217_729;
/** Above this a split would overflow. */
const LARGE = 1e290;

/** a · b; exact while neither the product nor its rest leaves the range of normal numbers. */
export function product(a: number, b: number): number {
  const high = a * b;
  if (a > LARGE || a < -LARGE || b > LARGE || b < -LARGE) {
    low.rest = 0;
    return high;
  }
  const [x, y] = [SPLIT * a, SPLIT * b];
  const a1 = x - (x - a);
  const a2 = a - a1;
  const b1 = y - (y - b);
  const b2 = b - b1;
  low.rest = a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2;
  return high;
}

/** (a + aRest) · (b + bRest). */
export function times(a: number, aRest: number, b: number, bRest: number): number {
  const high = product(a, b);
  return sum(high, low.rest + (a * bRest + aRest * b));
}

/** (a + aRest) + (b + bRest). */
export function plus(a: number, aRest: number, b: number, bRest: number): number {
  const high = sum(a, b);
  return sum(high, low.rest + (aRest + bRest));
}

/** (a + aRest) / (b + bRest). */
export function over(a: number, aRest: number, b: number, bRest: number): number {
  const quotient = a / b;
  const back = product(quotient, b);
  return sum(quotient, (a - back - low.rest + aRest - quotient * bRest) / b);
}

/** The square root of a + aRest. `Math.sqrt` is exact to the last bit everywhere. */
export function root(a: number, aRest: number): number {
  const high = Math.sqrt(a);
  if (high === 0) {
    low.rest = 0;
    return high;
  }
  const back = product(high, high);
  return sum(high, (a - back - low.rest + aRest) / (2 * high));
}

/** Fixed-point whole numbers have this many bits after the point; constants and tables come from them. */
export const POINT = 240n;
export const ONE = 1n << POINT;
const SCALE = 2 ** -120; // twice; the compiler knows this one

/** A fixed-point number as a value. */
export function fromFixed(fixed: bigint): number {
  const high = Number(fixed);
  low.rest = Number(fixed - BigInt(high)) * SCALE * SCALE;
  return high * SCALE * SCALE;
}

/** The first `bits` bits of a fixed-point number below 8: its product with a small whole number is exact. */
export function firstBits(fixed: bigint, bits: number): bigint {
  const cut = BigInt(fixed.toString(2).length - bits);
  return (fixed >> cut) << cut;
}

/** artanh of a fixed-point number well below 1. */
function artanh(x: bigint): bigint {
  const square = (x * x) >> POINT;
  let [power, total] = [x, 0n];
  for (let n = 1n; power !== 0n; n += 2n) {
    total += power / n;
    power = (power * square) >> POINT;
  }
  return total;
}

/** ln(numerator / denominator), both whole and near each other. */
export function lnRatio(numerator: number, denominator: number): bigint {
  // A negative number that is shifted never becomes 0.
  if (numerator < denominator) return -lnRatio(denominator, numerator);
  const [a, b] = [BigInt(numerator), BigInt(denominator)];
  return 2n * artanh(((a - b) * ONE) / (a + b));
}

/** atan(numerator / denominator), up to 1, by the series of Euler. */
export function atanRatio(numerator: number, denominator: number): bigint {
  const [a, b] = [BigInt(numerator), BigInt(denominator)];
  const [part, whole] = [a * a, a * a + b * b];
  let term = (a * b * ONE) / whole;
  let total = 0n;
  for (let n = 1n; term !== 0n; n++) {
    total += term;
    term = (term * 2n * n * part) / ((2n * n + 1n) * whole);
  }
  return total;
}

export const LN2 = lnRatio(2, 1);
export const LN10 = 3n * LN2 + lnRatio(10, 8);
export const PI = 16n * atanRatio(1, 5) - 4n * atanRatio(1, 239);
