import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { runStore, trace } from '../../app/runStore.ts';
import type { Axis } from './axis.ts';
import { axisSoFar } from './axisSoFar.ts';
import { onSeen, seenUntilUs } from './seen.ts';
import type { Lane } from './timelineModel.ts';

/** Least wall time between two fittings of the axis while playing, ms; a costly one waits longer for the next. */
const PAUSE_MS = 50;
const PAUSE_PER_COST = 15;

/** The axis over what has been shown, and the lanes that exist by then. It moves in steps, not at each frame. */
export function useAxis(
  lanes: readonly Lane[],
  widthPx: number,
): { readonly axis: Axis; readonly shownLanes: readonly Lane[] } {
  const durationUs = useStore(runStore, (run) => run.durationUs);
  const finished = useStore(runStore, (run) => run.finished);
  const [seenUs, setSeenUs] = useState(seenUntilUs);
  const costMs = useRef(0);
  const fitted = useRef({ endUs: 0, recordIndex: -1 });

  const shownLanes = useMemo(
    () => lanes.filter((lane) => (lane.bars[0]?.startUs ?? Number.POSITIVE_INFINITY) <= seenUs),
    [lanes, seenUs],
  );
  const axis = useMemo(() => {
    const startedMs = performance.now();
    const isAll = finished && seenUs >= durationUs;
    const made = axisSoFar({ lanes, seenUs, durationUs, isAll, widthPx });
    costMs.current = performance.now() - startedMs;
    return made;
  }, [lanes, seenUs, durationUs, finished, widthPx]);
  fitted.current = { endUs: axis.endUs, recordIndex: trace.current.indexAt(seenUs) };

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fit = () => {
      timer = undefined;
      setSeenUs(seenUntilUs());
    };
    const stop = onSeen(() => {
      const now = seenUntilUs();
      const { finished: isFinished, durationUs: end } = runStore.getState();
      // Nothing new inside the drawn room: the axis stays as it is.
      const isNew = now > fitted.current.endUs || trace.current.indexAt(now) !== fitted.current.recordIndex;
      const isOver = isFinished && now >= end;
      if (isNew || isOver) timer ??= setTimeout(fit, Math.max(PAUSE_MS, costMs.current * PAUSE_PER_COST));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more of the trace may mean that more of it was seen
  useEffect(() => setSeenUs(seenUntilUs()), [lanes]);
  return { axis, shownLanes };
}
