import { useEffect } from 'react';
import { type ReactFlowInstance, useReactFlow } from 'reactflow';
import { placeOf } from '../../app/recordPlaces.ts';
import { type RunState, runStore } from '../../app/runStore.ts';
import { bringIntoSight, bringIntoSightWith, isAllInSight, isUsersViewport } from './fit.ts';

/** No more often, wall ms: a drawing that never rests cannot be read. A wide screen shows more, so it moves less. */
const EVERY_MS = { narrow: 700, wide: 1200 } as const;

/** Where not all nodes are in sight, the drawing follows what happens, unless the user chose what to see on a wide screen. */
export function useFollow(narrow: boolean): void {
  const flow = useReactFlow();
  useEffect(() => {
    let lastMs = Number.NEGATIVE_INFINITY;
    const isOff = () => !narrow && (isUsersViewport() || isAllInSight(flow));
    return runStore.subscribe((run, before) => {
      const isOver = before.playing && !run.playing;
      if ((run.recordIndex === before.recordIndex && !isOver) || run.recordIndex < 0) return;
      const nowMs = performance.now();
      if (run.playing && nowMs - lastMs < EVERY_MS[narrow ? 'narrow' : 'wide']) return;
      if (isOff()) return;
      lastMs = nowMs;
      follow(flow, run, isOver);
    });
  }, [narrow, flow]);
}

/** Once there is an answer it is what one waits for; until then it stays in sight beside what happens. */
function follow(flow: ReactFlowInstance, { mine, recordIndex }: RunState, isOver: boolean): void {
  const card = document.querySelector<HTMLElement>('.my-answer');
  const place = placeOf(recordIndex)?.nodeId;
  if (card && mine && (isOver || isSettled(card))) bringIntoSight(flow, [mine.nodeId]);
  else if (place && card && mine && mine.nodeId !== place) bringIntoSightWith(flow, place, mine.nodeId);
  else if (place) bringIntoSight(flow, [place]);
}

const isSettled = ({ dataset }: HTMLElement): boolean =>
  dataset.state === 'answered' || dataset.state === 'failed' || dataset.state === 'throttled';
