import { useEffect, useRef } from 'react';
import { type RunState, runStore } from '../../app/runStore.ts';
import { spokenSummary } from './spokenSummary.ts';

const EVERY_MS = 1000;

/** Tells listeners how the run stands, at most once a second and only when it changed. */
export function LiveRegion() {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let spoken = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastMs = Number.NEGATIVE_INFINITY;
    const speak = () => {
      timer = undefined;
      const text = spokenSummary(runStore.getState());
      if (text === spoken || !region.current) return;
      spoken = text;
      lastMs = performance.now();
      region.current.textContent = text;
    };
    const stop = runStore.subscribe((run: RunState, before: RunState) => {
      if (run.view === before.view && run.playing === before.playing) return;
      timer ??= setTimeout(speak, Math.max(50, EVERY_MS - (performance.now() - lastMs)));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return <div ref={region} className="visually-hidden" aria-live="polite" role="status" data-testid="live-summary" />;
}
