import { expect, it } from 'vitest';
import { run } from '../sim/testing/run.ts';
import { scenario } from '../sim/testing/scenarioBuilder.ts';
import { trafficPreview } from './trafficPreview.ts';

it('shows the arrivals that the run will have, random ones included', () => {
  const traffic = { kind: 'poisson', ratePerS: 5, startS: 0, endS: 30 } as const;
  const made = run(
    scenario({ seed: 7 }).client('caller', { traffic }).modelled('f', 10).wire('sync', 'caller', 'f'),
  ).until(60);
  const preview = trafficPreview({ nodeId: made.node('caller').id, traffic, seed: 7, durationS: 60, bins: 6 });
  const times = made.times('arrival');
  const bins = Array.from({ length: 6 }, (_, bin) => times.filter((s) => Math.floor(s / 10) === bin).length);
  expect(preview.total).toBe(times.length);
  expect(preview.bins).toEqual(bins);
});

it('does not count beyond the end of the run', () => {
  const traffic = { kind: 'every', everyMs: 1000, startS: 0, count: 1000 } as const;
  expect(trafficPreview({ nodeId: 'n1', traffic, seed: 1, durationS: 10, bins: 5 })).toEqual({
    bins: [2, 2, 2, 2, 3],
    total: 11,
    isCut: false,
  });
});
