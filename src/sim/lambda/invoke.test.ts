import { expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { THROTTLE_REASONS } from '../trace/records.ts';

const burst = (count: number) => ({ kind: 'burst' as const, atS: 1, count });

test('of three concurrent requests to a function with reserved concurrency 2 the third gets 429 at once (INV-14, INV-15, CONC-7)', () => {
  const r = run(
    scenario()
      .client('c', { traffic: burst(3) })
      .modelled('f', 100, { reservedConcurrency: 2 })
      .wire('sync', 'c', 'f'),
  ).until(10);
  const [refused, ...served] = r.records('responded');
  expect(refused).toMatchObject({ timeUs: 1_000_000, value: 429, rule: 'INV-14' });
  expect(JSON.parse(refused?.data.payload)).toEqual({
    Type: 'User',
    message: 'Rate Exceeded.',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
  expect(served.map(({ value }) => value)).toEqual([200, 200]);
  // It never reaches the function (INV-16).
  expect(r.records('invoke_started')).toHaveLength(2);
});

test('one busy function starves another without reserved concurrency, but not one that has it (CONC-5, CONC-6)', () => {
  const r = run(
    scenario({ account: { concurrencyLimit: 10 } })
      .client('many', { traffic: burst(20) })
      .client('late', { traffic: { kind: 'single', atS: 2 } })
      .modelled('busy', 60_000, { timeoutS: 100 })
      .modelled('poor', 10)
      .modelled('safe', 10, { reservedConcurrency: 3 })
      .wire('sync', 'many', 'busy')
      .wire('sync', 'late', 'poor')
      .wire('sync', 'late', 'safe'),
  ).until(50);
  expect(r.records('environment_created').filter(({ value }) => value === r.number('busy'))).toHaveLength(7);
  const reasons = r.records('throttled').map(({ value }) => THROTTLE_REASONS[value]);
  expect(new Set(reasons)).toEqual(new Set(['ConcurrentInvocationLimitExceeded']));
  expect(reasons).toHaveLength(13 + 1);
  expect(r.records('responded').filter(({ value }) => value === 200)).toHaveLength(1);
});

test('concurrency counts a request from its cold start on (CONC-2)', () => {
  const r = run(
    scenario()
      .client('c', { traffic: { kind: 'times', timesS: [1, 1.3] } })
      .modelled('f', 10, { reservedConcurrency: 1 })
      .wire('sync', 'c', 'f'),
  ).until(10);
  // The first is still in its INIT at 1.3 s.
  expect(r.records('responded').map(({ value }) => value)).toEqual([429, 200]);
});

test('average concurrency is arrival rate times duration (CONC-1)', () => {
  const r = run(
    scenario({ model: { coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 0 } } })
      .client('c', { traffic: { kind: 'every', everyMs: 10, count: 5000 } })
      .modelled('f', 500)
      .wire('sync', 'c', 'f'),
  ).until(60);
  expect(r.records('environment_created')).toHaveLength(50);
});

test('every environment draws its own cold start, from the function’s own stream (D16)', () => {
  const times = (extra: boolean) => {
    const s = scenario({ model: { coldStart: { kind: 'measured' } } });
    s.client('c', { traffic: burst(5) })
      .modelled('f', 10)
      .wire('sync', 'c', 'f');
    if (extra)
      s.client('d', { traffic: burst(5) })
        .modelled('g', 10)
        .wire('sync', 'd', 'g');
    return run(s)
      .until(60)
      .records('environment_created')
      .filter(({ value }) => value === 2)
      .map(({ data }) => data.createMs);
  };
  expect(new Set(times(false)).size).toBe(5);
  expect(times(true)).toEqual(times(false));
});
