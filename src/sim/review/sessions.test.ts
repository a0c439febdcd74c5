/** Acting and going back give the trace that a fresh run with the same inputs gives (D21). */
import { describe, expect, test } from 'vitest';
import { Session } from '../../engine/session.ts';
import type { EnvironmentHost } from '../../runtime/hosts/host.ts';
import type { HostAnswer } from '../../runtime/protocol.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type RandomStream, randomStream } from '../kernel/random.ts';
import type { Input } from '../kernel.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import {
  call,
  exit,
  type HandlerStandIn,
  later,
  log,
  type StandIn,
  StandInHost,
  sleep,
  spin,
  work,
} from '../testing/standIn.ts';
import { traceDigest } from '../trace/digest.ts';

/** What a handler does depends on its request and on how often its environment was called, so that lost state shows. */
const behaviour =
  (name: string): StandIn =>
  (): HandlerStandIn => {
    let n = 0;
    return function* (_, { requestId }) {
      n++;
      yield log(`${name} ${n}`);
      const random = randomStream(1, requestId, `${name} ${n}`);
      for (let i = random.int(4); i > 0; i--) {
        const wish = random.int(18);
        if (wish < 2) yield work(random.int(20));
        else if (wish < 5) yield sleep(random.int(3000));
        else if (wish < 7) {
          yield later(random.int(9000), function* () {
            yield log(`late ${n}`);
          });
        } else if (wish < 9) yield call('s3', 'PutObject', { Bucket: 'b', Key: 'k', Body: 'x' });
        else if (wish < 11 && name === 'f') {
          const InvocationType = random.int(2) === 0 ? 'Event' : 'RequestResponse';
          yield call('lambda', 'Invoke', { FunctionName: 'g', Payload: '{}', InvocationType });
        } else if (wish === 11) yield call('sqs', 'SendMessage', { QueueUrl: 'q', MessageBody: 'm' });
        else if (wish === 12) yield exit(1);
        else if (wish === 13 && random.int(2) === 0) yield spin();
        else if (wish === 14) throw new Error('no');
      }
      return { n };
    };
  };

/** A host whose environments are gone when they are stopped; `lost` lists steps for environments that are not there. */
function standInHost(standIns: Readonly<Record<string, StandIn>>) {
  const present = new Set<number>();
  const lost: number[] = [];
  const standInsHost = new StandInHost(standIns);
  const host: EnvironmentHost = {
    run: (requests) =>
      Promise.resolve(
        requests.map(({ environment, step }): HostAnswer => {
          if (step.type === 'init') present.add(environment);
          if (!present.has(environment)) {
            lost.push(step.stepId);
            return { stepId: step.stepId, status: 'stopped', reason: 'invalid-answer' };
          }
          // The wire names the environment beside the step, and has files, which stand-ins do not read.
          const kernelStep = { ...step, environment } as unknown as Parameters<StandInHost['run']>[0];
          return standInsHost.run(kernelStep) as HostAnswer;
        }),
      ),
    stop: (environment) => present.delete(environment),
    dispose: () => present.clear(),
  };
  return { host, lost };
}

function opened(from: Scenario, inputs: readonly Input[] = [], standIns = { f: behaviour('f'), g: behaviour('g') }) {
  const { host, lost } = standInHost(standIns);
  const session = new Session(from, inputs, { host, compile: () => [], yieldNow: () => Promise.resolve() });
  return { session, lost };
}

const picker =
  (random: RandomStream) =>
  <const T>(list: readonly T[]): T =>
    list[random.int(list.length)] as T;

function base(random: RandomStream): Scenario {
  const pick = picker(random);
  return scenario({
    seed: random.int(1000),
    durationS: 120,
    model: {
      idleLifetime: { kind: 'fixed', s: pick([5, 60]) },
      maximumAge: { kind: 'none' },
      coldStart: { kind: 'fixed', createMs: pick([0, 200]), runtimeInitMs: pick([0, 140]) },
    },
  })
    .client('c', { traffic: { kind: 'every', everyMs: pick([500, 7000]), count: pick([3, 10]) } })
    .code('f', { timeoutS: 3, reservedConcurrency: pick([null, 1]) })
    .code('g', { timeoutS: 5 })
    .queue('q', { visibilityTimeoutS: 5, traffic: { kind: 'every', everyMs: 4000, count: 4 } })
    .bucket('b')
    .wire('sync', 'c', 'f')
    .wire('mapping', 'q', pick(['f', 'g']))
    .wire('async', 'b', 'g')
    .build();
}

function edited(from: Scenario, random: RandomStream): Scenario {
  const pick = picker(random);
  const functions = (settings: object): Scenario => ({
    ...from,
    nodes: from.nodes.map((node) => (node.type === 'function' ? { ...node, ...settings } : node)),
  });
  const victim = pick(from.nodes);
  return pick([
    functions({ memoryMb: pick([128, 512]) }),
    functions({ reservedConcurrency: pick([null, 0, 2]) }),
    { ...from, wires: from.wires.filter(() => random.int(3) > 0) },
    {
      ...from,
      nodes: from.nodes.filter((node) => node !== victim),
      wires: from.wires.filter((wire) => wire.from !== victim.id && wire.to !== victim.id),
    },
  ]);
}

