import { KIND } from '../../../app/readouts.ts';
import { trace } from '../../../app/runStore.ts';
import type { EnvironmentView } from '../../../sim/trace/readouts/viewTypes.ts';

/** How far ahead in the trace an end is looked for; further away, the fill just goes on slowly. */
const LOOK_AHEAD = 20_000;

/** The kind of record that ends a state, and the subject it has. */
function endOf({
  state,
  number,
  currentInvocation,
}: EnvironmentView): { readonly kind: number; readonly subject: number } | null {
  if (state === 'creating') return { kind: KIND.init_started, subject: number };
  if (state === 'init') return { kind: KIND.init_ended, subject: number };
  if (state === 'busy' && currentInvocation !== null) return { kind: KIND.invoke_ended, subject: currentInvocation };
  return null;
}

/**
 * Gives the virtual time in µs at which the environment's present state ends, or null as long as the trace ahead of the playhead
 * does not say. Called every frame, it looks at each record once.
 */
export function phaseEnd(environment: EnvironmentView): () => number | null {
  const end = endOf(environment);
  let found = environment.endsUs;
  let next = environment.recordIndex + 1;
  return () => {
    if (found !== null || !end) return found;
    const { current } = trace;
    const until = Math.min(current.length, environment.recordIndex + LOOK_AHEAD);
    for (; next < until; next++) {
      if (current.kind[next] === end.kind && current.subject[next] === end.subject) {
        found = current.time[next] ?? null;
        break;
      }
    }
    return found;
  };
}

/** A state whose end is not known yet fills ever more slowly, this long to two thirds, µs. */
const USUAL_US = 400_000;

/** How full the box of a state is at a time, 0 to 1. */
export function phaseShare(sinceUs: number, endUs: number | null, timeUs: number): number {
  const spent = Math.max(0, timeUs - sinceUs);
  if (endUs === null) return 0.95 * (1 - Math.exp(-spent / USUAL_US));
  return endUs <= sinceUs ? 1 : Math.min(1, spent / (endUs - sinceUs));
}
