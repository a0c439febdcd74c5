import { expect, test } from 'vitest';
import { retryWaitUs } from './asyncRetries.ts';

test('a failed async invocation is tried again after 60 s, then after 120 s, then dropped (ASYNC-3)', () => {
  expect([1, 2, 3].map((attempts) => retryWaitUs(attempts, 2))).toEqual([60_000_000, 120_000_000, null]);
});

test('the setting allows 0, 1 or 2 further attempts (ASYNC-2)', () => {
  expect(retryWaitUs(1, 0)).toBeNull();
  expect([1, 2].map((attempts) => retryWaitUs(attempts, 1))).toEqual([60_000_000, null]);
});
