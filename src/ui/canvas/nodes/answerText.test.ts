import { expect, test } from 'vitest';
import type { Answer, Attempt } from '../../../sim/trace/readouts/answers.ts';
import { answerHeadline, answerText, attemptParts, endlessText, waitedText } from './answerText.ts';

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

test('an error of the platform is shown without the request id before it', () => {
  const errorMessage = 'RequestId: 003ae911-2254-4bbb-a4f2-69f5259217ae Error: Task timed out after 3.00 seconds';
  const body = JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage });
  expect(answerText({ ...sync, response: { ...response, body } })).toBe(
    'Sandbox.Timedout: Task timed out after 3.00 seconds',
  );
});

/** The parts that the functions read; the rest is of no concern here. */
const attempts = (change: Partial<Attempt>): Answer['attempts'] =>
  [{ cold: true, startUs: 1_339_000, endUs: 1_380_000, durationUs: 41_000, billedMs: 381, ...change }] as never;

test('a caller reads what it waited, and then what that was made of', () => {
  const waited = { mode: 'sync' as const, requestedUs: 1_000_000, response: { ...response, timeUs: 1_380_000 } };
  expect(waitedText(waited)).toBe('380 ms');
  expect(attemptParts({ ...waited, attempts: attempts({}) })).toEqual([
    'cold start 339 ms',
    'handler 41 ms',
    'billed 381 ms',
  ]);
  expect(attemptParts({ ...waited, attempts: attempts({ cold: false }) })[0]).toBe('warm');
  expect(attemptParts({ ...waited, attempts: attempts({ endUs: null, durationUs: null, billedMs: null }) })).toEqual([
    'cold start 339 ms',
  ]);
});

test('who hands an event over waits for nothing', () => {
  expect(waitedText({ mode: 'async', requestedUs: 0, response })).toBeNull();
  expect(attemptParts({ mode: 'async', requestedUs: 0, attempts: attempts({}) })[0]).toBe('cold');
});

test('an attempt that the playground presumed endless says that a real Lambda might have finished it', () => {
  expect(endlessText({ attempts: attempts({ presumedEndless: true }) })).toMatch(
    /presumed this code endless .* A real Lambda might have finished it\.$/,
  );
  expect(endlessText({ attempts: attempts({ presumedEndless: false }) })).toBeNull();
  expect(endlessText({ attempts: [] })).toBeNull();
});
