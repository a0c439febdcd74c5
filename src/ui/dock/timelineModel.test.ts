import { expect, it } from 'vitest';
import { type Bar, barIndexAt, busyIntervals, type Lane } from './timelineModel.ts';

const bar = (startUs: number, endUs: number, state: Bar['state']): Bar => ({
  startUs,
  endUs,
  state,
  labels: [],
  recordIndex: 0,
  invocation: null,
  isFailed: false,
});
const lane = (bars: readonly Bar[]): Lane => ({
  id: 'e1',
  label: '',
  group: '',
  kind: 'environment',
  nodeId: 'n1',
  environment: 1,
  bars,
});

it('counts work as busy, and idling and waiting only as the moment at which they begin', () => {
  const lanes = [lane([bar(0, 400, 'init'), bar(400, 500, 'busy'), bar(500, Number.POSITIVE_INFINITY, 'idle')])];
  expect(busyIntervals(lanes, 1000)).toEqual([
    { startUs: 0, endUs: 400 },
    { startUs: 400, endUs: 500 },
    { startUs: 500, endUs: 500 },
  ]);
});

it('does not look beyond the moment that was shown', () => {
  const lanes = [lane([bar(0, 400, 'init'), bar(400, 500, 'busy')])];
  expect(busyIntervals(lanes, 300)).toEqual([{ startUs: 0, endUs: 300 }]);
});

it('finds the bar at a time', () => {
  const bars = [bar(10, 20, 'init'), bar(20, 30, 'busy')];
  expect([5, 10, 19, 20, 99].map((t) => barIndexAt(bars, t))).toEqual([-1, 0, 0, 1, 1]);
});
