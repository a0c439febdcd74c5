/** The kernel against figures that can be worked out: queueing theory, exact counts, arithmetic. Samples are small, tolerances scaled (D35). */
import { expect, test } from 'vitest';
import type { Model } from '../../scenario/schema.ts';
import { CONDITIONS } from '../trace/records.ts';
import { type Run, run } from './run.ts';
import { type ScenarioBuilder, scenario } from './scenarioBuilder.ts';
import { describeWithSharedData, sharedJson } from './sharedData.ts';

interface Case {
  readonly id: string;
  readonly quantity: string;
  // biome-ignore lint/suspicious/noExplicitAny: each group of cases has inputs of its own
  readonly inputs: any;
  readonly expected: number;
  readonly tolerance: { readonly abs?: number; readonly rel?: number };
  readonly sample?: { readonly requests?: number; readonly events?: number };
}

/** Requests of a stochastic case; the reference figures come from a million. */
const SAMPLE = 20_000;

const ROUTING: Readonly<Record<string, Model['routing']>> = {
  mru: 'mostRecentlyUsed',
  lru: 'leastRecentlyUsed',
  newest: 'newest',
  oldest: 'oldest',
  random: 'random',
};

describeWithSharedData('closed-form cases', () => {
  const all: Case[] = sharedJson('reference/closed-form.json').cases;
  const cases = (pattern: RegExp) => all.filter(({ id }) => pattern.test(id)).map((c) => [c.id, c] as const);

  test.each(cases(/^a-concurrency-(exp|det|exp-busy)$/))('%s: time-average concurrency', (_, c) => {
    const { rate, service } = c.inputs;
    const durationS = SAMPLE / rate;
    const r = run(poisson({ rate, durationS, durationMs: law(service) })).until(durationS);
    const warmupS = Math.min(durationS / 10, 10 * (service.mean ?? service.value));
    expectNear(c, averageBusy(r, warmupS, durationS), SAMPLE);
  });

  test.each(cases(/^b-block-(10x0.5-c5|100x0.1-c10|50x0.4-c20|2x1.0-c1|20x0.25-c10)$/))(
    '%s: share of requests throttled at the reserved concurrency, for any law of the duration',
    (_, c) => {
      const { rate, service, reserved } = c.inputs;
      for (const durationMs of [
        { kind: 'exponential' as const, meanMs: service.mean * 1000 },
        { kind: 'constant' as const, ms: service.mean * 1000 },
      ]) {
        const durationS = SAMPLE / rate;
        const r = run(poisson({ rate, durationS, durationMs, reserved })).until(durationS);
        expectNear(c, r.records('throttled').length / r.records('arrival').length, SAMPLE);
      }
    },
  );

  test.each(cases(/^c-cold-a/))('%s: cold starts at even arrivals', (_, c) => {
    const { interval_s, service_s, keepalive_s, requests } = c.inputs;
    const durationS = Math.min(604_800, interval_s * requests);
    const s = scenario({ durationS, model: model({ keepaliveS: keepalive_s }) })
      .client('c', { traffic: { kind: 'every', everyMs: interval_s * 1000, count: requests } })
      .modelled('f', service_s * 1000)
      .wire('sync', 'c', 'f');
    expect(run(s).until(durationS).records('environment_created')).toHaveLength(c.expected);
  });

  test.each(cases(/^c-init-herd/))('%s: a slow init makes a herd, and routing decides how many are left', (_, c) => {
    const { interval_s, service_s, init_ms, keepalive_s, requests, routing = 'mru' } = c.inputs;
    const durationS = interval_s * requests;
    const s = scenario({ durationS, model: model({ keepaliveS: keepalive_s, initMs: init_ms, routing }) })
      .client('c', { traffic: { kind: 'every', everyMs: interval_s * 1000, count: requests } })
      .modelled('f', service_s * 1000)
      .wire('sync', 'c', 'f');
    const r = run(s).until(durationS - 0.001);
    const created = r.records('environment_created').length;
    const left = created - r.records('environment_stopped').length;
    expect(/-left-/.test(c.id) ? left : created).toBe(c.expected);
  });

  test.each(cases(/^c-poisson-instant-0.01-T300$/))('%s: probability of a cold start', (_, c) => {
    const r = run(
      poisson({
        rate: c.inputs.rate,
        durationS: 600_000,
        durationMs: { kind: 'constant', ms: 0 },
        keepaliveS: c.inputs.keepalive_s,
      }),
    ).until(600_000);
    const requests = r.records('arrival').length;
    expectNear(c, r.records('environment_created').length / requests, requests);
  });

  test.each(cases(/^d-(mru|lru|newest|oldest|random)-1x1-T10-cold_prob$/))(
    '%s: probability of a cold start by routing',
    (_, c) => {
      const { rate, service, keepalive_s, routing } = c.inputs;
      const durationS = SAMPLE / rate;
      const s = poisson({ rate, durationS, durationMs: law(service), keepaliveS: keepalive_s, routing });
      const r = run(s).until(durationS);
      expectNear(c, r.records('environment_created').length / r.records('arrival').length, SAMPLE);
    },
  );

  test.each(cases(/^e-sqs-(n5-b10-s0.5|n2-b1-s0.1)$/))('%s: messages per second of a saturated queue', (_, c) => {
    const { pollers, batch, service_s } = c.inputs;
    const r = run(queue({ messages: 5000, batch, serviceMs: service_s * 1000, maximumConcurrency: pollers })).until(41);
    const deleted = r.records('message_deleted').filter(({ timeUs }) => timeUs > 1_000_000);
    expect(deleted.length / 40 / c.expected).toBeCloseTo(1, 1);
  });

  test.each(cases(/^e-sqs-drain$/))('%s: seconds to drain a queue', (_, c) => {
    const { messages, pollers, batch, service_s } = c.inputs;
    const r = run(queue({ messages, batch, serviceMs: service_s * 1000, maximumConcurrency: pollers })).until(100);
    // The first seconds are those in which the pollers grow from 5 to 50.
    const lost = [0, 1, 2, 3, 4, 5, 6, 7, 8].reduce((sum, s) => sum + (45 - 5 * s), 0) / pollers;
    const lastUs = r.records('message_deleted').at(-1)?.timeUs ?? 0;
    expect(r.records('message_deleted')).toHaveLength(messages);
    expect(lastUs / 1_000_000).toBeGreaterThanOrEqual(c.expected);
    expect(lastUs / 1_000_000).toBeLessThanOrEqual(c.expected + lost + 2 * service_s);
  });

  test.each(cases(/^e-sqs-ramp-(0|30|60|120|200|300)$/))('%s: batches that may run at once', (_, c) => {
    const r = run(queue({ messages: 4000, batch: 1, serviceMs: 900_000, accountLimit: 5000 })).until(c.inputs.t_s);
    expectNear(c, r.records('pollers_changed').at(-1)?.value ?? 0);
  });

  test.each(cases(/^f-(attempts|drop|delay)-p(0.1|0.5|1.0)$/))('%s: retries of asynchronous events', (_, c) => {
    const events = 5000;
    const r = run(asyncEvents(events, c.inputs.failure_prob)).until(500);
    const ends = r.records('event_ended');
    expect(ends).toHaveLength(events);
    const measured = {
      attempts: r.records('invoke_started').length / events,
      drop: ends.filter(({ value }) => CONDITIONS[value] === 'RetriesExhausted').length / events,
      delay: ends.reduce((sum, { timeUs }) => sum + timeUs / 1_000_000, 0) / events,
    };
    expectNear(c, measured[c.id.split('-')[1] as keyof typeof measured], events); // the names the pattern allows
  });

  test.each(cases(/^f-throttle-retries$/))('%s: attempts within six hours while always throttled', (_, c) => {
    const s = scenario({ durationS: 30_000, account: { concurrencyLimit: 1 } })
      .client('c', { traffic: { kind: 'single' } })
      .modelled('f', 1)
      .modelled('other', 1, { reservedConcurrency: 1 })
      .wire('async', 'c', 'f');
    const r = run(s).until(30_000);
    expect(r.records('retry_scheduled')).toHaveLength(c.expected);
    expect(r.records('event_ended').map(({ value }) => CONDITIONS[value])).toEqual(['EventAgeExceeded']);
  });
});

