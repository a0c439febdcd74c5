import { expect, test } from 'vitest';
import { describeWithSharedData, recorded } from '../../testing/sharedData.ts';
import { batchResult } from './sqsPartialBatch.ts';

const ids = new Set(['a', 'b', 'c']);
const failed = (value: unknown) => {
  const result = batchResult(JSON.stringify(value), true, ids).failed;
  return result === 'all' ? 'all' : [...result];
};
const listing = (itemIdentifier: unknown) => ({ batchItemFailures: [{ itemIdentifier }] });

test('with ReportBatchItemFailures the listed messages failed, the rest is done (SQS-12)', () => {
  expect(failed(listing('b'))).toEqual(['b']);
  expect(failed({ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'c' }] })).toEqual(['a', 'c']);
});

test('an empty or missing list, and an empty or null response, are full success (SQS-13)', () => {
  for (const value of [null, '', {}, { batchItemFailures: [] }, { batchItemFailures: null }]) {
    expect(failed(value)).toEqual([]);
  }
});

test('a wrong key, an empty or unknown identifier, or no JSON at all is full failure (SQS-13)', () => {
  for (const value of [
    listing(''),
    listing(null),
    listing('nope'),
    { batchItemFailures: [{ id: 'a' }] },
    { failures: [] },
  ]) {
    expect(failed(value)).toBe('all');
  }
  expect(batchResult('{', true, ids).failed).toBe('all');
});

test('without the setting the list is ignored, and a failed invocation fails the whole batch (SQS-14, SQS-7)', () => {
  expect(batchResult(JSON.stringify(listing('a')), false, ids)).toEqual({ failed: new Set(), rule: 'SQS-14' });
  expect(batchResult(null, true, ids)).toEqual({ failed: 'all', rule: 'SQS-7' });
});

describeWithSharedData('partial batch responses as recorded on AWS', () => {
  test('the recording of a malformed list tells of full failure', () => {
    expect(JSON.stringify(recorded('esm-sqs--sqs-partial-batch-invalid'))).toMatch(/batchItemFailures|itemIdentifier/i);
  });
});
