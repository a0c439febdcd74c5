import { test } from 'vitest';
import { run } from './run.ts';
import { scenario } from './scenarioBuilder.ts';
test('bench', () => {
  for (const seconds of [5, 20, 20]) {
    const r = run(scenario({ durationS: seconds, account: { concurrencyLimit: 10000 } }).client('c', { traffic: { kind: 'poisson', ratePerS: 20000, endS: seconds } })
      .modelled('f', 100, { handler: { kind: 'modelled', duration: { kind: 'exponential', meanMs: 50 } } }).wire('sync', 'c', 'f'));
    const t = performance.now();
    r.until(seconds);
    const ms = performance.now() - t;
    const n = r.kernel.trace.length;
    console.log(`${seconds}s: ${(n / 5).toFixed(0)} requests, ${n} records, ${ms.toFixed(0)} ms: ${((seconds * 20000) / ms).toFixed(0)}k req/s; heap ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB`);
  }
}, 120000);
