import { describe, expect, it } from 'vitest';
import { run } from '../../testing/run.ts';
import { exiting, sampleRun } from '../../testing/sampleRun.ts';
import { scenario } from '../../testing/scenarioBuilder.ts';
import { log, type StandIn, watchdog } from '../../testing/standIn.ts';
import { RunLog } from './logs.ts';
import { summarize } from './summary.ts';

const sample = sampleRun();

function logOf(r: ReturnType<typeof run>): RunLog {
  const runLog = new RunLog(r.kernel.trace, r.scenario);
  runLog.extend();
  return runLog;
}

/** First word of platform lines, text of output, for the lines of a filter. */
function short(runLog: RunLog, numbers: readonly number[]): string[] {
  return numbers.map((n) => {
    const line = runLog.at(n);
    return line.source === 'platform' ? (line.text.split(' ')[0] ?? '') : line.text;
  });
}

const chatty: StandIn = () => {
  let n = 0;
  return function* () {
    yield log(`turn-${++n}`);
    return n;
  };
};

describe('the log of a run', () => {
  it('LOG-2: a cold invocation has INIT_START, START, output, END, REPORT; a warm one no INIT_START', () => {
    const r = run(scenario().code('chat'), { chat: chatty }).invoke('chat', 1).invoke('chat', 2).until(5);
    const runLog = logOf(r);
    expect(short(runLog, runLog.select({}))).toEqual(
      'INIT_START START turn-1 END REPORT START turn-2 END REPORT'.split(' '),
    );
    expect(runLog.at(4).text).toMatch(/^REPORT RequestId: \S+\tDuration: 0\.00 ms\t.*\tInit Duration: 140\.00 ms$/);
    expect(runLog.at(8).text).not.toContain('Init Duration');
  });

  it('LOG-9: a line of output carries time, request id and level; a platform line stands as it is', () => {
    const whole = '2026-01-05T09:00:01.340Z\t0af29a31-fd6f-447a-92ff-ec19f7bc8a13\tINFO\tserved\t1';
    const writing: StandIn = () =>
      function* () {
        yield log(whole);
      };
    const r = run(scenario().code('chat'), { chat: writing }).invoke('chat', 1).until(5);
    const runLog = logOf(r);
    const { requestId } = runLog.at(2);
    expect(runLog.at(2).text).toBe('served\t1');
    expect(runLog.cloudWatchText(runLog.at(2))).toBe(`${whole}\n`);
    expect(runLog.cloudWatchText(runLog.at(1))).toBe(`START RequestId: ${requestId} Version: $LATEST\n`);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('LOG-6: a timeout and a crash have their status in REPORT', () => {
    const r = run(scenario().code('gone'), { gone: exiting }).invoke('gone', 1).until(5);
    const report = logOf(r).at(3);
    expect(report.text).toMatch(/Status: error\tError Type: Runtime\.ExitError$/);
    const runLog = logOf(sample);
    const [last = 0] = runLog.select({ nodeId: 'n16' }).slice(-1);
    expect(runLog.at(last).text).toMatch(/Billed Duration: 1141 ms.*Status: timeout$/);
  });

  it('LOG-8: an INIT that fails writes INIT_REPORT, once for INIT and once for the invocation', () => {
    const runLog = logOf(sample);
    const lines = runLog.select({ nodeId: 'n14' });
    expect(short(runLog, lines)).toEqual(
      'INIT_START INIT_REPORT INIT_REPORT START END REPORT INIT_REPORT START END REPORT'.split(' '),
    );
    const phases = lines.map((n) => runLog.at(n).text.match(/Phase: (\w+)/)?.[1]).filter(Boolean);
    expect(phases).toEqual(['init', 'invoke', 'invoke']);
  });

  it('INV-16: a throttled request writes nothing, costs nothing and is no invocation and no error', () => {
    const r = run(
      scenario()
        .client('c', { traffic: { kind: 'burst', count: 3 } })
        .modelled('f', 100, { reservedConcurrency: 0 })
        .wire('sync', 'c', 'f'),
    ).until(5);
    expect(logOf(r).length).toBe(0);
    const { nodes, totals } = summarize(r.kernel.trace, r.scenario);
    expect(totals).toMatchObject({ throttles: 3, invocations: 0, errors: 0, costUsd: 0 });
    expect(nodes.n2).toMatchObject({ throttles: 3, invocations: 0, errors: 0, costUsd: 0, environments: 0 });
  });

  it('a line of the playground is none of Lambda’s', () => {
    const hostile: StandIn = () =>
      function* () {
        yield watchdog();
        return null;
      };
    const r = run(scenario().code('hostile'), { hostile }).invoke('hostile', 1).until(5);
    const runLog = logOf(r);
    const sources = runLog.select({}).map((n) => runLog.at(n).source);
    expect(sources).toEqual(['platform', 'platform', 'playground']);
    expect(runLog.at(2).text).toContain('not a Lambda outcome');
  });

  it('can be filtered by function, environment, invocation, level and playhead', () => {
    const runLog = logOf(sample);
    const { trace } = sample.kernel;
    expect(short(runLog, runLog.select({ nodeId: 'n9', levels: new Set(['INFO']) }))).toEqual(
      'hello 1|hello 1|hello 2|hello 3|hello 4|hello 5|hello 6|hello 7'.split('|'),
    );
    expect(short(runLog, runLog.select({ environment: 1 }))).toEqual([
      'INIT_START',
      'START',
      'hello 1',
      'END',
      'REPORT',
    ]);
    expect(short(runLog, runLog.select({ invocation: 1 }))).toEqual(['START', 'hello 1', 'END', 'REPORT']);
    expect(short(runLog, runLog.select({ invocation: 1, withInit: true }))).toEqual(
      'INIT_START|START|hello 1|END|REPORT'.split('|'),
    );
    const playhead = trace.indexAt(1.35e6);
    expect(runLog.select({ recordIndex: playhead })).toHaveLength(runLog.lengthAt(playhead));
    expect(runLog.lengthAt(playhead)).toBe(6);
  });

  it('takes memory size and runtime from the settings the environment was made with', () => {
    const before = scenario().code('chat', { runtime: 'nodejs22.x', memoryMb: 256 }).build();
    const after = scenario().code('chat', { memoryMb: 512 }).build();
    const r = run(before, { chat: chatty }).invoke('chat', 1).deploy(2, after).invoke('chat', 3).until(5);
    const runLog = logOf(r);
    const texts = runLog.select({}).map((n) => runLog.at(n).text);
    expect(texts.filter((t) => t.startsWith('INIT_START')).map((t) => t.slice(0, 36))).toEqual([
      'INIT_START Runtime Version: nodejs:2',
      'INIT_START Runtime Version: nodejs:2',
    ]);
    expect(texts[0]).toContain('nodejs:22.');
    expect(texts[5]).toContain('nodejs:24.');
    expect(texts.map((t) => t.match(/Memory Size: (\d+)/)?.[1]).filter(Boolean)).toEqual(['256', '512']);
  });
});
