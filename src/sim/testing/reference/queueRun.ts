/** A queue, its mapping and a function: for the figures of event source mappings. */
import type { Scenario, Traffic } from '../../../scenario/schema.ts';
import { KIND } from '../../trace/records.ts';
import { run } from '../run.ts';
import { scenario } from '../scenarioBuilder.ts';
import { INSTANT } from './asyncRun.ts';
import { withTraffic } from './poolRun.ts';

/** Pollers at the start, and how many more come each second. */
const RAMP = { start: 5, perS: 5 };

interface QueueLoad {
  readonly pollers: number;
  readonly maximum_concurrency?: number;
  readonly batch: number;
  readonly service_s: number;
  /** Messages a second; saturated when left out. */
  readonly arrival_rate?: number;
}

/** Messages that are done in a second, once the pollers have grown: over 20 whole batches of each. */
export function messagesPerS({
  pollers,
  maximum_concurrency = pollers,
  batch,
  service_s,
  arrival_rate,
}: QueueLoad): number {
  const fromS = Math.max(0, Math.ceil((maximum_concurrency - RAMP.start) / RAMP.perS)) + 2 * service_s + 1;
  const toS = fromS + 20 * service_s;
  const most = (maximum_concurrency * batch) / service_s;
  const perS = arrival_rate ?? 1.1 * most;
  const s = queueScenario({
    traffic: { kind: 'every', startS: 0, everyMs: 1000 / perS, count: 1_000_000 },
    durationS: toS + 1,
    serviceMs: service_s * 1000,
    batch,
    maximumConcurrency: maximum_concurrency,
  });
  const { trace } = run(s).until(toS).kernel;
  let done = 0;
  for (let i = 0; i < trace.length; i++) {
    const timeS = (trace.time[i] ?? 0) / 1e6;
    if (trace.kind[i] === KIND.message_deleted && timeS > fromS && timeS <= toS) done++;
  }
  return done / (toS - fromS);
}

/** Mean seconds that a message waits for one of `servers` pollers, each with one message at a time. */
export function queueWaitS(load: {
  readonly rate: number;
  readonly service: { readonly mean: number };
  readonly servers: number;
  readonly requests: number;
  readonly seed: number;
}): number {
  const { rate, service, servers, requests, seed } = load;
  const toS = requests / rate;
  const fromS = 20;
  const traffic = { kind: 'poisson', ratePerS: rate, startS: 0, endS: toS } as const;
  const handler = { kind: 'modelled', duration: { kind: 'exponential', meanMs: service.mean * 1000 } } as const;
  const s = scenario({ seed, durationS: 604_800, model: INSTANT, account: { concurrencyLimit: 100_000 } })
    .queue('source', { visibilityTimeoutS: 43_200, message: 'm' })
    .modelled('f', 0, { timeoutS: 900, handler })
    .wire('mapping', 'source', 'f', { batchSize: 1, maximumConcurrency: servers });
  const { trace } = run(withTraffic(s.build(), traffic)).until(toS + 100).kernel;
  const sentS = new Map<number, number>();
  let [waits, sumS] = [0, 0];
  for (let i = 0; i < trace.length; i++) {
    const timeS = (trace.time[i] ?? 0) / 1e6;
    const subject = trace.subject[i] ?? 0;
    if (trace.kind[i] === KIND.message_sent) sentS.set(subject, timeS);
    if (trace.kind[i] !== KIND.message_received) continue;
    const sent = sentS.get(subject) ?? 0;
    if (sent < fromS) continue;
    waits++;
    sumS += timeS - sent;
  }
  return sumS / waits;
}

/** Batches that may run at once so long after the start, while messages wait. */
export function pollersAt(timeS: number): number {
  const traffic = { kind: 'burst', atS: 0, count: 4000 } as const;
  const s = queueScenario({ traffic, durationS: 1000, serviceMs: 900_000, batch: 1, maximumConcurrency: null });
  return run(s).until(timeS).records('pollers_changed').at(-1)?.value ?? 0;
}

interface QueueSettings {
  readonly traffic: Traffic;
  readonly durationS: number;
  readonly serviceMs: number;
  readonly batch: number;
  readonly maximumConcurrency: number | null;
}

function queueScenario({ traffic, durationS, serviceMs, batch, maximumConcurrency }: QueueSettings): Scenario {
  const built = scenario({ durationS, model: INSTANT, account: { concurrencyLimit: 100_000 } })
    .queue('source', { visibilityTimeoutS: 43_200, message: 'm' })
    .modelled('f', serviceMs, { timeoutS: 900 })
    .wire('mapping', 'source', 'f', { batchSize: batch, maximumConcurrency, batchingWindowS: batch > 10 ? 1 : 0 })
    .build();
  return withTraffic(built, traffic);
}
