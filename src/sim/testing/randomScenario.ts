/** Scenarios and handlers drawn from a seed, rich in what can go wrong: short limits, small queues, failing code. */
import type { Scenario, Traffic } from '../../scenario/schema.ts';
import { wireRefusal } from '../../scenario/wiring.ts';
import { type RandomStream, randomStream } from '../kernel/random.ts';
import type { Input } from '../kernel.ts';
import { ScenarioBuilder } from './scenarioBuilder.ts';
import {
  call,
  exit,
  type HandlerStandIn,
  initWith,
  later,
  log,
  type StandIn,
  sleep,
  spin,
  type Task,
  watchdog,
  work,
} from './standIn.ts';

const FUNCTIONS = ['f1', 'f2', 'f3'];

/** A valid scenario of 60–600 s. */
export function randomScenario(seed: number): Scenario {
  const random = randomStream(seed, 'scenario', 'test');
  const pick = picker(random);
  const builder = new ScenarioBuilder({
    seed,
    durationS: pick([60, 200, 600]),
    account: { concurrencyLimit: pick([1, 3, 10, 1000]) },
    model: {
      idleLifetime: pick([{ kind: 'fixed', s: 20 }, { kind: 'uniform', minS: 5, maxS: 60 }, { kind: 'uniform' }]),
      maximumAge: pick([{ kind: 'none' }, { kind: 'uniform', minS: 60, maxS: 90 }]),
      routing: pick(['mostRecentlyUsed', 'leastRecentlyUsed', 'newest', 'oldest', 'random']),
      coldStart: pick([{ kind: 'measured' }, { kind: 'fixed' }, { kind: 'fixed', createMs: 0, runtimeInitMs: 0 }]),
    },
  });
  const traffic = () =>
    pick<Traffic>([
      { kind: 'none' },
      { kind: 'single', atS: pick([0, 1, 30]) },
      { kind: 'every', everyMs: pick([100, 1000, 7000]), startS: 0, count: pick([1, 10, 30]) },
      { kind: 'poisson', ratePerS: pick([0.2, 2, 5]), startS: 0, endS: pick([5, 20]) },
      { kind: 'burst', atS: pick([0, 2]), count: pick([2, 15]) },
      { kind: 'times', timesS: [0, 0, 1, 5] },
    ]);
  for (const name of FUNCTIONS) {
    const settings = {
      memoryMb: pick([128, 1769, 3000]),
      timeoutS: pick([1, 3, 20]),
      reservedConcurrency: pick([null, null, null, 0, 1, 2]),
      asyncRetryAttempts: pick([0, 1, 2]),
      asyncEventAgeS: pick([60, 90, 300]),
    };
    if (random.int(2) === 0) builder.code(name, settings);
    else {
      const duration = pick([
        { kind: 'constant' as const, ms: pick([0, 5, 1500]) },
        { kind: 'exponential' as const, meanMs: 300 },
        { kind: 'uniform' as const, minMs: 0, maxMs: 4000 },
      ]);
      const handler = {
        kind: 'modelled' as const,
        duration,
        errorRate: pick([0, 0.3, 1]),
        functionInitMs: pick([0, 50, 11_000]),
      };
      builder.modelled(name, 0, { ...settings, handler });
    }
  }
  builder.client('client', { traffic: traffic() }).client('sender', { traffic: traffic() });
  builder.api('api', { traffic: traffic() }).schedule('schedule');
  builder.bucket('bucket', { traffic: traffic() }).topic('topic', { traffic: traffic() });
  for (const name of ['queue', 'dead']) {
    builder.queue(name, { traffic: traffic(), visibilityTimeoutS: pick([1, 5, 30]), retentionS: pick([60, 300]) });
  }
  addWires(builder, random);
  return builder.build();
}

const WIRES = [
  ['sync', 'client', 'f*'],
  ['async', 'sender', 'f*'],
  ['sync', 'api', 'f*'],
  ['async', 'schedule', 'f*'],
  ['async', 'bucket', 'f*'],
  ['subscription', 'bucket', 'queue'],
  ['subscription', 'bucket', 'topic'],
  ['async', 'topic', 'f*'],
  ['subscription', 'topic', 'queue'],
  ['mapping', 'queue', 'f*'],
  ['mapping', 'dead', 'f*'],
  ['redrive', 'queue', 'dead'],
  ['onSuccess', 'f*', 'topic'],
  ['onFailure', 'f*', 'dead'],
  ['onFailure', 'f*', 'bucket'],
  ['onSuccess', 'f*', 'f*'],
  ['deadLetter', 'f*', 'queue'],
] as const;

