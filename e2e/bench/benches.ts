/** The benches of many environments, the same on every host. Figures are of this machine at this moment. */
import { compileFiles } from '../../src/compile/compileFiles.ts';
import { nsPerTick, TICK_BUDGET } from '../../src/runtime/cpuModel.ts';
import type { EnvironmentHost, StepOfEnvironment } from '../../src/runtime/hosts/host.ts';
import type { InitStep, InvokeStep, Step, StepAnswer } from '../../src/runtime/protocol.ts';
import { BURST_SIZE, burstScenario } from './burstScenario.ts';
import { runScenario } from './runScenario.ts';

/** By what they tell; times in ms unless the name says otherwise. */
export type Figures = Readonly<Record<string, number>>;

export type BenchName = keyof typeof BENCHES;

export const BENCHES = {
  'steps, 1 environment': (host: EnvironmentHost) => steps(host, 1, 8_000),
  'steps, 8 environments': (host: EnvironmentHost) => steps(host, 8, 8_000),
  'steps, 8 environments at once': (host: EnvironmentHost) => parallelSteps(host, 8, 8_000),
  'steps, 64 environments': (host: EnvironmentHost) => steps(host, 64, 8_000),
  'invocations of 15 steps': (host: EnvironmentHost) => invocations(host, 8, 600),
  'spawn, 50 environments': (host: EnvironmentHost) => spawn(host, 50),
  'burst of 1,000': burst,
} as const;

export function runBench(name: BenchName, host: EnvironmentHost): Promise<Figures> {
  return BENCHES[name](host);
}

/** Two timers' worth of awaits: 15 steps with the invocation's first. */
const HANDLER = `let count = 0;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const handler = async (event) => {
  count += 1;
  const parts = [];
  for (let i = 0; i < event.timers; i++) { await wait(5); parts.push(JSON.stringify({ i, event }).length); }
  return { count, parts };
};`;
const files = () => compileFiles([{ path: 'index.mjs', text: HANDLER }]).files;

/** Environments driven without a kernel. */
class Driver {
  private readonly compiled = files();
  private stepCount = 0;
  private readonly timers = new Map<number, number>();

  constructor(private readonly host: EnvironmentHost) {}

  init(environment: number): Promise<void> {
    const step: Omit<InitStep, 'stepId'> = {
      ...BASE,
      type: 'init',
      epochMs: Date.UTC(2026, 0, 5, 9),
      seed: `${environment}`,
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      memoryMb: 1769,
      env: { AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'bench' },
      files: this.compiled,
    };
    return this.run([[environment, step]]);
  }

  async initAll(count: number): Promise<void> {
    for (let from = 1; from <= count; from += 50)
      await Promise.all(Array.from({ length: Math.min(50, count - from + 1) }, (_, i) => this.init(from + i)));
  }

  invoke(environment: number, timers: number): Promise<void> {
    return this.run([[environment, invokeStep(timers)]]);
  }

  /** Lets a timer of each environment fire, all at the same time. */
  fire(environments: readonly number[]): Promise<void> {
    return this.run(
      environments.map((environment) => [
        environment,
        { ...BASE, type: 'timer', timerId: this.timers.get(environment) ?? 0 },
      ]),
    );
  }

  isBusy(environment: number): boolean {
    return this.timers.has(environment);
  }

  private async run(steps: readonly (readonly [number, DistributiveOmit<Step, 'stepId'>])[]): Promise<void> {
    const requests: StepOfEnvironment[] = steps.map(([environment, step]) => {
      this.stepCount += 1;
      return { environment, step: { ...step, stepId: this.stepCount } };
    });
    const answers = await this.host.run(requests);
    for (const [i, answer] of answers.entries()) {
      if (answer.status === 'stopped') throw new Error(`A step was stopped: ${answer.reason}`);
      this.note(requests[i]?.environment ?? 0, answer);
    }
  }

  private note(environment: number, { effects }: StepAnswer): void {
    this.timers.delete(environment);
    for (const effect of effects) if (effect.type === 'setTimer') this.timers.set(environment, effect.timerId);
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const BASE = { nowUs: 0, nsPerTick: nsPerTick('invoke', 1769), tickBudget: TICK_BUDGET };

function invokeStep(timers: number): Omit<InvokeStep, 'stepId'> {
  return {
    ...BASE,
    type: 'invoke',
    requestId: 'r',
    event: JSON.stringify({ timers }),
    deadlineUs: 3e6,
    traceId: '',
    context: {
      functionName: 'bench',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn',
      memoryLimitInMB: '1769',
      logGroupName: 'g',
      logStreamName: 's',
    },
  };
}

/** One step after the other, environments in turn. */
async function steps(host: EnvironmentHost, environments: number, count: number): Promise<Figures> {
  const driver = new Driver(host);
  await driver.initAll(environments);
  for (let e = 1; e <= environments; e++) await driver.invoke(e, count);
  const startMs = performance.now();
  for (let i = 0; i < count; i++) await driver.fire([1 + (i % environments)]);
  return { stepsPerS: count / secondsSince(startMs) };
}

/** Steps of all environments under way together. */
async function parallelSteps(host: EnvironmentHost, environments: number, count: number): Promise<Figures> {
  const driver = new Driver(host);
  await driver.initAll(environments);
  const all = Array.from({ length: environments }, (_, i) => i + 1);
  for (const e of all) await driver.invoke(e, count);
  const startMs = performance.now();
  for (let i = 0; i < count; i += environments) await driver.fire(all);
  return { stepsPerS: count / secondsSince(startMs) };
}

async function invocations(host: EnvironmentHost, environments: number, count: number): Promise<Figures> {
  const driver = new Driver(host);
  await driver.initAll(environments);
  const startMs = performance.now();
  for (let i = 0; i < count; i++) {
    const e = 1 + (i % environments);
    await driver.invoke(e, 14);
    while (driver.isBusy(e)) await driver.fire([e]);
  }
  return { invocationsPerS: count / secondsSince(startMs) };
}

async function spawn(host: EnvironmentHost, count: number): Promise<Figures> {
  const driver = new Driver(host);
  const startMs = performance.now();
  await driver.initAll(count);
  return { msPerEnvironment: (performance.now() - startMs) / count };
}

/** All invocations at once, by the kernel: each needs an environment of its own, whose counter says 1. */
async function burst(host: EnvironmentHost): Promise<Figures> {
  const startMs = performance.now();
  const { answers, reproducible, sharing } = await runScenario(burstScenario(), host);
  const seconds = secondsSince(startMs);
  const first = answers.filter((answer) => answer !== null && JSON.parse(answer).count === 1).length;
  if (first !== BURST_SIZE || !reproducible) throw new Error(`${first} of ${BURST_SIZE} answered with a count of 1.`);
  return { seconds, sharing };
}

const secondsSince = (startMs: number) => (performance.now() - startMs) / 1000;
