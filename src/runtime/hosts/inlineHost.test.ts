import environmentScript from 'virtual:environment-script';
import { afterEach, describe, expect, it } from 'vitest';
import { compileFiles } from '../../compile/compileFiles.ts';
import { TICK_BUDGET } from '../cpuModel.ts';
import type { Effect, InitStep, InvokeStep, Step, StepAnswer } from '../protocol.ts';
import type { HostResult } from './host.ts';
import { createInlineHost } from './inlineHost.ts';

/** Only a stuck step depends on it: it strikes sooner or later. */
const WATCHDOG_MS = 500;
const host = createInlineHost(environmentScript, { watchdogMs: WATCHDOG_MS });
afterEach(() => host.dispose());

let stepId = 0;
const base = () => ({ stepId: ++stepId, nowUs: 0, nsPerTick: 10, tickBudget: TICK_BUDGET });

const init = (environment: number, code: string) => ({
  environment,
  step: {
    ...base(),
    type: 'init',
    epochMs: 0,
    seed: 'c0ffee',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    memoryMb: 128,
    env: {},
    files: compileFiles([{ path: 'index.mjs', text: code }]).files,
  } satisfies InitStep,
});

const CONTEXT = {
  functionName: 'f',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '128',
  logGroupName: 'g',
  logStreamName: 's',
};

const invoke = (environment: number) => ({
  environment,
  step: {
    ...base(),
    type: 'invoke',
    requestId: 'r',
    event: '{}',
    deadlineUs: 3e6,
    traceId: '',
    context: CONTEXT,
  } satisfies InvokeStep,
});

const fire = (environment: number, timerId: number): { environment: number; step: Step } => ({
  environment,
  step: { ...base(), type: 'timer', timerId },
});

function answered(result: HostResult | undefined): StepAnswer {
  if (!result || result.status === 'stopped') throw new Error(`no answer: ${result?.reason}`);
  return result;
}

const effects = (result: HostResult | undefined, type: Effect['type']) =>
  answered(result).effects.filter((effect) => effect.type === type);
const response = (result: HostResult | undefined) =>
  effects(result, 'response').map((effect) => effect.type === 'response' && JSON.parse(effect.body))[0];

const handler = (body: string) => `export const handler = async () => { ${body} };`;
const NEVER_ENDS = '/^(a+)+$/.test("a".repeat(60) + "b");';

describe('environments in the calling thread', () => {
  it('find nothing of each other, nor of the program that runs them', async () => {
    const reads =
      handler(`return [typeof mark, [].mark, Promise.mark, Object.prototype.mark, RegExp.$1 === 'x', JSON.mark,
      typeof require, typeof process.binding, typeof setTimeout(() => {}, 1), typeof SharedArrayBuffer, typeof WebAssembly];`);
    const marks =
      handler(`for (const one of [globalThis, Array.prototype, Promise, Object.prototype, JSON]) one.mark = 'seen';
      /(.)/.exec('x'); return RegExp.$1;`);
    await host.run([init(1, marks), init(2, reads)]);
    const [marked, read] = await host.run([invoke(1), invoke(2)]);
    expect(response(marked)).toBe('x');
    expect(response(read)).toEqual([
      'undefined',
      null,
      null,
      null,
      false,
      null,
      'undefined',
      'undefined',
      'object',
      'undefined',
      'undefined',
    ]);
    expect(Reflect.get(Object.prototype, 'mark')).toBeUndefined();
  });

  it('have a step that never ends taken from them, and only the one that has it', async () => {
    await host.run([init(1, handler(NEVER_ENDS)), init(2, handler('return 2;'))]);
    const [late, other] = await host.run([invoke(1), invoke(2)]);
    expect(late).toMatchObject({ status: 'stopped', reason: 'watchdog' });
    expect(response(other)).toBe(2);
    const [gone, still] = await host.run([invoke(1), invoke(2)]);
    expect(gone).toMatchObject({ status: 'stopped', reason: 'evicted' });
    expect(response(still)).toBe(2);
  });

  it('end on their own unhandled rejections, of which the program that runs them hears nothing', async () => {
    const heard: unknown[] = [];
    const listener = (reason: unknown) => heard.push(reason);
    process.on('unhandledRejection', listener);
    try {
      await host.run([init(1, handler("Promise.reject(new Error('lost')); await new Promise(() => {});"))]);
      const [answer] = await host.run([invoke(1)]);
      expect(effects(answer, 'exit')).toMatchObject([{ code: 128, error: { errorMessage: 'Error: lost' } }]);
      const late = handler(
        "const p = Promise.reject(new Error('late')); await null; await p.catch(() => {}); return 1;",
      );
      await host.run([init(2, late)]);
      expect(response((await host.run([invoke(2)]))[0])).toBe(1);
      expect(heard).toEqual([]);
      void Promise.reject('of the program');
      await host.run([invoke(2)]);
      await new Promise((resolve) => setImmediate(resolve));
      expect(heard).toEqual(['of the program']);
    } finally {
      process.off('unhandledRejection', listener);
    }
  });

  it('take turns when two runs go on at the same time, also on two hosts', async () => {
    const other = createInlineHost(environmentScript);
    const rejects = (name: string) => handler(`Promise.reject(new Error('${name}')); await new Promise(() => {});`);
    await Promise.all([host.run([init(1, rejects('one'))]), other.run([init(1, rejects('two'))])]);
    const answers = await Promise.all([host.run([invoke(1)]), other.run([invoke(1)])]);
    const errors = answers.map(([answer]) => effects(answer, 'exit')[0]);
    expect(errors).toMatchObject([
      { error: { errorMessage: 'Error: one' } },
      { error: { errorMessage: 'Error: two' } },
    ]);
    other.dispose();
  });

  it('go on without a pause with what their results call for', async () => {
    await host.run([
      init(1, handler('for (let i = 0; i < 3; i++) await new Promise((r) => setTimeout(r, 5)); return 3;')),
    ]);
    let last: HostResult | undefined;
    await host.runThrough?.([invoke(1)], ([result]) => {
      last = result;
      const [timer] = effects(result, 'setTimer');
      return timer?.type === 'setTimer' ? [fire(1, timer.timerId)] : undefined;
    });
    expect(response(last)).toBe(3);
  });

  it('do not keep what the caller throws from the caller', async () => {
    await host.run([init(1, handler('return 1;'))]);
    const failing = host.runThrough?.([invoke(1)], () => {
      throw new Error('the caller fails');
    });
    await expect(failing).rejects.toThrow('the caller fails');
    expect(response((await host.run([invoke(1)]))[0])).toBe(1);
  });
});
