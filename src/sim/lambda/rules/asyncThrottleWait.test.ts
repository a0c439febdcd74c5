import { expect, test } from 'vitest';
import { throttleWaitUs } from './asyncThrottleWait.ts';

test('a throttled event waits 1, 2, 4 … s, at most 5 min (ASYNC-4, SIM-4)', () => {
  const waits = [1, 2, 3, 8, 9, 10, 1_000_000].map((throttles) => throttleWaitUs(throttles) / 1_000_000);
  expect(waits).toEqual([1, 2, 4, 128, 256, 300, 300]);
});
