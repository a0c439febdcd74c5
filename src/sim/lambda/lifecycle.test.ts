import { expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { exiting } from '../testing/sampleRun.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { log, type StandIn, sleep, work } from '../testing/standIn.ts';
import { RunLog } from '../trace/readouts/logs.ts';

const counting: StandIn = () => {
  let served = 0;
  return function* () {
    yield log('working');
    yield sleep(100);
    return { served: ++served };
  };
};

const called = (...timesS: number[]) => {
  const r = run(scenario().code('f'), { f: counting });
  for (const timeS of timesS) r.invoke('f', timeS);
  return r.until(60);
};

const lifeOf = (r: ReturnType<typeof called>) =>
  r
    .records('environment_created', 'init_started', 'init_ended', 'invoke_started', 'invoke_ended')
    .map(({ kind }) => kind);

test('an environment goes through INIT once and then through INVOKE after INVOKE (ENV-1)', () => {
  const invoke = ['invoke_started', 'invoke_ended'];
  expect(lifeOf(called(1, 5))).toEqual(['environment_created', 'init_started', 'init_ended', ...invoke, ...invoke]);
});

test('INIT starts the runtime, then runs the code outside the handler, and ends when both are done (ENV-2)', () => {
  const slow: StandIn = () => {
    return function* () {
      yield work(1);
      return null;
    };
  };
  const coldStart = { kind: 'fixed', createMs: 200, runtimeInitMs: 140 } as const;
  const r = run(scenario({ model: { coldStart } }).code('f'), { f: slow })
    .invoke('f', 1)
    .until(5);
  const [begun = 0] = r.times('init_started');
  const [ended = 0] = r.times('init_ended');
  expect(begun).toBeCloseTo(1.2, 6);
  expect(ended - begun).toBeGreaterThanOrEqual(0.14);
});

test('an invocation ends when the runtime asks for the next event; until then the environment is busy (ENV-7, INV-23)', () => {
  const r = called(1, 1.4);
  const [first] = r.records('invoke_ended');
  expect(first?.rule).toBe('ENV-7');
  // The second request came while the first was still under way.
  expect(r.records('environment_created')).toHaveLength(2);
});

test('module state is kept between invocations of one environment and shared with no other (ENV-10)', () => {
  const r = called(1, 1, 5);
  const served = r.records('invoke_ended').map(({ data }) => JSON.parse(data.payload).served);
  expect(served.sort()).toEqual([1, 1, 2]);
});

test('the INIT after a reset is inside the next invocation: no Init Duration, and its time is in Duration (ENV-14, LOG-12)', () => {
  const r = run(scenario().code('f'), { f: exiting }).invoke('f', 1).invoke('f', 5).until(60);
  const [first, second] = r.records('invoke_ended').map(({ data }) => data);
  expect(first.initUs).toBeGreaterThan(0);
  expect(second.initUs).toBeUndefined();
  expect(second.durationUs).toBeGreaterThanOrEqual(first.initUs);
  expect(r.records('init_started').map(({ value, rule }) => [value, rule])).toEqual([
    [0, 'ENV-2'],
    [1, 'ENV-14'],
  ]);
});

test('where no idle environment exists a new one is made for the waiting request, which keeps it (ENV-20, SIM-3)', () => {
  const r = called(1, 1.1);
  const [, second] = r.records('environment_created');
  const [, started] = r.records('invoke_started');
  // The first environment is free before the second is ready; the second request waits for its own all the same.
  expect(started).toMatchObject({ rule: 'ENV-20', value: second?.subject });
});

test('a cold start is the making of the environment and INIT; only INIT is reported (COLD-1)', () => {
  const r = called(1);
  const [created] = r.records('environment_created');
  const [ended] = r.records('invoke_ended');
  const [begun = 0] = r.times('init_started');
  expect(begun - 1).toBeCloseTo(created?.data.createMs / 1000, 6);
  const [started = 0] = r.times('invoke_started');
  expect(ended?.data.initUs / 1e6).toBeCloseTo(started - begun, 6);
});

test('an asynchronous event is accepted at once; its attempts come from the queue and its caller gets no result (ASYNC-1)', () => {
  const r = run(scenario().code('f'), { f: counting }).invoke('f', 1, { mode: 'async' }).until(60);
  expect(r.times('invoke_async')).toEqual([1]);
  expect(r.records('responded')).toEqual([]);
  expect(r.records('event_ended')).toHaveLength(1);
});

test('INIT_REPORT is written only when INIT fails (ENV-6)', () => {
  const linesOf = (r: ReturnType<typeof called>) => {
    const lines = new RunLog(r.kernel.trace, r.scenario);
    lines.extend();
    return Array.from({ length: lines.length }, (_, i) => lines.at(i).text.split(' ')[0]);
  };
  expect(linesOf(called(1))).not.toContain('INIT_REPORT');
  const broken: StandIn = () => {
    throw new Error('no module');
  };
  expect(linesOf(run(scenario().code('f'), { f: broken }).invoke('f', 1).until(20))).toContain('INIT_REPORT');
});

test('each environment has a log stream of its own: date, version in brackets, 32 hexadecimal digits (LOG-1)', () => {
  const streams = called(1, 1)
    .records('environment_created')
    .map(({ data }) => data.logStream);
  expect(new Set(streams).size).toBe(2);
  for (const stream of streams) expect(stream).toMatch(/^2026\/01\/05\/\[\$LATEST\][0-9a-f]{32}$/);
});

test('Max Memory Used never falls from one invocation of an environment to the next (LOG-11)', () => {
  const used = called(1, 5, 9)
    .records('invoke_ended')
    .map(({ data }) => data.maxMemoryMb);
  expect(used).toHaveLength(3);
  expect(used).toEqual(used.toSorted((a: number, b: number) => a - b));
});
