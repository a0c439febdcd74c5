import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { readCases, SHARED, test } from './conformance/runtimePage.ts';

const path = join(SHARED, 'corpus/runtime/cases.json');

/** Cases that do not pass yet, as `group/id`; a case that passes must not be here. */
const KNOWN_FAILURES: readonly string[] = [];

test('recorded runtime cases give in real workers what they gave on the Lambda runtime', async ({ runtime }) => {
  const isHere = existsSync(path);
  if (process.env.CI) expect(isHere, `${path} is missing; set LAMBDARIUM_SHARED`).toBe(true);
  test.skip(!isHere, 'The recorded cases are not here: set LAMBDARIUM_SHARED to the folder with the shared data.');
  const cases = readCases(path);
  const failures: string[] = [];
  const details: string[] = [];
  for (const one of cases) {
    const { differences } = await runtime.replay(one);
    if (differences.length === 0) continue;
    failures.push(`${one.group}/${one.id}`);
    details.push(`${one.group}/${one.id}`, ...differences);
  }
  console.log(`${cases.length - failures.length} of ${cases.length} recorded runtime cases pass in Chromium`);
  expect(failures, details.join('\n')).toEqual(KNOWN_FAILURES);
});
