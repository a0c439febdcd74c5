/** Steps of demand and short requests against the rates: for the figures of scaling. */
import { KIND } from '../../trace/records.ts';
import type { Trace } from '../../trace/trace.ts';
import { run } from '../run.ts';
import { scenario } from '../scenarioBuilder.ts';
import { INSTANT } from './asyncRun.ts';
import { withTraffic } from './poolRun.ts';

/** Between two attempts of the demand that was refused. */
const RETRY_MS = 5;

interface Step {
  /** Requests that are there from 0 s on, are tried again until they run, and then stay. */
  readonly demand: number;
  readonly timeS: number;
  readonly accountLimit?: number | null;
}

/** Environments so long after a step. */
export function environmentsAt(step: Step): number {
  return count(stepped(step), KIND.environment_created);
}

/** When the last of the demand runs, s. */
export function secondsUntil(demand: number): number {
  const trace = stepped({ demand, timeS: 60 });
  let [left, timeS] = [demand, Number.POSITIVE_INFINITY];
  for (let i = 0; i < trace.length && left > 0; i++) {
    if (trace.kind[i] !== KIND.environment_created) continue;
    left--;
    timeS = (trace.time[i] ?? 0) / 1e6;
  }
  return left > 0 ? Number.POSITIVE_INFINITY : timeS;
}

function stepped({ demand, timeS, accountLimit }: Step): Trace {
  const limit = Math.min(demand, accountLimit ?? demand);
  const s = scenario({ durationS: 604_800, model: INSTANT, account: { concurrencyLimit: Math.max(1, limit) } })
    .client('first', { traffic: { kind: 'burst', count: demand } })
    .client('again', { traffic: { kind: 'every', everyMs: RETRY_MS, startS: RETRY_MS / 1000, count: 1_000_000 } })
    .modelled('f', 900_000, { timeoutS: 900 })
    .wire('sync', 'first', 'f')
    .wire('sync', 'again', 'f');
  return run(s).until(timeS).kernel.trace;
}

/** Requests refused within a time, when each needs an environment of its own for all of it. */
export function throttledBy({ request_rate, t_s }: { readonly request_rate: number; readonly t_s: number }): number {
  const s = scenario({ durationS: 604_800, model: INSTANT, account: { concurrencyLimit: 100_000 } })
    .client('c', { traffic: { kind: 'every', everyMs: 1000 / request_rate, count: request_rate * t_s } })
    .modelled('f', 60_000, { timeoutS: 900 })
    .wire('sync', 'c', 'f');
  return count(run(s).until(t_s).kernel.trace, KIND.throttled);
}

/** Requests a second that a concurrency serves when three times as many come. */
export function servedPerS({ limit, serviceS }: { readonly limit: number; readonly serviceS: number }): number {
  const [fromS, toS] = [2, 12];
  const s = scenario({ durationS: 604_800, model: INSTANT, account: { concurrencyLimit: limit } })
    .client('source')
    .modelled('f', serviceS * 1000)
    .wire('sync', 'source', 'f');
  const everyMs = 1000 / (30 * limit);
  const { trace } = run(withTraffic(s.build(), { kind: 'every', startS: 0, everyMs, count: 1_000_000 })).until(
    toS,
  ).kernel;
  return count(trace, KIND.invoke_ended, fromS) / (toS - fromS);
}

function count(trace: Trace, kind: number, fromS = 0): number {
  let found = 0;
  for (let i = 0; i < trace.length; i++) if (trace.kind[i] === kind && (trace.time[i] ?? 0) >= fromS * 1e6) found++;
  return found;
}
