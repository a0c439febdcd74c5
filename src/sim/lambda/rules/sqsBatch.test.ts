import { expect, test } from 'vitest';
import { batchSizeOf, fitsPayload } from './sqsBatch.ts';

test('a batch holds up to its size; more than 10 need a window (SQS-1)', () => {
  expect(batchSizeOf({ batchSize: 5, batchingWindowS: 0 })).toBe(5);
  expect(batchSizeOf({ batchSize: 500, batchingWindowS: 0 })).toBe(10);
  expect(batchSizeOf({ batchSize: 500, batchingWindowS: 1 })).toBe(500);
});

test('a batch never holds more than 6 MB, but always one message (SQS-2)', () => {
  const mb = 1024 * 1024;
  expect(fitsPayload(0, 7 * mb)).toBe(true);
  expect(fitsPayload(4 * mb, 1 * mb)).toBe(true);
  expect(fitsPayload(5 * mb, 1 * mb)).toBe(false);
});
