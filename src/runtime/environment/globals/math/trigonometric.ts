/** Circular functions and their inverses. Errors stay below 0.7 units in the last place. */
import { atanRatio, firstBits, fromFixed, low, over, PI, POINT, plus, product, root, sum, times } from './precise.ts';

const HALF_PI = PI / 2n;
/** π/2 in parts of 32 bits, whose products with whole numbers up to 2^21 are exact, and a last one. */
const PARTS = [0, 1, 2, 3].reduce<{ left: bigint; parts: number[] }>(
  ({ left, parts }, i) => {
    const part = i < 3 ? firstBits(left, 32) : left;
    return { left: left - part, parts: [...parts, fromFixed(part)] };
  },
  { left: HALF_PI, parts: [] },
).parts;
const [P1 = 0, P2 = 0, P3 = 0, P4 = 0] = PARTS;
const QUARTERS_PER_UNIT = 1 / fromFixed(HALF_PI);
const REDUCED_MAX = 1e6;

/** Quarter turns that the last `reduce` took away, 0 to 3. */
const turns = { quarters: 0 };

/** The rest of x after whole quarter turns, between −π/4 and π/4. */
function reduce(x: number): number {
  if (x > -0.785 && x < 0.785) {
    turns.quarters = 0;
    low.rest = 0;
    return x;
  }
  if (x > REDUCED_MAX || x < -REDUCED_MAX) return reduceLarge(x);
  const n = Math.floor(x * QUARTERS_PER_UNIT + 0.5);
  turns.quarters = n & 3;
  let high = sum(x - n * P1, -n * P2);
  let rest = low.rest;
  high = plus(high, rest, -n * P3, 0);
  rest = low.rest;
  return plus(high, rest, -n * P4, 0);
}

/** With whole numbers: π to as many digits as it takes. */
function reduceLarge(x: number): number {
  const bits = 1200n;
  const halfPi = largeHalfPi();
  // From 10^6 on, no number has more than 33 bits after the point.
  const isWhole = x > 2 ** 53 || x < -(2 ** 53);
  const scaled = isWhole ? BigInt(x) << bits : BigInt(x * 2 ** 33) << (bits - 33n);
  let quarters = scaled / halfPi;
  let rest = scaled - quarters * halfPi;
  if (2n * rest > halfPi) [quarters, rest] = [quarters + 1n, rest - halfPi];
  else if (2n * rest < -halfPi) [quarters, rest] = [quarters - 1n, rest + halfPi];
  turns.quarters = Number(((quarters % 4n) + 4n) % 4n);
  return fromFixed(rest >> (bits - POINT));
}

let largePi: bigint | undefined;

/** π/2 with 1200 bits after the point. */
function largeHalfPi(): bigint {
  const atan = (n: bigint) => {
    let [power, total] = [(1n << 1200n) / n, 0n];
    for (let k = 1n; power !== 0n; k += 2n) {
      total += k % 4n === 1n ? power / k : -power / k;
      power /= n * n;
    }
    return total;
  };
  largePi ??= 8n * atan(5n) - 2n * atan(239n);
  return largePi;
}

/** sin of a reduced angle. */
function sinPrecise(r: number, rRest: number): number {
  const square = r * r;
  let series = 0;
  for (let n = 19; n >= 3; n -= 2) series = ((1 + series) * -square) / (n * (n - 1));
  return sum(r, r * series + rRest * (1 - square / 2));
}

/** cos of a reduced angle. */
function cosPrecise(r: number, rRest: number): number {
  const square = product(r, r);
  const squareRest = low.rest;
  let series = 0;
  for (let n = 20; n >= 4; n -= 2) series = ((1 + series) * -square) / (n * (n - 1));
  const high = sum(1, -square / 2);
  return sum(high, low.rest - squareRest / 2 - (square / 2) * series - r * rRest);
}

const isEndless = (x: number) => Number.isNaN(x) || x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY;

/** The sine of x, some quarter turns further. */
function turned(x: number, further: number): number {
  const r = reduce(x);
  const quarters = (turns.quarters + further) & 3;
  const high = quarters & 1 ? cosPrecise(r, low.rest) : sinPrecise(r, low.rest);
  const value = high + low.rest;
  return quarters > 1 ? -value : value;
}

export function sin(x: number): number {
  if (isEndless(x)) return Number.NaN;
  return x === 0 ? x : turned(x, 0);
}

export function cos(x: number): number {
  return isEndless(x) ? Number.NaN : turned(x, 1);
}

