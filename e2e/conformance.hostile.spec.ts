import { createServer } from 'node:http';
import { expect } from 'playwright/test';
import { test } from './conformance/runtimePage.ts';

test('nothing of the browser is left in the global scope', async ({ runtime }) => {
  const names =
    'XMLHttpRequest EventSource WebTransport Worker SharedWorker importScripts postMessage indexedDB caches location self window document WebAssembly Atomics SharedArrayBuffer Temporal Notification FontFace OffscreenCanvas createImageBitmap close eval onmessage addEventListener scheduler';
  const code = `const names = ${JSON.stringify(names.split(' '))}; export const handler = async () => names.filter((name) => name in globalThis || typeof globalThis[name] !== 'undefined');`;
  expect(await runtime.respond(code)).toEqual([]);
});

test('what Node.js has under the name of something of the browser is ours', async ({ runtime }) => {
  const names =
    'fetch WebSocket BroadcastChannel MessageChannel MessagePort MessageEvent CompressionStream ReadableStream EventTarget Event Request Blob URL';
  const code = `const isNative = (value) => /\\[native code\\]/.test(Function.prototype.toString.call(value));
    export const handler = async () => [${JSON.stringify(names.split(' '))}.filter((name) => typeof globalThis[name] !== 'function' || isNative(globalThis[name])), navigator.userAgent.replace(/\\d+/, ''), isNative(Array)];`;
  expect(await runtime.respond(code)).toEqual([[], 'Node.js/', true]);
});

test('code from strings does not run', async ({ runtime }) => {
  const code = `const makers = [Function, (async () => {}).constructor, (function* () {}).constructor, (async function* () {}).constructor];
    export const handler = async () => makers.map((make) => { try { make('return 1')(); return 'ran'; } catch (error) { return error.name; } });`;
  expect(await runtime.respond(code)).toEqual(['EvalError', 'EvalError', 'EvalError', 'EvalError']);
});

test('overridden built-ins never get the port or an event of the browser', async ({ runtime }) => {
  const code = `
    const leaks = []; const tagOf = Object.prototype.toString; const applyNow = Reflect.apply;
    const look = (value) => { if (typeof value === 'object' && value !== null && /Port|Event|Worker|Channel/.test(applyNow(tagOf, value, []))) leaks[leaks.length] = applyNow(tagOf, value, []); };
    const wrap = (target, name) => {
      const native = target[name];
      if (typeof native !== 'function') return;
      Object.defineProperty(target, name, { configurable: true, writable: true, value: function (...args) { look(this); for (let i = 0; i < args.length; i++) { look(args[i]); if (Array.isArray(args[i])) for (let j = 0; j < args[i].length; j++) look(args[i][j]); } return applyNow(native, this, args); } });
    };
    for (const name of ['call', 'apply', 'bind']) wrap(Function.prototype, name);
    for (const name of ['apply', 'construct', 'get', 'set', 'deleteProperty', 'defineProperty', 'ownKeys']) wrap(Reflect, name);
    for (const name of ['push', 'shift', 'map', 'filter', 'some', 'find', 'forEach', 'slice', 'join']) wrap(Array.prototype, name);
    for (const name of ['get', 'set', 'has', 'delete']) { wrap(Map.prototype, name); wrap(WeakMap.prototype, name); }
    for (const name of ['then', 'catch', 'finally']) wrap(Promise.prototype, name);
    for (const name of ['parse', 'stringify']) wrap(JSON, name);
    for (const name of ['assign', 'entries', 'keys', 'defineProperty', 'create', 'freeze']) wrap(Object, name);
    for (const name of ['0', 'data', 'ports', 'port', 'target', 'get', 'set', 'value', 'toJSON', 'type']) {
      Object.defineProperty(Object.prototype, name, { configurable: true, get() { look(this); return undefined; }, set(value) { look(this); look(value); Reflect.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true }); } });
    }
    export const handler = async () => { setTimeout(() => {}, 1).unref(); await new Promise((r) => setTimeout(r, 5)); console.log('x'); return leaks.length; };`;
  const { invocations, exit } = await runtime.record(code);
  // Code that breaks the built-ins may break its own environment, but nothing more.
  if (invocations.length > 0) expect(invocations[0]?.response).toBe(0);
  else expect(exit).not.toBe('');
  expect(await runtime.respond('export const handler = async () => "untouched";')).toBe('untouched');
});

test('no request leaves the sandbox', async ({ runtime }) => {
  const requests: string[] = [];
  const sink = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('export default 1');
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const bound = sink.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const address = `http://127.0.0.1:${port}`;
  // The sink does hear of requests that nothing prevents.
  await runtime.page.request.get(`${address}/control`);
  const code = `const tries = [() => fetch('${address}/fetch'), () => import('${address}/import.mjs'), () => new WebSocket('ws://127.0.0.1:${port}'), () => importScripts('${address}/script'), () => new Worker('${address}/worker'), () => import('data:text/javascript,export default 1')];
    export const handler = async () => { const outcomes = []; for (const run of tries) { try { await run(); outcomes.push('worked'); } catch (error) { outcomes.push(error.name); } } return outcomes; };`;
  expect(await runtime.respond(code)).toEqual([
    'TypeError',
    'Error',
    'Error',
    'ReferenceError',
    'ReferenceError',
    'Error',
  ]);
  sink.close();
  expect(requests).toEqual(['/control']);
});

test('a text that is only checked for its syntax makes nothing that runs', async ({ runtime }) => {
  const files = {
    'index.mjs': `export const handler = async () => {
      let seen;
      try { kept; seen = 'found'; } catch (error) { seen = error.message; }
      return [typeof unseen, typeof also, seen];
    };`,
    'broken.mjs': '} function unseen() { for (;;); } var also = 1; let kept; {',
    'broken.cjs': '/\\p{Script=Nonsense}/u; function unseen() { for (;;); } }); (function () {',
  };
  expect(await runtime.respond(files)).toEqual(['undefined', 'undefined', 'kept is not defined']);
});

test('output and timers beyond measure are cut, and the rest goes on', async ({ runtime }) => {
  const lines = await runtime.record(
    'export const handler = async () => { for (let i = 0; i < 30000; i++) console.log("x".repeat(200)); return 1; };',
  );
  expect(lines.logs.length).toBeLessThan(20_002);
  expect(lines.logs.at(-1)).toMatch(/\[playground\] \d+ more lines of output in this step were dropped/);
  expect(lines.invocations[0]?.response).toBe(1);
  const timers = await runtime.respond(
    'export const handler = async () => { try { for (let i = 0; i < 1e5; i++) setTimeout(() => {}, 1e6); } catch (error) { return error.message; } };',
  );
  expect(timers).toContain('10000 pending timers');
});

test('a sandbox that is gone is noticed', async ({ runtime }) => {
  // One that was never there would be given a minute to come.
  expect(await runtime.respond('export const handler = async () => 1;')).toBe(1);
  await runtime.page.evaluate(() => window.runtime.removeFrame());
  await expect.poll(() => runtime.page.evaluate(() => window.runtime.isLost()), { timeout: 15_000 }).toBe(true);
  expect((await runtime.record('export const handler = async () => 1;')).exit).toBe(
    'stopped by the playground: no-sandbox',
  );
});
