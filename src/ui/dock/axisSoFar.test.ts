import { expect, it } from 'vitest';
import { timeToPx } from './axis.ts';
import { axisSoFar } from './axisSoFar.ts';
import type { Bar, Lane } from './timelineModel.ts';

const S = 1_000_000;
const bar = (startUs: number, endUs: number): Bar => ({
  startUs,
  endUs,
  state: 'busy',
  labels: [],
  recordIndex: 0,
  invocation: null,
  isFailed: false,
});
const lanes: readonly Lane[] = [
  {
    id: 'environment:1',
    label: 'env 1',
    group: '',
    kind: 'environment',
    nodeId: 'n1',
    environment: 1,
    bars: [bar(0, 0.5 * S), bar(60 * S, 60.5 * S), bar(180 * S, 180.5 * S)],
  },
];
const at = (seenS: number, isAll = false) =>
  axisSoFar({ lanes, seenUs: seenS * S, durationUs: 240 * S, isAll, widthPx: 900 });

it('does not tell what is about to happen', () => {
  const bars = lanes[0]?.bars.slice(0, 1) ?? [];
  const without = axisSoFar({
    lanes: lanes.map((lane) => ({ ...lane, bars })),
    seenUs: 30 * S,
    durationUs: 240 * S,
    isAll: false,
    widthPx: 900,
  });
  expect(at(30)).toEqual(without);
});

it('gives a bar that begins after a quiet stretch its room at once', () => {
  const axis = at(60.1);
  expect(axis.segments.map(({ kind }) => kind)).toEqual(['scene', 'gap', 'scene']);
  expect(timeToPx(axis, 60.1 * S) - timeToPx(axis, 60 * S)).toBeGreaterThan(30);
});

it('leaves room ahead while the run is shown, and none once it was seen to its end', () => {
  expect(at(0.3).endUs).toBeGreaterThan(0.3 * S);
  expect(at(240, true).endUs).toBe(240 * S);
});
