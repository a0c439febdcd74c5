import { expect, test } from 'vitest';
import { isRedriven } from './sqsRedrive.ts';

test('a message received maxReceiveCount times is moved by the next receive; without a policy never (SQS-11)', () => {
  expect([0, 2, 3].map((received) => isRedriven(received, 3))).toEqual([false, false, true]);
  expect(isRedriven(1000, null)).toBe(false);
});
