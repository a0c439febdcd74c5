/**
 * Every expression of `expressions.txt` gives in the environment what it gives in the Node.js that runs the tests: the same
 * `util.inspect` text, or an error of the same name, code and message. To add one, write a line.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { createNodeHost } from '../hosts/nodeHost.ts';
import { Drive } from '../testing/drive.ts';
import { type Case, parseCases, programOf } from './expressions.ts';

const cases = parseCases(readFileSync(join(import.meta.dirname, 'expressions.txt'), 'utf8'));
const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());

async function here(list: readonly Case[]): Promise<string[]> {
  const drive = new Drive(host, {
    files: { 'index.js': programOf(list) },
    over: { runtime: 'nodejs20.x', memoryMb: 1769 },
  });
  await drive.init();
  return (await drive.invoke()) as string[];
}

function natively(list: readonly Case[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'differential-'));
  const file = join(folder, 'index.js');
  writeFileSync(file, `${programOf(list)}\nexports.handler().then((results) => console.log(JSON.stringify(results)));`);
  const output = execFileSync(process.execPath, ['--no-warnings', file], {
    env: { TZ: 'UTC', NO_COLOR: '1' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  rmSync(folder, { recursive: true });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]');
}

const native = natively(cases);
const ours = await here(cases);

describe('built-ins and web globals', () => {
  it(`are compared in at least 300 expressions (${cases.length})`, () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(native).toHaveLength(cases.length);
    expect(ours).toHaveLength(cases.length);
  });

  for (const [i, { group, expression, difference }] of cases.entries()) {
    if (difference) {
      it(`${group}: ${expression} differs: ${difference}`, () => expect(ours[i]).not.toBe(native[i]));
    } else {
      it(`${group}: ${expression}`, () => expect(ours[i]).toBe(native[i]));
    }
  }

  it('are found to differ when they do', async () => {
    const planted = [
      {
        group: 'planted',
        expression: 'Array.isArray(process.versions.node) || typeof process.versions.modules + process.pid',
      },
      { group: 'planted', expression: "Object.assign(new Error('x'), { code: process.ppid }).code" },
    ];
    const [a, b] = [natively(planted), await here(planted)];
    expect(a.map((result, i) => result === b[i])).toEqual([false, false]);
  });
});
