/** INIT, crashes and freezing, as the runtime really answers: it asks for the next event after INIT too. */
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../scenario/schema.ts';
import { createKernel } from '../createKernel.ts';
import type { Simulation } from '../simulation.ts';
import type { EffectData, StepAnswerData, StepRequest } from '../steps.ts';
import { run } from '../testing/run.ts';
import { type ScenarioBuilder, scenario } from '../testing/scenarioBuilder.ts';
import { call, initWith, later, log, type StandIn, spin, watchdog, work } from '../testing/standIn.ts';
import type { TraceRecord } from '../trace/records.ts';

type Answer = Partial<Extract<StepAnswerData, { status: 'quiescent' | 'endless' }>>;

const INITIALISED: readonly EffectData[] = [
  { type: 'initDone', tick: 1, modules: [] },
  { type: 'next', tick: 1 },
];
const ANSWERED: readonly EffectData[] = [
  { type: 'response', tick: 1, body: '1' },
  { type: 'next', tick: 1 },
];

/** Runs a scenario to its end with the raw answers of `answerTo`; `reversed` gives those of one instant in reverse. */
function driven(from: ScenarioBuilder | Scenario, answerTo: (step: StepRequest) => Answer, reversed = false) {
  const kernel = createKernel('build' in from ? from.build() : from);
  for (;;) {
    const advance = kernel.advance(3_600_000_000);
    if (advance.type === 'done') return kernel;
    if (advance.type !== 'steps') continue;
    const steps = reversed ? [...advance.steps].reverse() : advance.steps;
    for (const step of steps) {
      const rest = step.type === 'init' ? { effects: INITIALISED } : answerTo(step);
      kernel.answer({ stepId: step.stepId, status: 'quiescent', ticks: 1, effects: [], memoryMb: 64, ...rest });
    }
  }
}

const recordsOf = (kernel: ReturnType<typeof createKernel>): TraceRecord[] =>
  Array.from({ length: kernel.trace.length }, (_, i) => kernel.trace.at(i));

const outcomesOf = (kernel: ReturnType<typeof createKernel>) =>
  recordsOf(kernel)
    .filter(({ kind }) => kind === 'invoke_ended')
    .map(({ value }) => value);

const called = (...timesS: number[]) =>
  scenario()
    .client('c', { traffic: { kind: 'times', timesS } })
    .code('f')
    .wire('sync', 'c', 'f');

describe('after a crash', () => {
  test('a handler that waits for a timer is let do so in the invocation that initialises its environment again', () => {
    let invocations = 0;
    const kernel = driven(called(1, 10), (step) => {
      if (step.type !== 'invoke') return { effects: ANSWERED };
      if (++invocations === 1) return { effects: [{ type: 'exit', tick: 1, code: 1 }] };
      return { effects: [{ type: 'setTimer', tick: 1, timerId: 1, delayMs: 100, repeat: false }] };
    });
    expect(outcomesOf(kernel)).toEqual([3, 0]);
  });

  test('an environment that ran out of memory once works again after its reset (ENV-12)', () => {
    let invocations = 0;
    const kernel = driven(called(1, 10, 20), () =>
      ++invocations === 1 ? { memoryMb: 500 } : { effects: ANSWERED, memoryMb: 64 },
    );
    expect(outcomesOf(kernel)).toEqual([4, 0, 0]);
  });
});

describe('INIT', () => {
  const pinned = (runtimeInitMs: number) => ({
    coldStart: { kind: 'fixed' as const, createMs: 200, runtimeInitMs },
    idleLifetime: { kind: 'fixed' as const, s: 600 },
    maximumAge: { kind: 'none' as const },
  });

  for (const [timeoutS, expected] of [
    [3, '10.2 2, 13.2 2'],
    [30, '10.2 2, 22.34 0'],
  ] as const) {
    test(`of 12 s is ended at 10 s and done again under the timeout of ${timeoutS} s (ENV-3, ENV-4, ENV-5)`, () => {
      const handler = { kind: 'modelled' as const, functionInitMs: 12_000 };
      const r = run(scenario().modelled('f', 0, { timeoutS, handler }))
        .invoke('f', 0)
        .until(100);
      const inits = r.records('init_ended').map(({ timeUs, value }) => `${timeUs / 1e6} ${value}`);
      expect(inits.join(', ')).toBe(expected);
      const [ended] = r.records('invoke_ended');
      expect(ended?.data.initUs).toBeUndefined();
      expect(ended?.data.billedMs).toBe(10_000 + Math.ceil(ended?.data.durationUs / 1000));
    });
  }

  test('that never ends runs into both limits', () => {
    const r = run(scenario().code('f', { timeoutS: 3 }), { f: () => initWith(spin()) })
      .invoke('f', 0)
      .invoke('f', 50)
      .until(100);
    expect(r.times('init_ended')).toEqual([10.2, 13.2, 53]);
    expect(r.records('invoke_ended').map(({ data }) => data.billedMs)).toEqual([13_000, 3000]);
  });

  test('whose runtime alone takes 12 s takes that again inside the invocation', () => {
    const answers: StandIn = () =>
      function* () {
        yield work(1);
        return 1;
      };
    const r = run(scenario({ model: pinned(12_000) }).code('f', { timeoutS: 30 }), { f: answers })
      .invoke('f', 1)
      .until(100);
    expect(r.records('invoke_ended')[0]?.data.durationUs).toBeGreaterThan(12_000_000);
  });

  test('that the playground stops is billed from its own beginning', () => {
    const r = run(scenario().code('f'), { f: () => initWith(watchdog()) })
      .invoke('f', 1000)
      .until(1100);
    expect(r.records('invoke_ended')[0]?.data.billedMs).toBeLessThan(1000);
  });
});

