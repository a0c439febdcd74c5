/** What becomes of a run when the sandbox is lost, or a step never ends: whose fault it was, and what goes on. */
import { describe, expect, it } from 'vitest';
import type { EnvironmentHost, HostResult, StepOfEnvironment } from '../runtime/hosts/host.ts';
import type { Effect, Step } from '../runtime/protocol.ts';
import { Scenario } from '../scenario/schema.ts';
import { codeKey, type Disabled, DisabledCode } from './disabledCode.ts';
import { Session } from './session.ts';

const BOMB = [{ path: 'index.mjs', text: 'bomb' }];
const CALM = [{ path: 'index.mjs', text: 'calm' }];

/** Two functions, called at the same moments four times. */
function bothCalled(bomb: readonly { path: string; text: string }[] = BOMB) {
  const fn = (id: string, name: string, files: readonly { path: string; text: string }[]) => ({
    id,
    type: 'function' as const,
    name,
    position: { x: 0, y: 0 },
    handler: { kind: 'code' as const, files: [...files] },
  });
  const client = (id: string) => ({
    id,
    type: 'client' as const,
    name: id,
    position: { x: 0, y: 0 },
    traffic: { kind: 'times' as const, timesS: [1, 10, 20, 30] },
  });
  return Scenario.parse({
    version: 1,
    durationS: 60,
    model: { coldStart: { kind: 'fixed' } },
    nodes: [client('n1'), client('n2'), fn('n3', 'bomb', bomb), fn('n4', 'calm', CALM)],
    wires: [
      { id: 'w1', from: 'n1', to: 'n3', type: 'sync' },
      { id: 'w2', from: 'n2', to: 'n4', type: 'sync' },
    ],
  });
}

/** What the bomb does to the sandbox in its invocations. */
type Ending = (attempt: number) => 'sandbox-lost' | 'watchdog' | 'nothing';

/** A sandbox whose environments count their invocations; when it is lost all of them are gone, and those who come back are `evicted`. */
function sandbox(ending: Ending) {
  const counters = new Map<number, number>();
  const bombs = new Set<number>();
  const ran: string[] = [];
  let attempts = 0;
  const host: EnvironmentHost = {
    async run(requests) {
      const results = requests.map(one);
      if (!results.some((result) => result.status === 'stopped' && result.reason === 'sandbox-lost')) return results;
      counters.clear();
      // Steps of other environments that ran at the same time.
      return requests.map(({ step: { stepId } }) => ({ stepId, status: 'stopped', reason: 'sandbox-lost' }));
    },
    stop: (environment) => void counters.delete(environment),
    dispose: () => {},
  };
  function one({ environment, step }: StepOfEnvironment): HostResult {
    const { stepId } = step;
    if (step.type === 'init') {
      counters.set(environment, 0);
      if (step.files[0]?.code === 'bomb') bombs.add(environment);
    }
    const count = counters.get(environment);
    if (count === undefined) return { stepId, status: 'stopped', reason: 'evicted' };
    if (step.type === 'invoke' && bombs.has(environment)) {
      attempts += 1;
      ran.push('bomb');
      const reason = ending(attempts);
      if (reason !== 'nothing') return { stepId, status: 'stopped', reason };
    }
    if (step.type === 'invoke') counters.set(environment, count + 1);
    return { stepId, status: 'quiescent', ticks: 1000, memoryMb: 64, effects: effects(step, count + 1) };
  }
  return { host, bombsRun: () => ran.length };
}

function effects(step: Step, count: number): Effect[] {
  const next = { type: 'next' as const, tick: 1000 };
  if (step.type === 'init') return [{ type: 'initDone', tick: 10, modules: [] }, next];
  return [{ type: 'response', tick: 1000, body: JSON.stringify({ count }) }, next];
}

function open(ending: Ending, disabled = new DisabledCode(), scenario = bothCalled()) {
  const { host, bombsRun } = sandbox(ending);
  const session = new Session(scenario, [], {
    host,
    compile: (files) => files.map(({ path, text }) => ({ path, code: text })),
    yieldNow: () => Promise.resolve(),
    disabled,
  });
  /** What the invocations of a function came to: a count, or why they were stopped. */
  const outcomes = (fn: 'bomb' | 'calm') => {
    const records = Array.from({ length: session.trace.length }, (_, i) => session.trace.at(i));
    const node = records.filter(({ kind }) => kind === 'invoke_sync');
    const ofFunction = new Set(node.filter(({ value }) => value === (fn === 'bomb' ? 3 : 4)).map((r) => r.subject));
    const ended = records.filter(({ kind, subject }) => kind === 'invoke_ended' && ofFunction.has(subject));
    return ended.map(({ data }) => data.payload ?? /\((.*)\)/.exec(data.error?.errorMessage)?.[1]);
  };
  return { session, outcomes, bombsRun };
}

const COUNTS = ['{"count":1}', '{"count":2}', '{"count":3}', '{"count":4}'];
const DISABLED = 'its code is disabled until it is changed, since a step of it had to be stopped';
const LOST = 'the browser ended its sandbox';

