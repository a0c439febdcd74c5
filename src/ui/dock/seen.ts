/**
 * How far the run has been shown: the farthest the playhead has been. What is computed beyond it has not been seen and is
 * not drawn; what lies between the playhead and this point is, so that one can scrub forth as well as back.
 */
import { onFrame, runStore, trace } from '../../app/runStore.ts';

let seenUs = 0;
/** False until the first record was shown; the clock stands at 0 both before and after that. */
let hasBegun = false;
let of = trace.current;
let cuts = trace.current.cuts;
const listeners = new Set<() => void>();

/** The farthest moment shown, µs. */
export const seenUntilUs = (): number => seenUs;

/** How many records have been shown. */
export const seenRecords = (): number => (hasBegun ? trace.current.indexAt(seenUs) + 1 : 0);

/** Calls back when more was shown, or the run began anew. Returns the unsubscribe function. */
export function onSeen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function update(timeUs: number, recordIndex: number): void {
  const { current } = trace;
  // Another run, or one whose future was dropped because the user acted in its past: what was seen of that is gone.
  const isAnew = current !== of || current.cuts !== cuts || !runStore.getState().exists;
  of = current;
  cuts = current.cuts;
  const next = isAnew ? timeUs : Math.max(seenUs, timeUs);
  const begun = recordIndex >= 0 || (hasBegun && !isAnew);
  if (next === seenUs && begun === hasBegun) return;
  seenUs = next;
  hasBegun = begun;
  for (const listener of listeners) listener();
}

// Followed from the start of the page on: what was shown while no panel was open was shown nevertheless.
onFrame((frame) => update(frame.timeUs, frame.recordIndex));
runStore.subscribe((state) => update(state.playheadUs, state.recordIndex));
