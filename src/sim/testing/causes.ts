/** Which record may be the cause of which, so that every "Why?" reads true: for tests. */

import { causeChain } from '../trace/readouts/causes.ts';
import type { RecordKind, TraceRecord } from '../trace/records.ts';
import type { Trace } from '../trace/trace.ts';

/** Where a chain may end (D19). */
const ROOTS: ReadonlySet<RecordKind> = new Set(['arrival', 'input', 'run_started']);

/** What a cause must have in common with what it leads to. */
type Relation = (record: TraceRecord, cause: TraceRecord) => boolean;

const any: Relation = () => true;
const sameSubject: Relation = (record, cause) => record.subject === cause.subject;
const isItsEnvironment: Relation = (record, cause) => record.value === cause.subject;
/** Of the same node, or in the same environment: the column says which. */
const isInIt: Relation = (record, cause) => record.value === cause.value;

type Causes = Partial<Readonly<Record<RecordKind, Relation>>>;

const REQUESTED: Causes = { invoke_sync: sameSubject, invoke_async: sameSubject, invoke_batch: sameSubject };
const ATTEMPTED: Causes = { ...REQUESTED, retry_scheduled: sameSubject, throttled: sameSubject };
const SENT: Causes = { arrival: any, input: any, call_started: any, destination_sent: any };
const NOTIFIED: Causes = { ...SENT, object_put: any, published: any, dead_lettered: any, event_put: any };
const IN_QUEUE: Causes = { message_sent: sameSubject, message_visible: sameSubject, message_redriven: sameSubject };
/** What a handler does follows from its start, or from the answer that woke it. */
const IN_HANDLER: Causes = { invoke_started: isInIt, init_started: isItsEnvironment, call_ended: any };

const CAUSES: Readonly<Record<RecordKind, Causes>> = {
  run_started: {},
  arrival: {},
  input: {},
  deployed: { input: any },
  invoke_sync: NOTIFIED,
  invoke_async: NOTIFIED,
  invoke_batch: { message_received: any },
  throttled: ATTEMPTED,
  responded: { invoke_started: sameSubject, throttled: sameSubject, init_ended: any, stopped_by_playground: any },
  http_responded: { responded: sameSubject, ...REQUESTED, invoke_started: sameSubject, throttled: sameSubject },
  environment_created: {
    invoke_sync: isInIt,
    invoke_async: isInIt,
    invoke_batch: isInIt,
    retry_scheduled: any,
    throttled: any,
  },
  init_started: { environment_created: sameSubject, init_ended: sameSubject, ...invocationOf(ATTEMPTED) },
  init_ended: { init_started: sameSubject },
  invoke_started: { ...ATTEMPTED, init_ended: isItsEnvironment },
  log: { invoke_started: (log, start) => log.subject === start.value, init_started: sameSubject, call_ended: any },
  invoke_ended: { invoke_started: sameSubject, init_ended: any, stopped_by_playground: any },
  environment_reset: { invoke_ended: any },
  environment_stopped: {
    invoke_ended: any,
    environment_reset: sameSubject,
    environment_created: sameSubject,
    deployed: any,
    stopped_by_playground: sameSubject,
  },
  retry_scheduled: { invoke_ended: sameSubject, throttled: sameSubject },
  event_ended: { ...ATTEMPTED, invoke_ended: sameSubject },
  destination_sent: { event_ended: sameSubject },
  dead_lettered: { event_ended: sameSubject },
  message_sent: NOTIFIED,
  message_received: IN_QUEUE,
  message_deleted: { invoke_ended: any, call_started: any },
  message_visible: {
    call_started: any,
    message_sent: sameSubject,
    message_received: sameSubject,
    invoke_ended: any,
    throttled: any,
    invoke_batch: any,
  },
  message_redriven: IN_QUEUE,
  message_expired: { message_sent: sameSubject },
  pollers_changed: { run_started: any, input: any, pollers_changed: sameSubject, ...waiting() },
  object_put: NOTIFIED,
  object_removed: { call_started: any },
  // The items that a table holds at the start come with the run or with the edit that made the table.
  item_changed: { call_started: any, run_started: any, input: any },
  event_put: NOTIFIED,
  record_put: NOTIFIED,
  execution_started: NOTIFIED,
  metrics_put: { call_started: any },
  published: NOTIFIED,
  delivery_failed: NOTIFIED,
  call_started: IN_HANDLER,
  call_ended: {
    ...NOTIFIED,
    invoke_sync: any,
    invoke_async: any,
    responded: any,
    message_sent: any,
    message_received: any,
    object_removed: any,
    item_changed: any,
    event_put: any,
    record_put: any,
    execution_started: any,
    metrics_put: any,
  },
  presumed_endless: { invoke_started: (endless, start) => endless.subject === start.value, init_started: sameSubject },
  stopped_by_playground: {
    invoke_started: isTheirs,
    init_started: sameSubject,
    init_ended: sameSubject,
    environment_created: sameSubject,
    environment_reset: sameSubject,
  },
  bound_reached: Object.fromEntries([...ROOTS].map((kind) => [kind, any])),
  run_ended: { run_started: any },
};

/** INIT inside an invocation names that invocation in its data. */
function invocationOf(causes: Causes): Causes {
  const isIts: Relation = (record, cause) => record.data?.invocation === cause.subject;
  return Object.fromEntries(Object.keys(causes).map((kind) => [kind, isIts]));
}

/** Messages that wait, whichever. */
function waiting(): Causes {
  return { message_sent: any, message_visible: any, message_redriven: any };
}

function isTheirs(stop: TraceRecord, start: TraceRecord): boolean {
  return stop.subject === start.value;
}

/** What is wrong with the causes of a record, as text with the chain; null when nothing is. */
export function causeProblem(trace: Trace, index: number): string | null {
  const chain = causeChain(trace, index).map((i) => trace.at(i));
  const [record, cause] = chain;
  const root = chain.at(-1);
  if (!record || !root) return 'There is no such record.';
  const words = chain.slice(0, 6).map(({ kind, rule, subject, value }) => `${kind} ${subject} ${value} [${rule}]`);
  const said = words.join(' <- ');
  if (!ROOTS.has(root.kind)) return `The chain ends at ${root.kind}: ${said}`;
  if (!cause) return null;
  const relation = CAUSES[record.kind][cause.kind];
  if (!relation) return `No ${record.kind} follows from ${cause.kind}: ${said}`;
  return relation(record, cause) ? null : `They have nothing to do with each other: ${said}`;
}

/** All such problems of a trace. */
export function causeProblems(trace: Trace): string[] {
  return Array.from({ length: trace.length }, (_, i) => causeProblem(trace, i)).filter((problem) => problem !== null);
}