describe('a lost sandbox', () => {
  it('is put down to the function that loses it again when it runs alone; the others go on as if nothing had been', async () => {
    const { session, outcomes, bombsRun } = open(() => 'sandbox-lost');
    await session.advance(Number.POSITIVE_INFINITY);
    expect(session.finished).toBe(true);
    expect(outcomes('bomb')).toEqual([LOST, DISABLED, DISABLED, DISABLED]);
    expect(outcomes('calm')).toEqual(COUNTS);
    // Once with the other, once alone, and never again.
    expect(bombsRun()).toBe(2);
    expect(session.reproducible).toBe(false);
  });

  it('is nobody’s fault when it does not happen again, and leaves no trace in the run', async () => {
    const once = open((attempt) => (attempt === 1 ? 'sandbox-lost' : 'nothing'));
    await once.session.advance(Number.POSITIVE_INFINITY);
    expect([once.outcomes('bomb'), once.outcomes('calm')]).toEqual([COUNTS, COUNTS]);
    expect(once.session.reproducible).toBe(true);
  });

  it('keeps the code disabled in the next run, but not what it was changed to', async () => {
    let known: readonly Disabled[] = [];
    const disabled = new DisabledCode((all) => {
      known = all;
    });
    const first = open(() => 'sandbox-lost', disabled);
    await first.session.advance(Number.POSITIVE_INFINITY);
    expect(known).toEqual([{ key: codeKey(BOMB), reason: 'sandbox-lost' }]);

    const second = open(() => 'sandbox-lost', disabled);
    await second.session.advance(Number.POSITIVE_INFINITY);
    expect(second.bombsRun()).toBe(0);
    expect(second.outcomes('bomb')).toEqual(Array(4).fill(DISABLED));

    const changed = open(() => 'sandbox-lost', disabled, bothCalled([{ path: 'index.mjs', text: 'mended' }]));
    await changed.session.advance(Number.POSITIVE_INFINITY);
    expect(changed.outcomes('bomb')).toEqual(COUNTS);
  });

  it('runs the code again when the user changes it in the middle of the run, or wants to see it anyway', async () => {
    const disabled = new DisabledCode();
    const edited = open(() => 'sandbox-lost', disabled);
    await edited.session.advance(15_000_000);
    const scenario = bothCalled([{ path: 'index.mjs', text: 'mended' }]);
    await edited.session.act(15_000_000, [{ type: 'deploy', timeUs: 15_000_000, scenario }]);
    await edited.session.advance(Number.POSITIVE_INFINITY);
    expect(edited.outcomes('bomb')).toEqual([LOST, DISABLED, ...COUNTS.slice(0, 2)]);
    expect(edited.outcomes('calm').slice(0, 2)).toEqual(COUNTS.slice(0, 2));

    const again = open((attempt) => (attempt <= 2 ? 'sandbox-lost' : 'nothing'), disabled);
    disabled.enable(codeKey(BOMB));
    await again.session.advance(15_000_000);
    disabled.enable(codeKey(BOMB));
    await again.session.act(15_000_000, []);
    await again.session.advance(Number.POSITIVE_INFINITY);
    expect(again.outcomes('bomb')).toEqual([LOST, DISABLED, ...COUNTS.slice(0, 2)]);
  });
});

describe('a step that never ends', () => {
  it('disables its code, so that not every request waits for the watchdog', async () => {
    const { session, outcomes, bombsRun } = open(() => 'watchdog');
    await session.advance(Number.POSITIVE_INFINITY);
    expect(outcomes('bomb')).toEqual(['a step took too long on this machine', DISABLED, DISABLED, DISABLED]);
    expect(outcomes('calm')).toEqual(COUNTS);
    expect(bombsRun()).toBe(1);
  });
});

describe('an environment that keeps changing its /tmp', () => {
  it('is stopped before the run is more than a browser holds', async () => {
    const { host } = sandbox(() => 'nothing');
    const base64 = 'A'.repeat(5_000_000);
    let steps = 0;
    const scribbling: EnvironmentHost = {
      ...host,
      run: async (requests) => {
        const results = await host.run(requests);
        steps += results.length;
        return results.map((one) =>
          one.status === 'quiescent' ? { ...one, tmp: { folders: ['/tmp'], files: [['/tmp/a', base64]] } } : one,
        );
      },
    };
    const scenario = bothCalled();
    const often = scenario.nodes.map((node) =>
      node.type === 'client' ? { ...node, traffic: { kind: 'every' as const, everyMs: 1000, count: 40 } } : node,
    );
    const session = new Session(Scenario.parse({ ...scenario, nodes: often }), [], {
      host: scribbling,
      compile: () => [],
      yieldNow: () => Promise.resolve(),
    });
    await session.advance(Number.POSITIVE_INFINITY);
    expect(session.finished).toBe(true);
    const records = Array.from({ length: session.trace.length }, (_, i) => session.trace.at(i));
    const stopped = records.filter(({ kind }) => kind === 'stopped_by_playground');
    expect(steps - stopped.length).toBe(25);
    expect(stopped.length).toBeGreaterThan(0);
    // Going back to before makes room again.
    await session.act(2_000_000, []);
    expect(session.reproducible).toBe(true);
  });
});
