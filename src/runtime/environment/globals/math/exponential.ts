/** Logarithms and exponentials. Errors stay below 0.51 units in the last place. */
import {
  firstBits,
  fromFixed,
  LN2,
  LN10,
  lnRatio,
  low,
  ONE,
  over,
  POINT,
  plus,
  product,
  sum,
  times,
} from './precise.ts';

/** So few that multiples up to 2^16 are exact. */
const LN2_BITS = 37;
const LN2_FIRST = fromFixed(firstBits(LN2, LN2_BITS));
const LN2_REST = fromFixed(LN2 - firstBits(LN2, LN2_BITS));

const words = new Float64Array(1);
/** Little-endian on every machine that runs a browser. */
const halves = new Uint32Array(words.buffer);
const EXPONENT_BIAS = 1023;

/** The power of two with a whole exponent from −1022 to 1023. */
function powerOfTwo(exponent: number): number {
  halves[0] = 0;
  halves[1] = (exponent + EXPONENT_BIAS) << 20;
  return words[0] ?? 0;
}

/** value · 2^exponent. */
export function scale(value: number, exponent: number): number {
  if (exponent > 1023) return value * powerOfTwo(1023) * powerOfTwo(Math.min(1023, exponent - 1023));
  if (exponent < -1022) return value * powerOfTwo(Math.max(-1022, exponent + 100)) * powerOfTwo(-100);
  return value * powerOfTwo(exponent);
}

/** Tables are filled as they are needed: most handlers never do. */
function table(size: number, entry: (index: number) => bigint): (index: number) => number {
  const highs = new Float64Array(size).fill(Number.NaN);
  const rests = new Float64Array(size);
  return (index) => {
    const known = highs[index] ?? 0;
    if (!Number.isNaN(known)) {
      low.rest = rests[index] ?? 0;
      return known;
    }
    const high = fromFixed(entry(index));
    highs[index] = high;
    rests[index] = low.rest;
    return high;
  };
}

const LOG_STEPS = 128;
const lnStep = table(2 * LOG_STEPS, (n) => lnRatio(LOG_STEPS, n));

/** ln(x) of a positive finite number. */
export function lnPrecise(x: number): number {
  words[0] = x < 2.3e-308 ? x * 2 ** 54 : x;
  const subnormal = x < 2.3e-308 ? 54 : 0;
  let exponent = ((halves[1] ?? 0) >>> 20) - EXPONENT_BIAS;
  halves[1] = ((halves[1] ?? 0) & 0xfffff) | (EXPONENT_BIAS << 20);
  let mantissa = words[0] ?? 0;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  exponent -= subnormal;
  // ln m = ln(m·n/128) + ln(128/n) with n chosen so that m·n/128 is near 1.
  const n = Math.floor(LOG_STEPS / mantissa + 0.5);
  const near = product(mantissa, n / LOG_STEPS);
  const r = near - 1;
  const rRest = low.rest;
  const square = times(r, rRest, r, rRest);
  const squareRest = low.rest;
  const series =
    r * r * r * (1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 + r * (-1 / 8 + r * (1 / 9)))))));
  let high = sum(r, -square / 2);
  let rest = low.rest + (rRest - squareRest / 2 + series);
  const step = lnStep(n);
  high = plus(step, low.rest, high, rest);
  rest = low.rest;
  return plus(exponent * LN2_FIRST, exponent * LN2_REST, high, rest);
}

/** ln(a + aRest). */
export function lnOf(a: number, aRest: number): number {
  const high = lnPrecise(a);
  return sum(high, low.rest + aRest / a);
}

const EXP_STEPS = 32;
/** 2^(n/32) by repeated square roots of whole numbers. */
const twoPower = table(EXP_STEPS, (n) => fixedRoot(BigInt(2 ** n) << (POINT * 32n), 5));
const STEP_FIRST = LN2_FIRST / EXP_STEPS;
const STEP_REST = LN2_REST / EXP_STEPS;
fromFixed(LN2 - firstBits(LN2, LN2_BITS));
const STEP_LAST = low.rest / EXP_STEPS;
const STEPS_PER_UNIT = EXP_STEPS / LN2_FIRST;

/** The 2^times-th root of a whole number. */
function fixedRoot(value: bigint, times: number): bigint {
  let root = value;
  for (let i = 0; i < times; i++) root = wholeRoot(root);
  return root;
}

