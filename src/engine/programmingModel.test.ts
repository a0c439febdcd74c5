/** What handlers see of Lambda and of the Node.js runtimes, with handlers that really run. */
import { describe, expect, it } from 'vitest';
import { Scenario } from '../scenario/schema.ts';
import { RunLog } from '../sim/trace/readouts/logs.ts';
import type { TraceRecord } from '../sim/trace/records.ts';
import { runHeadless } from './headless.ts';

interface Options {
  readonly files?: Readonly<Record<string, string>>;
  readonly handlerName?: string;
  readonly runtime?: string;
  readonly timeoutS?: number;
  readonly memoryMb?: number;
  /** When it is invoked, s. */
  readonly atS?: readonly number[];
}

/** Invokes a handler; `text` is its file. */
async function invoked(text: string, options: Options = {}) {
  const { files = { 'index.mjs': text }, atS = [0], timeoutS = 10, memoryMb = 1769, ...settings } = options;
  const handler = { kind: 'code', files: Object.entries(files).map(([path, text]) => ({ path, text })) };
  const fn = {
    id: 'n1',
    type: 'function',
    name: 'f',
    position: { x: 0, y: 0 },
    timeoutS,
    memoryMb,
    handler,
    ...settings,
  };
  const model = {
    idleLifetime: { kind: 'fixed', s: 300 },
    coldStart: { kind: 'fixed', createMs: 0, runtimeInitMs: 100 },
  };
  const scenario = Scenario.parse({ version: 1, durationS: 600, model, nodes: [fn] });
  const inputs = atS.map((s) => ({
    type: 'invoke' as const,
    timeUs: s * 1e6,
    nodeId: 'n1',
    mode: 'sync' as const,
    payload: '{"a":1}',
  }));
  const { trace } = await runHeadless(scenario, { inputs });
  const log = new RunLog(trace);
  log.extend();
  const records: TraceRecord[] = Array.from({ length: trace.length }, (_, i) => trace.at(i));
  const ended = records.filter(({ kind }) => kind === 'invoke_ended');
  return {
    records,
    ended,
    /** What callers were answered, in order. */
    answers: records
      .filter(({ kind }) => kind === 'responded')
      .map(({ data }) => data.payload && JSON.parse(data.payload)),
    /** What the handler printed, without prefix. */
    printed: Array.from({ length: log.length }, (_, i) => log.at(i)).filter(({ source }) => source === 'output'),
    initMs: (ended[0]?.data.initUs ?? 0) / 1000,
  };
}

const answerOf = async (text: string, options?: Options) => (await invoked(text, options)).answers[0];

describe('finding the handler', () => {
  it('the handler setting is a path without ending, a dot, and an export, which may be nested (NODE-1)', async () => {
    const files = { 'lib/deep/app.mjs': 'export const api = { get: () => "found" };' };
    expect(await answerOf('', { files, handlerName: 'lib/deep/app.api.get' })).toBe('found');
    expect(await answerOf('', { files, handlerName: '../app.handler' })).toMatchObject({
      errorType: 'Runtime.MalformedHandlerName',
    });
  });

  it('a missing module, a missing export and a syntax error fail INIT, twice (NODE-3)', async () => {
    const cases = [
      ['require("none"); exports.handler = () => 1;', 'Runtime.ImportModuleError'],
      ['exports.other = () => 1;', 'Runtime.HandlerNotFound'],
      ['exports.handler = () => {', 'Runtime.UserCodeSyntaxError'],
    ];
    for (const [text = '', errorType] of cases) {
      const { answers, records } = await invoked('', { files: { 'index.js': text } });
      expect(answers[0]).toMatchObject({ errorType });
      expect(records.filter(({ kind }) => kind === 'init_started')).toHaveLength(2);
    }
  });

  it('top-level await of an ES module runs inside INIT (NODE-4)', async () => {
    const text = `await new Promise((resolve) => setTimeout(resolve, 400)); export const handler = () => 'ready';`;
    const { answers, initMs, ended } = await invoked(text);
    expect(answers).toEqual(['ready']);
    expect(initMs).toBeGreaterThan(500);
    expect(ended[0]?.data.durationUs).toBeLessThan(100_000);
  });

  it('what a module starts and does not await may end inside the first invocation (NODE-5)', async () => {
    const text = `let ready = false; setTimeout(() => { ready = true; }, 50);
      export const handler = async () => { const before = ready; await new Promise((r) => setTimeout(r, 100)); return [before, ready]; };`;
    expect(await answerOf(text)).toEqual([false, true]);
  });

  it('INIT takes longer the more the module does (COLD-6)', async () => {
    const loop = (turns: number) =>
      `let sum = 0; for (let i = 0; i < ${turns}; i++) sum += i; export const handler = () => sum;`;
    const [little, much] = [await invoked(loop(10)), await invoked(loop(2_000_000))];
    expect(much.initMs).toBeGreaterThan(little.initMs + 1);
  });
});

