import { expect, test } from 'vitest';
import { answerHeadline, answerText } from './answerText.ts';

const response = { status: 200, body: '{"n":1}', functionError: false, timeUs: 0, recordIndex: 0 };
const attempt = {
  number: 1,
  environment: 1,
  cold: true,
  startUs: 0,
  endUs: 1,
  outcome: 'success',
  durationUs: 1,
  initUs: null,
} as never;
const sync = {
  mode: 'sync' as const,
  state: 'answered' as const,
  response,
  attempts: [],
  condition: null,
  result: null,
};

test('a synchronous answer is its status and its body', () => {
  expect(answerHeadline(sync)).toEqual({ tone: 'busy', words: '200' });
  expect(answerText(sync)).toBe('{"n":1}');
});

test('a function error is 200 with a function error, shown by name and message', () => {
  const body = '{"errorType":"TypeError","errorMessage":"x is not a function","trace":[]}';
  const failed = { ...sync, state: 'failed' as const, response: { ...response, functionError: true, body } };
  expect(answerHeadline(failed).words).toBe('200, function error');
  expect(answerText(failed)).toBe('TypeError: x is not a function');
});

test('an asynchronous event is accepted first, and its later attempts are counted', () => {
  const event = { ...sync, mode: 'async' as const, state: 'waiting' as const };
  expect(answerHeadline(event).words).toBe('202 accepted, queued');
  expect(answerHeadline({ ...event, attempts: [attempt, attempt] }).words).toBe('failed · attempt 2, will be retried');
  expect(
    answerHeadline({ ...event, state: 'failed', condition: 'RetriesExhausted', attempts: [attempt, attempt, attempt] })
      .words,
  ).toBe('given up: RetriesExhausted · attempt 3');
});

test('a long answer is cut short', () => {
  expect(answerText({ ...sync, response: { ...response, body: 'x'.repeat(500) } })).toHaveLength(242);
});
