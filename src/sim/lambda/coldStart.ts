/**
 * How long the parts of a cold start take that no code of the learner has a hand in (COLD-1): creating the environment,
 * downloading a large package (COLD-9), starting the runtime. Module code is not in it; it really runs.
 *
 * @assumed AWS publishes no such figures; measured ones are drawn from stored quantiles (D26, SIM-5). Lessons pin theirs.
 */
import type { Model, Runtime } from '../../scenario/schema.ts';
import type { RandomStream } from '../kernel/random.ts';
import { DOWNLOAD, ENVIRONMENT_MS, type Quantiles, RUNTIME_INIT_MS } from './coldStartFigures.ts';

/** Whole µs. Create and download come before `Init Duration` and are never billed; runtime init is part of it. */
export interface ColdStart {
  readonly createUs: number;
  readonly downloadUs: number;
  readonly runtimeInitUs: number;
}

export interface ColdStartSettings {
  readonly runtime: Runtime;
  readonly packageMb: number;
  readonly coldStart: Model['coldStart'];
}

/**
 * Draws one cold start. Takes three random numbers whatever the settings are, so that two runs which differ in one
 * setting stay comparable. With fixed figures nothing is added for a large package: what is pinned is the whole.
 */
export function drawColdStart(settings: ColdStartSettings, random: RandomStream): ColdStart {
  const [create, download, init] = [random.float(), random.float(), random.float()];
  if (settings.coldStart.kind === 'fixed') {
    return {
      createUs: microseconds(settings.coldStart.createMs),
      downloadUs: 0,
      runtimeInitUs: microseconds(settings.coldStart.runtimeInitMs),
    };
  }
  return {
    createUs: microseconds(quantile(ENVIRONMENT_MS, create)),
    downloadUs: microseconds(downloadMs(settings.packageMb, download)),
    runtimeInitUs: microseconds(quantile(RUNTIME_INIT_MS[settings.runtime], init)),
  };
}

/** Linear between the stored quantiles; beyond the first and the last their own value. */
export function quantile({ levels, values }: Quantiles, u: number): number {
  const next = levels.findIndex((level) => level >= u);
  if (next <= 0) return values[next === 0 ? 0 : values.length - 1] ?? 0;
  const [low, high] = [levels[next - 1] ?? 0, levels[next] ?? 1];
  const [from, to] = [values[next - 1] ?? 0, values[next] ?? 0];
  return from + ((u - low) / (high - low)) * (to - from);
}

function downloadMs(packageMb: number, u: number): number {
  const [least, most] = DOWNLOAD.msPerMb;
  return Math.max(0, packageMb - DOWNLOAD.floorMb) * (least + u * (most - least));
}

function microseconds(ms: number): number {
  return Math.round(ms * 1000);
}
