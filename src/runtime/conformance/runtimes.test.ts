import { readFileSync } from 'node:fs';
import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../../compile/compileFiles.ts';
import { describeWithSharedData, sharedText } from '../../sim/testing/sharedData.ts';
import { createInlineHost } from '../hosts/inlineHost.ts';
import type { InitStep } from '../protocol.ts';
import { casesOf, type RuntimeCase } from './cases.ts';
import { compareRecordings } from './compare.ts';
import { replayToCompare } from './replay.ts';

const host = createInlineHost(environmentScript);
afterAll(() => host.dispose());
let environment = 1;

async function differences(one: RuntimeCase, runtime: InitStep['runtime']): Promise<readonly string[]> {
  environment += 100;
  const compile = (files: readonly { path: string; text: string }[]) => compileFiles(files).files;
  return compareRecordings(one.recorded, await replayToCompare(one, { host, compile, runtime, environment }))
    .differences;
}

/** The cases of a file that do not give what was recorded. */
async function failuresOf(cases: readonly RuntimeCase[], runtime: InitStep['runtime']): Promise<string[]> {
  const failures: string[] = [];
  for (const one of cases) if ((await differences(one, runtime)).length > 0) failures.push(`${one.group}/${one.id}`);
  return failures;
}

describe('our own recorded cases', () => {
  const cases = casesOf(JSON.parse(readFileSync(new URL('recorded.txt', import.meta.url), 'utf8')));
  it.each(cases.map((one) => [`${one.group}/${one.id}: ${one.what}`, one] as const))('%s', async (_, one) => {
    expect(await differences(one, 'nodejs22.x')).toEqual([]);
  });
});

/** What the runtime of Node.js 24 does differently, by the rule that says so. */
const CHANGED_WITH_24: Readonly<Record<string, readonly string[]>> = {
  'NODE-14: results without JSON have an error class of their own': ['result/return-bigint', 'result/return-circular'],
  'NODE-9, NODE-10: there are no callbacks': [
    ...['cb-result', 'cb-error', 'cb-string-error', 'cb-object-error', 'cb-no-arguments', 'cb-never'].map(
      (id) => `callback/${id}`,
    ),
    ...['cb-waits-for-loop', 'cb-in-async', 'ctx-fail', 'ctx-fail-empty', 'ctx-done'].map((id) => `callback/${id}`),
    'context/arguments',
  ],
  'NODE-3: a failure of INIT is logged as such, and the process ends with 1': [
    ...['missing-local', 'throws-at-load', 'not-exported', 'no-file', 'dots', 'esm-dirname-undefined'].map(
      (id) => `load/${id}`,
    ),
    ...['cjs-in-type-module', 'esm-top-level-reject', 'esm-in-js-without-type'].map((id) => `load/${id}`),
  ],
};

describeWithSharedData('the recorded cases of Node.js 22', () => {
  const cases = casesOf(JSON.parse(sharedText('corpus/runtime/cases.json')));

  it('are the same for nodejs20.x', async () => {
    expect(await failuresOf(cases, 'nodejs20.x')).toEqual([]);
  });

  it('are the same for nodejs24.x, but for what its runtime does differently', async () => {
    const failures = await failuresOf(cases, 'nodejs24.x');
    expect(failures.sort()).toEqual(Object.values(CHANGED_WITH_24).flat().sort());
  });
});
