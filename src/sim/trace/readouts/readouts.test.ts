import { describe, expect, it } from 'vitest';
import { randomScenario, randomStandIns } from '../../testing/randomScenario.ts';
import { Run } from '../../testing/run.ts';
import { answerOf } from './answers.ts';
import { LaneReader, laneAt } from './lanes.ts';
import { RunLog } from './logs.ts';
import { summarize } from './summary.ts';
import { FlightReader } from './tokens.ts';
import { ViewCursor } from './view.ts';
import type { RunView } from './viewTypes.ts';
import { caption, explain } from './why.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Numbers of the requests that are bound to an environment. */
const bound = (view: RunView) =>
  Object.values(view.functions).flatMap((fn) => fn.environments.flatMap((e) => e.currentInvocation ?? []));

describe.each(SEEDS)('read-outs of the random run %i', (seed) => {
  const run = new Run(randomScenario(seed), randomStandIns(seed, true)).until(600);
  const { trace } = run.kernel;
  const { scenario } = run;

  it('keep what must always hold', () => {
    const cursor = new ViewCursor(trace, scenario);
    const step = Math.max(1, Math.floor(trace.length / 1500));
    for (let i = 0; i < trace.length; i += step) {
      const view = cursor.at(i);
      const requests = bound(view);
      expect(new Set(requests).size).toBe(requests.length);
      expect(view.account.inUse).toBe(requests.length);
      expect(Number.isInteger(view.openWork) && view.openWork >= 0).toBe(true);
      for (const fn of Object.values(view.functions)) {
        expect(fn.inUse).toBe(fn.environments.filter((e) => e.currentInvocation !== null).length);
        expect(fn.inUse).toBeLessThanOrEqual(fn.limit ?? 0);
        expect(fn.created - fn.stopped).toBe(fn.environments.length);
        expect(fn.counts.cold + fn.counts.warm).toBe(fn.counts.invocations);
      }
      const shared = Object.values(view.functions).filter((fn) => fn.limitKind === 'account');
      expect(shared.reduce((sum, fn) => sum + fn.inUse, 0)).toBeLessThanOrEqual(shared[0]?.limit ?? 0);
      for (const queue of Object.values(view.queues)) {
        expect(queue.visible).toBeGreaterThanOrEqual(0);
        expect(queue.inFlight).toBeGreaterThanOrEqual(0);
      }
      for (const trigger of Object.values(view.triggers)) {
        expect(trigger.ok + trigger.failed + trigger.throttled + trigger.waiting).toBe(trigger.sent);
      }
    }
  });

  it('count every attempt that ended', () => {
    const { totals } = summarize(trace, scenario);
    const ended = run.records('invoke_ended').length;
    const running = bound(new ViewCursor(trace, scenario).at(trace.length - 1)).length;
    expect(totals.invocations).toBeGreaterThanOrEqual(ended);
    expect(totals.invocations).toBeLessThanOrEqual(ended + running);
    expect(totals.throttles).toBe(run.records('throttled').length);
  });

  it('show the same at a record however it was reached', () => {
    const cursor = new ViewCursor(trace, scenario, 64);
    cursor.at(trace.length - 1);
    for (let k = 0; k < 20; k++) {
      const index = (k * 104_729) % trace.length;
      expect(cursor.at(index)).toEqual(new ViewCursor(trace, scenario).at(index));
    }
  });

  it('explain every record', () => {
    const step = Math.max(1, Math.floor(trace.length / 500));
    for (let i = 0; i < trace.length; i += step) {
      const { sentence, chain } = explain(trace, i, scenario);
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
      expect(trace.cause[chain.at(-1)?.index ?? -1]).toBe(chain.at(-1)?.index);
      expect(caption(trace, i, scenario).length).toBeLessThanOrEqual(80);
    }
  });

  it('write a log in which each START has its END and REPORT', () => {
    const log = new RunLog(trace, scenario);
    log.extend();
    const open = new Set<number>();
    for (let i = 0; i < log.length; i++) {
      const line = log.at(i);
      expect(line.text).not.toMatch(/undefined|NaN/);
      if (line.source !== 'platform' || line.invocation === null) continue;
      if (line.text.startsWith('START')) {
        expect(open.has(line.invocation)).toBe(false);
        open.add(line.invocation);
      } else if (line.text.startsWith('REPORT')) expect(open.delete(line.invocation)).toBe(true);
      else if (line.text.startsWith('END')) expect(open.has(line.invocation)).toBe(true);
    }
    const stopped = run.records('stopped_by_playground').length;
    const running = bound(new ViewCursor(trace, scenario).at(trace.length - 1)).length;
    expect(open.size).toBeLessThanOrEqual(stopped + running);
  });

  it('draw lanes without gaps, and cut them as if the trace had ended there', () => {
    const lanes = new LaneReader(trace, scenario).extend();
    for (const { kind, segments } of lanes) {
      if (kind === 'environment') {
        segments.forEach((s, i) => {
          if (i > 0) expect(s.startUs).toBe(segments[i - 1]?.endUs);
        });
      }
      for (const s of segments) expect(s.endUs ?? s.startUs).toBeGreaterThanOrEqual(s.startUs);
    }
    for (const lane of lanes) {
      for (const index of [lane.recordIndex - 1, lane.recordIndex, (lane.recordIndex + trace.length) >> 1]) {
        const cut = laneAt(lane, index);
        expect(cut === null).toBe(index < lane.recordIndex);
        for (const s of cut?.segments ?? []) expect(s.endRecordIndex ?? index).toBeLessThanOrEqual(index);
      }
    }
  });

  it('fly only between nodes, forward in time', () => {
    const reader = new FlightReader(trace, scenario);
    reader.extend();
    const ids = new Set(scenario.nodes.map(({ id }) => id));
    for (const flight of reader.leaving(-1, trace.length)) {
      expect(ids.has(flight.from) && ids.has(flight.to) && flight.from !== flight.to).toBe(true);
      expect(flight.endUs).toBeGreaterThanOrEqual(flight.startUs);
      expect(flight.count).toBeGreaterThan(0);
    }
  });

  it('answer for every invocation', () => {
    const log = new RunLog(trace, scenario);
    const requests = run.records('invoke_sync', 'invoke_async', 'invoke_batch').slice(0, 200);
    for (const { subject } of requests) {
      const answer = answerOf(trace, subject, { scenario, log });
      const ends = run.records('invoke_ended').filter((r) => r.subject === subject).length;
      expect(answer?.attempts.filter((a) => a.endUs !== null)).toHaveLength(ends);
      for (const attempt of answer?.attempts ?? []) expect(attempt.environment).toBeGreaterThan(0);
      const responded = run.records('responded').some((r) => r.subject === subject);
      if (answer?.mode === 'sync' && responded) expect(answer.response).not.toBeNull();
    }
  });
});
