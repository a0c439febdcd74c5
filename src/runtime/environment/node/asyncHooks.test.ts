import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { createNodeHost } from '../../hosts/nodeHost.ts';
import { Drive } from '../../testing/drive.ts';

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());

async function run(body: string): Promise<unknown> {
  const drive = new Drive(host, {
    files: {
      'index.mjs': `
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const als = new AsyncLocalStorage();
const at = [];
const see = (label) => at.push(label + ':' + als.getStore());
export const handler = async () => { ${body}; return at; };`,
    },
  });
  await drive.init();
  return drive.invoke();
}

describe('AsyncLocalStorage', () => {
  it('keeps the stores of interleaved async functions apart, over awaits and failures', async () => {
    const result = await run(`
      const work = async (n) => {
        see('start'); await null; see('await'); await wait(10 - n); see('timer');
        try { await wait(1).then(() => { throw 1; }); } catch { see('catch'); } finally { see('finally'); }
        for await (const x of [wait(1), 2]) see('turn');
        see('after');
      };
      await Promise.all([als.run(1, work, 1), als.run(2, work, 2)]);
      see('outside');
    `);
    const seen = (n: number) =>
      ['start', 'await', 'timer', 'catch', 'finally', 'turn', 'turn', 'after'].map((label) => `${label}:${n}`);
    const ofRun = (n: number) => (result as string[]).filter((one) => one.endsWith(`:${n}`));
    expect(ofRun(1)).toEqual(seen(1));
    expect(ofRun(2)).toEqual(seen(2));
    expect(result).toHaveLength(17);
    expect((result as string[]).at(-1)).toBe('outside:undefined');
  });

  it('follows reactions, timers, ticks, microtasks, immediates, events and calls of the SDK', async () => {
    expect(
      await run(`
      const emitter = new EventEmitter();
      const done = once(emitter, 'done');
      als.run('a', () => {
        Promise.resolve().then(() => see('then'));
        Promise.reject(new Error('x')).catch(() => see('catch')).finally(() => see('finally'));
        queueMicrotask(() => see('microtask'));
        process.nextTick(() => see('tick'));
        setImmediate(() => see('immediate'));
        setTimeout(() => see('timeout'), 0);
        emitter.on('e', () => see('event'));
        new SQSClient().send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'm' })).then(() => { see('sdk'); emitter.emit('done'); });
      });
      see('sync');
      als.run('b', () => emitter.emit('e'));
      await done;
      see('done');
    `),
    ).toEqual([
      'sync:undefined',
      'event:b',
      'then:a',
      'catch:a',
      'microtask:a',
      'finally:a',
      'tick:a',
      'immediate:a',
      'timeout:a',
      'sdk:a',
      'done:undefined',
    ]);
  });

  it('knows exit, enterWith, bind, snapshot, a default value and AsyncResource', async () => {
    expect(
      await run(`
      const other = new AsyncLocalStorage({ defaultValue: 'd', name: 'n' });
      at.push(other.getStore(), other.name);
      const [bound, snapshot, resource] = als.run(1, () => [AsyncLocalStorage.bind(() => see('bound')), AsyncLocalStorage.snapshot(), new AsyncResource('R')]);
      bound(); snapshot(() => see('snapshot')); resource.runInAsyncScope(() => see('resource')); resource.bind(() => see('resource bind'))();
      als.run(2, () => { als.exit(() => see('exit')); see('back'); });
      als.enterWith(3); see('enterWith'); await wait(1); see('later');
      try { als.run(4, () => { throw 1; }); } catch { see('thrown'); }
      als.disable(); see('disabled');
    `),
    ).toEqual([
      'd',
      'n',
      'bound:1',
      'snapshot:1',
      'resource:1',
      'resource bind:1',
      'exit:undefined',
      'back:2',
      'enterWith:3',
      'later:3',
      'thrown:3',
      'disabled:undefined',
    ]);
  });

  it('shows functions as they were written', async () => {
    expect(
      await run(`
      async function f(a) { try { await a; } catch { } finally { }
        for await (const x of a) { continue; }
        label: for await (const x of [1]) continue label; }
      async function* g() { yield await 1; }
      const h = async () => await (1, 2);
      at.push(String(f), String(g), String(h));
    `),
    ).toEqual([
      `async function f(a) { try { await a; } catch { } finally { }
        for await (const x of a) { continue; }
        label: for await (const x of [1]) continue label; }`,
      'async function* g() { yield await 1; }',
      'async () => await (1, 2)',
    ]);
  });
});