describe('the answer', () => {
  const sleepy = 'setTimeout(() => console.log("late"), 60_000);';

  it('is sent when the promise settles, whatever is still open (NODE-6)', async () => {
    const { answers, ended } = await invoked(`export const handler = async () => { ${sleepy} return 1; };`);
    expect(answers).toEqual([1]);
    expect(ended[0]?.data.durationUs).toBeLessThan(1_000_000);
  });

  it('of a callback waits for an empty event loop, unless that is switched off; a second callback is ignored (NODE-7)', async () => {
    const text = (before: string) =>
      `exports.handler = (event, context, callback) => { ${before} setTimeout(() => {}, 2000); callback(null, 'first'); callback(null, 'second'); };`;
    const run = (before: string) => invoked('', { files: { 'index.js': text(before) }, runtime: 'nodejs22.x' });
    const [waits, goes] = [await run(''), await run('context.callbackWaitsForEmptyEventLoop = false;')];
    expect([waits.answers, goes.answers]).toEqual([['first'], ['first']]);
    expect(waits.ended[0]?.data.durationUs).toBeGreaterThan(2_000_000);
    expect(goes.ended[0]?.data.durationUs).toBeLessThan(1_000_000);
  });

  it('of a plain function is null up to Node.js 22, and what it returned from 24 on (NODE-8)', async () => {
    const text = 'export const handler = () => 42;';
    expect(await answerOf(text, { runtime: 'nodejs22.x' })).toBe(null);
    expect(await answerOf(text, { runtime: 'nodejs24.x' })).toBe(42);
  });

  it('of a handler with three parameters is an error of INIT from Node.js 24 on (NODE-9)', async () => {
    const text = 'export const handler = async (event, context, callback) => 1;';
    expect(await answerOf(text, { runtime: 'nodejs24.x' })).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
    });
    expect(await answerOf(text, { runtime: 'nodejs22.x' })).toBe(1);
  });

  it('of a promise that never settles is an error once nothing is left to wait for; the environment stays (NODE-11)', async () => {
    const text = 'let n = 0; export const handler = async () => { n++; return n > 1 ? n : new Promise(() => {}); };';
    const { answers } = await invoked(text, { runtime: 'nodejs22.x', atS: [0, 5] });
    expect(answers[0]).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
    expect(answers[1]).toBe(2);
  });

  it('to a throw is the error, also when it is none (NODE-12, INV-7)', async () => {
    const error = await answerOf('export const handler = async () => { throw new TypeError("no"); };');
    expect(Object.keys(error)).toEqual(['errorType', 'errorMessage', 'trace']);
    expect(error).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    expect(error.trace[0]).toBe('TypeError: no');
    expect(await answerOf('export const handler = async () => { throw "no"; };')).toMatchObject({
      errorType: 'string',
      errorMessage: 'no',
    });
  });

  it('is JSON; what has none is an error (NODE-14)', async () => {
    const text = 'export const handler = async () => ({ big: 1n });';
    expect((await answerOf(text, { runtime: 'nodejs22.x' })).errorMessage).toContain(
      'Unable to stringify response body',
    );
    expect(await answerOf(text, { runtime: 'nodejs24.x' })).toMatchObject({ errorType: 'Runtime.JSONStringifyError' });
  });

  it('of a streaming handler is what it wrote, not what it returns (NODE-17)', async () => {
    const text = `export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.write('"a'); stream.write('b"'); stream.end(); return 1; });`;
    const { ended } = await invoked(text);
    expect(ended[0]?.data.payload).toBe('"ab"');
  });
});

