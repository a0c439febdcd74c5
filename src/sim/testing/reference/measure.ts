/** From a reference case to what this simulator gives for it. */
import type { Model, Traffic } from '../../../scenario/schema.ts';
import { randomStream } from '../../kernel/random.ts';
import { asyncFigures, throttleRetries } from './asyncRun.ts';
import { fullSample, type ReferenceCase, toleranceOf } from './cases.ts';
import { draw, type Law } from './laws.ts';
import { type Pool, type PoolFigures, poolRun } from './poolRun.ts';
import { messagesPerS, pollersAt, queueWaitS } from './queueRun.ts';
import { environmentsAt, secondsUntil, servedPerS, throttledBy } from './scalingRun.ts';

export interface Measured {
  readonly value: number;
  /** Half of the 95 % confidence interval, from the spread of the runs; null for one run, or without chance. */
  readonly halfWidth: number | null;
  readonly tolerance: number;
  /** Requests, events or runs; null without chance. */
  readonly sample: number | null;
  readonly passes: boolean;
}

/** Most requests of one run: a trace of them fits into memory. */
const RUN_MOST = 100_000;

/**
 * Measures a case with a part of its stated sample, at least `least` requests (or the whole, where that is less). With several runs
 * each has a seed of its own.
 */
export function measure(c: ReferenceCase, { part, least = 1 }: { part: number; least?: number }): Measured {
  const full = fullSample(c);
  if (full === null) return judged(c, [oneRun(c, 1, 1)], null);
  const wanted = Math.ceil(Math.min(full, Math.max(least, full * part)));
  const runs = runsFor(c, wanted, part);
  const values = Array.from({ length: runs }, (_, i) => oneRun(c, wanted / runs, i + 1));
  return judged(c, values, c.sample?.horizon_s === undefined ? wanted : full * runs);
}

/** A case with a horizon is run to it each time; a case of runs has as many. */
function runsFor({ sample, group }: ReferenceCase, wanted: number, part: number): number {
  if (sample?.horizon_s !== undefined) return part < 1 ? 1 : 10;
  if (sample?.runs !== undefined) return wanted;
  return Math.max(group === 'b' ? 3 : wanted >= 20_000 ? 5 : 1, Math.ceil(wanted / RUN_MOST));
}

function judged(c: ReferenceCase, values: readonly number[], sample: number | null): Measured {
  const value = c.id.startsWith('a-quantile') ? median(values) : mean(values);
  const tolerance = toleranceOf(c, sample);
  const halfWidth = values.length > 1 ? 1.96 * Math.sqrt(variance(values) / values.length) : null;
  return { value, halfWidth, tolerance, sample, passes: Math.abs(value - c.expected) <= tolerance };
}

/** One run with about `requests` counted requests. */
function oneRun(c: ReferenceCase, requests: number, seed: number): number {
  const { group, id, inputs } = c;
  if (id === 'f-throttle-retries') return throttleRetries();
  if (group === 'f')
    return asyncFigures({ ...inputs, events: Math.round(requests), seed })[id.split('-p')[0] ?? ''] ?? Number.NaN;
  if (group === 'g') return scaling(c);
  if (id === 'e-rps-quota') return servedPerS({ limit: inputs.concurrency_limit, serviceS: inputs.service_s });
  if (id.startsWith('e-sqs-ramp')) return pollersAt(inputs.t_s);
  if (group === 'e') return messagesPerS(inputs);
  if (id.startsWith('b-wait')) return queueWaitS({ ...inputs, requests, seed });
  return poolValue(c, figuresOf(poolOf(c, requests, seed)));
}

/** Several cases ask for figures of the same runs, one after the other. */
const lately = new Map<string, PoolFigures>();

function figuresOf(pool: Pool): PoolFigures {
  const key = JSON.stringify(pool);
  const known = lately.get(key);
  if (known) return known;
  if (lately.size >= 300) lately.clear();
  const found = poolRun(pool);
  lately.set(key, found);
  return found;
}

function scaling({ id, inputs }: ReferenceCase): number {
  if (id === 'g-time-to-3000') return secondsUntil(inputs.demand);
  if (id.startsWith('g-throttled')) return throttledBy(inputs);
  return environmentsAt({ demand: inputs.demand, accountLimit: inputs.account_limit, timeS: inputs.t_s });
}

// ------------------------------------------------------------------------------------------------ pools