/** Each wire with an even chance, as far as it may be. */
function addWires(builder: ScenarioBuilder, random: RandomStream): void {
  const pick = picker(random);
  for (const [type, from, to] of WIRES) {
    const ends = [from, to].map((end) => (end === 'f*' ? pick(FUNCTIONS) : end));
    const settings =
      type === 'mapping'
        ? {
            batchSize: pick([1, 5, 10]),
            batchingWindowS: pick([0, 0, 2]),
            maximumConcurrency: pick([null, 2]),
            reportBatchItemFailures: pick([true, false]),
          }
        : type === 'redrive'
          ? { maxReceiveCount: pick([1, 3]) }
          : {};
    if (random.int(2) === 0) continue;
    const scenario = builder.build();
    const nodes = ends.map((name) => scenario.nodes.find((node) => node.name === name));
    const [a, b] = nodes;
    if (!a || !b || wireRefusal({ type, from: a.id, to: b.id }, a, b, scenario.wires)) continue;
    builder.wire(type, a.name, b.name, settings);
  }
}

/** What a user might do to the run: press buttons, edit settings. Reserved concurrency stays, so that limits stay known. */
export function randomInputs(seed: number, scenario: Scenario): Input[] {
  const random = randomStream(seed, 'inputs', 'test');
  const pick = picker(random);
  let latest = scenario;
  return Array.from({ length: random.int(8) }, (_, i): Input => {
    const timeUs = i * pick([0, 1_000_000, 7_000_001]);
    const node = pick(latest.nodes);
    if (random.int(3) > 0) return { type: 'invoke', timeUs, nodeId: node.id, mode: pick(['sync', 'async']) };
    latest = edited(latest, node, pick);
    return { type: 'deploy', timeUs, scenario: latest };
  }).sort((a, b) => a.timeUs - b.timeUs);
}

function edited(scenario: Scenario, node: Scenario['nodes'][number], pick: ReturnType<typeof picker>): Scenario {
  if (node.type !== 'function') return { ...scenario, wires: scenario.wires.filter(({ from }) => from !== node.id) };
  const changed = { ...node, memoryMb: pick([256, 512]), asyncRetryAttempts: pick([0, 2]) };
  return { ...scenario, nodes: scenario.nodes.map((n) => (n.id === node.id ? changed : n)) };
}

/** Handlers that do this or that; what a handler does depends on the seed and its request alone. */
export function randomStandIns(seed: number, withPlaygroundStops = false): Record<string, StandIn> {
  return Object.fromEntries(FUNCTIONS.map((name) => [name, standIn(seed, name, withPlaygroundStops)]));
}

function standIn(seed: number, name: string, withPlaygroundStops: boolean): StandIn {
  // How often a function's code is loaded is the same in every run of the same scenario.
  let loads = 0;
  return (): HandlerStandIn => {
    const random = randomStream(seed, name, `load ${++loads}`);
    if (random.int(12) === 0) throw new Error('module');
    if (random.int(40) === 0) initWith(exit(1));
    if (random.int(40) === 0) initWith(spin());
    let calls = 0;
    return (_, { requestId }) => behave(randomStream(seed, name, `${requestId} ${++calls}`), withPlaygroundStops);
  };
}

function* behave(random: RandomStream, withPlaygroundStops: boolean): Task {
  const steps = random.int(4);
  for (let i = 0; i < steps; i++) {
    switch (random.int(9)) {
      case 0:
        yield log(`line ${random.int(100)}`);
        break;
      case 1:
        yield work(random.int(50));
        break;
      case 2:
        yield sleep(random.int(1500));
        break;
      case 3:
        yield later(random.int(5000), function* () {
          yield log('later');
        });
        break;
      case 4:
        if (random.int(4) === 0)
          yield call('s3', 'PutObject', { Bucket: 'bucket', Key: `k${random.int(3)}`, Body: 'x' });
        else yield call('s3', 'GetObject', { Bucket: 'bucket', Key: `k${random.int(3)}` });
        break;
      case 5:
        if (random.int(3) === 0) yield call('sqs', 'SendMessage', { QueueUrl: 'queue', MessageBody: 'from code' });
        break;
      case 6:
        if (random.int(3) === 0) {
          const InvocationType = random.int(2) === 0 ? 'Event' : 'RequestResponse';
          yield call('lambda', 'Invoke', { FunctionName: 'f1', Payload: '{}', InvocationType });
        }
        break;
      case 7:
        if (random.int(6) === 0) yield exit(random.int(3));
        if (random.int(10) === 0) yield spin();
        if (withPlaygroundStops && random.int(4) === 0) yield watchdog();
        break;
      case 8:
        if (random.int(3) === 0) throw new Error('handler');
        break;
    }
  }
  return { batchItemFailures: [] };
}

function picker(random: RandomStream) {
  return <const T>(list: readonly T[]): T => {
    const item = list[random.int(list.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  };
}
