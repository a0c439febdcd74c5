import { describe, expect, it } from 'vitest';
import { run } from '../../testing/run.ts';
import { sampleRun } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { type StandIn, sleep } from '../../testing/standIn.ts';
import { Trace } from '../trace.ts';
import { type Lane, LaneReader, laneAt } from './lanes.ts';

const sample = sampleRun();
const { trace } = sample.kernel;
const lanes = new LaneReader(trace, sample.scenario).extend();
const lane = (id: string) => lanes.find((l) => l.id === id);

const seconds = (us: number) => Math.round(us / 1000) / 1000;

/** `create 1–1.2 | init 1.2–1.34 | …`, in seconds. */
function drawn(l: Lane | null | undefined): string {
  return (l?.segments ?? [])
    .map((s) => `${s.kind} ${seconds(s.startUs)}–${s.endUs === null ? '' : seconds(s.endUs)}`)
    .join(' | ');
}

const napping: StandIn = () =>
  function* () {
    yield sleep(100);
    return 'awake';
  };

describe('lanes', () => {
  it('draw an environment from its creation to its end', () => {
    const r = run(scenario().modelled('nap', 100)).invoke('nap', 1).until(900);
    const [only] = new LaneReader(r.kernel.trace, r.scenario).extend();
    expect(drawn(only)).toBe('create 1–1.2 | init 1.2–1.34 | invoke 1.34–1.44 | idle 1.44–601.44');
    expect(only).toMatchObject({ id: 'environment:1', nodeId: 'n1', title: 'nap 1', startUs: 1e6, endUs: 601_440_000 });
    expect(only?.segments[2]).toMatchObject({ label: '#1', invocation: 1, outcome: 'success' });
  });

  it('join without gaps: a segment begins where the one before it ended', () => {
    for (const { kind, segments } of lanes) {
      if (kind !== 'environment') continue;
      segments.forEach((s, i) => {
        if (i > 0) expect(s.startUs).toBe(segments[i - 1]?.endUs);
      });
    }
  });

  it('draw an INIT inside an invocation, and a process that is gone', () => {
    const broken = lane('environment:8');
    expect(broken?.segments.map((s) => s.kind)).toEqual([
      'create',
      'init',
      'init',
      'idle',
      'failed',
      'init',
      'idle',
      'failed',
    ]);
    expect(broken?.segments.filter((s) => s.kind === 'init').map((s) => [s.suppressed, s.outcome])).toEqual([
      [false, 'error'],
      [true, 'error'],
      [true, 'error'],
    ]);
  });

  it('draw the waits of events in Lambda’s queue, one under the other when they overlap', () => {
    const queue = lane('queue:n10');
    const waits = queue?.segments.filter((s) => s.startUs < 200e6 && s.endUs !== s.startUs) ?? [];
    expect(waits.map((s) => [s.label, s.row, Math.round(((s.endUs ?? 0) - s.startUs) / 1e6)])).toEqual([
      ['attempt 2', 0, 60],
      ['attempt 2', 1, 60],
      ['attempt 3', 0, 120],
      ['attempt 3', 1, 120],
    ]);
    expect(queue?.rows).toBe(2);
  });

  it('draw how many batches a mapping may run', () => {
    expect(lane('mapping:w6')?.segments[0]).toMatchObject({ kind: 'poll', label: '5', startUs: 0 });
  });

  it('keep their identity while nothing happens to them', () => {
    const growing = new Trace();
    const reader = new LaneReader(growing, sample.scenario);
    growing.appendChunk(trace.chunk(0, 55));
    const before = reader.extend();
    expect(reader.extend()).toBe(before);
    growing.appendChunk(trace.chunk(55, 63));
    const after = reader.extend();
    expect(after.find((l) => l.id === 'environment:1')).toBe(before.find((l) => l.id === 'environment:1'));
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('are the same whether the trace came at once or in pieces', () => {
    const growing = new Trace();
    const reader = new LaneReader(growing, sample.scenario);
    for (let i = 0; i < trace.length; i++) {
      growing.appendChunk(trace.chunk(i, i + 1));
      reader.extend();
    }
    expect(reader.extend()).toEqual(lanes);
  });

  it('can be cut back to what the playhead has passed', () => {
    const r = run(scenario().code('nap'), { nap: napping }).invoke('nap', 1).until(900);
    const t = r.kernel.trace;
    const [full] = new LaneReader(t, r.scenario).extend();
    const at = (timeS: number) => full && laneAt(full, t.indexAt(timeS * 1e6));
    expect(at(0.5)).toBeNull();
    expect(drawn(at(1.1))).toBe('create 1–');
    expect(drawn(at(1.35))).toBe('create 1–1.2 | init 1.2–1.34 | invoke 1.34–');
    expect(at(1.35)?.segments[2]).toMatchObject({ outcome: null, endRecordIndex: null });
    expect(at(900)).toBe(full);
    const growing = new Trace();
    growing.appendChunk(t.chunk(0, t.indexAt(1.35e6) + 1));
    expect(at(1.35)).toEqual(new LaneReader(growing, r.scenario).extend()[0]);
  });
});
