import { expect, it } from 'vitest';
import { RefusalReader } from '../../app/refusals.ts';
import { sampleRun } from '../../sim/testing/sampleRun.ts';
import { LaneReader } from '../../sim/trace/readouts/lanes.ts';
import { axisOf } from './axis.ts';
import { drawnLanes } from './drawnLanes.ts';
import { busyIntervals } from './timelineModel.ts';

const run = sampleRun();
const { trace } = run.kernel;
const order = run.scenario.nodes.map(({ id }) => id);
const lanes = drawnLanes(
  new LaneReader(trace, run.scenario).extend(),
  new RefusalReader(trace, run.scenario).extend(),
  order,
);

it('draws one lane for each environment, in the order of the functions', () => {
  const made = run.records('environment_created').length;
  expect(lanes.filter(({ kind }) => kind === 'environment')).toHaveLength(made);
  const functions = lanes.map(({ nodeId }) => order.indexOf(nodeId));
  expect(functions).toEqual(functions.toSorted((a, b) => a - b));
});

it('draws every refused request', () => {
  const refused = lanes.filter(({ id }) => id.startsWith('refused:')).flatMap(({ bars }) => bars);
  const counted = refused.reduce((sum, { labels }) => sum + Number(/× (\d+)/.exec(labels[0] ?? '')?.[1] ?? 1), 0);
  expect(counted).toBe(run.records('throttled').length);
  expect(counted).toBeGreaterThan(0);
});

it('marks the bars of failed invocations and explains them from their end', () => {
  const failed = lanes.flatMap(({ bars }) => bars).filter(({ isFailed, state }) => isFailed && state === 'busy');
  expect(failed.length).toBeGreaterThan(0);
  for (const { recordIndex } of failed) {
    expect(['invoke_ended', 'environment_reset']).toContain(trace.at(recordIndex).kind);
  }
});

it('keeps bars of a lane in order, none beginning before the one before it ended', () => {
  for (const { bars } of lanes) {
    for (const [i, bar] of bars.entries()) {
      expect(bar.startUs).toBeGreaterThanOrEqual(bars[i - 1]?.startUs ?? 0);
      expect(bar.endUs).toBeGreaterThanOrEqual(bar.startUs);
    }
  }
});

it('squeezes the minutes between retries, so that the work between them can be seen', () => {
  const endUs = 400e6;
  const axis = axisOf({ busy: busyIntervals(lanes, endUs), startUs: 0, endUs, widthPx: 900 });
  expect(axis.segments.filter(({ kind }) => kind === 'gap').length).toBeGreaterThan(2);
});
