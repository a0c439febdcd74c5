/** Work that takes a processor: how long it is said to take on Lambda, and that it comes to its end. */
import { describe, expect, it } from 'vitest';
import { Scenario } from '../scenario/schema.ts';
import type { TraceRecord } from '../sim/trace/records.ts';
import { runHeadless } from './headless.ts';

/** Invokes a handler with this body once. */
async function invoked(body: string, { memoryMb = 1769, timeoutS = 60 } = {}) {
  const files = [{ path: 'index.mjs', text: `export const handler = async () => { ${body} };` }];
  const handler = { kind: 'code', files };
  const fn = { id: 'n1', type: 'function', name: 'f', position: { x: 0, y: 0 }, timeoutS, memoryMb, handler };
  const scenario = Scenario.parse({ version: 1, durationS: 600, nodes: [fn] });
  const input = { type: 'invoke' as const, timeUs: 0, nodeId: 'n1', mode: 'sync' as const, payload: '{}' };
  const { trace } = await runHeadless(scenario, { inputs: [input] });
  const records: TraceRecord[] = Array.from({ length: trace.length }, (_, i) => trace.at(i));
  const ended = records.find(({ kind }) => kind === 'invoke_ended');
  return {
    answer: ended?.data.payload,
    error: ended?.data.error?.errorType,
    ms: (ended?.data.durationUs ?? 0) / 1000,
    isPresumedEndless: records.some(({ kind }) => kind === 'presumed_endless'),
  };
}

// Real figures are of Node.js on a server's processor: 40 ms, 1,100 ms and so on (`npm run calibrate`).
describe('work that takes a processor', () => {
  it('ends: a loop of forty million turns takes a tenth of a second at a full vCPU', async () => {
    const { answer, ms } = await invoked('let s = 0; for (let i = 0; i < 4e7; i++) s += i; return s;');
    expect(answer).toBe('799999980000000');
    expect(ms).toBeGreaterThan(15);
    expect(ms).toBeLessThan(200);
  });

  it('ends: a million numbers are sorted in about half a second', async () => {
    const { answer, ms } = await invoked(
      'const list = Array.from({ length: 1e6 }, (_, i) => (i * 7919) % 1000003); return list.sort((a, b) => a - b).slice(0, 3);',
    );
    expect(answer).toBe('[0,1,2]');
    expect(ms).toBeGreaterThan(350);
    expect(ms).toBeLessThan(3000);
  });

  it('takes as many times longer as there is less of a vCPU', async () => {
    const body = 'let s = 0; for (let i = 0; i < 1e6; i++) s += i; return s;';
    const [full, small] = [await invoked(body), await invoked(body, { memoryMb: 128 })];
    expect(small.ms / full.ms).toBeCloseTo(1769 / 128, 1);
  });

  it('is little for a small handler: one line of log takes about 0.06 ms, at 128 MB 0.8 ms', async () => {
    const body = "console.log('hello'); return { statusCode: 200, body: 'hello' };";
    const [full, small] = [await invoked(body), await invoked(body, { memoryMb: 128 })];
    expect(full.ms).toBeGreaterThan(0.04);
    expect(full.ms).toBeLessThan(0.08);
    expect(small.ms).toBeGreaterThan(0.6);
    expect(small.ms).toBeLessThan(1);
  });
});

describe('large answers at 128 MB, within the default timeout of 3 s', () => {
  const small = { memoryMb: 128, timeoutS: 3 };

  it('one of 1 MB takes some tens of milliseconds', async () => {
    const { answer, ms } = await invoked("return 'x'.repeat(1e6);", small);
    expect(answer).toHaveLength(1e6 + 2);
    expect(ms).toBeGreaterThan(15);
    expect(ms).toBeLessThan(120);
  });

  it('one of 7 MB is refused for its size (INV-12)', async () => {
    expect((await invoked("return 'x'.repeat(7e6);", small)).error).toBe('Function.ResponseSizeTooLarge');
  });
});

describe('work without an end', () => {
  it('is counted to the timeout where that is within three seconds of a full vCPU', async () => {
    const { isPresumedEndless, error, ms } = await invoked('for (;;);', { memoryMb: 128, timeoutS: 3 });
    expect([isPresumedEndless, error, ms]).toEqual([false, 'Sandbox.Timedout', 3000]);
  });

  it('is presumed to have none after three seconds of a full vCPU', async () => {
    const loop = 'for (;;) { try { null.x; } catch {} }';
    expect(await invoked(loop)).toMatchObject({ isPresumedEndless: true, error: 'Sandbox.Timedout', ms: 60_000 });
  }, 30_000);
});
