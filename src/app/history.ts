/**
 * Undo and redo over whole document states (they share structure, so a step costs little).
 * A gesture is `mark` at its start, `squash` at its end, `bail` on Escape: one gesture, one undo.
 */

export const HISTORY_STEPS = 100;

export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** The state at the last `mark`, while a gesture is under way. */
  readonly marked: T | null;
}

export function historyOf<T>(present: T): History<T> {
  return { past: [], present, future: [], marked: null };
}

/** A new present; inside a gesture no step of its own. */
export function push<T>(h: History<T>, present: T): History<T> {
  if (Object.is(present, h.present)) return h;
  if (h.marked !== null) return { ...h, present };
  return { past: [...h.past, h.present].slice(-HISTORY_STEPS), present, future: [], marked: null };
}

export function mark<T>(h: History<T>): History<T> {
  return h.marked === null ? { ...h, marked: h.present } : h;
}

/** Ends a gesture: everything since `mark` is one step. */
export function squash<T>(h: History<T>): History<T> {
  if (h.marked === null) return h;
  const { marked, present } = h;
  if (Object.is(marked, present)) return { ...h, marked: null };
  return { past: [...h.past, marked].slice(-HISTORY_STEPS), present, future: [], marked: null };
}

/** Gives a gesture up: the document is as it was at `mark`. */
export function bail<T>(h: History<T>): History<T> {
  return h.marked === null ? h : { ...h, present: h.marked, marked: null };
}

export function undo<T>(h: History<T>): History<T> {
  const settled = squash(h);
  const previous = settled.past.at(-1);
  if (previous === undefined) return settled;
  return {
    past: settled.past.slice(0, -1),
    present: previous,
    future: [settled.present, ...settled.future],
    marked: null,
  };
}

export function redo<T>(h: History<T>): History<T> {
  const settled = squash(h);
  const [next, ...future] = settled.future;
  if (next === undefined) return settled;
  return { past: [...settled.past, settled.present], present: next, future, marked: null };
}