function wholeRoot(value: bigint): bigint {
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The exponent that goes with the last result of `expPrecise`. */
export const power = { of2: 0 };

/** e^(x + xRest) without its power of two, which is left in `power.of2`; for |x| below 1100. */
export function expPrecise(x: number, xRest: number): number {
  const n = Math.floor(x * STEPS_PER_UNIT + 0.5);
  const first = sum(x - n * STEP_FIRST, -n * STEP_REST);
  const r = sum(first, low.rest + (xRest - n * STEP_LAST));
  const rRest = low.rest;
  const series = r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040))))));
  const e = sum(r, rRest + series);
  const eRest = low.rest;
  const step = ((n % EXP_STEPS) + EXP_STEPS) % EXP_STEPS;
  power.of2 = (n - step) / EXP_STEPS;
  const base = twoPower(step);
  const baseRest = low.rest;
  const more = times(base, baseRest, e, eRest);
  return plus(base, baseRest, more, low.rest);
}

const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019412;

/** e^(x + xRest) as a number. */
function expOf(x: number, xRest: number): number {
  if (x > EXP_MAX + 1) return Number.POSITIVE_INFINITY;
  if (x < EXP_MIN - 1) return 0;
  const high = expPrecise(x, xRest);
  return scale(high + low.rest, power.of2);
}

export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_MAX) return Number.POSITIVE_INFINITY;
  return x < EXP_MIN ? 0 : expOf(x, 0);
}

/** e^x − 1 for |x| up to 40. */
export function expm1Precise(x: number): number {
  if (x > -0.35 && x < 0.35) {
    const square = product(x, x);
    const squareRest = low.rest;
    let series = 0;
    for (let n = 17; n >= 3; n--) series = (series + 1) * (x / n);
    const high = sum(x, square / 2);
    return sum(high, low.rest + squareRest / 2 + (series * square) / 2);
  }
  const high = expPrecise(x, 0);
  const rest = low.rest;
  return plus(scale(high, power.of2), scale(rest, power.of2), -1, 0);
}

export function expm1(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  if (x > 40) return exp(x);
  if (x < -40) return -1;
  const high = expm1Precise(x);
  return high + low.rest;
}

/** What logarithms give for what has none. */
function withoutLog(x: number): number | undefined {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x === Number.POSITIVE_INFINITY ? x : undefined;
}

export function log(x: number): number {
  return withoutLog(x) ?? lnPrecise(x) + low.rest;
}

const PER_LN2 = fromFixed((ONE * ONE) / LN2);
const PER_LN2_REST = low.rest;
const PER_LN10 = fromFixed((ONE * ONE) / LN10);
const PER_LN10_REST = low.rest;

export function log2(x: number): number {
  return withoutLog(x) ?? timesLog(x, PER_LN2, PER_LN2_REST);
}

export function log10(x: number): number {
  return withoutLog(x) ?? timesLog(x, PER_LN10, PER_LN10_REST);
}

function timesLog(x: number, factor: number, factorRest: number): number {
  const ln = lnPrecise(x);
  const high = times(ln, low.rest, factor, factorRest);
  return high + low.rest;
}

/** ln(1 + x + xRest). */
export function log1pPrecise(x: number, xRest: number): number {
  const high = sum(1, x);
  return lnOf(high, low.rest + xRest);
}

export function log1p(x: number): number {
  if (x === 0 || Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x <= -1) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x > -1e-17 && x < 1e-17) return x;
  const high = log1pPrecise(x, 0);
  return high + low.rest;
}

export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(y) || Number.isNaN(x)) return Number.NaN;
  const size = x < 0 ? -x : x;
  if (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const isWhole = Math.floor(y) === y;
  const isOdd = isWhole && y % 2 !== 0;
  const isNegative = x < 0 || Object.is(x, -0);
  const sign = isNegative && isOdd ? -1 : 1;
  if (size === 0 || size === Number.POSITIVE_INFINITY)
    return size > 1 === y > 0 ? sign * Number.POSITIVE_INFINITY : sign * 0;
  if (isNegative && !isWhole) return Number.NaN;
  if (size === 1) return sign;
  return sign * powerOf(size, y);
}

function powerOf(size: number, y: number): number {
  const ln = lnPrecise(size);
  const lnRest = low.rest;
  if (ln * y > 800) return Number.POSITIVE_INFINITY;
  if (ln * y < -800) return 0;
  const exponent = times(ln, lnRest, y, 0);
  return expOf(exponent, low.rest);
}

export function cbrt(x: number): number {
  if (x === 0 || Number.isNaN(x) || x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY) return x;
  const ln = lnPrecise(x < 0 ? -x : x);
  const third = over(ln, low.rest, 3, 0);
  const root = expOf(third, low.rest);
  return x < 0 ? -root : root;
}
