import { describe, expect, it } from 'vitest';
import { exp, exponential, log } from './math.ts';
import { randomStream } from './random.ts';

const random = randomStream(7, 'n1', 'math test');

/** Distance in units in the last place of the expected value. */
function ulps(actual: number, expected: number): number {
  if (actual === expected) return 0;
  const unit = Math.max(Number.MIN_VALUE, 2 ** Math.floor(Math.log2(Math.abs(expected))) * 2 ** -52);
  return Math.abs(actual - expected) / unit;
}

describe('deterministic mathematics', () => {
  it('gives logarithms within two units in the last place of the built-in ones', () => {
    const inputs = Array.from(
      { length: 20_000 },
      () => random.float() * 10 ** (random.int(40) - 20) + Number.MIN_VALUE,
    );
    expect(inputs.filter((x) => ulps(log(x), Math.log(x)) > 2)).toEqual([]);
  });

  it('gives exponentials within two units in the last place of the built-in ones', () => {
    const inputs = Array.from({ length: 20_000 }, () => (random.float() - 0.5) * 1400);
    expect(inputs.filter((x) => ulps(exp(x), Math.exp(x)) > 2)).toEqual([]);
  });

  it('knows the edges', () => {
    expect([log(1), log(0), log(Infinity), exp(0), exp(-Infinity), exp(Infinity)]).toEqual([
      0,
      -Infinity,
      Infinity,
      1,
      0,
      Infinity,
    ]);
    expect([log(-1), log(Number.NaN), exp(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(log(2 ** -1074)).toBeCloseTo(-744.4400719213812, 10);
  });

  it('keeps the same bits from release to release', () => {
    expect([log(3), log(0.3), exp(2), exp(-0.5)]).toEqual([
      1.0986122886681098, -1.2039728043259361, 7.38905609893065, 0.6065306597126334,
    ]);
  });

  it('draws exponentials with the asked mean and never a negative or endless one', () => {
    const draws = Array.from({ length: 100_000 }, () => exponential(250, random));
    expect(draws.filter((x) => !(x >= 0 && x < 250 * 40))).toEqual([]);
    expect(draws.reduce((a, b) => a + b, 0) / draws.length / 250).toBeCloseTo(1, 1);
  });
});
