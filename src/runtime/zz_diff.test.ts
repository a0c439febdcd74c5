import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import environmentScript from 'virtual:environment-script';
import { compileFiles } from '../compile/compileFiles.ts';
import { casesOf } from './conformance/cases.ts';
import { differences } from './conformance/compare.ts';
import { replayCase } from './conformance/replay.ts';
import { createNodeHost } from './hosts/nodeHost.ts';
it('diff', async () => {
  const host = createNodeHost(environmentScript);
  const compile = (files: readonly { path: string; text: string }[]) => compileFiles(files).files;
  let out = ''; let ok = 0; const cases = casesOf(JSON.parse(readFileSync('/tmp/rec/mine.json', 'utf8')));
  for (const [i, one] of cases.entries()) {
    const actual = await replayCase(one, { host, compile, runtime: (process.env.RT ?? 'nodejs22.x') as never, environment: 1 + i * 100 });
    const { stderr, ...recorded } = one.recorded as any;
    const d = differences(recorded, actual);
    if (d.length) out += `## ${one.id}\n${JSON.stringify(one.files).slice(0, 300)}\n  ${d.join('\n  ')}\n`; else ok++;
  }
  writeFileSync('/tmp/rec/diff.txt', out + `${ok} of ${cases.length}\n`);
  host.dispose();
}, 100000);
