/**
 * Measured cold-start figures of Node.js functions: zip package, x86-64. Times in ms.
 *
 * @source maxday/lambda-perf, daily benchmark, https://github.com/maxday/lambda-perf, runs of 2026-06-24 to 2026-08-22,
 *   ten forced cold starts a day; Apache-2.0 (init times). Read 2026-11.
 * @source codetalkio/patterns-serverless-rust-minimal, benchmark/response-times.md, 116 X-Ray traces, 2021-01
 *   (median and 90th percentile of the time before INIT).
 * @source PeterUlb/lambdabench, README.md, 2026-07 (4–8 ms per MB of code; about 100 ms for the environment), and
 *   Brooker et al., On-demand Container Loading in AWS Lambda, USENIX ATC 2023 (starts as low as 50 ms).
 */
import type { Runtime } from '../../scenario/schema.ts';

/** A distribution as stored quantiles: `values[i]` is the quantile of `levels[i]`. */
export interface Quantiles {
  readonly levels: readonly number[];
  readonly values: readonly number[];
}

const INIT_LEVELS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** Runtime init: `Init Duration` of a hello world (COLD-4), about the same at every memory size (ENV-24). */
export const RUNTIME_INIT_MS: Readonly<Record<Runtime, Quantiles>> = {
  'nodejs24.x': { levels: INIT_LEVELS, values: [105.1, 111.5, 121.4, 129.5, 136.7, 146.9, 161.9, 176.3, 206.5] },
  'nodejs22.x': { levels: INIT_LEVELS, values: [108.8, 116.2, 127.7, 135.5, 142.0, 151.3, 165.2, 177.1, 204.0] },
  'nodejs20.x': { levels: INIT_LEVELS, values: [108.7, 116.2, 129.5, 136.6, 142.7, 151.6, 164.2, 174.3, 203.1] },
};

/**
 * Placement, download of small code and start of the microVM, before the clock of `Init Duration`.
 * @assumed Only the median and the 90th percentile are measured; the ends are the lowest figure and the round one that
 *   the other sources name.
 */
export const ENVIRONMENT_MS: Quantiles = { levels: [0.01, 0.5, 0.9, 0.99], values: [50, 76, 94, 100] };

/** What a larger zip adds to the environment phase. */
export const DOWNLOAD = { floorMb: 5, msPerMb: [4, 8] } as const;
