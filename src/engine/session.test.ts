import { describe, expect, it } from 'vitest';
import type { EnvironmentHost } from '../runtime/hosts/host.ts';
import type { Effect, HostAnswer, Step } from '../runtime/protocol.ts';
import { Scenario } from '../scenario/schema.ts';
import type { Input } from '../sim/kernel.ts';
import type { Trace } from '../sim/trace/trace.ts';
import { Session } from './session.ts';

/** A host whose environments count their invocations, as a module counter would; `stopped` lists ended workers. */
function countingHost() {
  const counters = new Map<number, number>();
  const stopped: number[] = [];
  let steps = 0;
  const host: EnvironmentHost = {
    run: (requests) => Promise.resolve(requests.map(({ environment, step }) => answer(environment, step))),
    stop: (environment) => {
      stopped.push(environment);
      counters.delete(environment);
    },
    dispose: () => counters.clear(),
  };
  function answer(environment: number, step: Step): HostAnswer {
    steps += 1;
    const effects: Effect[] = [];
    if (step.type === 'init') {
      counters.set(environment, 0);
      effects.push({ type: 'initDone', tick: 10, modules: [] });
    } else if (step.type === 'invoke') {
      const count = (counters.get(environment) ?? Number.NaN) + 1;
      counters.set(environment, count);
      effects.push({ type: 'response', tick: 1000, body: JSON.stringify({ count }) });
    }
    effects.push({ type: 'next', tick: 1000 });
    return { stepId: step.stepId, status: 'quiescent', ticks: 1000, effects, memoryMb: 64 };
  }
  return { host, stopped, stepsRun: () => steps };
}

const scenario = Scenario.parse({
  version: 1,
  durationS: 60,
  nodes: [
    {
      id: 'n1',
      type: 'client',
      name: 'console',
      position: { x: 0, y: 0 },
      traffic: { kind: 'every', everyMs: 5000, count: 4 },
    },
    {
      id: 'n2',
      type: 'function',
      name: 'counter',
      position: { x: 0, y: 0 },
      handler: { kind: 'code', files: [{ path: 'index.mjs', text: '' }] },
    },
  ],
  wires: [{ id: 'w1', from: 'n1', to: 'n2', type: 'sync' }],
});

function session(inputs: readonly Input[] = []) {
  const counting = countingHost();
  const made = new Session(scenario, inputs, {
    host: counting.host,
    compile: () => [],
    yieldNow: () => Promise.resolve(),
  });
  return { session: made, ...counting };
}

const invokeAt = (timeUs: number): Input => ({ type: 'invoke', timeUs, nodeId: 'n2', mode: 'sync', payload: '{}' });
const payloads = (trace: Trace) =>
  Array.from({ length: trace.length }, (_, i) => trace.at(i))
    .filter(({ kind }) => kind === 'invoke_ended')
    .map(({ data }) => data.payload);
const records = (trace: Trace) => Array.from({ length: trace.length }, (_, i) => trace.at(i));

describe('session', () => {
  it('runs handlers to the end of the run and keeps the state of their environment', async () => {
    const { session: s } = session();
    await s.advance(Number.POSITIVE_INFINITY);
    expect(s.finished).toBe(true);
    expect(payloads(s.trace)).toEqual([1, 2, 3, 4].map((count) => JSON.stringify({ count })));
  });

  it('stops when the asked number of records is there', async () => {
    const { session: s } = session();
    await s.advance(Number.POSITIVE_INFINITY, 5);
    expect(s.finished).toBe(false);
    expect(s.trace.length).toBeGreaterThanOrEqual(5);
  });

  it('drops the computed future when the user acts, and gives the same trace as a run with that input from the start', async () => {
    const acted = session();
    await acted.session.advance(Number.POSITIVE_INFINITY);
    await acted.session.act(7_000_000, [invokeAt(7_000_000)]);
    await acted.session.advance(Number.POSITIVE_INFINITY);
    const straight = session([invokeAt(7_000_000)]);
    await straight.session.advance(Number.POSITIVE_INFINITY);
    expect(records(acted.session.trace)).toEqual(records(straight.session.trace));
    expect(payloads(acted.session.trace)).toEqual([1, 2, 3, 4, 5].map((count) => JSON.stringify({ count })));
  });

  it('rebuilds an environment that had run on, so that its module counter is as it was', async () => {
    const { session: s, stopped } = session();
    await s.advance(Number.POSITIVE_INFINITY);
    await s.act(2_000_000, [invokeAt(2_000_000)]);
    await s.advance(3_000_000);
    expect(stopped).toEqual([1]);
    expect(payloads(s.trace)).toEqual(['{"count":1}', '{"count":2}']);
  });

  it('runs no code again when it is taken back', async () => {
    const { session: s, stepsRun } = session();
    await s.advance(Number.POSITIVE_INFINITY);
    const before = stepsRun();
    await s.act(12_000_000, []);
    expect(stepsRun()).toBe(before);
  });

  it('forgets inputs later than the one that is given', async () => {
    const { session: s } = session([invokeAt(30_000_000)]);
    await s.act(20_000_000, [invokeAt(20_000_000)]);
    expect(s.recordedInputs.map(({ timeUs }) => timeUs)).toEqual([20_000_000]);
  });

  it('goes on after its end when it is made longer', async () => {
    const { session: s } = session();
    await s.advance(Number.POSITIVE_INFINITY);
    await s.setDuration(90, 60_000_000);
    await s.act(60_000_000, [invokeAt(60_000_000)]);
    await s.advance(Number.POSITIVE_INFINITY);
    expect(payloads(s.trace)).toHaveLength(5);
    expect(records(s.trace).at(-1)).toMatchObject({ kind: 'run_ended', timeUs: 90_000_000 });
  });

  it('deploys new settings: requests after that get a new environment (ENV-28)', async () => {
    const { session: s } = session();
    const edited = {
      ...scenario,
      nodes: scenario.nodes.map((n) => (n.type === 'function' ? { ...n, memoryMb: 512 } : n)),
    };
    await s.act(7_000_000, [{ type: 'deploy', timeUs: 7_000_000, scenario: edited }]);
    await s.advance(Number.POSITIVE_INFINITY);
    expect(payloads(s.trace)).toEqual([1, 2, 1, 2].map((count) => JSON.stringify({ count })));
  });

  it('ends the workers of a run that is closed', async () => {
    const { session: s, stopped } = session();
    await s.advance(6_000_000);
    s.end();
    expect(stopped).toEqual([1]);
  });

  it('a stop by the wall clock makes a run irreproducible, until the user goes back to before it', async () => {
    const { host } = countingHost();
    const slow: EnvironmentHost = {
      ...host,
      run: async (requests) =>
        (await host.run(requests)).map((answer, i) => {
          const step = requests[i]?.step;
          const isLate = step?.type === 'invoke' && step.nowUs >= 10_000_000;
          return isLate ? { stepId: answer.stepId, status: 'stopped', reason: 'watchdog' } : answer;
        }),
    };
    const made = new Session(scenario, [], { host: slow, compile: () => [], yieldNow: () => Promise.resolve() });
    await made.advance(8_000_000);
    expect(made.reproducible).toBe(true);
    await made.advance(60_000_000);
    expect(made.reproducible).toBe(false);
    await made.act(12_000_000, []);
    expect(made.reproducible).toBe(false);
    await made.act(8_000_000, []);
    expect(made.reproducible).toBe(true);
  });
});
