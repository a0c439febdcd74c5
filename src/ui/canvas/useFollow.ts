import { useEffect } from 'react';
import { useReactFlow } from 'reactflow';
import { placeOf } from '../../app/recordPlaces.ts';
import { runStore } from '../../app/runStore.ts';
import { bringIntoSight } from './fit.ts';

/** No more often, wall ms: a drawing that never rests cannot be read. */
const EVERY_MS = 700;

/** Where not all nodes are in sight, the drawing follows what happens. */
export function useFollow(enabled: boolean): void {
  const flow = useReactFlow();
  useEffect(() => {
    if (!enabled) return;
    let lastMs = Number.NEGATIVE_INFINITY;
    return runStore.subscribe((run, before) => {
      if (run.recordIndex === before.recordIndex || run.recordIndex < 0) return;
      const nowMs = performance.now();
      if (run.playing && nowMs - lastMs < EVERY_MS) return;
      const place = placeOf(run.recordIndex);
      if (!place) return;
      lastMs = nowMs;
      bringIntoSight(flow, [place.nodeId]);
    });
  }, [enabled, flow]);
}
