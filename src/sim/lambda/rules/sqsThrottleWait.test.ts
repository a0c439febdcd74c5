import { expect, test } from 'vitest';
import { batchRetryWaitUs } from './sqsThrottleWait.ts';

test('a throttled batch waits 1, 2, 4 … 60 s, as long as its messages stay invisible (SQS-9)', () => {
  const hour = 3_600_000_000;
  expect([1, 2, 6, 7, 100].map((n) => (batchRetryWaitUs(n, hour) ?? 0) / 1_000_000)).toEqual([1, 2, 32, 60, 60]);
  expect(batchRetryWaitUs(3, 4_000_001)).toBe(4_000_000);
  expect(batchRetryWaitUs(3, 4_000_000)).toBeNull();
});
