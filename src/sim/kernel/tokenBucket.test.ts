import { expect, test } from 'vitest';
import { fullBucket, hasToken, takeToken } from './tokenBucket.ts';

const rate = { capacity: 3, perS: 2 };

test('a full bucket lets its capacity through at once, then its rate, and saves no more than its capacity', () => {
  const bucket = fullBucket();
  const through = (nowUs: number) => {
    let count = 0;
    for (; hasToken(bucket, rate, nowUs); count++) takeToken(bucket, rate, nowUs);
    return count;
  };
  expect([0, 499_999, 500_000, 1_500_000, 60_000_000].map(through)).toEqual([3, 0, 1, 2, 3]);
});

test('tokens of a slow rate are exact after a long time', () => {
  const bucket = fullBucket();
  const slow = { capacity: 1, perS: 1 };
  takeToken(bucket, slow, 0);
  for (let s = 1; s <= 100_000; s++) {
    expect(hasToken(bucket, slow, s * 1_000_000 - 1)).toBe(false);
    takeToken(bucket, slow, s * 1_000_000);
  }
});
