/** Rules of the Node.js runtimes that show only over several invocations, with handlers that really run. */
import { describe, expect, it } from 'vitest';
import { Scenario } from '../scenario/schema.ts';
import { RunLog } from '../sim/trace/readouts/logs.ts';
import { runHeadless } from './headless.ts';

const RUNTIMES = ['nodejs24.x', 'nodejs22.x', 'nodejs20.x'] as const;

/** Answers and printed lines of a handler that is invoked at these times, s. */
async function invoked(files: Readonly<Record<string, string>>, runtime: string, atS: readonly number[] = [0]) {
  const fn = {
    id: 'n1',
    type: 'function',
    name: 'f',
    position: { x: 0, y: 0 },
    timeoutS: 10,
    memoryMb: 1769,
    runtime,
    handler: { kind: 'code', files: Object.entries(files).map(([path, text]) => ({ path, text })) },
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
    payload: '{}',
  }));
  const { trace } = await runHeadless(scenario, { inputs });
  const log = new RunLog(trace);
  log.extend();
  const records = Array.from({ length: trace.length }, (_, i) => trace.at(i));
  const lines = Array.from({ length: log.length }, (_, i) => log.at(i)).filter(({ source }) => source === 'output');
  return {
    answers: records
      .filter(({ kind }) => kind === 'responded')
      .map(({ data }) => data.payload && JSON.parse(data.payload)),
    printed: lines.map(({ text, timeUs }) => [text, Math.floor(timeUs / 1e6)] as const),
  };
}

describe.each(RUNTIMES)('what is left over when a handler answers, with %s', (runtime) => {
  it('stands still while the environment is frozen, and goes on inside the next invocation, in order (ENV-9, NODE-6)', async () => {
    const text = `let n = 0;
      export const handler = async () => {
        n += 1;
        if (n > 1) { await new Promise((resolve) => setTimeout(resolve, 100)); return 'second'; }
        setTimeout(() => console.log('due after 30 s'), 30_000);
        setTimeout(() => console.log('due after 1 s'), 1000);
        setTimeout(() => console.log('due after 500 s'), 500_000);
        return 'first';
      };`;
    const { answers, printed } = await invoked({ 'index.mjs': text }, runtime, [0, 60]);
    expect(answers).toEqual(['first', 'second']);
    expect(printed).toEqual([
      ['due after 1 s', 60],
      ['due after 30 s', 60],
    ]);
  });

  it('makes the next invocation fail when it is a rejection that nobody handles (ENV-9, NODE-13)', async () => {
    const text = `let n = 0;
      export const handler = async () => {
        n += 1;
        if (n === 1) { setTimeout(() => Promise.reject(new Error('left over')), 1000); return 'first'; }
        await new Promise((resolve) => setTimeout(resolve, 100));
        return 'second';
      };`;
    const { answers } = await invoked({ 'index.mjs': text }, runtime, [0, 60]);
    expect(answers).toEqual(['first', expect.objectContaining({ errorType: 'Runtime.UnhandledPromiseRejection' })]);
  });
});

describe('what a version of Node.js decides', () => {
  const handler = 'export const handler = async () => "mjs";';

  it.each(RUNTIMES)('a .js file comes before an .mjs file, with %s (NODE-2)', async (runtime) => {
    const files = { 'index.mjs': handler, 'index.js': 'exports.handler = async () => "js";' };
    expect((await invoked(files, runtime)).answers).toEqual(['js']);
  });

  it.each([
    ['nodejs24.x', [false, false, false, false]],
    ['nodejs22.x', [true, true, true, true]],
    ['nodejs20.x', [true, true, true, true]],
  ] as const)('whether the context has the callbacks of old, with %s (NODE-10)', async (runtime, has) => {
    const text = `export const handler = async (event, context) =>
      ['callbackWaitsForEmptyEventLoop', 'succeed', 'fail', 'done'].map((name) => name in context);`;
    expect((await invoked({ 'index.mjs': text }, runtime)).answers).toEqual([has]);
  });

  it.each([
    ['nodejs24.x', 'changed'],
    ['nodejs22.x', 'first'],
  ] as const)(
    'whether a turn of the event loop passes before the answer is made, with %s (NODE-10)',
    async (runtime, answer) => {
      const text = `export const handler = async () => {
        const result = { is: 'first' };
        setImmediate(() => { result.is = 'changed'; });
        return result;
      };`;
      expect((await invoked({ 'index.mjs': text }, runtime)).answers).toEqual([{ is: answer }]);
    },
  );
});
