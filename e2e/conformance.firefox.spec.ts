import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { openFirefox } from './conformance/browsers.ts';
import { readCases, SHARED, test } from './conformance/runtimePage.ts';
import { findFirefox, NO_FIREFOX } from './support/firefox.mjs';

const path = join(SHARED, 'corpus/runtime/cases.json');

test('recorded runtime cases give in Firefox what they gave on the Lambda runtime', async ({ runtimeAddress }) => {
  test.skip(!findFirefox(), NO_FIREFOX);
  test.skip(!existsSync(path) && !process.env.CI, 'The recorded cases are not here: set LAMBDARIUM_SHARED.');
  const { runtime, close } = await openFirefox(runtimeAddress);
  const details: string[] = [];
  try {
    for (const one of readCases(path)) {
      const { differences } = await runtime.replay(one, 'nodejs22.x');
      if (differences.length > 0) details.push(`${one.group}/${one.id}`, ...differences);
    }
  } finally {
    await close();
  }
  expect(details.join('\n')).toBe('');
});
