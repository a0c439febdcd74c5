import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as exponential from './exponential.ts';
import * as hyperbolic from './hyperbolic.ts';
import { power } from './install.ts';
import * as trigonometric from './trigonometric.ts';

const { cbrt, exp, expm1, log, log1p, log2, log10, pow } = exponential;
const { acosh, asinh, atanh, cosh, sinh, tanh } = hyperbolic;
const { acos, asin, atan, atan2, cos, sin, tan } = trigonometric;
const ofOne = {
  cbrt,
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  acosh,
  asinh,
  atanh,
  cosh,
  sinh,
  tanh,
  acos,
  asin,
  atan,
  cos,
  sin,
  tan,
};

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);
function ordinal(x: number): bigint {
  float[0] = x;
  const value = bits[0] ?? 0n;
  return value < 0n ? -(value & 0x7fffffffffffffffn) : value;
}

/** How many numbers lie between two. */
function apart(a: number, b: number): number {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.POSITIVE_INFINITY;
  const distance = ordinal(a) - ordinal(b);
  return Number(distance < 0n ? -distance : distance) + (a === b ? 1 : 0);
}

const EDGES = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  1e-320,
  5e-324,
  1e-9,
  1e-17,
  0.785,
  0.35,
  22,
  40,
  710,
  711,
  745,
  746,
  1e6,
  1e22,
  1e300,
  1.7976931348623157e308,
  Infinity,
  NaN,
  Math.PI,
  Math.E,
  Math.SQRT2,
  Math.SQRT1_2,
  1 + 2 ** -52,
  1 - 2 ** -53,
];
const numbers = fc.oneof(
  fc.double({ min: -30, max: 30 }),
  fc.double({ min: -1, max: 1 }),
  fc.double(),
  fc.constantFrom(...EDGES, ...EDGES.map((x) => -x)),
  fc.integer({ min: -1000, max: 1000 }),
);

describe('our own Math', () => {
  it.each(Object.entries(ofOne))('%s is at most one number away from that of V8, and mostly equal', (name, run) => {
    const native: (x: number) => number = Reflect.get(Math, name);
    let [equal, total] = [0, 0];
    fc.assert(
      fc.property(numbers, (x) => {
        const distance = apart(run(x), native(x));
        total += 1;
        if (distance === 0) equal += 1;
        expect({ x, ours: run(x), native: native(x), far: distance > 1 }).toMatchObject({ far: false });
      }),
      { numRuns: 4000, seed: 3 },
    );
    expect(equal / total).toBeGreaterThan(0.8);
  });

  it('pow and atan2 are at most two numbers away from those of V8', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        for (const [ours, native] of [
          [pow(a, b), a ** b],
          [atan2(a, b), Math.atan2(a, b)],
        ] as const)
          expect({ a, b, ours, native, far: apart(ours, native) > 2 }).toMatchObject({ far: false });
      }),
      { numRuns: 6000, seed: 3 },
    );
  });

  it('gives exact results where there are such', () => {
    for (let n = 1; n < 20; n++) {
      expect(pow(n, 3)).toBe(n * n * n);
      expect(cbrt(n * n * n)).toBe(n);
      expect(pow(n * n, 0.5)).toBe(n);
      expect(log2(2 ** n)).toBe(n);
      expect(log10(Number(`1e${n}`))).toBe(n);
    }
    for (let n = -300; n < 300; n += 7) expect(pow(10, n)).toBe(Number(`1e${n}`));
    expect([exp(1), sin(Math.PI), cos(Math.PI / 2), tan(Math.PI / 4), atan(1)]).toEqual([
      Math.E,
      1.2246467991473532e-16,
      6.123233995736766e-17,
      0.9999999999999999,
      Math.PI / 4,
    ]);
    expect([sin(1e22), cos(1e22), sin(1.7976931348623157e308)]).toEqual([
      -0.8522008497671888, 0.523214785395139, 0.004961954789184062,
    ]);
  });

  it('the operator takes what the native one takes', () => {
    const date = { valueOf: () => 3, toString: () => 'x' };
    expect([power('2', true), power(date, null), power(2n, 70n), power(undefined, 1), power([4], '0.5')]).toEqual([
      2,
      1,
      2n ** 70n,
      NaN,
      2,
    ]);
    expect(() => power(2n, 1)).toThrow(TypeError);
    expect(() => power(Symbol(), 1)).toThrow(TypeError);
  });
});
