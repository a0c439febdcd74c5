import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scenario } from '../../src/scenario/schema.ts';
import { encodeLink } from '../../src/share/link.ts';
import { type Output, simulate } from './simulate.ts';

const handler = {
  kind: 'code',
  files: [{ path: 'index.mjs', text: 'let n = 0; export const handler = async () => ++n;' }],
};
const document = {
  version: 1,
  name: 'three calls',
  durationS: 60,
  nodes: [
    {
      id: 'n1',
      type: 'client',
      name: 'caller',
      position: { x: 0, y: 0 },
      traffic: { kind: 'every', everyMs: 5000, count: 3 },
    },
    { id: 'n2', type: 'function', name: 'work', position: { x: 0, y: 0 }, handler },
  ],
  wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
};

let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  file = join(folder, 'scenario.json');
  await writeFile(file, JSON.stringify(document));
});
afterAll(() => rm(folder, { recursive: true }));

async function command(...words: string[]) {
  const lines = { log: [] as string[], error: [] as string[] };
  const output: Output = { log: (text) => lines.log.push(text), error: (text) => lines.error.push(text) };
  return { code: await simulate(words, output), out: lines.log.join('\n'), err: lines.error.join('\n') };
}

describe('npm run simulate', () => {
  it('runs the handlers of a file and prints counts, spreads, cost and digest', async () => {
    const { code, out, err } = await command(file);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('invocations 3: cold 1, warm 2, errors 0 (timeouts 0)');
    expect(out).toMatch(/concurrency peak 1, mean 0\.0\d+/);
    expect(out).toMatch(/duration ms mean [\d.]+, p50 [\d.]+, .* \(of 3\)/);
    expect(out).toMatch(/digest [0-9a-f]{64}$/);
  });

  it('gives the same as JSON, and up to a time or with a seed only what was asked for', async () => {
    const whole = JSON.parse((await command(file, '--json')).out);
    expect(whole.nodes.n2).toMatchObject({ invocations: 3, throttlesByReason: {} });
    const part = JSON.parse((await command(file, '--json', '--until', '7', '--seed', '9')).out);
    expect(part).toMatchObject({ seed: 9, nodes: { n2: { invocations: 2 } } });
    expect(part.digest).not.toBe(whole.digest);
  });

  it('writes the records, one a line', async () => {
    const traceFile = join(folder, 'trace.jsonl');
    const { records } = JSON.parse((await command(file, '--json', '--trace', traceFile)).out);
    const lines = (await readFile(traceFile, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(records);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'run_started' });
  });

  it('runs links, several at once, and fails when one promises another digest', async () => {
    const scenario = Scenario.parse(document);
    const { digest } = JSON.parse((await command(file, '--json')).out);
    const links = [digest, 'f'.repeat(64)].map(
      (promise) => `https://example.org/${encodeLink({ scenario, digest: promise })}`,
    );
    expect((await command(links[0] ?? '')).out).toContain(`${digest}, as the link says`);
    const both = await command(...links);
    expect(both.code).toBe(1);
    expect(both.out).toContain(`${digest}, not the one of the link`);
    expect((await command('#example=burst')).out).toContain('environments 10');
  });

  it('lists every problem of bad input and ends with 2', async () => {
    const bad = join(folder, 'bad.json');
    await writeFile(bad, JSON.stringify({ ...document, durationS: -1, extra: 1 }));
    const { code, err, out } = await command(bad);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('duration: must be');
    expect(err).toContain('extra');
    for (const words of [
      [],
      ['--what'],
      [file, '--until', '-3'],
      [file, '--seed', 'x'],
      [join(folder, 'none')],
      ['#s1.abc'],
    ])
      expect((await command(...words)).code, words.join(' ')).toBe(2);
  });
});
