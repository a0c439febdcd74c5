/** Going back along causes. */
import { KIND } from '../records.ts';
import type { Trace } from '../trace.ts';

/** Kinds whose subject is an invocation. */
const OF_INVOCATION: ReadonlySet<number> = new Set([
  KIND.invoke_sync,
  KIND.invoke_async,
  KIND.invoke_batch,
  KIND.throttled,
  KIND.responded,
  KIND.http_responded,
  KIND.invoke_started,
  KIND.invoke_ended,
  KIND.retry_scheduled,
  KIND.event_ended,
  KIND.destination_sent,
  KIND.dead_lettered,
]);

/** Whether the subject of such records is an invocation. */
export function isOfInvocation(kind: number): boolean {
  return OF_INVOCATION.has(kind);
}

/** The record and its causes, back to the root: an input, an arrival or the start of the run (D19). */
export function causeChain(trace: Trace, index: number): number[] {
  const chain = [index];
  for (let i = index; ; ) {
    const cause = trace.cause[i] ?? i;
    if (cause >= i) return chain; // a root is its own cause; causes never lie ahead
    chain.push(cause);
    i = cause;
  }
}

/** The invocation that a record belongs to or follows from, at most `steps` causes back; 0 for none. */
export function invocationBehind(trace: Trace, index: number, steps = 8): number {
  let i = index;
  for (let n = 0; n <= steps; n++) {
    if (OF_INVOCATION.has(trace.kind[i] ?? 0)) return trace.subject[i] ?? 0;
    const cause = trace.cause[i] ?? i;
    if (cause >= i) return 0;
    i = cause;
  }
  return 0;
}

/** The function that the invocation of a record was for: climbs to the request; 0 for none. */
export function functionBehind(trace: Trace, index: number): number {
  for (const i of causeChain(trace, index)) {
    const kind = trace.kind[i];
    if (kind === KIND.invoke_sync || kind === KIND.invoke_async || kind === KIND.invoke_batch)
      return trace.value[i] ?? 0;
  }
  return 0;
}
