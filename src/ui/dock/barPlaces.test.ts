import { expect, test } from 'vitest';
import { BAR_PX_MIN, barPlaces } from './barPlaces.ts';
import type { Bar, BarState, Lane } from './timelineModel.ts';

const bar = (state: BarState, startUs: number, endUs: number, isFailed = false): Bar => ({
  startUs,
  endUs,
  state,
  labels: [],
  recordIndex: startUs,
  invocation: null,
  isFailed,
});

/** A pixel is 100 µs. */
function placed(bars: readonly Bar[]) {
  const lane: Lane = { id: 'l', label: '', group: '', kind: 'environment', nodeId: 'n1', environment: 1, bars };
  return barPlaces({ lane, fromUs: 0, endUs: 100_000, x: (us) => us / 100, untilPx: 1000 }).map(
    ({ bar: { state, isFailed }, leftPx, rightPx }) => [isFailed ? `${state}!` : state, leftPx, rightPx],
  );
}

test('an invocation shorter than a pixel has a bar, which ends where it ended', () => {
  expect(placed([bar('init', 1000, 5000), bar('busy', 5000, 5030), bar('idle', 5030, 9000)])).toEqual([
    ['init', 10, 50],
    ['busy', 50.3 - BAR_PX_MIN, 50.3],
    ['idle', 50.3, 90],
  ]);
});

test('short bars of different states stand beside each other, equal ones as one', () => {
  expect(
    placed([bar('init', 1000, 1010), bar('busy', 1010, 1020), bar('idle', 1020, 1100), bar('busy', 1100, 1110)]),
  ).toEqual([
    ['init', 6.1, 10.1],
    ['busy', 10.1, 14.1],
  ]);
});

test('of many within a pixel one that failed stands for all', () => {
  const crowd = Array.from({ length: 50 }, (_, i) => bar('busy', 1000 + i * 2, 1001 + i * 2, i === 30));
  expect(placed(crowd).map(([state]) => state)).toContain('busy!');
  expect(placed(crowd).length).toBeLessThan(4);
});

test('a crowd does not push bars far from their times', () => {
  const crowd = Array.from({ length: 300 }, (_, i) => bar(i % 2 ? 'busy' : 'init', 1000 + i, 1001 + i));
  for (const [, left] of placed(crowd)) expect(left).toBeLessThan(13 + 2 * BAR_PX_MIN);
});

test('bars that are wide enough stand at their times', () => {
  expect(placed([bar('busy', 0, 4000), bar('busy', 4000, 9000)])).toEqual([
    ['busy', 0, 40],
    ['busy', 40, 90],
  ]);
});
