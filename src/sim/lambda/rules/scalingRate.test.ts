import { expect, test } from 'vitest';
import { run } from '../../testing/run.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { THROTTLE_REASONS } from '../../trace/records.ts';
import { SCALING_RATE } from './scalingRate.ts';

test('1,000 environments at once, then 100 a second, not saved up beyond 1,000 (CONC-9)', () => {
  expect(SCALING_RATE).toEqual({ capacity: 1000, perS: 100 });
});

test('of 2,500 simultaneous requests 1,000 start, the rest is refused; a second later there is room for 100 (CONC-9, CONC-10)', () => {
  const burst = (atS: number, count: number) => ({ traffic: { kind: 'burst' as const, atS, count } });
  const r = run(
    scenario({ account: { concurrencyLimit: 5000 } })
      .client('c', burst(0, 2500))
      .client('d', burst(1, 500))
      .modelled('f', 60_000, { timeoutS: 900 })
      .wire('sync', 'c', 'f')
      .wire('sync', 'd', 'f'),
  ).until(1);
  expect(r.records('environment_created')).toHaveLength(1100);
  const refused = r.records('throttled');
  expect(refused).toHaveLength(1900);
  expect(refused[0]?.rule).toBe('CONC-10');
  expect(THROTTLE_REASONS[refused[0]?.value ?? 0]).toBe('FunctionInvocationRateLimitExceeded');
});

test('a request that finds an idle environment needs none, and each function has a rate of its own (CONC-10)', () => {
  const burst = (atS: number, count: number) => ({ traffic: { kind: 'burst' as const, atS, count } });
  const r = run(
    scenario({ account: { concurrencyLimit: 5000 } })
      .client('c', burst(0, 1000))
      .client('again', burst(2, 1000))
      .client('d', burst(0, 1000))
      .modelled('f', 10)
      .modelled('g', 10)
      .wire('sync', 'c', 'f')
      .wire('sync', 'again', 'f')
      .wire('sync', 'd', 'g'),
  ).until(10);
  expect(r.records('throttled')).toEqual([]);
  expect(r.records('environment_created')).toHaveLength(2000);
});
