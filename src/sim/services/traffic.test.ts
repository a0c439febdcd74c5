import { describe, expect, it } from 'vitest';
import { Traffic } from '../../scenario/schema.ts';
import { randomStream } from '../kernel/random.ts';
import { firstArrival, nextArrival } from './traffic.ts';

function arrivals(input: unknown, most = 100_000, seed = 1) {
  const traffic = Traffic.parse(input);
  const random = randomStream(seed, 'n1', 'traffic');
  const list = [];
  for (let a = firstArrival(traffic, random); a && list.length < most; a = nextArrival(traffic, a, random))
    list.push(a);
  return list;
}

const times = (input: unknown) => arrivals(input).map((a) => a.timeUs);

describe('traffic', () => {
  it('no traffic never fires', () => {
    expect(times({ kind: 'none' })).toEqual([]);
  });

  it('single traffic fires once at its time', () => {
    expect(arrivals({ kind: 'single', atS: 1.5 })).toEqual([{ timeUs: 1_500_000, n: 1 }]);
  });

  it('random traffic that begins late draws nothing of its past', () => {
    const traffic = Traffic.parse({ kind: 'poisson', ratePerS: 1000, startS: 1, endS: 3600 });
    const [a, b] = [randomStream(1, 'n1', 'traffic'), randomStream(1, 'n1', 'traffic')];
    const early = firstArrival(traffic, a);
    const late = firstArrival(traffic, b, 3_000_000_000);
    expect((late?.timeUs ?? 0) - (early?.timeUs ?? 0)).toBe(2_999_000_000);
    expect(a.float()).toBe(b.float());
  });

  it('regular traffic does not drift, whatever the interval', () => {
    expect(times({ kind: 'every', everyMs: 1 / 3 + 1, startS: 2, count: 4 })).toEqual([
      2_000_000, 2_001_333, 2_002_667, 2_004_000,
    ]);
  });

  it('a burst repeats its time and counts its arrivals', () => {
    expect(arrivals({ kind: 'burst', atS: 3, count: 3 })).toEqual([
      { timeUs: 3_000_000, n: 1 },
      { timeUs: 3_000_000, n: 2 },
      { timeUs: 3_000_000, n: 3 },
    ]);
  });

  it('a list of times is played in order, whatever order it was written in', () => {
    expect(times({ kind: 'times', timesS: [5, 0.000001, 5, 2] })).toEqual([1, 2_000_000, 5_000_000, 5_000_000]);
  });

  it('Poisson traffic has the asked rate, starts and ends when asked and never goes back', () => {
    const list = times({ kind: 'poisson', ratePerS: 50, startS: 10, endS: 410 });
    expect(list.length / (50 * 400)).toBeCloseTo(1, 1);
    expect(list.every((t, i) => Number.isInteger(t) && t >= (list[i - 1] ?? 10_000_000))).toBe(true);
    expect(list.at(-1)).toBeLessThan(410_000_000);
  });

  it('Poisson gaps are exponential: their standard deviation is their mean', () => {
    const list = times({ kind: 'poisson', ratePerS: 1000, endS: 30 });
    const gaps = list.slice(1).map((t, i) => t - (list[i] ?? 0));
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((a, b) => a + (b - mean) ** 2, 0) / gaps.length);
    expect(deviation / mean).toBeCloseTo(1, 1);
  });

  it('Poisson traffic that ends before it starts never fires', () => {
    expect(times({ kind: 'poisson', startS: 20, endS: 10 })).toEqual([]);
  });

  it('the same seed gives the same arrivals', () => {
    const traffic = { kind: 'poisson', ratePerS: 5, endS: 60 };
    expect(arrivals(traffic, 100, 9)).toEqual(arrivals(traffic, 100, 9));
    expect(arrivals(traffic, 100, 9)).not.toEqual(arrivals(traffic, 100, 10));
  });
});
