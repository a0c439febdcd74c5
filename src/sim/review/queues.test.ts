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

test('a waiting event runs with the settings of then, and not at all when it is older than they allow by then (ASYNC-9, ASYNC-7)', () => {
  const s = scenario().code('f', { memoryMb: 128 });
  const retried = (settings: { memoryMb?: number; asyncEventAgeS?: number }) => {
    const before = s.build();
    const after = { ...before, nodes: before.nodes.map((node) => ({ ...node, ...settings })) } as typeof before; // a function alone
    return run(before, { f: failing }).invoke('f', 0, { mode: 'async' }).deploy(30, after).until(62);
  };
  const larger = retried({ memoryMb: 1769 }).records('invoke_ended');
  expect(larger.map(({ data }) => data.error?.errorMessage)).toEqual(['no', 'no']);
  expect(retried({ memoryMb: 1769 }).records('environment_created')).toHaveLength(2);
  const tooOld = retried({ asyncEventAgeS: 60 });
  expect(tooOld.records('invoke_started')).toHaveLength(1);
  expect(tooOld.records('event_ended').map(({ rule }) => rule)).toEqual(['ASYNC-7']);
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

  test('that has moved to the dead-letter queue stays there when its batch succeeds after all', () => {
    const r = run(
      scenario()
        .queue('q', { visibilityTimeoutS: 5, traffic: { kind: 'single', atS: 0 } })
        .queue('dead')
        .modelled('slow', 20_000, { timeoutS: 60 })
        .wire('mapping', 'q', 'slow')
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

  test.each([
    [500_000, 200],
    [1_100_000, 400],
  ])(
    'with an attribute of %i characters is answered with %i: attributes count into 1 MB (SQS-19)',
    (length, status) => {
      const sends: StandIn = () =>
        function* () {
          const attribute = { DataType: 'String', StringValue: 'x'.repeat(length) };
          yield call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody: 'x', MessageAttributes: { attribute } });
          return null;
        };
      const r = run(scenario().code('f', { timeoutS: 10 }).queue('q'), { f: sends })
        .invoke('f', 1)
        .until(60);
      expect(r.records('call_ended').map(({ value, rule }) => [value, rule])).toEqual([[status, 'D5']]);
    },
  );

  test('that has come back to a queue is not deleted by a receipt of its former stay', () => {
    const r = run(
      scenario()
        .queue('q', { visibilityTimeoutS: 5, traffic: { kind: 'single', atS: 0 } })
        .queue('dead', { visibilityTimeoutS: 2 })
        .modelled('slow', 16_000, { timeoutS: 60 })
        .modelled('bad', 0, { handler: FAILS })
        .wire('mapping', 'q', 'slow')
        .wire('mapping', 'dead', 'bad')
        .wire('redrive', 'q', 'dead', { maxReceiveCount: 1 })
        .wire('redrive', 'dead', 'q', { maxReceiveCount: 1 }),
    ).until(18);
    expect(r.times('message_redriven')).toEqual([5, 7, 12, 14]);
    expect(r.times('message_received')).toEqual([0, 5, 7, 12, 14]);
    // It is in q for the third time, received once, when the batch of its first stay is done.
    expect(r.times('invoke_ended').at(-1)).toBe(16.34);
    expect(r.times('message_deleted')).toEqual([]);
  });

  test('in a dead-letter queue expires by the retention of now, longer or shorter than before', () => {
    const of = (retentionS: number) =>
      scenario()
        .queue('q', { visibilityTimeoutS: 100, traffic: { kind: 'single', atS: 0 } })
        .queue('dead', { retentionS, traffic: { kind: 'single', atS: 50 } })
        .modelled('f', 0, { handler: FAILS })
        .wire('mapping', 'q', 'f')
        .wire('redrive', 'q', 'dead', { maxReceiveCount: 1 });
    const changed = (from: number, to: number) => run(of(from)).deploy(200, of(to).build()).until(1000);
    expect(changed(300, 600).times('message_expired')).toEqual([600, 650]);
    expect(changed(600, 250).times('message_expired')).toEqual([250, 300]);
    expect(changed(600, 100).times('message_expired')).toEqual([200, 200]);
  });

  test('is in a batch once, also when its visibility timeout is over before the batching window', () => {
    const r = run(
      scenario()
        .queue('q', { visibilityTimeoutS: 3, traffic: { kind: 'single', atS: 0 } })
        .modelled('f', 0)
        .wire('mapping', 'q', 'f', { batchSize: 10, batchingWindowS: 10 }),
    ).until(60);
    expect(r.times('message_received')).toEqual([0, 3, 6, 9]);
    const [batch] = r.records('invoke_batch');
    expect(JSON.parse(batch?.data.payload).Records.map((m: { attributes: object }) => m.attributes)).toMatchObject([
      { ApproximateReceiveCount: '4' },
    ]);
    expect(r.records('message_deleted')).toHaveLength(1);
  });

  test('of a throttled batch returns because of the throttle, of a failed one because of the error (SQS-7, SQS-9)', () => {
    const returns = (settings: object) => {
      const r = run(
        scenario()
          .queue('q', { visibilityTimeoutS: 30, traffic: { kind: 'single', atS: 0 } })
          .modelled('f', 0, { handler: FAILS, ...settings })
          .wire('mapping', 'q', 'f'),
      ).until(31);
      return r.records('message_visible').map(({ rule }) => rule);
    };
    expect(returns({})).toEqual(['SQS-7']);
    expect(returns({ reservedConcurrency: 0 })).toEqual(['SQS-9']);
  });

  test('with a visibility timeout of 0 s does not go in a circle without time passing', () => {
    const most = (settings: object) => {
      const r = run(
        scenario()
          .queue('q', { visibilityTimeoutS: 0, traffic: { kind: 'single', atS: 0 } })
          .modelled('f', 0, { handler: FAILS, ...settings })
          .wire('mapping', 'q', 'f'),
      ).until(10);
      expect(r.records('bound_reached')).toEqual([]);
      return r.records('message_received').length;
    };
    expect(most({ reservedConcurrency: 0 })).toBeLessThanOrEqual(60);
    expect(most({})).toBeLessThanOrEqual(500);
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