describe('the process', () => {
  it('ends on an unhandled rejection and on an uncaught exception, and its environment is reset (NODE-13, SIM-12)', async () => {
    const cases = [
      ['Promise.reject(new Error("lost"));', 'Runtime.UnhandledPromiseRejection'],
      ['setTimeout(() => { throw new Error("lost"); }, 1);', 'Error'],
    ];
    for (const [statement, errorType] of cases) {
      const text = `let n = 0; export const handler = async ({ a }) => { n++; ${statement} await new Promise((r) => setTimeout(r, 50)); return n; };`;
      const { answers, records } = await invoked(text);
      expect(answers[0]).toMatchObject({ errorType });
      expect(records.filter(({ kind }) => kind === 'environment_reset')).toHaveLength(1);
    }
  });

  it('gets no SIGTERM when its environment is removed (ENV-17)', async () => {
    const text = `process.on('SIGTERM', () => console.log('bye')); export const handler = async () => 1;`;
    const { printed, answers, records } = await invoked(text);
    expect(answers).toEqual([1]);
    expect(records.filter(({ kind }) => kind === 'environment_stopped')).toHaveLength(1);
    expect(printed).toEqual([]);
  });

  it('sees the time jump when it thaws (ENV-29)', async () => {
    const text = `let last = 0; export const handler = async () => { const now = Date.now(); const gap = now - last; last = now; return gap; };`;
    const { answers } = await invoked(text, { atS: [0, 200] });
    expect(answers[1]).toBeGreaterThan(199_000);
  });

  it('writes to /tmp, which every environment has for itself, and not to its code (ENV-26, ENV-27)', async () => {
    const text = `import { existsSync, writeFileSync } from 'node:fs';
      export const handler = async () => {
        const seen = existsSync('/tmp/a'); writeFileSync('/tmp/a', 'x'); await new Promise((r) => setTimeout(r, 1000));
        try { writeFileSync('/var/task/index.mjs', ''); } catch ({ code }) { return [seen, code]; }
      };`;
    const { answers } = await invoked(text, { atS: [0, 0.5, 5] });
    expect(answers).toEqual([
      [false, 'EROFS'],
      [false, 'EROFS'],
      [true, 'EROFS'],
    ]);
    const tooMuch = `import { writeFileSync } from 'node:fs'; export const handler = async () => writeFileSync('/tmp/a', Buffer.alloc(5_000_000));`;
    expect((await answerOf(tooMuch)).errorMessage).toContain('ENOSPC');
  });

  it('has a context with the name, version, ARN, memory as a text, and the time that remains (NODE-15)', async () => {
    const text = `export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });`;
    expect(await answerOf(text)).toMatchObject({
      functionName: 'f',
      functionVersion: '$LATEST',
      memoryLimitInMB: '1769',
      logGroupName: '/aws/lambda/f',
      invokedFunctionArn: expect.stringMatching(/:function:f$/),
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      left: expect.closeTo(10_000, -2),
    });
  });

  it('logs an error with its stack (LOG-10)', async () => {
    const { printed } = await invoked('export const handler = async () => { throw new Error("no"); };');
    expect(printed[0]).toMatchObject({ level: 'ERROR' });
    const [label, json = ''] = (printed[0]?.text ?? '').split('\t');
    expect(label).toBe('Invoke Error ');
    expect(Object.keys(JSON.parse(json))).toEqual(['errorType', 'errorMessage', 'stack']);
  });
});
