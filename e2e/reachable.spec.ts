import { expect } from 'playwright/test';
import { ALLOWED_NATIVES } from '../src/runtime/testing/reachable/allowed.ts';
import { notAllowed, walkerSource } from '../src/runtime/testing/reachable/walker.ts';
import { openChromium, openFirefox } from './conformance/browsers.ts';
import { test } from './conformance/runtimePage.ts';
import { findFirefox, NO_FIREFOX } from './support/firefox.mjs';

const walk = (plant?: string) => ({
  group: '',
  id: '',
  what: '',
  files: { 'index.js': walkerSource(plant) },
  handler: 'index.handler',
  events: [{}],
  recorded: { invocations: [], logs: [], exit: '' },
});

for (const [name, open] of [
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
] as const) {
  test(`in ${name} a handler reaches no native function but those of the list`, async ({ runtimeAddress }) => {
    test.skip(name === 'Firefox' && !findFirefox(), NO_FIREFOX);
    const { runtime, close } = await open(runtimeAddress);
    try {
      const [first] = (await runtime.record(walk(), 'nodejs24.x')).invocations;
      // What the walk answers with; anything else fails below.
      const found = first?.response as readonly string[];
      expect(found.length).toBeGreaterThan(400);
      expect(notAllowed(found, ALLOWED_NATIVES)).toEqual([]);
      const planted = await runtime.record(walk('Intl.Planted = Math.max.bind();'), 'nodejs24.x');
      const all = planted.invocations[0]?.response as readonly string[]; // as above
      expect(notAllowed(all, ALLOWED_NATIVES)).toEqual(['Intl\tPlanted']);
    } finally {
      await close();
    }
  });
}
