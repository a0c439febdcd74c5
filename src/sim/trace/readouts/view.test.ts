import { describe, expect, it, vi } from 'vitest';
import { run } from '../../testing/run.ts';
import { sampleRun } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { type StandIn, sleep } from '../../testing/standIn.ts';
import { Trace } from '../trace.ts';
import { ViewCursor } from './view.ts';
import { ViewState } from './viewState.ts';
import type { RunView } from './viewTypes.ts';

const napping: StandIn = () =>
  function* () {
    yield sleep(100);
    return 'awake';
  };

function viewAt(r: ReturnType<typeof run>, timeS: number): RunView {
  const { trace } = r.kernel;
  return new ViewCursor(trace, r.scenario).at(trace.indexAt(timeS * 1e6));
}

const sample = sampleRun();
const { trace } = sample.kernel;

describe('the view of a run', () => {
  it('shows every node before anything has happened', () => {
    const view = new ViewCursor(new Trace(), sample.scenario).at(-1);
    expect(view.recordIndex).toBe(-1);
    expect(Object.keys(view.functions)).toEqual(['n9', 'n10', 'n11', 'n12', 'n13', 'n14', 'n16']);
    expect(view.functions.n9).toMatchObject({
      name: 'hello',
      inUse: 0,
      limit: 2,
      limitKind: 'reserved',
      environments: [],
    });
    expect(view.functions.n10).toMatchObject({ limit: 58, limitKind: 'account' });
    expect(Object.keys(view.queues)).toEqual(['n6', 'n7', 'n8']);
    expect(view.openWork).toBe(0);
  });

  it('shows an environment through its life, with the time its creation ends', () => {
    const r = run(scenario().code('nap'), { nap: napping }).invoke('nap', 1).until(900);
    const states = [1.1, 1.3, 1.4, 2, 700].map((t) => viewAt(r, t).functions.n1?.environments.map((e) => e.state));
    expect(states).toEqual([['creating'], ['init'], ['busy'], ['idle'], []]);
    expect(viewAt(r, 1.1).functions.n1?.environments[0]).toMatchObject({
      number: 1,
      sinceUs: 1_000_000,
      endsUs: 1_200_000,
      currentInvocation: 1,
      invocationsServed: 0,
    });
    expect(viewAt(r, 700).functions.n1).toMatchObject({ created: 1, stopped: 1 });
  });

  it('knows when an idle environment is removed if no request comes (ENV-18)', () => {
    const r = run(scenario().code('nap'), { nap: napping }).invoke('nap', 1).invoke('nap', 30).until(2000);
    const [stopped] = r.records('environment_stopped');
    const at = (timeS: number) => viewAt(r, timeS).functions.n1?.environments[0];
    expect(at(40)).toMatchObject({ state: 'idle', endsUs: stopped?.timeUs });
    // The next request came before the end of the first wait.
    expect(at(20)?.endsUs).toBe((at(20)?.sinceUs ?? 0) + 600e6);
    expect(at(30.05)).toMatchObject({ state: 'busy', endsUs: null });
  });

  it('numbers the environments of each function from 1', () => {
    const r = run(scenario().code('nap').code('doze'), { nap: napping, doze: napping });
    r.invoke('nap', 1).invoke('doze', 2).invoke('doze', 2.1).until(10);
    const { functions } = viewAt(r, 5);
    expect(functions.n1?.environments.map(({ number, ordinal }) => [number, ordinal])).toEqual([[1, 1]]);
    expect(functions.n2?.environments.map(({ number, ordinal }) => [number, ordinal])).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  it('counts a request in flight from the moment its environment is being made (CONC-2)', () => {
    const r = run(scenario().code('nap', { reservedConcurrency: 5 }), { nap: napping });
    r.invoke('nap', 1).invoke('nap', 1.05).until(10);
    expect([0.9, 1, 1.1, 1.3, 1.445, 2].map((t) => viewAt(r, t).functions.n1?.inUse)).toEqual([0, 1, 2, 2, 1, 0]);
    expect(viewAt(r, 2).account).toEqual({ inUse: 0, peak: 2, limit: 1000 });
  });

  it('counts cold and warm starts, errors, timeouts, throttles and cost (CONC-21)', () => {
    const view = viewAt(sample, 9);
    expect(view.functions.n9?.counts).toMatchObject({ invocations: 8, cold: 2, warm: 6, errors: 0, throttles: 1 });
    expect(view.functions.n16?.counts).toMatchObject({ invocations: 1, errors: 1, timeouts: 1 });
    // INIT failed twice and the handler was never called: still invocations, and errors.
    expect(view.functions.n14?.counts).toMatchObject({ invocations: 2, cold: 1, warm: 1, errors: 2, timeouts: 0 });
    expect(view.functions.n9?.counts.costUsd).toBeGreaterThan(0);
    const sum = Object.values(view.functions).reduce((total, fn) => total + fn.counts.costUsd, 0);
    expect(view.totals.costUsd).toBeCloseTo(sum, 15);
  });

  it('shows an environment whose process is gone as failed until its next request', () => {
    const broken = (t: number) => viewAt(sample, t).functions.n14?.environments[0];
    expect(broken(7)).toMatchObject({ state: 'failed', currentInvocation: null, lastOutcome: 'error' });
    expect(broken(8.1)).toMatchObject({ state: 'init', suppressedInit: true, currentInvocation: 16 });
  });

  it('shows events that wait in Lambda’s queue with their next attempt', () => {
    const queue = (t: number) => viewAt(sample, t).functions.n10?.asyncQueue;
    const failing = sample.records('retry_scheduled')[0]?.subject;
    expect(queue(30)?.length).toBe(2);
    expect(queue(30)?.events[0]).toMatchObject({ invocation: failing, attempt: 2, reason: 'error' });
    expect(queue(30)?.nextDueUs).toBe((queue(30)?.events[0]?.sinceUs ?? 0) + 60_000_000);
    expect(queue(100)?.events[0]).toMatchObject({ invocation: failing, attempt: 3 });
    expect(queue(200)).toEqual({ length: 0, nextDueUs: null, events: [] });
  });

  it('shows queues: what is visible, in flight, moved and processed', () => {
    const orders = (t: number) => viewAt(sample, t).queues.n6;
    expect(orders(5.1)).toMatchObject({ visible: 0, inFlight: 3, received: 3, oldestSentUs: 5_000_000 });
    expect(orders(6)).toMatchObject({ visible: 0, inFlight: 1, deleted: 2 });
    expect(orders(6)?.messages).toMatchObject([{ body: '{"n":3}', state: 'in flight', receiveCount: 1 }]);
    expect(orders(66)).toMatchObject({ visible: 0, inFlight: 0, oldestSentUs: null, messages: [] });
    expect(viewAt(sample, 66).queues.n7).toMatchObject({ visible: 1, received: 1, oldestSentUs: 5_000_000 });
    expect(viewAt(sample, 1).mappings.w6).toEqual({ wireId: 'w6', pollers: 5 });
  });

  it('shows what triggers sent and what they were answered', () => {
    const { triggers } = viewAt(sample, 9);
    expect(triggers.n1).toMatchObject({ sent: 3, ok: 2, failed: 0, throttled: 1, waiting: 0 });
    expect(triggers.n2).toMatchObject({ sent: 4, ok: 4, last: { status: 200, body: '{"n":5}', functionError: false } });
    expect(triggers.n15).toMatchObject({ sent: 2, failed: 2, last: { status: 200, functionError: true } });
    expect(triggers.n4).toMatchObject({ sent: 1, ok: 1, last: { status: 202, body: '' } });
    expect(viewAt(sample, 1.2).triggers.n1).toMatchObject({ waiting: 2, throttled: 1, last: { status: 429 } });
  });

  it('shows buckets and topics', () => {
    const view = viewAt(sample, 9);
    expect(view.buckets.n4).toMatchObject({ objects: 1, puts: 1, latest: [{ key: 'photos/1.jpg', size: 6 }] });
    expect(view.topics.n5).toMatchObject({ published: 1, lastMessage: 'hello' });
  });

  it('knows whether anything is still under way', () => {
    // 3.5 s: the notification of the upload is on its way, nothing else.
    expect([0.5, 3.5, 4.2, 20, 100].map((t) => viewAt(sample, t).openWork)).toEqual([0, 1, 2, 3, 2]);
    expect(viewAt(sample, 200).openWork).toBe(0);
  });

  it('says what could not be delivered', () => {
    const r = run(scenario().client('alone', { traffic: { kind: 'single', atS: 1 } })).until(2);
    expect(viewAt(r, 2).problems.n1).toMatchObject({ reason: 'alone is not connected to a function.', count: 1 });
  });

  it('follows deployments: new limits, new nodes, outdated environments', () => {
    const before = scenario().code('nap').build();
    const after = scenario().code('nap', { reservedConcurrency: 7, memoryMb: 256 }).code('second').build();
    const r = run(before, { nap: napping, second: napping });
    r.invoke('nap', 1).deploy(1.4, after).until(5);
    expect(viewAt(r, 1.35).functions.n1).toMatchObject({ limit: 1000, deployment: 1 });
    expect(viewAt(r, 1.4).functions.n1).toMatchObject({ limit: 7, limitKind: 'reserved', deployment: 2 });
    expect(viewAt(r, 1.4).functions.n1?.environments[0]).toMatchObject({ state: 'busy', outdated: true });
    expect(viewAt(r, 5).functions.n1?.environments).toEqual([]);
    expect(viewAt(r, 5).functions.n2?.name).toBe('second');
  });
});

describe('moving through a run', () => {
  it('shows the same at a record however it was reached', () => {
    const cursor = new ViewCursor(trace, sample.scenario, 16);
    const straight = Array.from({ length: trace.length }, (_, i) => new ViewCursor(trace, sample.scenario).at(i));
    const jumps = Array.from({ length: 300 }, (_, i) => (i * 7919) % trace.length);
    for (const index of jumps) expect(cursor.at(index)).toEqual(straight[index]);
  });

  it('reads no more records than lie between two checkpoints, forwards too', () => {
    const cursor = new ViewCursor(trace, sample.scenario, 16);
    cursor.at(trace.length - 1);
    const apply = vi.spyOn(ViewState.prototype, 'apply');
    for (const index of [3, trace.length - 2, trace.length >> 1, trace.length - 1]) {
      apply.mockClear();
      cursor.at(index);
      // The sample has some dozen entries, each of which is worth four records.
      expect(apply.mock.calls.length).toBeLessThan(trace.length / 2);
    }
    apply.mockRestore();
  });

  it('keeps the identity of what did not change', () => {
    const cursor = new ViewCursor(trace, sample.scenario);
    // The last record of that moment makes an environment of n12.
    const index = trace.indexAt(5e6);
    const before = cursor.at(index - 1);
    const after = cursor.at(index);
    expect(after).not.toBe(before);
    expect(after.functions.n9).toBe(before.functions.n9);
    expect(after.buckets).toBe(before.buckets);
    expect(after.functions.n12).not.toBe(before.functions.n12);
    expect(cursor.at(index)).toBe(after);
  });

  it('goes on when the trace has grown', () => {
    const growing = new Trace();
    growing.appendChunk(trace.chunk(0, 50));
    const cursor = new ViewCursor(growing, sample.scenario);
    cursor.at(49);
    growing.appendChunk(trace.chunk(50, 100));
    expect(cursor.at(99)).toEqual(new ViewCursor(trace, sample.scenario).at(99));
  });

  it('refuses a record that is not there', () => {
    expect(() => new ViewCursor(trace).at(trace.length)).toThrow(RangeError);
  });

  it('can be read without the scenario: nodes appear as records name them, limits are unknown', () => {
    const view = new ViewCursor(trace).at(trace.length - 1);
    expect(view.functions.n9?.counts.invocations).toBe(8);
    expect(view.functions.n9?.limit).toBeNull();
    expect(view.queues.n7?.visible).toBe(1);
  });
});
