import { expect } from 'playwright/test';
import { openChromium, openFirefox } from './conformance/browsers.ts';
import { test } from './conformance/runtimePage.ts';
import { type Ending, RUNAWAYS } from './runaways/cases.ts';
import { findFirefox, NO_FIREFOX } from './support/firefox.mjs';

/** What Lambda answers, or the playground in its place. */
const WORDS: Readonly<Record<Ending, RegExp>> = {
  timeout: /^Sandbox\.Timedout: RequestId: \S+ Error: Task timed out after 3\.00 seconds$/,
  'out of memory': /^Runtime\.ExitError: RequestId: \S+ Error: Runtime exited with error: signal: killed$/,
  'too large':
    /^Function\.ResponseSizeTooLarge: Response payload size exceeded maximum allowed payload size \(6291556 bytes\)\.$/,
  response: /^1$/,
  error: /^RangeError: Maximum call stack size exceeded$/,
  watchdog: /^Playground\.Stopped: .*a step took too long on this machine/,
};
const DISABLED = /^Playground\.Stopped: .*its code is disabled until it is changed/;
const GIVEN_UP = /^RangeError: Maximum call stack size exceeded$|^Playground\.Stopped: /;
const CALM = 'return "still here";';
const MEMORY_MB: Readonly<Partial<Record<Ending, number>>> = { timeout: 128, 'out of memory': 128 };
/** Where the clock must not strike, however busy the machine is, and where it has to. */
const PATIENT_MS = 100_000;
const STRICT_MS = 1500;

for (const [name, open] of [
  ['Chromium', openChromium],
  ['Firefox', openFirefox],
] as const) {
  test.describe(`in ${name}`, () => {
    test.beforeEach(() => test.skip(name === 'Firefox' && !findFirefox(), NO_FIREFOX));

    test('runaway code ends as Lambda would end it, and other functions go on', async ({ runtimeAddress }) => {
      test.setTimeout(240_000);
      const { runtime, close } = await open(`${runtimeAddress}?watchdogMs=${PATIENT_MS}`);
      try {
        for (const ending of ['timeout', 'out of memory', 'too large', 'response', 'error'] as const) {
          const cases = RUNAWAYS[ending];
          const bodies = [...cases.map(({ code }) => code), CALM];
          const { first, second } = await runtime.outcomes(bodies, MEMORY_MB[ending] ?? 512, [cases.length]);
          expect(named(cases, first)).toEqual(Object.fromEntries(cases.map(({ what }) => [what, like(WORDS[ending])])));
          expect([first.at(-1), ...second]).toEqual(['"still here"', '"still here"']);
        }
      } finally {
        await close();
      }
    });

    test('natives that never end are ended by the clock and disabled; the page draws on, other functions go on', async ({
      runtimeAddress,
    }) => {
      test.setTimeout(120_000);
      const { runtime, close } = await open(`${runtimeAddress}?watchdogMs=${STRICT_MS}`);
      const cases = RUNAWAYS.watchdog;
      const { first, second, frames, realMs } = await runtime
        .outcomes([...cases.map(({ code }) => code), CALM], 512, [...cases.keys(), cases.length])
        .finally(close);
      console.log(`${name}: ${((1000 * frames) / realMs).toFixed(0)} frames a second while natives ran that never end`);
      const all = (stopped: RegExp) =>
        Object.fromEntries(
          cases.map(({ what, mayFailInFirefox }) => [
            what,
            like(name === 'Firefox' && mayFailInFirefox ? GIVEN_UP : stopped),
          ]),
        );
      expect(named(cases, first)).toEqual(all(WORDS.watchdog));
      expect(named(cases, second)).toEqual(all(DISABLED));
      expect([first.at(-1), second.at(-1)]).toEqual(['"still here"', '"still here"']);
      // Each of them could have frozen the page for more than a second, and there is more than one.
      expect(frames).toBeGreaterThan(cases.length);
    });
  });
}

const like = (words: RegExp) => expect.stringMatching(words);

function named(cases: readonly { readonly what: string }[], outcomes: readonly string[]) {
  return Object.fromEntries(cases.map(({ what }, i) => [what, outcomes[i]]));
}
