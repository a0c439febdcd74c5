import { type Axis, axisOf, horizonUs, type Interval, mergeIntervals } from './axis.ts';
import { busyIntervals, type Lane } from './timelineModel.ts';

/**
 * The axis over what has been shown of a run, with some room ahead. `isAll`: the run was seen to its end, so nothing is left
 * ahead. What is computed but unseen has no part in it: the axis must not tell what is about to happen.
 */
export function axisSoFar(of: {
  readonly lanes: readonly Lane[];
  readonly seenUs: number;
  readonly durationUs: number;
  readonly isAll: boolean;
  readonly widthPx: number;
}): Axis {
  const { lanes, seenUs, durationUs, isAll, widthPx } = of;
  const busy = mergeIntervals(busyIntervals(lanes, seenUs), { startUs: 0, endUs: seenUs });
  const endUs = isAll ? durationUs : Math.min(durationUs || Number.POSITIVE_INFINITY, horizonOf(busy, seenUs));
  return axisOf({
    busy: isAll ? busy : openEnded(busy, seenUs, endUs),
    startUs: 0,
    endUs: Math.max(endUs, 1000),
    widthPx,
  });
}

/** Where the drawn time ends: some way beyond what has been seen. */
function horizonOf(busy: readonly Interval[], seenUs: number): number {
  const last = busy.at(-1);
  if (!last) return horizonUs({ sceneStartUs: 0, seenUs });
  return horizonUs({ sceneStartUs: last.endUs >= seenUs ? last.startUs : last.endUs, seenUs });
}

/** While something works at the moment last seen, the room ahead is to scale too. */
function openEnded(busy: readonly Interval[], seenUs: number, endUs: number): readonly Interval[] {
  const last = busy.at(-1);
  return last && last.endUs >= seenUs ? [...busy, { startUs: seenUs, endUs }] : busy;
}
