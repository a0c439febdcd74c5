/** Hyperbolic functions and their inverses. Errors stay below 0.6 units in the last place. */
import { expm1Precise, expPrecise, lnPrecise, log1pPrecise, power, scale } from './exponential.ts';
import { low, over, plus, product, root, sum } from './precise.ts';

const LARGE = 22;
const isPlain = (x: number) => x - x === 0 && x !== 0;

export function sinh(x: number): number {
  if (!isPlain(x)) return x;
  const size = x < 0 ? -x : x;
  if (size < 1e-9) return x;
  const value = size > LARGE ? halfExp(size) : smallSinh(size);
  return x < 0 ? -value : value;
}

/** (E + E/(E + 1)) / 2 with E = e^x − 1. */
function smallSinh(x: number): number {
  const e = expm1Precise(x);
  const eRest = low.rest;
  const below = plus(e, eRest, 1, 0);
  const quotient = over(e, eRest, below, low.rest);
  const high = plus(e, eRest, quotient, low.rest);
  return (high + low.rest) / 2;
}

/** e^x / 2, which may be in range when e^x is not. */
function halfExp(x: number): number {
  if (x > 711) return Number.POSITIVE_INFINITY;
  const high = expPrecise(x, 0);
  return scale(high + low.rest, power.of2 - 1);
}

export function cosh(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = x < 0 ? -x : x;
  if (size > LARGE) return halfExp(size);
  const mantissa = expPrecise(size, 0);
  const e = scale(mantissa, power.of2);
  const eRest = scale(low.rest, power.of2);
  const inverse = over(1, 0, e, eRest);
  const high = plus(e, eRest, inverse, low.rest);
  return (high + low.rest) / 2;
}

/** E / (E + 2) with E = e^2x − 1. */
export function tanh(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  const size = x < 0 ? -x : x;
  if (size > 20) return x < 0 ? -1 : 1;
  if (size < 1e-9) return x;
  const e = expm1Precise(2 * size);
  const eRest = low.rest;
  const below = plus(e, eRest, 2, 0);
  const value = over(e, eRest, below, low.rest) + low.rest;
  return x < 0 ? -value : value;
}

/** ln(1 + x + x²/(1 + √(x² + 1))). */
export function asinh(x: number): number {
  if (!isPlain(x)) return x;
  const size = x < 0 ? -x : x;
  if (size < 1e-9) return x;
  const value = size > 2 ** 28 ? largeLog(size) : middleAsinh(size);
  return x < 0 ? -value : value;
}

function middleAsinh(x: number): number {
  const square = product(x, x);
  const squareRest = low.rest;
  const inner = plus(1, 0, square, squareRest);
  const side = root(inner, low.rest);
  const below = plus(1, 0, side, low.rest);
  const part = over(square, squareRest, below, low.rest);
  const more = plus(x, 0, part, low.rest);
  return log1pPrecise(more, low.rest) + low.rest;
}

/** ln(2x). */
function largeLog(x: number): number {
  const ln = lnPrecise(x);
  const rest = low.rest;
  const two = lnPrecise(2);
  const high = plus(ln, rest, two, low.rest);
  return high + low.rest;
}

/** ln(1 + t + √(2t + t²)) with t = x − 1. */
export function acosh(x: number): number {
  if (Number.isNaN(x) || x < 1) return Number.NaN;
  if (x === 1) return 0;
  if (x > 2 ** 28) return x === Number.POSITIVE_INFINITY ? x : largeLog(x);
  const t = sum(x, -1);
  const tRest = low.rest;
  const square = product(t, t);
  const inner = plus(2 * t, 2 * tRest, square, low.rest + 2 * t * tRest);
  const side = root(inner, low.rest);
  const more = plus(t, tRest, side, low.rest);
  return log1pPrecise(more, low.rest) + low.rest;
}

/** ln(1 + 2x/(1 − x)) / 2. */
export function atanh(x: number): number {
  if (Number.isNaN(x) || x > 1 || x < -1) return Number.NaN;
  if (x === 0) return x;
  const size = x < 0 ? -x : x;
  if (size === 1) return x * Number.POSITIVE_INFINITY;
  if (size < 1e-9) return x;
  const below = sum(1, -size);
  const part = over(2 * size, 0, below, low.rest);
  const value = (log1pPrecise(part, low.rest) + low.rest) / 2;
  return x < 0 ? -value : value;
}
