import { expect, test } from 'vitest';
import { pollersAtStart, pollersNext } from './sqsPollers.ts';

test('batches of a queue start with 5 at once and grow by 5 a second to 1,250 while messages wait (SQS-3, SIM-7)', () => {
  expect(pollersAtStart(null)).toBe(5);
  expect(pollersNext(5, null, true)).toBe(10);
  expect(pollersNext(1248, null, true)).toBe(1250);
  expect(pollersNext(700, null, false)).toBe(5);
});

test('maximum concurrency holds before that (SQS-4)', () => {
  expect(pollersAtStart(2)).toBe(2);
  expect(pollersNext(5, 7, true)).toBe(7);
});