export function tan(x: number): number {
  if (isEndless(x)) return Number.NaN;
  if (x === 0) return x;
  const r = reduce(x);
  const rRest = low.rest;
  const sine = sinPrecise(r, rRest);
  const sineRest = low.rest;
  const cosine = cosPrecise(r, rRest);
  const cosineRest = low.rest;
  const high =
    turns.quarters & 1 ? over(-cosine, -cosineRest, sine, sineRest) : over(sine, sineRest, cosine, cosineRest);
  return high + low.rest;
}

const ATAN_STEPS = 64;
const steps = new Map<number, readonly [number, number]>();

/** atan(n/64). */
function atanStep(n: number): number {
  let known = steps.get(n);
  if (!known) {
    const high = n === 0 ? 0 : fromFixed(atanRatio(n, ATAN_STEPS));
    known = [high, n === 0 ? 0 : low.rest];
    steps.set(n, known);
  }
  low.rest = known[1];
  return known[0];
}

/** atan(t + tRest) for t from 0 to 1. */
function atanPrecise(t: number, tRest: number): number {
  const n = Math.floor(t * ATAN_STEPS + 0.5);
  const c = n / ATAN_STEPS;
  const tc = times(t, tRest, c, 0);
  const below = plus(1, 0, tc, low.rest);
  const belowRest = low.rest;
  const above = plus(t, tRest, -c, 0);
  const u = over(above, low.rest, below, belowRest);
  const uRest = low.rest;
  const square = u * u;
  const series = u * square * (-1 / 3 + square * (1 / 5 + square * (-1 / 7 + square * (1 / 9))));
  const small = sum(u, uRest + series);
  const smallRest = low.rest;
  const step = atanStep(n);
  return plus(step, low.rest, small, smallRest);
}

const PI_HIGH = fromFixed(PI);
const PI_REST = low.rest;

/** The angle of a point, up to π; y is not negative, not both are 0. */
function angle(y: number, yRest: number, x: number, xRest: number): number {
  const width = x < 0 ? -x : x;
  const widthRest = x < 0 ? -xRest : xRest;
  let high: number;
  if (y <= width) {
    const ratio = over(y, yRest, width, widthRest);
    high = atanPrecise(ratio, low.rest);
  } else {
    const ratio = over(width, widthRest, y, yRest);
    high = atanPrecise(ratio, low.rest);
    high = plus(PI_HIGH / 2, PI_REST / 2, -high, -low.rest);
  }
  return x < 0 ? plus(PI_HIGH, PI_REST, -high, -low.rest) : high;
}

export function atan(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  const size = x < 0 ? -x : x;
  if (size < 1e-9) return x;
  const value = size > 1e18 ? PI_HIGH / 2 : angle(size, 0, 1, 0) + low.rest;
  return x < 0 ? -value : value;
}

export function asin(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  const size = x < 0 ? -x : x;
  if (size > 1) return Number.NaN;
  if (size < 1e-9) return x;
  const side = besideOf(size);
  const value = angle(size, 0, side, low.rest) + low.rest;
  return x < 0 ? -value : value;
}

export function acos(x: number): number {
  if (Number.isNaN(x) || x > 1 || x < -1) return Number.NaN;
  if (x === 1) return 0;
  const side = besideOf(x);
  return angle(side, low.rest, x, 0) + low.rest;
}

/** √(1 − x²). */
function besideOf(x: number): number {
  const square = product(x, x);
  const rest = plus(1, 0, -square, -low.rest);
  return root(rest, low.rest);
}

export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const isBelow = y < 0 || Object.is(y, -0);
  const isLeft = x < 0 || Object.is(x, -0);
  const value = angleOf(isBelow ? -y : y, isLeft ? -x : x, isLeft);
  return isBelow ? -value : value;
}

function angleOf(height: number, width: number, isLeft: boolean): number {
  if (height === 0) return isLeft ? PI_HIGH : 0;
  const endless = Number.POSITIVE_INFINITY;
  if (height === endless) return width === endless ? (PI_HIGH / 4) * (isLeft ? 3 : 1) : PI_HIGH / 2;
  if (width === endless) return isLeft ? PI_HIGH : 0;
  // So that nothing overflows or gets lost on the way.
  const factor = height > 1e150 || width > 1e150 ? 2 ** -600 : height < 1e-150 && width < 1e-150 ? 2 ** 600 : 1;
  const [y, x] = [height * factor, width * factor];
  if (y < x && y / x < 1e-150) return isLeft ? PI_HIGH : height / width;
  return angle(y, 0, isLeft ? -x : x, 0) + low.rest;
}