/** Within the tolerance of the case, which grows as the sample shrinks. */
function expectNear(c: Case, measured: number, sample?: number): void {
  const full = c.sample?.requests ?? c.sample?.events ?? 1_000_000;
  const scale = sample === undefined ? 1 : Math.sqrt(full / sample);
  const tolerance = Math.max((c.tolerance.abs ?? 0) * scale, (c.tolerance.rel ?? 0) * scale * c.expected, 1e-9);
  expect(Math.abs(measured - c.expected), `${measured} for ${c.expected} ± ${tolerance}`).toBeLessThanOrEqual(
    tolerance,
  );
}

function law(service: { kind: string; mean?: number; value?: number }) {
  return service.kind === 'exponential'
    ? { kind: 'exponential' as const, meanMs: (service.mean ?? 0) * 1000 }
    : { kind: 'constant' as const, ms: (service.value ?? 0) * 1000 };
}

function model({
  keepaliveS = 600,
  initMs = 0,
  routing = 'mru',
}: {
  keepaliveS?: number;
  initMs?: number;
  routing?: string;
}): Model {
  return {
    idleLifetime: { kind: 'fixed', s: keepaliveS },
    maximumAge: { kind: 'none' },
    coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: initMs },
    routing: ROUTING[routing] ?? 'mostRecentlyUsed',
  };
}

