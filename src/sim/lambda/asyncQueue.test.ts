import { expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { type StandIn, work } from '../testing/standIn.ts';
import { CONDITIONS } from '../trace/records.ts';

/** Takes 1 s and fails. */
const failing: StandIn = () =>
  function* () {
    yield work(1000);
    throw new Error('boom');
  };

const asyncFailure = (settings = {}) =>
  scenario()
    .client('caller', { traffic: { kind: 'single', atS: 0 }, payload: '{"order":1}' })
    .code('f', { memoryMb: 1769, ...settings })
    .queue('failures')
    .queue('dead')
    .wire('async', 'caller', 'f')
    .wire('onFailure', 'f', 'failures')
    .wire('deadLetter', 'f', 'dead');

test('a failed async invocation is tried again 60 s after its end, then 120 s after that, then given up (ASYNC-2, ASYNC-3)', () => {
  const r = run(asyncFailure(), { f: failing }).until(1000);
  // Created and initialised in 0.34 s, then 1 s of work each.
  const [first = 0, second = 0, third = 0] = r.times('invoke_started');
  expect(second - (first + 1)).toBeCloseTo(60, 4);
  expect(third - (second + 1)).toBeCloseTo(120, 4);
  expect(r.times('invoke_started')).toHaveLength(3);
  expect(r.records('retry_scheduled').map(({ rule, value }) => [rule, value])).toEqual([
    ['ASYNC-3', 60_000],
    ['ASYNC-3', 120_000],
  ]);
  expect(r.records('event_ended').map(({ value, rule }) => [CONDITIONS[value], rule])).toEqual([
    ['RetriesExhausted', 'ASYNC-2'],
  ]);
});

test('all attempts of an async event have the same request id (ASYNC-8, INV-21)', () => {
  const r = run(asyncFailure(), { f: failing }).until(1000);
  expect(new Set(r.records('invoke_started').map(({ subject }) => subject))).toEqual(new Set([1]));
});

test('the record at the on-failure destination names condition, number of attempts, the event and the error', () => {
  const r = run(asyncFailure(), { f: failing }).until(1000);
  const [sent] = r.records('destination_sent');
  expect(sent?.data).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { order: 1 },
    responseContext: { statusCode: 200, functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'boom' },
  });
  const body = r.records('message_sent').find(({ value }) => value === r.number('failures'))?.data.body;
  expect(JSON.parse(body)).toMatchObject({ requestContext: { condition: 'RetriesExhausted' } });
});

test('beside the record, a dead letter goes out: the original event, with its code and message as attributes (ASYNC-11, ASYNC-17)', () => {
  const r = run(asyncFailure(), { f: failing }).until(1000);
  const letter = r.records('message_sent').find(({ value }) => value === r.number('dead'))?.data;
  expect(letter.body).toBe('{"order":1}');
  expect(letter.attributes.ErrorCode).toEqual({ dataType: 'Number', value: '200' });
  expect(letter.attributes.ErrorMessage).toEqual({ dataType: 'String', value: 'boom' });
});

test('an event of at most 60 s is not tried again, one of at most 90 s once (ASYNC-6)', () => {
  for (const [age, attempts] of [
    [60, 1],
    [90, 2],
  ]) {
    const r = run(asyncFailure({ asyncEventAgeS: age }), { f: failing }).until(1000);
    expect(r.times('invoke_started')).toHaveLength(attempts ?? 0);
    expect(r.records('destination_sent')[0]?.data.requestContext).toMatchObject({
      condition: 'EventAgeExceeded',
      approximateInvokeCount: attempts,
    });
    expect(r.records('event_ended')[0]?.rule).toBe('ASYNC-6');
  }
});

test('with a retry setting of 0 there is one attempt', () => {
  const r = run(asyncFailure({ asyncRetryAttempts: 0 }), { f: failing }).until(1000);
  expect(r.times('invoke_started')).toHaveLength(1);
});

test('with reserved concurrency 0 an event is accepted, never attempted, and given up at once (ASYNC-12, INV-18)', () => {
  const r = run(asyncFailure({ reservedConcurrency: 0 }), { f: failing }).until(1000);
  expect(r.records('invoke_async')).toHaveLength(1);
  expect(r.records('throttled', 'environment_created')).toEqual([]);
  expect(r.records('event_ended').map(({ value, rule, timeUs }) => [CONDITIONS[value], rule, timeUs])).toEqual([
    ['ZeroReservedConcurrency', 'ASYNC-12', 0],
  ]);
  const record = r.records('destination_sent')[0]?.data;
  expect(record.requestContext.approximateInvokeCount).toBe(0);
  expect(record).not.toHaveProperty('responseContext');
});

test('a throttled event waits 1 s, 2 s, 4 s … and uses up no retry (ASYNC-4, ASYNC-22)', () => {
  const r = run(
    scenario({ account: { concurrencyLimit: 1 } })
      .client('busy', { traffic: { kind: 'single', atS: 0 } })
      .client('caller', { traffic: { kind: 'single', atS: 1 } })
      .modelled('long', 10_000, { timeoutS: 30 })
      .modelled('f', 10)
      .wire('sync', 'busy', 'long')
      .wire('async', 'caller', 'f'),
  ).until(100);
  expect(r.times('throttled')).toEqual([1, 2, 4, 8]);
  expect(r.records('throttled').map(({ rule }) => rule)).toEqual(['CONC-5', 'CONC-5', 'CONC-5', 'CONC-5']);
  expect(r.records('retry_scheduled').map(({ value, data }) => [value, data.attempt])).toEqual([
    [1000, 1],
    [2000, 1],
    [4000, 1],
    [8000, 1],
  ]);
  expect(r.records('event_ended').map(({ value }) => CONDITIONS[value])).toEqual(['Success']);
});

test('a successful event sends its record to the on-success destination, here another function (ASYNC-16)', () => {
  const r = run(
    scenario()
      .client('caller', { traffic: { kind: 'single', atS: 0 }, payload: '{"a":1}' })
      .modelled('first', 10)
      .code('second')
      .wire('async', 'caller', 'first')
      .wire('onSuccess', 'first', 'second'),
    {
      second: () =>
        // biome-ignore lint/correctness/useYield: it answers at once
        function* (event: { requestPayload: unknown }) {
          return event.requestPayload;
        },
    },
  ).until(10);
  expect(r.records('event_ended').map(({ rule }) => rule)).toEqual(['ASYNC-15', 'ASYNC-15']);
  expect(r.records('invoke_ended').at(-1)?.data.payload).toBe('{"a":1}');
});
