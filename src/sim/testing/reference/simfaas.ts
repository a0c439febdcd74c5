/** The configurations of `simfaas.json`, a simulator of serverless pools: its rule takes the environment that was created last. */
import { type Pool, type PoolFigures, poolRun } from './poolRun.ts';

/** A figure over independent runs, as the file gives it and as it is measured here. */
export interface Spread {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly sem: number;
}

export interface SimfaasInputs {
  readonly rate: number;
  readonly warmS: number;
  readonly coldS: number;
  readonly expiryS: number;
  readonly horizonS: number;
  readonly limit?: number;
}

export type FigureName =
  | 'cold_prob'
  | 'cold_count'
  | 'avg_server_count'
  | 'avg_running_count'
  | 'avg_idle_count'
  | 'avg_lifespan_s';

/** All figures of a configuration, from as many runs with seeds of their own. */
export function simfaasFigures(inputs: SimfaasInputs, runs: number): Readonly<Record<FigureName, Spread>> {
  const all = Array.from({ length: runs }, (_, i) => poolRun(poolOf(inputs, i + 1)));
  const over = (figure: (f: PoolFigures) => number): Spread => spread(all.map(figure));
  return {
    cold_prob: over((f) => f.cold / f.requests),
    cold_count: over((f) => f.cold),
    avg_server_count: over((f) => f.environments),
    avg_running_count: over((f) => f.busy),
    avg_idle_count: over((f) => f.environments - f.busy),
    avg_lifespan_s: over((f) => f.lifespanS ?? Number.NaN),
  };
}

function poolOf({ rate, warmS, coldS, expiryS, horizonS, limit = 1000 }: SimfaasInputs, seed: number): Pool {
  return {
    seed,
    traffic: { kind: 'poisson', ratePerS: rate, startS: 0, endS: horizonS },
    horizonS,
    warmupS: 0,
    service: { kind: 'exponential', mean: warmS },
    coldService: { kind: 'exponential', mean: coldS },
    keepaliveS: expiryS,
    routing: 'newest',
    accountLimit: limit,
  };
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, sem: Math.sqrt(variance / values.length) };
}

/** Whether two figures differ by at most four standard errors of their difference; `sdOfOneRun` is that of the file. */
export function agree(
  measured: Spread,
  expected: Spread & { readonly sd_of_one_run: number },
  runs: number,
): { readonly passes: boolean; readonly tolerance: number } {
  const tolerance = 4 * Math.sqrt(expected.sd_of_one_run ** 2 / runs + expected.sem ** 2);
  return { passes: Math.abs(measured.mean - expected.mean) <= tolerance, tolerance };
}

/** Mean over pairs of the error relative to what was measured, in percent. */
export function meanErrorPercent(pairs: readonly (readonly [ours: number, measured: number])[]): number {
  return (100 * pairs.reduce((sum, [ours, measured]) => sum + Math.abs(ours - measured) / measured, 0)) / pairs.length;
}
