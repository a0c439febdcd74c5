import { expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { type StandIn, sleep } from '../testing/standIn.ts';

interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: Record<string, string>;
  }[];
}

/** Fails when a message says so; with partial responses it names it instead. */
const worker =
  (partial: boolean): StandIn =>
  () =>
    function* (event: SqsEvent) {
      yield sleep(100);
      const poison = event.Records.filter(({ body }) => body === 'poison');
      if (partial) return { batchItemFailures: poison.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      if (poison.length > 0) throw new Error('poison');
      return undefined;
    };

/** Ten messages at once, of which the fifth is poison; visibility 30 s. */
const tenMessages = (mapping: object = {}, withRedrive = false) => {
  const s = scenario({ durationS: 1000 })
    .queue('jobs', { visibilityTimeoutS: 30 })
    .queue('dead')
    .code('worker')
    .wire('mapping', 'jobs', 'worker', mapping);
  return withRedrive ? s.wire('redrive', 'jobs', 'dead', { maxReceiveCount: 3 }) : s;
};
const sendTen = (r: ReturnType<typeof run>) => {
  for (let n = 1; n <= 10; n++)
    r.kernel.input({ type: 'invoke', timeUs: 0, nodeId: 'n1', mode: 'async', payload: n === 5 ? 'poison' : `m${n}` });
  return r;
};

test('messages that arrive together are one batch, and are deleted when the function succeeds (ESM-1, SQS-6)', () => {
  const r = run(
    scenario()
      .queue('jobs', { traffic: { kind: 'burst', count: 10 } })
      .modelled('worker', 50)
      .wire('mapping', 'jobs', 'worker'),
  ).until(60);
  expect(r.records('invoke_batch')).toHaveLength(1);
  expect(r.records('message_deleted').map(({ rule }) => rule)).toEqual(Array(10).fill('SQS-6'));
  const [batch] = r.records('invoke_batch');
  expect(1 + (r.kernel.trace.links.get(batch?.index ?? 0)?.length ?? 0)).toBe(10);
});

test('a failed batch comes back as a whole when its visibility timeout ends, not earlier (SQS-7)', () => {
  const r = sendTen(run(tenMessages(), { worker: worker(false) })).until(59);
  expect(r.records('message_visible').map(({ rule, timeUs }) => [rule, timeUs])).toEqual(
    Array(10).fill(['SQS-7', 30_000_000]),
  );
  expect(r.records('message_deleted')).toEqual([]);
  expect(r.records('message_received').map(({ value }) => value)).toEqual([...Array(10).fill(1), ...Array(10).fill(2)]);
});

test('with ReportBatchItemFailures only the listed messages come back (SQS-12)', () => {
  const r = sendTen(run(tenMessages({ reportBatchItemFailures: true }), { worker: worker(true) })).until(40);
  expect(r.records('message_deleted').map(({ rule }) => rule)).toEqual(Array(9).fill('SQS-12'));
  expect(r.records('message_visible')).toHaveLength(1);
});

test('without that setting a returned list is ignored and everything is deleted (SQS-14)', () => {
  const r = sendTen(run(tenMessages(), { worker: worker(true) })).until(40);
  expect(r.records('message_deleted').map(({ rule }) => rule)).toEqual(Array(10).fill('SQS-14'));
});

test('after maxReceiveCount failed receives the next one moves a message to the dead-letter queue of the queue, not of the function (SQS-11, ESM-2)', () => {
  const r = sendTen(run(tenMessages({ reportBatchItemFailures: true }, true), { worker: worker(true) })).until(500);
  const redriven = r.records('message_redriven');
  expect(redriven.map(({ subject, value, timeUs }) => [subject, value, timeUs])).toEqual([
    [5, r.number('dead'), 90_000_000],
  ]);
  expect(r.records('message_received').filter(({ subject }) => subject === 5)).toHaveLength(3);
});

test('a handler that takes longer than the visibility timeout gets its messages again while it runs (ESM-5, SQS-20)', () => {
  const r = run(
    scenario()
      .queue('jobs', { visibilityTimeoutS: 5, traffic: { kind: 'single' } })
      .modelled('slow', 8000, { timeoutS: 20 })
      .wire('mapping', 'jobs', 'slow'),
  ).until(12);
  expect(r.records('message_visible').map(({ rule }) => rule)).toEqual(['SQS-20', 'SQS-20']);
  expect(r.records('invoke_started').length).toBeGreaterThan(1);
  // The first run's receipt was replaced by the second receive, so it deletes nothing.
  expect(r.records('message_deleted')).toEqual([]);
});

test('a batch waits for its window unless it is full before (ESM-3, ESM-4)', () => {
  const start = (count: number) =>
    run(
      scenario()
        .queue('jobs', { traffic: { kind: 'every', everyMs: 100, count } })
        .modelled('worker', 10)
        .wire('mapping', 'jobs', 'worker', { batchSize: 20, batchingWindowS: 5 }),
    )
      .until(30)
      .times('invoke_batch');
  expect(start(10)).toEqual([5]);
  expect(start(20)).toEqual([1.9]);
});

test('without a window a batch holds at most 10 messages, whatever its size says (SQS-1)', () => {
  const sizes = (batchingWindowS: number) =>
    run(
      scenario({ durationS: 100 })
        .queue('jobs', { traffic: { kind: 'burst', count: 25 } })
        .modelled('worker', 10)
        .wire('mapping', 'jobs', 'worker', { batchSize: 20, batchingWindowS }),
    )
      .until(30)
      .records('invoke_batch')
      .map(({ data }) => JSON.parse(data.payload).Records.length);
  expect(sizes(0)).toEqual([10, 10, 5]);
  expect(sizes(1)).toEqual([20, 5]);
});

test('a batch never holds more than 6 MB (SQS-2, ESM-3)', () => {
  const r = run(
    scenario({ durationS: 100 })
      .queue('jobs', { traffic: { kind: 'burst', count: 8 }, message: 'x'.repeat(1_000_000), visibilityTimeoutS: 600 })
      .modelled('worker', 10)
      .wire('mapping', 'jobs', 'worker'),
  ).until(30);
  // Six of them are 6,000,000 bytes; 6 MB are 6,291,456.
  expect(r.records('invoke_batch').map(({ data }) => JSON.parse(data.payload).Records.length)).toEqual([6, 2]);
});

test('a standard queue starts with 5 batches at once and adds 5 a second while messages wait (SQS-3)', () => {
  const r = run(
    scenario({ durationS: 100 })
      .queue('jobs', { traffic: { kind: 'burst', count: 100 }, visibilityTimeoutS: 600 })
      .modelled('worker', 20_000, { timeoutS: 60 })
      .wire('mapping', 'jobs', 'worker', { batchSize: 1 }),
  ).until(3.5);
  expect(r.records('pollers_changed').map(({ timeUs, value }) => [timeUs / 1e6, value])).toEqual([
    [0, 5],
    [1, 10],
    [2, 15],
    [3, 20],
  ]);
  expect(r.records('invoke_batch')).toHaveLength(20);
});

test('maximum concurrency holds the number of batches down without throttles (SQS-4)', () => {
  const r = run(
    scenario({ durationS: 100 })
      .queue('jobs', { traffic: { kind: 'burst', count: 10 }, visibilityTimeoutS: 600 })
      .modelled('worker', 1000)
      .wire('mapping', 'jobs', 'worker', { batchSize: 1, maximumConcurrency: 2 }),
  ).until(60);
  expect(r.records('environment_created')).toHaveLength(2);
  expect(r.records('throttled')).toEqual([]);
  expect(r.records('message_deleted')).toHaveLength(10);
});

test('throttled batches are tried again until their messages reappear, and the receive count grows without a run (SQS-9, SQS-5)', () => {
  const r = run(
    scenario({ durationS: 100 })
      .queue('jobs', { traffic: { kind: 'single' }, visibilityTimeoutS: 10 })
      .modelled('worker', 1000, { reservedConcurrency: 0 })
      .wire('mapping', 'jobs', 'worker'),
  ).until(25);
  expect(r.times('throttled')).toEqual([0, 1, 3, 7, 10, 11, 13, 17, 20, 21, 23]);
  expect(r.records('message_received').map(({ value }) => value)).toEqual([1, 2, 3]);
  expect(r.records('invoke_started')).toEqual([]);
});

test('the poller of a throttled batch waits 1, 2, 4 … 60 s between its attempts (SQS-9, SIM-4)', () => {
  const r = run(
    scenario({ durationS: 1000, account: { concurrencyLimit: 1 } })
      .client('c', { traffic: { kind: 'single', atS: 0 } })
      .modelled('hog', 800_000, { timeoutS: 900 })
      .queue('jobs', { traffic: { kind: 'single', atS: 1 }, visibilityTimeoutS: 400 })
      .modelled('worker', 10)
      .wire('sync', 'c', 'hog')
      .wire('mapping', 'jobs', 'worker'),
  ).until(300);
  const times = r.times('throttled');
  expect(times.slice(1).map((at, i) => Math.round(at - (times[i] ?? 0)))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('a message that nobody processes expires at the end of its retention', () => {
  const r = run(scenario().queue('jobs', { retentionS: 60, traffic: { kind: 'times', timesS: [1, 30] } })).until(200);
  expect(r.times('message_expired')).toEqual([61, 90]);
});

test('a disabled mapping receives nothing (ESM-7)', () => {
  const r = run(
    scenario()
      .queue('jobs', { traffic: { kind: 'single' } })
      .modelled('worker', 10)
      .wire('mapping', 'jobs', 'worker', { enabled: false }),
  ).until(60);
  expect(r.records('message_received')).toEqual([]);
});
