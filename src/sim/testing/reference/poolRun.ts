/** One function under load, and what its environments did: for the figures of pools and concurrency. */
import type { Model, Scenario, Traffic } from '../../../scenario/schema.ts';
import { type RandomStream, randomStream } from '../../kernel/random.ts';
import { KIND } from '../../trace/records.ts';
import type { Trace } from '../../trace/trace.ts';
import { Run } from '../run.ts';
import { scenario } from '../scenarioBuilder.ts';
import { type StandIn, work } from '../standIn.ts';
import { draw, type Law, modelledLaw } from './laws.ts';

export interface Pool {
  readonly seed: number;
  readonly traffic: Traffic;
  readonly horizonS: number;
  /** What happens before is not counted. */
  readonly warmupS: number;
  readonly service: Law;
  /** The first invocation of an environment, its INIT included; the same as any other when left out. */
  readonly coldService?: Law;
  readonly initMs?: number;
  readonly keepaliveS?: number;
  readonly routing?: Model['routing'];
  readonly reserved?: number | null;
  readonly accountLimit?: number;
}

/** Counts and time averages between warm-up and horizon. */
export interface PoolFigures {
  readonly requests: number;
  readonly cold: number;
  readonly throttled: number;
  /** Invocations that ended. */
  readonly served: number;
  readonly busy: number;
  readonly environments: number;
  /** Of environments that were removed. */
  readonly lifespanS: number | null;
  /** At the horizon. */
  readonly busyAtEnd: number;
  readonly environmentsAtEnd: number;
  /** Share of the time during which so many requests were in flight. */
  readonly busyShares: readonly number[];
}

export function poolRun(pool: Pool): PoolFigures {
  const run = new Run(poolScenario(pool), { f: standIn(pool) }).until(pool.horizonS);
  return figures(run.kernel.trace, pool.warmupS * 1e6, pool.horizonS * 1e6);
}

function poolScenario(pool: Pool): Scenario {
  const { service, coldService, seed, horizonS, traffic } = pool;
  const duration = coldService === undefined ? modelledLaw(service) : null;
  const settings = { timeoutS: 900, memoryMb: 1769, reservedConcurrency: pool.reserved ?? null };
  const account = { concurrencyLimit: pool.accountLimit ?? 100_000 };
  const builder = scenario({ seed, account, model: poolModel(pool) }).client('source');
  const withFunction = duration
    ? builder.modelled('f', 0, { ...settings, handler: { kind: 'modelled', duration } })
    : builder.code('f', settings);
  const built = withFunction.wire('sync', 'source', 'f').build();
  return { ...withTraffic(built, traffic), durationS: horizonS };
}

/** The scenario with traffic of its node `source` that may be longer or denser than a document may ask for: references run for up to years. */
export function withTraffic(built: Scenario, traffic: Traffic): Scenario {
  const nodes = built.nodes.map((node) => ('traffic' in node && node.name === 'source' ? { ...node, traffic } : node));
  return { ...built, nodes };
}

function poolModel({ keepaliveS = 600, initMs = 0, routing = 'mostRecentlyUsed' }: Pool): Model {
  return {
    idleLifetime: { kind: 'fixed', s: keepaliveS },
    maximumAge: { kind: 'none' },
    coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: initMs },
    routing,
  };
}

/** A handler for laws that modelled handlers do not have. */
function standIn({ seed, service, coldService = service }: Pool): StandIn {
  const random: RandomStream = randomStream(seed, 'f', 'reference');
  return () => {
    let law = coldService;
    return function* () {
      const seconds = draw(law, random);
      law = service;
      yield work(seconds * 1000);
      return null;
    };
  };
}

function figures(trace: Trace, fromUs: number, toUs: number): PoolFigures {
  const counts = { requests: 0, cold: 0, throttled: 0, served: 0 };
  const created = new Map<number, number>();
  const busy = new Level(fromUs, toUs);
  const environments = new Level(fromUs, toUs);
  let [lifespans, lifespanUs] = [0, 0];
  for (let i = 0; i < trace.length; i++) {
    const timeUs = trace.time[i] ?? 0;
    if (timeUs > toUs) break;
    const counted = timeUs >= fromUs ? 1 : 0;
    const subject = trace.subject[i] ?? 0;
    switch (trace.kind[i]) {
      case KIND.arrival:
        counts.requests += counted;
        break;
      case KIND.throttled:
        counts.throttled += counted;
        break;
      case KIND.environment_created:
        counts.cold += counted;
        created.set(subject, timeUs);
        environments.change(timeUs, 1);
        break;
      case KIND.environment_stopped:
        environments.change(timeUs, -1);
        lifespans += counted;
        lifespanUs += counted * (timeUs - (created.get(subject) ?? 0));
        created.delete(subject);
        break;
      case KIND.invoke_started:
        busy.change(timeUs, 1);
        break;
      case KIND.invoke_ended:
        counts.served += counted;
        busy.change(timeUs, -1);
        break;
      default:
    }
  }
  return {
    ...counts,
    busy: busy.mean(),
    environments: environments.mean(),
    lifespanS: lifespans > 0 ? lifespanUs / lifespans / 1e6 : null,
    busyAtEnd: busy.now,
    environmentsAtEnd: environments.now,
    busyShares: busy.shares(),
  };
}

/** A number that changes at times: its time average, and how long it had each value. */
class Level {
  now = 0;
  private lastUs = 0;
  private readonly heldUs: number[] = [];

  constructor(
    private readonly fromUs: number,
    private readonly toUs: number,
  ) {}

  change(timeUs: number, by: 1 | -1): void {
    this.hold(timeUs);
    this.now += by;
  }

  mean(): number {
    return this.shares().reduce((sum, share, value) => sum + value * share, 0);
  }

  shares(): number[] {
    this.hold(this.toUs);
    return Array.from(this.heldUs, (us = 0) => us / (this.toUs - this.fromUs));
  }

  private hold(timeUs: number): void {
    const heldUs = Math.max(0, timeUs - Math.max(this.lastUs, this.fromUs));
    this.heldUs[this.now] = (this.heldUs[this.now] ?? 0) + heldUs;
    this.lastUs = timeUs;
  }
}
