/** What must hold in every run, checked on its trace alone. Throws with the record that breaks it. */
import type { Scenario } from '../../scenario/schema.ts';
import type { TraceRecord } from '../trace/records.ts';

export function checkInvariants(scenario: Scenario, records: readonly TraceRecord[], untilUs: number): void {
  checkCauses(records);
  checkEnvironments(records);
  checkConcurrency(scenario, records);
  checkRequests(records, untilUs);
  checkMessages(records);
}

function fail(record: TraceRecord, why: string): never {
  throw new Error(`${why}: ${JSON.stringify({ ...record, data: undefined })}`);
}

const ROOTS = new Set(['run_started', 'arrival', 'input']);

/** Time never goes back, every cause is earlier, every chain ends at a root, every record has a rule (D19). */
function checkCauses(records: readonly TraceRecord[]): void {
  let timeUs = 0;
  for (const record of records) {
    if (record.timeUs < timeUs) fail(record, 'Time went back');
    timeUs = record.timeUs;
    if (!Number.isInteger(timeUs)) fail(record, 'Time is not whole');
    if (!/^[A-Z]+-?\d+$/.test(record.rule)) fail(record, 'There is no rule');
    const isRoot = record.cause === record.index;
    if (isRoot !== ROOTS.has(record.kind)) fail(record, 'Only arrivals, inputs and the start have no cause');
    if (record.cause > record.index) fail(record, 'The cause comes later');
  }
}

/** One invocation at a time, none before INIT or after the end (ENV-8). */
function checkEnvironments(records: readonly TraceRecord[]): void {
  const serving = new Map<number, number>();
  const initialised = new Set<number>();
  const initialising = new Set<number>();
  const gone = new Set<number>();
  const environmentOf = new Map<number, number>();
  for (const record of records) {
    const { kind, subject, value } = record;
    if (kind === 'init_ended' && value === 0) initialised.add(subject);
    if (kind === 'environment_reset') initialised.delete(subject);
    if (kind === 'environment_stopped') gone.add(subject);
    if (kind === 'invoke_started') {
      if (serving.has(value)) fail(record, 'The environment is busy');
      if (!initialised.has(value)) fail(record, 'The environment is not initialised');
      if (gone.has(value)) fail(record, 'The environment is gone');
      serving.set(value, subject);
      environmentOf.set(subject, value);
    }
    if (kind === 'invoke_ended') {
      const environment = environmentOf.get(subject);
      if (environment !== undefined && serving.get(environment) === subject) serving.delete(environment);
    }
    if (kind === 'init_started') initialising.add(subject);
    if (kind === 'init_ended') initialising.delete(subject);
    // Frozen environments are silent (ENV-9).
    const wakes = value > 0 ? serving.get(subject) === value : initialising.has(subject);
    if (kind === 'log' && (!wakes || gone.has(subject))) fail(record, 'The environment is not at work');
  }
}

/** Requests in flight never pass the reserved concurrency of a function, nor the unreserved pool of the account. */
function checkConcurrency(scenario: Scenario, records: readonly TraceRecord[]): void {
  const reserved = scenario.nodes.map((node) => (node.type === 'function' ? node.reservedConcurrency : null));
  const pool = scenario.account.concurrencyLimit - reserved.reduce<number>((sum, r) => sum + (r ?? 0), 0);
  const running = new Map<number, number>();
  const functionOf = new Map<number, number>();
  const bound = new Set<number>();
  let unreserved = 0;
  const enter = (record: TraceRecord, invocation: number) => {
    if (bound.has(invocation)) return;
    bound.add(invocation);
    const fn = functionOf.get(invocation) ?? 0;
    const now = (running.get(fn) ?? 0) + 1;
    running.set(fn, now);
    const limit = reserved[fn - 1] ?? null;
    if (limit !== null && now > limit) fail(record, `More than ${limit} requests in flight`);
    if (limit === null && ++unreserved > Math.max(0, pool)) fail(record, `More than ${pool} requests in flight`);
  };
  for (const record of records) {
    const { kind, subject, value, data } = record;
    if (kind === 'invoke_sync' || kind === 'invoke_async' || kind === 'invoke_batch') functionOf.set(subject, value);
    // A request is bound when it starts, or when the environment that is made for it begins its INIT.
    if (kind === 'init_started') enter(record, data.invocation);
    if (kind === 'invoke_started') enter(record, subject);
    if (kind === 'invoke_ended') {
      bound.delete(subject);
      const fn = functionOf.get(subject) ?? 0;
      running.set(fn, (running.get(fn) ?? 0) - 1);
      if ((reserved[fn - 1] ?? null) === null) unreserved--;
    }
  }
}

/** Every request is answered at most once, every event reaches at most one end; what is open is really still open. */
function checkRequests(records: readonly TraceRecord[], untilUs: number): void {
  const last = new Map<number, TraceRecord>();
  const mode = new Map<number, string>();
  const ended = new Set<number>();
  const running = new Set<number>();
  for (const record of records) {
    const { kind, subject, data } = record;
    if (kind === 'invoke_sync' || kind === 'invoke_async' || kind === 'invoke_batch') mode.set(subject, kind);
    if (kind === 'init_started') running.add(data.invocation);
    if (kind === 'invoke_started') running.add(subject);
    if (kind === 'invoke_ended') running.delete(subject);
    if (kind === 'responded' || kind === 'event_ended') {
      if (ended.has(subject)) fail(record, 'There is a second end');
      if ((kind === 'responded') !== (mode.get(subject) === 'invoke_sync')) fail(record, 'This is not its kind of end');
      ended.add(subject);
    }
    if (mode.has(subject) && /^(invoke|throttled|retry|responded|event)/.test(kind)) last.set(subject, record);
  }
  for (const [invocation, record] of last) {
    if (ended.has(invocation) || mode.get(invocation) === 'invoke_batch' || running.has(invocation)) continue;
    const waits = record.kind === 'retry_scheduled' && record.data.dueUs > untilUs;
    // An environment is being made for it; that takes less than 10 s.
    const starts = record.timeUs > untilUs - 10_000_000;
    if (!waits && !starts) fail(record, 'A request was lost');
  }
}

/** Messages are received only while visible, and leave once. */
function checkMessages(records: readonly TraceRecord[]): void {
  const visible = new Set<number>();
  const here = new Set<number>();
  for (const record of records) {
    const { kind, subject } = record;
    if (kind === 'message_sent') {
      here.add(subject);
      visible.add(subject);
    }
    if (kind === 'message_received' && !visible.delete(subject)) fail(record, 'The message is not visible');
    if (kind === 'message_visible') {
      if (visible.has(subject) || !here.has(subject)) fail(record, 'The message was not in flight');
      visible.add(subject);
    }
    if (kind === 'message_redriven' && !visible.has(subject)) fail(record, 'The message is not visible');
    if (kind === 'message_deleted' || kind === 'message_expired') {
      if (!here.delete(subject)) fail(record, 'The message left twice');
      visible.delete(subject);
    }
  }
}
