import { readFileSync } from 'node:fs';
import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { createNodeHost } from '../hosts/nodeHost.ts';
import type { InitStep } from '../protocol.ts';
import { Drive } from '../testing/drive.ts';

// `listing.txt` and `probes.txt` are handlers; `*.nodeNN.txt` is what they gave in Node.js 20.20.2, 22.23.3 and 24.21.0.
const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const linesOf = (name: string) => read(name).trimEnd().split('\n');

/** What no host offers (see `names.ts`). */
const LEFT_OUT = /(?<=[ :])(DurationFormat|rawJSON|isRawJSON) ?|^Intl\.DurationFormat.*$/;
/** Set by Node.js itself; here it is a getter in Firefox and a function of ours in V8. */
const IS_OURS = /^Error\.prepareStackTrace/;

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());

/** What a handler gives under a version of Node.js. */
async function run(code: string, runtime: InitStep['runtime']): Promise<unknown> {
  const drive = new Drive(host, { files: { 'index.mjs': code }, over: { runtime } });
  await drive.init();
  return drive.invoke();
}

const clean = (lines: readonly string[]) =>
  lines
    .filter((line) => !IS_OURS.test(line))
    .map((line) => line.replace(LEFT_OUT, '').replace(LEFT_OUT, '').trimEnd())
    .filter((line) => line !== '');

describe('the built-ins of the language', () => {
  for (const version of ['20', '22', '24'] as const) {
    it(`are those of Node.js ${version} for nodejs${version}.x`, async () => {
      const found = await run(read('listing.txt'), `nodejs${version}.x`);
      expect(clean(found as string[])).toEqual(clean(linesOf(`listing.node${version}.txt`)));
    });
  }

  it('behave as in Node.js 24 where the engine lacks them', async () => {
    const found = await run(read('probes.txt'), 'nodejs24.x');
    expect(found).toEqual(linesOf('probes.node24.txt'));
  });

  it('read as built-ins do where the engine lacks them', async () => {
    const code = `export const handler = () => [Array.fromAsync, Set.prototype.union, Promise.try, parseInt].map(String);`;
    expect(await run(code, 'nodejs24.x')).toEqual(
      ['fromAsync', 'union', 'try', 'parseInt'].map((name) => `function ${name}() { [native code] }`),
    );
  });

  it('pass a reviver a key and a value only, on every engine', async () => {
    const code = `export const handler = () => { const counts = []; JSON.parse('[1]', (...args) => { counts.push(args.length); }); return counts; };`;
    expect(await run(code, 'nodejs24.x')).toEqual([2, 2]);
  });
});