/** Runs, looks back, acts, runs on, some of it before the last was done; at the end a fresh run has to give the same. */
async function compareWithFresh(seed: number, atOnce: number): Promise<void> {
  const random = randomStream(seed, 'session', 'test');
  const from = base(random);
  const acted = opened(from);
  const taken = new Set<number>();
  const open: Promise<unknown>[] = [];
  for (let turn = 2 + random.int(5); turn > 0; turn--) {
    const untilUs = random.int(3) === 0 ? Number.POSITIVE_INFINITY : random.int(130_000_000);
    open.push(acted.session.advance(untilUs, random.int(2) === 0 ? undefined : 5 + random.int(300)));
    if (random.int(4) > 0) await Promise.all(open);
    const { trace } = acted.session;
    // Often exactly at the moment of a record.
    let timeUs = random.int(120_000_000);
    if (random.int(2) === 0 && trace.length > 0) timeUs = trace.at(random.int(trace.length)).timeUs;
    while (atOnce === 1 && taken.has(timeUs)) timeUs++;
    taken.add(timeUs);
    const inputs = Array.from({ length: 1 + random.int(atOnce) }, (): Input => {
      if (random.int(2) === 0) return { type: 'deploy', timeUs, scenario: edited(from, random) };
      const mode = random.int(2) === 0 ? 'sync' : 'async';
      return { type: 'invoke', timeUs, nodeId: `n${1 + random.int(5)}`, mode, payload: '{}' };
    });
    open.push(acted.session.act(timeUs, inputs));
    // A failed act is told by its own promise, and fails whatever waits behind it.
    acted.session.interrupt().catch(() => {});
    if (random.int(4) > 0) await Promise.all(open);
  }
  await Promise.all(open);
  await acted.session.advance(Number.POSITIVE_INFINITY);
  const fresh = opened(from, acted.session.recordedInputs);
  await fresh.session.advance(Number.POSITIVE_INFINITY);
  expect([...acted.lost, ...fresh.lost], `seed ${seed}`).toEqual([]);
  expect(traceDigest(acted.session.trace), `seed ${seed}`).toBe(traceDigest(fresh.session.trace));
}

const SEEDS = Array.from({ length: 60 }, (_, i) => i);

const COUNTING: StandIn = () => {
  let n = 0;
  return function* () {
    yield work(1);
    return ++n;
  };
};
const invokeAt = (timeUs: number, mode: 'sync' | 'async' = 'sync'): Input => ({
  type: 'invoke',
  timeUs,
  nodeId: 'n2',
  mode,
});
const calledEvery5S = (settings: { count?: number; createMs?: number } = {}) =>
  scenario({
    durationS: 60,
    model: {
      coldStart: {
        kind: 'fixed',
        createMs: settings.createMs ?? 200,
        runtimeInitMs: settings.createMs === 0 ? 0 : 140,
      },
    },
  })
    .client('c', { traffic: { kind: 'every', everyMs: 5000, count: settings.count ?? 4 } })
    .code('f')
    .wire('sync', 'c', 'f');

const kindsOf = ({ trace }: Session) => Array.from({ length: trace.length }, (_, i) => trace.at(i).kind);

describe('a session', () => {
  test('gives the same as a fresh run, however the user acted and went back', async () => {
    for (const seed of SEEDS) await compareWithFresh(seed, 1);
  }, 60_000);

  test('runs an environment that was reset once more from its init, with nothing of its own stopped', async () => {
    let crashes = 0;
    const once: StandIn = () =>
      function* () {
        if (++crashes === 1) yield exit(1);
        return null;
      };
    const { session, lost } = opened(calledEvery5S().build(), [], { f: once, g: once });
    await session.advance(Number.POSITIVE_INFINITY);
    expect(lost).toEqual([]);
    expect(kindsOf(session).filter((kind) => kind === 'environment_created')).toHaveLength(1);
  });

  test('gives the same as a fresh run when several inputs come at one moment', async () => {
    for (const seed of SEEDS) await compareWithFresh(seed, 3);
  }, 60_000);

  test('is made longer also when what is due at that moment has not all happened', async () => {
    const { session } = opened(calledEvery5S({ createMs: 0 }).build(), [], { f: COUNTING, g: COUNTING });
    await session.advance(Number.POSITIVE_INFINITY, 1);
    const longer = session.setDuration(90, session.trace.at(session.trace.length - 1).timeUs);
    session.interrupt().catch(() => {});
    expect(await longer).toBeGreaterThan(0);
  });

  test('that was made longer has the traffic of its new end, also after an edit', async () => {
    const from = calledEvery5S({ count: 24 }).build();
    const nodes = from.nodes.map((node) => (node.type === 'function' ? { ...node, memoryMb: 512 } : node));
    const deploy: Input = { type: 'deploy', timeUs: 15_000_000, scenario: { ...from, nodes } };
    const { session } = opened(from, [deploy], { f: COUNTING, g: COUNTING });
    await session.advance(Number.POSITIVE_INFINITY);
    await session.setDuration(120, 60_000_000);
    await session.advance(Number.POSITIVE_INFINITY);
    expect(kindsOf(session).filter((kind) => kind === 'arrival')).toHaveLength(24);
  });

  test('comes to its end although an input lies beyond it', async () => {
    const { session } = opened(calledEvery5S().build(), [invokeAt(70_000_000)], { f: COUNTING, g: COUNTING });
    await session.advance(Number.POSITIVE_INFINITY);
    expect(session.finished).toBe(true);
  });

  test('takes inputs that are not in the order of their times', async () => {
    const inputs = [invokeAt(20_000_000), invokeAt(10_000_000)];
    const { session } = opened(calledEvery5S().build(), inputs, { f: COUNTING, g: COUNTING });
    await session.advance(Number.POSITIVE_INFINITY);
    expect(session.finished).toBe(true);
  });
});
