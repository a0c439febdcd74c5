import { expect, test } from 'vitest';
import { run } from '../../testing/run.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { THROTTLE_REASONS } from '../../trace/records.ts';
import { requestRate } from './requestRate.ts';

const often = (everyMs: number, count: number) => ({ traffic: { kind: 'every' as const, everyMs, count } });

test('ten requests a second for each unit of concurrency (CONC-8)', () => {
  expect(requestRate(100)).toEqual({ capacity: 1000, perS: 1000 });
});

test('requests of 1 ms against a reserved concurrency of 2 are limited to 20 a second (CONC-8)', () => {
  const r = run(
    scenario({ model: { coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 0 } } })
      .client('c', often(20, 1000))
      .modelled('f', 1, { reservedConcurrency: 2 })
      .wire('sync', 'c', 'f'),
  ).until(20);
  const throttled = r.records('throttled');
  // 20 that were saved up, and 20 a second until the last request at 19.98 s.
  expect(r.records('invoke_ended')).toHaveLength(419);
  expect(throttled).toHaveLength(581);
  expect(new Set(throttled.map(({ value, rule }) => `${rule} ${THROTTLE_REASONS[value]}`))).toEqual(
    new Set(['CONC-8 ReservedFunctionInvocationRateLimitExceeded']),
  );
});

test('functions without reserved concurrency share ten times what they share (CONC-8)', () => {
  const r = run(
    scenario({
      account: { concurrencyLimit: 4 },
      model: { coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 0 } },
    })
      .client('c', often(20, 500))
      .client('d', often(20, 500))
      .modelled('f', 1)
      .modelled('g', 1)
      .wire('sync', 'c', 'f')
      .wire('sync', 'd', 'g'),
  ).until(10);
  expect(r.records('invoke_ended')).toHaveLength(439);
  expect(THROTTLE_REASONS[r.records('throttled')[0]?.value ?? 0]).toBe('FunctionInvocationRateLimitExceeded');
});

test('asynchronous events have no such limit (CONC-8, ASYNC-22)', () => {
  const r = run(
    scenario({ model: { coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 0 } } })
      .client('c', often(10, 1000))
      .modelled('f', 1, { reservedConcurrency: 2 })
      .wire('async', 'c', 'f'),
  ).until(20);
  expect(r.records('throttled')).toEqual([]);
});
