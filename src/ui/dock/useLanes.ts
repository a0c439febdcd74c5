import { useEffect, useState } from 'react';
import { logNodes, runLanes, runRefusals } from '../../app/readouts.ts';
import { runStore, trace } from '../../app/runStore.ts';
import { drawnLanes } from './drawnLanes.ts';
import type { Lane } from './timelineModel.ts';

/** The lanes of the run, read again when the trace has grown or was cut; at most a few times a second while it grows. */
export function useLanes(): readonly Lane[] {
  const [lanes, setLanes] = useState(read);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let of = { trace: trace.current, length: trace.current.length, cuts: trace.current.cuts };
    const update = () => {
      timer = undefined;
      const { current } = trace;
      if (of.trace === current && of.length === current.length && of.cuts === current.cuts) return;
      of = { trace: current, length: current.length, cuts: current.cuts };
      setLanes(read());
    };
    update();
    setLanes(read());
    const stop = runStore.subscribe(() => {
      timer ??= setTimeout(update, 120);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return lanes;
}

const read = (): readonly Lane[] =>
  drawnLanes(
    runLanes(),
    runRefusals(),
    logNodes().map(({ id }) => id),
  );