const ROUTING: Readonly<Record<string, Model['routing']>> = {
  mru: 'mostRecentlyUsed',
  lru: 'leastRecentlyUsed',
  newest: 'newest',
  oldest: 'oldest',
  random: 'random',
};

export function poolOf({ inputs, sample, id }: ReferenceCase, requests: number, seed: number): Pool {
  const { warm, cold, service, service_s, arrivals, rate, interval_s } = inputs;
  const law: Law =
    warm ?? (service_s === undefined ? serviceLaw(service, seed) : { kind: 'constant', value: service_s });
  const warmupS = sample?.horizon_s === undefined ? (sample?.warmup_s ?? 0) : 0;
  const isHerd = interval_s !== undefined;
  const spanS =
    inputs.t_s ??
    (isHerd ? interval_s * inputs.requests : requests * (arrivals.mean ?? meanOf(arrivals)) || requests / rate);
  const horizonS = sample?.horizon_s ?? warmupS + spanS;
  return {
    seed,
    traffic: trafficOf(inputs, horizonS, seed),
    horizonS: isHerd ? horizonS - 0.001 : horizonS,
    warmupS,
    service: law,
    ...(cold && JSON.stringify(cold) !== JSON.stringify(law) ? { coldService: cold } : {}),
    initMs: inputs.init_ms ?? 0,
    ...(inputs.keepalive_s === undefined ? {} : { keepaliveS: inputs.keepalive_s }),
    ...(inputs.routing === undefined ? {} : { routing: ROUTING[inputs.routing] ?? 'mostRecentlyUsed' }),
    ...(inputs.reserved === undefined ? {} : { reserved: inputs.reserved }),
    ...(inputs.max_concurrency === undefined ? {} : { accountLimit: inputs.max_concurrency }),
    ...(id.startsWith('c-poisson') ? { warmupS: 0 } : {}),
  };
}

/** The kinds of a service that matters only through its mean take turns by the seed. */
function serviceLaw(service: { kinds?: readonly string[]; mean: number } & Partial<Law>, seed: number): Law {
  // With a kind it is a law of the file; without one only the mean is given.
  if (service.kind !== undefined) return service as Law;
  const laws: readonly Law[] = [
    { kind: 'exponential', mean: service.mean },
    { kind: 'constant', value: service.mean },
    { kind: 'lognormal', mean: service.mean, cv: 1.5 },
  ];
  return laws[seed % laws.length] ?? { kind: 'exponential', mean: service.mean };
}

function meanOf(arrivals: Law | string): number {
  return typeof arrivals === 'string' || arrivals.kind !== 'uniform' ? 0 : (arrivals.low + arrivals.high) / 2;
}

// biome-ignore lint/suspicious/noExplicitAny: inputs as in the file
function trafficOf({ arrivals, rate, interval_s, requests }: any, horizonS: number, seed: number): Traffic {
  if (interval_s !== undefined) return { kind: 'every', everyMs: interval_s * 1000, startS: 0, count: requests };
  if (rate !== undefined) return { kind: 'poisson', ratePerS: rate, startS: 0, endS: horizonS };
  const random = randomStream(seed, 'c', 'reference');
  const timesS: number[] = [];
  for (let s = draw(arrivals, random); s < horizonS; s += draw(arrivals, random)) timesS.push(s);
  return { kind: 'times', timesS };
}

function poolValue({ quantity, inputs, id }: ReferenceCase, f: PoolFigures): number {
  if (id.startsWith('a-quantile')) return quantile(f.busyShares, inputs.q);
  if (id.startsWith('a-transient')) return f.busyAtEnd;
  if (/^(cold_prob|cold-start probability)$/.test(quantity)) return f.cold / f.requests;
  if (/^(cold_count|cold starts)$/.test(quantity)) return f.cold;
  if (/^environments left/.test(quantity)) return f.environmentsAtEnd;
  if (/^(avg_server_count|time-average number of environments)$/.test(quantity)) return f.environments;
  if (quantity === 'avg_idle_count') return f.environments - f.busy;
  if (quantity === 'avg_lifespan_s') return f.lifespanS ?? Number.NaN;
  if (quantity === 'share of requests throttled') return f.throttled / f.requests;
  return f.busy;
}

function quantile(shares: readonly number[], q: number): number {
  let sum = 0;
  return shares.findIndex((share) => {
    sum += share;
    return sum >= q;
  });
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const variance = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / Math.max(1, values.length - 1);
