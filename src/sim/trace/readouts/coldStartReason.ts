/** Why a request needed a new environment, told from the trace before it. */
import { KIND, STOP_REASONS, type StopReason } from '../records.ts';
import type { Trace } from '../trace.ts';

export type ColdStartReason =
  /** The function never had one. */
  | { readonly kind: 'first' }
  /** All that serve the live deployment have a request. */
  | { readonly kind: 'busy'; readonly count: number }
  /** Those that are left finish work of an older deployment. */
  | { readonly kind: 'outdated'; readonly count: number }
  /** All are gone; how many there were, and why the last one went. */
  | { readonly kind: 'gone'; readonly count: number; readonly last: StopReason };

/** The reason for an `environment_created` record: what became of the earlier environments of its function. */
export function coldStartReason(trace: Trace, index: number): ColdStartReason {
  const fn = trace.value[index] ?? 0;
  const past = pastOf(trace, index, fn);
  if (past.created === 0) return { kind: 'first' };
  if (past.current.size > 0) return { kind: 'busy', count: past.current.size };
  if (past.outdated.size > 0) return { kind: 'outdated', count: past.outdated.size };
  return { kind: 'gone', count: past.created, last: past.last };
}

interface Past {
  created: number;
  /** Numbers of those that live: made for the live deployment, or before it. */
  readonly current: Set<number>;
  readonly outdated: Set<number>;
  last: StopReason;
}

/** The environments of a function before a record. */
function pastOf(trace: Trace, index: number, fn: number): Past {
  const past: Past = { created: 0, current: new Set(), outdated: new Set(), last: 'idle' };
  for (let i = 0; i < index; i++) {
    const subject = trace.subject[i] ?? 0;
    switch (trace.kind[i]) {
      case KIND.environment_created:
        if (trace.value[i] !== fn) break;
        past.created++;
        past.current.add(subject);
        break;
      case KIND.deployed:
        if (subject !== fn) break;
        for (const environment of past.current) past.outdated.add(environment);
        past.current.clear();
        break;
      case KIND.environment_stopped:
        if (past.current.delete(subject) || past.outdated.delete(subject))
          past.last = STOP_REASONS[trace.value[i] ?? 0] ?? 'idle';
        break;
      default:
    }
  }
  return past;
}
