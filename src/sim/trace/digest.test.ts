import { expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import type { StandIn } from '../testing/standIn.ts';
import { canonical, traceDigest } from './digest.ts';
import { Trace } from './trace.ts';

const one = (data: unknown) => {
  const trace = new Trace();
  trace.append({ timeUs: 0, kind: 'log', rule: 'LOG-9', data });
  return traceDigest(trace);
};

test('the digest of a trace is 64 hexadecimal digits that depend on every column and all data', () => {
  expect(one({ text: 'a' })).toMatch(/^[0-9a-f]{64}$/);
  expect(one({ text: 'a' })).not.toBe(one({ text: 'b' }));
  expect(one({})).not.toBe(one(undefined));
});

test('the digest does not depend on text that the engine worded, nor on the order of keys', () => {
  const data = (text: string) => ({ level: 'ERROR', text, engineWorded: true });
  expect(one(data('x is not a function'))).toBe(one(data('undefined is not a function (near x)')));
  expect(canonical({ b: 1, a: { trace: ['at f'], errorType: 'E' } })).toBe('{"a":{"errorType":"E"},"b":1}');
});

test('stacks of a failed handler do not change the digest, its message does', () => {
  const failing =
    (message: string, stack: string): StandIn =>
    () =>
      // biome-ignore lint/correctness/useYield: it fails at once
      function* () {
        throw Object.assign(new Error(message), { stack });
      };
  const digest = (message: string, stack: string) =>
    traceDigest(
      run(
        scenario()
          .client('c', { traffic: { kind: 'single' } })
          .code('f')
          .wire('sync', 'c', 'f'),
        {
          f: failing(message, stack),
        },
      ).until(5).kernel.trace,
    );
  expect(digest('boom', 'at a (V8)')).toBe(digest('boom', 'a@firefox'));
  expect(digest('boom', '')).not.toBe(digest('bang', ''));
});

test('frames of a stack do not change the digest wherever a handler puts them', () => {
  const engines = [
    'Error: x\n    at Array.map (<anonymous>)\n    at Runtime.handler (file:///var/task/index.mjs:2)',
    'Error: x\n    at handler (file:///var/task/index.mjs:2)',
  ];
  for (const put of [
    (stack: string) => stack,
    (stack: string) => JSON.stringify({ stack, more: 1 }),
    (stack: string) => JSON.stringify({ stack: stack.split('\n'), more: 1 }),
    (stack: string) => JSON.stringify({ body: JSON.stringify({ stack: stack.split('\n') }), more: [stack] }),
  ]) {
    const [a, b] = engines.map((stack) => one({ text: put(stack) }));
    expect(a).toBe(b);
    expect(a).not.toBe(one({ text: put('Error: y\n    at handler (file:///var/task/index.mjs:2)') }));
  }
});
