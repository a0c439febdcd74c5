import { useEffect } from 'react';
import { type ReactFlowInstance, useReactFlow } from 'reactflow';
import { placeOf } from '../../app/recordPlaces.ts';
import { runStore } from '../../app/runStore.ts';
import { bringIntoSight, bringIntoSightWith, isAllInSight, isUsersViewport } from './fit.ts';

/** No more often, wall ms: a drawing that never rests cannot be read. A wide screen shows more, so it moves less. */
const EVERY_MS = { narrow: 700, wide: 1200 } as const;
/** What a record brings, a caption or an answer, is on screen a moment after it. */
const SETTLE_MS = 60;

/** Where not all nodes are in sight, the drawing follows what happens, unless the user chose what to see on a wide screen. */
export function useFollow(narrow: boolean): void {
  const flow = useReactFlow();
  useEffect(() => {
    const everyMs = EVERY_MS[narrow ? 'narrow' : 'wide'];
    let lastMs = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      if (runStore.getState().recordIndex < 0 || (!narrow && (isUsersViewport() || isAllInSight(flow)))) return;
      lastMs = performance.now();
      follow(flow);
    };
    const stop = runStore.subscribe((run, before) => {
      if (run.recordIndex === before.recordIndex && run.playing === before.playing) return;
      const waitMs = run.playing ? lastMs + everyMs - performance.now() : 0;
      timer ??= setTimeout(look, Math.max(SETTLE_MS, waitMs));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [narrow, flow]);
}

/** Once there is an answer it is what one waits for; until then it stays in sight beside what happens. */
function follow(flow: ReactFlowInstance): void {
  const { mine, recordIndex, playing } = runStore.getState();
  const card = document.querySelector<HTMLElement>('.my-answer');
  const place = captioned() ?? placeOf(recordIndex)?.nodeId;
  if (card && mine && (!playing || isSettled(card))) bringIntoSight(flow, [mine.nodeId]);
  else if (place && card && mine && mine.nodeId !== place) bringIntoSightWith(flow, place, mine.nodeId);
  else if (place) bringIntoSight(flow, [place]);
}

/** The node beside which a caption is to be read. */
function captioned(): string | undefined {
  return document.querySelector('.caption')?.closest<HTMLElement>('.react-flow__node-toolbar')?.dataset.id;
}

const isSettled = ({ dataset }: HTMLElement): boolean =>
  dataset.state === 'answered' || dataset.state === 'failed' || dataset.state === 'throttled';
