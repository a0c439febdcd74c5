import { describe, expect, it } from 'vitest';
import { billedMs, costUsd, gbSeconds, monthlyCostUsd } from './billing.ts';

const us = (ms: number) => Math.round(ms * 1000);

describe('billing', () => {
  it.each([
    [128.83, 166.62, 296],
    [601.73, 94.33, 697],
    [1167.9, 516.26, 1685],
    [3016.78, 84.0, 3101],
    [133.61, 80.0, 214],
  ])('BILL-5: duration %d ms and init %d ms are billed together as %d ms', (duration, init, billed) => {
    expect(billedMs({ durationUs: us(duration), initUs: us(init) })).toBe(billed);
  });

  it('BILL-2: duration is rounded up to the next millisecond, and a whole millisecond stays', () => {
    expect([1, 999, 1000, 1001].map((durationUs) => billedMs({ durationUs }))).toEqual([1, 1, 1, 2]);
    expect(billedMs({ durationUs: 0 })).toBe(1);
  });

  it('BILL-1: cost is requests plus configured gigabyte-seconds', () => {
    expect(gbSeconds({ billedMs: 296, memoryMb: 128 })).toBeCloseTo(0.037, 12);
    expect(costUsd({ billedMs: 296, memoryMb: 128 })).toBeCloseTo(0.00000081667, 11);
    expect(costUsd({ billedMs: 1000, memoryMb: 2048 }) - costUsd({ billedMs: 1000, memoryMb: 1024 })).toBeCloseTo(
      0.0000166667,
      12,
    );
  });

  it('BILL-11, example 1: a million runs of 100 ms at 128 MB cost $0.4083', () => {
    expect(1_000_000 * costUsd({ billedMs: 100, memoryMb: 128 })).toBeCloseTo(0.4083, 4);
    expect(monthlyCostUsd({ requests: 1_000_000, gbSeconds: 12_500, freeTier: false })).toBeCloseTo(0.4083, 4);
  });

  it('BILL-11, example 3: 30 million runs of 200 ms at 1 GB cost $99.13 after the free allowance', () => {
    expect(monthlyCostUsd({ requests: 30_000_000, gbSeconds: 6_000_000, freeTier: true })).toBeCloseTo(99.13, 2);
  });

  it('BILL-11, example 5: 8 billion gigabyte-seconds cost $130,000.20 in two tiers', () => {
    expect(monthlyCostUsd({ requests: 0, gbSeconds: 8e9, freeTier: false })).toBeCloseTo(130_000.2, 2);
  });

  it('BILL-3: the rate falls beyond 6 and beyond 15 billion gigabyte-seconds a month', () => {
    const month = (gbSeconds: number) => monthlyCostUsd({ requests: 0, gbSeconds, freeTier: false });
    const rateAt = (gbS: number) => (month(gbS + 1e6) - month(gbS)) / 1e6;
    expect(rateAt(1e9)).toBeCloseTo(0.0000166667, 9);
    expect(rateAt(7e9)).toBeCloseTo(0.000015, 9);
    expect(rateAt(20e9)).toBeCloseTo(0.0000133334, 9);
  });

  it('BILL-4: a month within the free allowance costs nothing', () => {
    expect(monthlyCostUsd({ requests: 1_000_000, gbSeconds: 400_000, freeTier: true })).toBe(0);
  });
});
