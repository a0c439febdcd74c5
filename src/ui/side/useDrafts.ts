import { useCallback, useEffect, useRef } from 'react';
import { documentStore } from '../../app/documentStore.ts';
import { onFlushEdits } from './pendingEdits.ts';

/** A pause in typing that ends a burst: the text goes into the document as one step of undo. */
const PAUSE_MS = 600;

export interface Drafts {
  /** The learner typed; the document follows after a pause, on blur, or at `commit`. */
  typed(name: string, text: string): void;
  /** Gives what was typed to the document now. */
  commit(): void;
  /** True while a text is typed that is not in the document yet. */
  isPending(name: string): boolean;
}

/** Texts being typed, by name, kept apart from the document until the burst is over; then `give` gets all that changed. */
export function useDrafts(give: (changed: readonly (readonly [name: string, text: string])[]) => void): Drafts {
  const drafts = useRef(new Map<string, string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(give);
  latest.current = give;

  const commit = useCallback(() => {
    clearTimeout(timer.current);
    if (drafts.current.size === 0) return;
    const changed = [...drafts.current];
    drafts.current.clear();
    latest.current(changed);
  }, []);

  const typed = useCallback(
    (name: string, text: string) => {
      drafts.current.set(name, text);
      clearTimeout(timer.current);
      timer.current = setTimeout(commit, PAUSE_MS);
    },
    [commit],
  );

  useEffect(() => onFlushEdits(commit), [commit]);
  // The panel closes or shows something else: what was typed is kept.
  useEffect(() => commit, [commit]);
  // Another document was opened: what was typed belongs to the one that is gone.
  useEffect(
    () =>
      documentStore.subscribe((state, before) => {
        if (state.loadedTimes === before.loadedTimes) return;
        clearTimeout(timer.current);
        drafts.current.clear();
      }),
    [],
  );

  const isPending = useCallback((name: string) => drafts.current.has(name), []);
  return { typed, commit, isPending };
}
