/**
 * How far the run has been shown: the farthest the playhead has been. What is computed beyond it has not been seen and is
 * not drawn; what lies between the playhead and this point is, so that one can scrub forth as well as back.
 */
import { onFrame, runStore, trace } from '../../app/runStore.ts';

let seenUs = 0;
let of = trace.current;
let cuts = trace.current.cuts;
const listeners = new Set<() => void>();

/** The farthest moment shown, µs. */
export const seenUntilUs = (): number => seenUs;

/** Calls back when more was shown, or the run began anew. Returns the unsubscribe function. */
export function onSeen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function update(timeUs: number): void {
  const { current } = trace;
  // Another run, or one whose future was dropped because the user acted in its past: what was seen of that is gone.
  const isAnew = current !== of || current.cuts !== cuts || !runStore.getState().exists;
  of = current;
  cuts = current.cuts;
  const next = isAnew ? timeUs : Math.max(seenUs, timeUs);
  if (next === seenUs) return;
  seenUs = next;
  for (const listener of listeners) listener();
}

// Followed from the start of the page on: what was shown while no panel was open was shown nevertheless.
onFrame((frame) => update(frame.timeUs));
runStore.subscribe((state) => update(state.playheadUs));
