/**
 * The benches of the kernel alone: modelled handlers, so no environment runs. The load is the usual one for simulators of pools: random
 * arrivals at 0.9/s, exponential service of 1.991 s, environments kept for 600 s, the newest first.
 */
import { Scenario } from '../../src/scenario/schema.ts';
import { createKernel } from '../../src/sim/createKernel.ts';
import { ViewCursor } from '../../src/sim/trace/readouts/view.ts';
import type { Trace } from '../../src/sim/trace/trace.ts';
import type { Bench } from './benches.ts';

const SERVICE_S = 1.991;
const USUAL_RATE = 0.9;
/** Moments that are read, spread over the run as chance would. */
const MOMENTS = 50;

export const KERNEL_BENCHES = {
  'kernel, 10,000 requests': requests(10_000),
  'kernel, 100,000 requests': requests(100_000),
  'kernel, 1,000,000 requests': requests(1_000_000),
  'kernel, 10,000 environments': requests(200_000, { ratePerS: 5000, functions: 10 }),
  'kernel, any moment of 100,000 requests': moments(100_000),
  'kernel, replay to any moment of 100,000 requests': replays(100_000),
} as const satisfies Record<string, Bench>;

function requests(count: number, load: Partial<Load> = {}): Bench {
  return async (_host, { onStart }) => {
    const scenario = loadScenario(count, load);
    onStart();
    const seconds = secondsOf(() => void traceOf(scenario));
    return { unit: 'request', count, seconds };
  };
}

/** What the screen does when somebody clicks into the past: the first read, which goes through the whole run, is not in it. */
function moments(count: number): Bench {
  return async (_host, { onStart }) => {
    const scenario = loadScenario(count);
    const trace = traceOf(scenario);
    const cursor = new ViewCursor(trace, scenario);
    cursor.at(trace.length - 1);
    onStart();
    const seconds = secondsOf(() => {
      for (let i = 0; i < MOMENTS; i++) cursor.at(Math.floor(share(i) * trace.length));
    });
    return { unit: 'moment', count: MOMENTS, seconds };
  };
}

/** What acting in the past costs the kernel, before anything new happens. */
function replays(count: number): Bench {
  return async (_host, { onStart }) => {
    const scenario = loadScenario(count);
    const times = [0, 1, 2, 3].map((i) => share(i) * scenario.durationS * 1e6);
    onStart();
    const seconds = secondsOf(() => {
      for (const timeUs of times) createKernel(scenario).advance(timeUs);
    });
    return { unit: 'moment', count: times.length, seconds };
  };
}

/** In [0, 1), spread evenly in no order. */
const share = (i: number) => (0.5 + i * 0.618_033_988_75) % 1;

interface Load {
  readonly ratePerS: number;
  readonly functions: number;
}

function loadScenario(count: number, { ratePerS = USUAL_RATE, functions = 1 }: Partial<Load> = {}): Scenario {
  const position = { x: 0, y: 0 };
  const durationS = count / ratePerS;
  const duration = { kind: 'exponential', meanMs: SERVICE_S * 1000 };
  const traffic = { kind: 'poisson' as const, ratePerS: ratePerS / functions, startS: 0, endS: durationS };
  const parts = Array.from({ length: functions }, (_, i) => ({
    client: { id: `n${2 * i + 1}`, type: 'client', name: `caller${i}`, position },
    fn: {
      id: `n${2 * i + 2}`,
      type: 'function',
      name: `work${i}`,
      position,
      timeoutS: 900,
      handler: { kind: 'modelled', duration },
    },
    wire: { id: `w${i + 1}`, type: 'sync', from: `n${2 * i + 1}`, to: `n${2 * i + 2}` },
  }));
  const scenario = Scenario.parse({
    version: 1,
    account: { concurrencyLimit: 100_000 },
    model: {
      idleLifetime: { kind: 'fixed', s: 600 },
      maximumAge: { kind: 'none' },
      routing: 'newest',
      coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 0 },
    },
    nodes: parts.flatMap(({ client, fn }) => [client, fn]),
    wires: parts.map(({ wire }) => wire),
  });
  // Longer than a document may ask for: a million requests take 13 days.
  const nodes = scenario.nodes.map((node) => (node.type === 'client' ? { ...node, traffic } : node));
  return { ...scenario, nodes, durationS };
}

function traceOf(scenario: Scenario): Trace {
  const kernel = createKernel(scenario);
  kernel.advance(scenario.durationS * 1e6);
  return kernel.trace;
}

function secondsOf(act: () => void): number {
  const startMs = performance.now();
  act();
  return (performance.now() - startMs) / 1000;
}