test('an environment has at most 10,000 timers pending; that more are lost is said once', () => {
  const timers = (from: number): EffectData[] =>
    Array.from({ length: 7000 }, (_, i) => ({
      type: 'setTimer',
      tick: 1,
      timerId: from + i,
      delayMs: 100_000,
      repeat: false,
    }));
  let invocations = 0;
  const kernel = driven(called(1, 10, 20), () => ({ effects: [...timers(++invocations * 7000), ...ANSWERED] }));
  const bounds = recordsOf(kernel).filter(({ kind }) => kind === 'bound_reached');
  expect(bounds.map(({ timeUs, data }) => [Math.floor(timeUs / 1e6), data.message])).toEqual([
    [10, 'f has 10000 timers pending in one environment; the playground sets no more of them.'],
  ]);
  expect(outcomesOf(kernel)).toEqual([0, 0, 0]);
});

test('log lines, responses and calls count into what a run may hold', () => {
  const long = 'x'.repeat(1000);
  const held = (effects: readonly EffectData[]): number => {
    const kernel = driven(called(1), (step) => ({ effects: step.type === 'invoke' ? effects : [] }));
    // What the kernel keeps to itself.
    return (kernel as unknown as { sim: Simulation }).sim.payloadChars;
  };
  const plain = held(ANSWERED);
  const put = { type: 'call', tick: 1, callId: 1, service: 's3', command: 'PutObject', input: { Body: long } } as const;
  expect(held([{ type: 'log', tick: 1, text: long, level: 'INFO' }, ...ANSWERED])).toBe(plain + 1000);
  expect(
    held([
      { type: 'response', tick: 1, body: long },
      { type: 'next', tick: 1 },
    ]),
  ).toBe(plain + 999);
  expect(held([put, ...ANSWERED])).toBeGreaterThan(plain + 1000);
});

describe('a response', () => {
  test.each([
    [6_291_556, 'INV-2', undefined],
    [6_291_557, 'INV-12', 'Function.ResponseSizeTooLarge'],
  ])('of %i characters is answered by %s', (length, rule, errorType) => {
    const kernel = driven(called(1), () => ({
      effects: [
        { type: 'response', tick: 1, body: `"${'x'.repeat(length - 2)}"` },
        { type: 'next', tick: 1 },
      ],
    }));
    const [answer] = recordsOf(kernel).filter(({ kind }) => kind === 'responded');
    const { functionError, payload } = answer?.data ?? {};
    expect([answer?.value, answer?.rule, functionError]).toEqual([200, rule, errorType ? 'Unhandled' : undefined]);
    expect(JSON.parse(payload).errorType).toBe(errorType);
    expect(outcomesOf(kernel)).toEqual([errorType ? 1 : 0]);
  });
});

describe('a frozen environment', () => {
  test('has its timers and replies at the thaw in the order in which they were due (D5, D6)', () => {
    let n = 0;
    const leavesWork: StandIn = () =>
      function* () {
        n++;
        if (n === 1) {
          for (const ms of [5000, 100, 3000, 12_000]) {
            yield later(ms, function* () {
              yield log(`${ms} ms`);
            });
          }
          yield later(0, function* () {
            yield call('s3', 'PutObject', { Bucket: 'b', Key: 'k', Body: '1' });
            yield log('put');
          });
        }
        yield work(1);
        return n;
      };
    const r = run(scenario().code('f').bucket('b'), { f: leavesWork });
    r.invoke('f', 0).invoke('f', 10).invoke('f', 20).until(60);
    const lines = r.records('log').map(({ data, value }) => `${value}: ${data.text}`);
    expect(lines).toEqual(['2: put', '2: 100 ms', '2: 3000 ms', '2: 5000 ms', '3: 12000 ms']);
    expect(r.records('call_ended')[0]?.timeUs).toBeLessThan(1_000_000);
  });
});
