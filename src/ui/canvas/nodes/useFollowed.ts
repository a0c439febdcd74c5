import { useRef } from 'react';
import { useStore } from 'zustand';
import { type Answer, answerAt, type Followed, followedAt } from '../../../app/readouts.ts';
import { runStore, trace } from '../../../app/runStore.ts';

/** What became of an input as of the playhead; null before it. */
export function useFollowed(input: number | null): Followed | null {
  return useStore(runStore, ({ recordIndex }) =>
    input === null || recordIndex < 0 ? null : followedAt(input, recordIndex),
  );
}

/** The answer as of the playhead. Once it is settled it is read again only when the playhead goes back before its end. */
export function useAnswer(invocation: number | null): Answer | null {
  const recordIndex = useStore(runStore, (run) => run.recordIndex);
  const settled = useRef<{ readonly answer: Answer; readonly of: unknown } | null>(null);
  if (invocation === null || recordIndex < 0) return null;
  const known = settled.current;
  if (known?.of === trace.current && known.answer.invocation === invocation && known.answer.recordIndex <= recordIndex)
    return known.answer;
  const answer = answerAt(invocation, recordIndex);
  settled.current = answer && isSettled(answer) ? { answer, of: trace.current } : null;
  return answer;
}

function isSettled({ mode, condition, state, attempts }: Answer): boolean {
  // The caller has its answer a moment before the attempt is over and its duration known.
  if (attempts.some(({ endUs }) => endUs === null)) return false;
  return mode === 'async' ? condition !== null : state !== 'waiting' && state !== 'running';
}
