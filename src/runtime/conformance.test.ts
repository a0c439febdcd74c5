import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../compile/compileFiles.ts';
import { casesOf } from './conformance/cases.ts';
import { compareRecordings } from './conformance/compare.ts';
import { replayToCompare } from './conformance/replay.ts';
import type { EnvironmentScript } from './hosts/environmentScript.ts';
import { createInlineHost } from './hosts/inlineHost.ts';
import { createNodeHost } from './hosts/nodeHost.ts';

const shared = process.env.LAMBDARIUM_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const path = resolve(shared, 'corpus/runtime/cases.json');

const HOSTS = {
  'a thread of its own': (script: EnvironmentScript) => createNodeHost(script),
  'the calling thread': (script: EnvironmentScript) => createInlineHost(script),
};

describe.each(Object.entries(HOSTS))('recorded runtime cases in Node.js contexts, in %s', (_, createHost) => {
  if (!existsSync(path)) {
    it.skipIf(!process.env.CI)('are not here: set LAMBDARIUM_SHARED to the folder with the shared data', () => {
      expect.fail(`${path} is missing`);
    });
    return;
  }
  const host = createHost(environmentScript);
  afterAll(() => host.dispose());
  const compile = (files: readonly { path: string; text: string }[]) => compileFiles(files).files;
  for (const [i, one] of casesOf(JSON.parse(readFileSync(path, 'utf8'))).entries()) {
    it(`${one.group}/${one.id}: ${one.what}`, async () => {
      const actual = await replayToCompare(one, { host, compile, runtime: 'nodejs22.x', environment: 1 + i * 100 });
      expect(compareRecordings(one.recorded, actual).differences).toEqual([]);
    });
  }
});
