import { describe, expect, it } from 'vitest';
import { run } from '../../testing/run.ts';
import { exiting, sampleRun } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { initWith, type StandIn, sleep, spin } from '../../testing/standIn.ts';
import { answerOf } from './answers.ts';
import type { LogLine } from './logs.ts';

const sample = sampleRun();

function answer(r: ReturnType<typeof run>, invocation: number, timeS = 1e6) {
  const { trace } = r.kernel;
  return answerOf(trace, invocation, { scenario: r.scenario, upTo: trace.indexAt(timeS * 1e6) });
}

/** The invocation that the nth input led to. */
const mine = (n: number) => {
  const input = sample.records('input')[n]?.index;
  return sample.records('invoke_sync', 'invoke_async').find((r) => r.cause === input)?.subject ?? 0;
};

const short = (lines: readonly LogLine[] = []) =>
  lines.map((line) => (line.source === 'platform' ? line.text.split(' ')[0] : line.text));

describe('the answer of an invocation', () => {
  it('has response, log and duration of a synchronous one', () => {
    expect(answer(sample, mine(0))).toMatchObject({
      mode: 'sync',
      functionName: 'hello',
      payload: '{"mine":true}',
      state: 'answered',
      response: { status: 200, body: '{"n":7}', functionError: false },
      attempts: [{ number: 1, cold: false, outcome: 'success', initUs: null }],
    });
    expect(short(answer(sample, mine(0))?.log)).toEqual(['START', 'hello 7', 'END', 'REPORT']);
  });

  it('grows with the playhead: waiting, running, answered', () => {
    const slow: StandIn = () =>
      function* () {
        yield sleep(1000);
        return 'late';
      };
    const r = run(scenario().code('slow'), { slow }).invoke('slow', 1).until(10);
    expect(answer(r, 1, 0.5)).toBeNull();
    expect(answer(r, 1, 1.1)).toMatchObject({ state: 'waiting', response: null, attempts: [] });
    expect(answer(r, 1, 1.5)).toMatchObject({
      state: 'running',
      response: null,
      attempts: [{ cold: true, endUs: null }],
    });
    expect(answer(r, 1, 5)).toMatchObject({ state: 'answered', response: { body: '"late"' } });
    expect(short(answer(r, 1, 1.5)?.log)).toEqual(['INIT_START', 'START']);
    expect(answer(r, 1, 5)?.attempts[0]).toMatchObject({ cold: true, initUs: 140_001, billedMs: 1141 });
  });

  it('follows an asynchronous one over its attempts to its end', () => {
    const at = (timeS: number) => answer(sample, mine(1), timeS);
    expect(at(10)).toMatchObject({ mode: 'async', response: { status: 202, body: '' } });
    expect(at(30)).toMatchObject({ state: 'waiting', attempts: [{ number: 1, outcome: 'error' }] });
    expect(at(30)?.nextDueUs).toBe((at(30)?.attempts[0]?.endUs ?? 0) + 60_000_000);
    const end = at(1000);
    expect(end).toMatchObject({ state: 'failed', condition: 'RetriesExhausted', nextDueUs: null });
    expect(end?.attempts.map((a) => [a.number, a.outcome, a.error?.errorMessage])).toEqual([
      [1, 'error', 'boom'],
      [2, 'error', 'boom'],
      [3, 'error', 'boom'],
    ]);
    expect(short(end?.log)).toEqual('START END REPORT START END REPORT START END REPORT'.split(' '));
  });

  it('says that an attempt was presumed endless, in its handler or in its INIT', () => {
    const endless: StandIn = () =>
      function* () {
        yield spin();
      };
    const r = run(scenario().code('f'), { f: endless }).invoke('f', 0).until(60);
    expect(answer(r, 1)?.attempts).toMatchObject([{ outcome: 'timeout', presumedEndless: true }]);
    const stuck = run(scenario().code('f'), { f: () => initWith(spin()) })
      .invoke('f', 0)
      .until(60);
    expect(answer(stuck, 1)?.attempts).toMatchObject([{ outcome: 'timeout', presumedEndless: true }]);
    expect(answer(sample, mine(0))?.attempts[0]).toMatchObject({ presumedEndless: false });
  });

  it('says that a request was throttled', () => {
    expect(answer(sample, 3)).toMatchObject({
      state: 'throttled',
      throttles: 1,
      attempts: [],
      response: { status: 429 },
    });
  });

  it('gives the API’s answer to a request that came through an API', () => {
    const r = run(
      scenario()
        .api('web', { traffic: { kind: 'single', atS: 1 } })
        .code('gone')
        .wire('sync', 'web', 'gone'),
      { gone: exiting },
    ).until(5);
    expect(answer(r, 1)).toMatchObject({ state: 'failed', response: { status: 502 } });
  });

  it('counts an invocation whose INIT failed twice as one attempt, with its log', () => {
    const broken = sample.records('invoke_sync').find((r) => r.value === 14)?.subject ?? 0;
    const a = answer(sample, broken);
    expect(a).toMatchObject({ state: 'failed', response: { status: 200, functionError: true } });
    expect(a?.attempts).toMatchObject([{ number: 1, environment: 8, cold: true, outcome: 'error' }]);
    expect(short(a?.log)).toEqual('INIT_START INIT_REPORT INIT_REPORT START END REPORT'.split(' '));
  });

  it('is null for an invocation that never was', () => {
    expect(answer(sample, 9999)).toBeNull();
  });
});
