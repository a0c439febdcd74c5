import { describe, expect, it } from 'vitest';
import { run } from '../../testing/run.ts';
import { sampleRun } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { type FunctionSummary, summarize } from './summary.ts';
import { ViewCursor } from './view.ts';

const sample = sampleRun();

describe('the summary of a run', () => {
  it('counts per node', () => {
    const { nodes } = summarize(sample.kernel.trace, sample.scenario);
    expect(nodes.n1).toMatchObject({ type: 'client', name: 'shop', sent: 3, ok: 2, failed: 0, throttled: 1 });
    expect(nodes.n9).toMatchObject({
      invocations: 8,
      cold: 2,
      warm: 6,
      throttles: 1,
      environments: 2,
      peakConcurrency: 2,
      throttlesByReason: { ReservedFunctionConcurrentInvocationLimitExceeded: 1 },
    });
    expect(nodes.n10).toMatchObject({ errors: 18, retries: 12, deadLettered: 6, destinations: 6, waiting: 0 });
    expect(nodes.n11).toMatchObject({ destinations: 1, errors: 0 });
    expect(nodes.n6).toEqual({
      type: 'queue',
      name: 'orders',
      received: 3,
      deleted: 2,
      deadLettered: 1,
      visible: 0,
      inFlight: 0,
    });
    expect(nodes.n4).toMatchObject({ type: 'bucket', objects: 1, puts: 1, sent: 1 });
  });

  it('has totals that are the sums of its functions', () => {
    const { nodes, totals } = summarize(sample.kernel.trace, sample.scenario);
    const functions = Object.values(nodes).filter((n): n is FunctionSummary => n.type === 'function');
    for (const count of ['invocations', 'cold', 'warm', 'errors', 'timeouts', 'throttles', 'retries'] as const) {
      expect(
        functions.reduce((sum, fn) => sum + fn[count], 0),
        count,
      ).toBe(totals[count]);
    }
    expect(functions.reduce((sum, fn) => sum + fn.costUsd, 0)).toBeCloseTo(totals.costUsd, 15);
  });

  it('counts dead letters of functions, and messages that the redrive of a queue moved, at the node that sent them away', () => {
    const { nodes, totals } = summarize(sample.kernel.trace, sample.scenario);
    const of = (id: string) => (nodes[id] as { deadLettered?: number }).deadLettered; // functions and queues have it
    expect([of('n10'), of('n6'), of('n7')]).toEqual([6, 1, 0]);
    expect(totals.deadLettered).toBe(7);
  });

  it('agrees with the view at the end', () => {
    const { trace } = sample.kernel;
    const view = new ViewCursor(trace, sample.scenario).at(trace.length - 1);
    const { totals, records, timeS } = summarize(trace, sample.scenario);
    const { peakConcurrency, ...counts } = totals;
    expect(counts).toEqual({ ...view.totals, deadLettered: view.totals.deadLettered + 1 });
    expect(peakConcurrency).toBe(view.account.peak);
    expect([records, timeS]).toEqual([trace.length, 1500]);
  });

  it('gives the requests in flight on average, cold starts included (CONC-1, CONC-2)', () => {
    const r = run(
      scenario({ durationS: 100 })
        .client('c', { traffic: { kind: 'every', everyMs: 10_000, count: 10 } })
        .modelled('work', 2000)
        .wire('sync', 'c', 'work'),
    ).until(100);
    const { meanConcurrency } = summarize(r.kernel.trace, r.scenario).nodes.n2 as FunctionSummary;
    expect(meanConcurrency).toBeCloseTo((10 * 2 + 0.34) / 100, 5);
  });

  it('gives percentiles of duration, init and latency by the nearest rank', () => {
    const handler = { kind: 'modelled', duration: { kind: 'uniform', minMs: 100, maxMs: 200 } } as const;
    const r = run(
      scenario()
        .client('c', { traffic: { kind: 'every', everyMs: 1000, count: 200 } })
        .modelled('work', 1, { handler })
        .wire('sync', 'c', 'work'),
    ).until(300);
    const { nodes } = summarize(r.kernel.trace, r.scenario);
    const work = nodes.n2 as FunctionSummary;
    expect(work.durationMs.count).toBe(200);
    expect(work.durationMs.p50).toBeCloseTo(150, -1);
    expect(work.durationMs.p99).toBeLessThanOrEqual(work.durationMs.max);
    expect(work.initMs).toMatchObject({ count: 1, p50: 140, max: 140 });
    const { latencyMs } = nodes.n1 as { latencyMs: { max: number; count: number } };
    expect(latencyMs.count).toBe(200);
    expect(latencyMs.max).toBeGreaterThanOrEqual(440);
  });
});
