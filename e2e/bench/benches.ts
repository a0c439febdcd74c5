/** The benches of many environments, the same on every host: runs with the kernel, as on the screen. Figures are of this machine at this moment. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import { Session } from '../../src/engine/session.ts';
import type { EnvironmentHost } from '../../src/runtime/hosts/host.ts';
import { Scenario } from '../../src/scenario/schema.ts';
import { BURST_SIZE, burstScenario } from './burstScenario.ts';
import { KERNEL_BENCHES } from './kernelBenches.ts';
import { runScenario } from './runScenario.ts';

/** So much of something in so much real time; what has to be there before is not in it. */
export interface Measured {
  readonly unit: 'step' | 'invocation' | 'environment' | 'request' | 'moment';
  readonly count: number;
  readonly seconds: number;
}

export interface BenchOptions {
  /** Makes a fast host do more, so that what it does until its code is compiled does not count much. */
  readonly scale: number;
  /** Called when what is measured begins. */
  readonly onStart: () => void;
}

export type Bench = (host: EnvironmentHost, options: BenchOptions) => Promise<Measured>;
export type BenchName = keyof typeof BENCHES;

/** A later bench is one more line here. */
export const BENCHES = {
  'steps, 1 environment': steps({ environments: 1, each: 6_000, apartMs: 0 }),
  'steps, 8 environments': steps({ environments: 8, each: 1_000, apartMs: 0.3 }),
  'steps, 64 environments': steps({ environments: 64, each: 125, apartMs: 0.07 }),
  'steps, 8 at the same moment': steps({ environments: 8, each: 1_000, apartMs: 0 }),
  'invocations of 15 steps': invocations(8, 100),
  'spawn of 50 environments': spawn(50),
  'burst of 1,000': burst,
  ...KERNEL_BENCHES,
} as const satisfies Record<string, Bench>;

export function runBench(name: BenchName, host: EnvironmentHost, options: BenchOptions): Promise<Measured> {
  return BENCHES[name](host, options);
}

/** Answers its first request at once, and later ones after so many timers. */
const handlerOf = (timers: number) => `let count = 0;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const handler = async (event) => {
  count += 1;
  const lengths = [];
  if (count > 1) for (let i = 0; i < ${timers}; i++) { await wait(5); lengths.push(JSON.stringify({ i, event }).length); }
  return { count, sum: lengths.reduce((a, b) => a + b, 0) };
};`;

/** Later than all cold starts, seconds. */
const WARM_S = 60;

function scenarioOf(timers: number, timesS: readonly number[]): Scenario {
  return Scenario.parse({
    version: 1,
    name: 'bench',
    durationS: 3600,
    nodes: [
      { id: 'n1', type: 'client', name: 'caller', position: { x: 0, y: 0 }, traffic: { kind: 'times', timesS } },
      {
        id: 'n2',
        type: 'function',
        name: 'bench',
        position: { x: 300, y: 0 },
        timeoutS: 900,
        memoryMb: 1769,
        handler: { kind: 'code', files: [{ path: 'index.mjs', text: handlerOf(timers) }] },
      },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  });
}

/** Runs up to when the environments are warm, and measures the rest: seconds. */
async function secondsWhenWarm(host: EnvironmentHost, scenario: Scenario, onStart: () => void): Promise<number> {
  const session = new Session(scenario, [], {
    host,
    compile: (files) => compileFiles(files).files,
    yieldNow: () => Promise.resolve(),
  });
  await session.advance((WARM_S - 1) * 1e6);
  const seconds = await secondsOf(() => session.advance(Number.POSITIVE_INFINITY), onStart);
  if (!session.reproducible) throw new Error('A step was stopped.');
  session.end();
  return seconds;
}

/** `environments` work at the same virtual time, each a step of `each` after the other, `apartMs` from each other. */
function steps({ environments, each, apartMs }: { environments: number; each: number; apartMs: number }): Bench {
  return async (host, { scale, onStart }) => {
    const warmUp = Array.from({ length: environments }, () => 0);
    const work = Array.from({ length: environments }, (_, i) => WARM_S + (i * apartMs) / 1000);
    const scenario = scenarioOf(each * scale, [...warmUp, ...work]);
    const seconds = await secondsWhenWarm(host, scenario, onStart);
    return { unit: 'step', count: environments * (each * scale + 1), seconds };
  };
}

function invocations(environments: number, each: number): Bench {
  return async (host, { scale, onStart }) => {
    const count = environments * each * scale;
    const warmUp = Array.from({ length: environments }, () => 0);
    const work = Array.from({ length: count }, (_, i) => WARM_S + Math.floor(i / environments));
    const seconds = await secondsWhenWarm(host, scenarioOf(14, [...warmUp, ...work]), onStart);
    return { unit: 'invocation', count, seconds };
  };
}

/** From nothing to the first answer, all at once. */
function spawn(count: number): Bench {
  return async (host, { onStart }) => {
    const scenario = burstScenario('export const handler = async () => 1;', count);
    const seconds = await secondsOf(() => runScenario(scenario, host), onStart);
    return { unit: 'environment', count, seconds };
  };
}

/** All invocations at once: each needs an environment of its own, whose counter says 1. */
async function burst(host: EnvironmentHost, { onStart }: BenchOptions): Promise<Measured> {
  let answers: readonly (string | null)[] = [];
  let reproducible = false;
  const seconds = await secondsOf(async () => {
    ({ answers, reproducible } = await runScenario(burstScenario(), host));
  }, onStart);
  const first = answers.filter((answer) => answer === '{"count":1}').length;
  if (first !== BURST_SIZE || !reproducible) throw new Error(`${first} of ${BURST_SIZE} answered with a count of 1.`);
  return { unit: 'environment', count: BURST_SIZE, seconds };
}

async function secondsOf(work: () => Promise<unknown>, onStart: () => void): Promise<number> {
  onStart();
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1000;
}
