/** Events, messages and their limits at the edges of the rules. */
import { describe, expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { call, type StandIn, work } from '../testing/standIn.ts';

const failing: StandIn = () =>
  function* () {
    yield work(1);
    throw new Error('no');
  };
const FAILS = { kind: 'modelled' as const, errorRate: 1 };

describe('the maximum event age looks ahead (ASYNC-6)', () => {
  test.each([
    [60, 1, 'EventAgeExceeded'],
    [61, 1, 'EventAgeExceeded'],
    [62, 2, 'EventAgeExceeded'],
    [90, 2, 'EventAgeExceeded'],
    [120, 2, 'EventAgeExceeded'],
    [180, 2, 'EventAgeExceeded'],
    [183, 3, 'RetriesExhausted'],
  ])('%i s: %i attempts, %s', (asyncEventAgeS, attempts, condition) => {
    // A cold start and a run of 1 s, so that the second attempt would be due 61 s after the event was accepted.
    const r = run(
      scenario()
        .modelled('f', 0, {
          asyncEventAgeS,
          handler: { ...FAILS, duration: { kind: 'constant', ms: 660 } },
        })
        .queue('dead')
        .wire('onFailure', 'f', 'dead'),
    );
    r.invoke('f', 0, { mode: 'async' }).until(1000);
    const [record] = r.records('destination_sent');
    expect(record?.data.requestContext).toMatchObject({ condition, approximateInvokeCount: attempts });
  });
});

test('refusals wait 1, 2, 4 … 300 s and use up none of the three attempts (ASYNC-4)', () => {
  const r = run(
    scenario({ account: { concurrencyLimit: 1 } })
      .modelled('hog', 800_000, { timeoutS: 900 })
      .code('f'),
    { f: failing },
  );
  r.invoke('hog', 0).invoke('f', 1, { mode: 'async' }).until(3000);
  const waits = r.records('retry_scheduled').map(({ value }) => value / 1000);
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 60, 120]);
  expect(r.records('event_ended').map(({ rule }) => rule)).toEqual(['ASYNC-2']);
});

describe('a message', () => {
  test('of a batch that outlasts the visibility timeout is received again, and its old receipt deletes nothing (SQS-20)', () => {
    const r = run(
      scenario()
        .modelled('f', 50_000, { timeoutS: 60 })
        .queue('q', { visibilityTimeoutS: 20, traffic: { kind: 'single', atS: 0 } })
        .wire('mapping', 'q', 'f'),
    ).until(55);
    expect(r.times('message_received')).toEqual([0, 20, 40]);
    expect(r.times('invoke_ended')).toEqual([50.34]);
    expect(r.times('message_deleted')).toEqual([]);
  });

  test('that has moved to the dead-letter queue is not deleted by a receipt of its former queue', () => {
    const r = run(
      scenario()
        .queue('q', { visibilityTimeoutS: 5, traffic: { kind: 'single', atS: 0 } })
        .queue('dead', { visibilityTimeoutS: 60 })
        .modelled('slow', 20_000, { timeoutS: 60 })
        .modelled('bad', 0, { timeoutS: 60, handler: { ...FAILS, duration: { kind: 'constant', ms: 30_000 } } })
        .wire('mapping', 'q', 'slow')
        .wire('mapping', 'dead', 'bad')
        .wire('redrive', 'q', 'dead', { maxReceiveCount: 1 }),
    ).until(60);
    expect(r.times('message_redriven')).toEqual([5]);
    expect(r.times('message_deleted')).toEqual([]);
  });

  test('in a dead-letter queue expires by its own age, also behind younger ones', () => {
    const r = run(
      scenario()
        .queue('q', { visibilityTimeoutS: 100, traffic: { kind: 'single', atS: 0 } })
        .queue('dead', { retentionS: 300, traffic: { kind: 'single', atS: 50 } })
        .modelled('f', 0, { handler: FAILS })
        .wire('mapping', 'q', 'f')
        .wire('redrive', 'q', 'dead', { maxReceiveCount: 1 }),
    ).until(1000);
    expect(r.times('message_redriven')).toEqual([100]);
    expect(r.times('message_expired')).toEqual([300, 350]);
  });

  test('may have an attribute of half a megabyte', () => {
    const sends: StandIn = () =>
      function* () {
        const attribute = { DataType: 'String', StringValue: 'x'.repeat(500_000) };
        yield call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody: 'x', MessageAttributes: { attribute } });
        return null;
      };
    const r = run(scenario().code('f', { timeoutS: 10 }).queue('q'), { f: sends })
      .invoke('f', 1)
      .until(60);
    expect(r.records('call_ended')).toHaveLength(1);
  });
});

test('with reserved concurrency 1 and 5 pollers receive counts grow without runs (SQS-5, SQS-9)', () => {
  const r = run(
    scenario()
      .modelled('f', 10_000, { timeoutS: 20, reservedConcurrency: 1 })
      .queue('q', { traffic: { kind: 'burst', atS: 0, count: 5 } })
      .wire('mapping', 'q', 'f', { batchSize: 1 }),
  ).until(300);
  expect(r.records('message_deleted')).toHaveLength(5);
  expect(Math.max(...r.records('message_received').map(({ value }) => value))).toBe(3);
  const refusedAt = r.times('throttled').filter((t) => t < 30);
  expect([...new Set(refusedAt)]).toEqual([0, 1, 3, 7, 15]);
});