function poisson(options: {
  readonly rate: number;
  readonly durationS: number;
  readonly durationMs: ReturnType<typeof law>;
  readonly reserved?: number;
  readonly keepaliveS?: number;
  readonly routing?: string;
}): ScenarioBuilder {
  const { rate, durationS, durationMs, reserved = null } = options;
  const account = { concurrencyLimit: 100_000 };
  return scenario({ durationS, account, model: model(options) })
    .client('c', { traffic: { kind: 'poisson', ratePerS: rate, endS: durationS } })
    .modelled('f', 0, {
      timeoutS: 900,
      reservedConcurrency: reserved,
      handler: { kind: 'modelled', duration: durationMs },
    })
    .wire('sync', 'c', 'f');
}

function queue(options: {
  readonly messages: number;
  readonly batch: number;
  readonly serviceMs: number;
  readonly maximumConcurrency?: number;
  readonly accountLimit?: number;
}): ScenarioBuilder {
  const { messages, batch, serviceMs, maximumConcurrency = null, accountLimit = 1000 } = options;
  return scenario({ model: model({}), account: { concurrencyLimit: accountLimit } })
    .queue('q', { traffic: { kind: 'burst', count: messages }, visibilityTimeoutS: 43_200, message: 'm' })
    .modelled('f', serviceMs, { timeoutS: 900 })
    .wire('mapping', 'q', 'f', { batchSize: batch, maximumConcurrency });
}

function asyncEvents(events: number, errorRate: number): ScenarioBuilder {
  const handler = { kind: 'modelled' as const, errorRate, duration: { kind: 'constant' as const, ms: 1000 } };
  return scenario({ model: model({}), account: { concurrencyLimit: 100_000 } })
    .client('c', { traffic: { kind: 'burst', count: events } })
    .modelled('f', 0, { handler })
    .wire('async', 'c', 'f');
}

/** Time average of the requests in flight between two times. */
function averageBusy(r: Run, fromS: number, toS: number): number {
  const [fromUs, toUs] = [fromS * 1_000_000, toS * 1_000_000];
  const started = new Map<number, number>();
  let busyUs = 0;
  const add = (sinceUs: number, untilUs: number) => {
    busyUs += Math.max(0, Math.min(untilUs, toUs) - Math.max(sinceUs, fromUs));
  };
  for (const { kind, subject, timeUs } of r.records('invoke_started', 'invoke_ended')) {
    if (kind === 'invoke_started') started.set(subject, timeUs);
    else {
      add(started.get(subject) ?? 0, timeUs);
      started.delete(subject);
    }
  }
  for (const sinceUs of started.values()) add(sinceUs, toUs);
  return busyUs / (toUs - fromUs);
}
