import { expect, test } from 'vitest';
import { spokenSummary } from './spokenSummary.ts';

const counts = { invocations: 3, cold: 1, warm: 2, errors: 1, throttles: 0 };
const environment = (state: string) => ({ state });
const view = {
  timeUs: 64_000_000,
  totals: counts,
  functions: { n1: { environments: [environment('busy'), environment('idle')], asyncQueue: { length: 2 } } },
};
// The summary reads a few fields of a view; the rest does not matter here.
const run = { exists: true, playing: true, finished: false, playheadUs: 1, durationUs: 9, view: view as never };

test('the run is told in one sentence', () => {
  expect(spokenSummary(run)).toBe(
    'Playing, 1 min 4 s: 2 environments, 1 running, 3 invocations, 1 cold, 1 error, 2 waiting for another attempt.',
  );
});

test('a paused run and the end of one are told apart', () => {
  expect(spokenSummary({ ...run, playing: false })).toMatch(/^Paused/);
  expect(spokenSummary({ ...run, playing: false, finished: true, playheadUs: 9 })).toMatch(/^At the end/);
});

test('without a run there is nothing to tell', () => {
  expect(spokenSummary({ ...run, exists: false, view: null })).toBe('No run yet.');
});
