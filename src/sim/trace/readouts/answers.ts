/** All about one invocation: "my invocation's answer appears where I clicked". */
import type { Scenario } from '../../../scenario/schema.ts';
import {
  CONDITIONS,
  type Condition,
  type InvokeEnded,
  type InvokeRequested,
  KIND,
  KINDS,
  OUTCOMES,
  type Outcome,
  type RecordKind,
} from '../records.ts';
import type { Trace } from '../trace.ts';
import { invocationBehind } from './causes.ts';
import { type LogLine, RunLog } from './logs.ts';
import { worldAt } from './world.ts';

/** One run of the handler. Times are µs. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly environment: number;
  /** True when its environment was made for it. */
  readonly cold: boolean;
  readonly startUs: number;
  /** Null while it runs; so are the fields below. */
  readonly endUs: number | null;
  readonly outcome: Outcome | null;
  readonly durationUs: number | null;
  /** Init Duration, if REPORT shows one. */
  readonly initUs: number | null;
  readonly billedMs: number | null;
  readonly maxMemoryMb: number | null;
  readonly costUsd: number | null;
  readonly error: InvokeEnded['error'] | null;
  /** The playground presumed its code endless and let it run into its timeout (D9); a real Lambda might have finished it. */
  readonly presumedEndless: boolean;
  /** The record of its end, or of its start while it runs. */
  readonly recordIndex: number;
}

/**
 * - `waiting` for an environment, or in Lambda's queue; `running`; `answered` its caller has the answer (for an
 *   asynchronous event: it succeeded); `failed` the answer is an error, or the event was given up; `throttled` refused.
 */
export type AnswerState = 'waiting' | 'running' | 'answered' | 'failed' | 'throttled';

export interface Answer {
  readonly invocation: number;
  readonly requestId: string;
  readonly mode: 'sync' | 'async' | 'batch';
  readonly nodeId: string;
  readonly functionName: string;
  /** The event as JSON text. */
  readonly payload: string;
  readonly state: AnswerState;
  /** What the caller got: for an asynchronous event 202 and nothing. Null while it waits. */
  readonly response: {
    readonly status: number;
    /** JSON text; for an API the body of the HTTP response. */
    readonly body: string;
    readonly functionError: boolean;
    readonly timeUs: number;
    readonly recordIndex: number;
  } | null;
  /** The answer of the last attempt, which an asynchronous caller never sees; JSON text. */
  readonly result: string | null;
  readonly attempts: readonly Attempt[];
  readonly throttles: number;
  /** When the next attempt of a waiting event is due, µs. */
  readonly nextDueUs: number | null;
  /** How an asynchronous event ended. */
  readonly condition: Condition | null;
  /** Output and platform lines, INIT of its new environment included. */
  readonly log: readonly LogLine[];
  readonly requestedUs: number;
  readonly requestIndex: number;
  /** The last record about it. */
  readonly recordIndex: number;
}

export interface AnswerOptions {
  /** The scenario the run started with. */
  readonly scenario?: Scenario;
  /** Look no further than this record: what the playhead has passed. */
  readonly upTo?: number;
  /** A log of the same trace, if there is one; otherwise one is read for this answer. */
  readonly log?: RunLog;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is known about an invocation, or null when it was not requested up to there. */
export function answerOf(trace: Trace, invocation: number, options: AnswerOptions = {}): Answer | null {
  const last = Math.min(options.upTo ?? trace.length - 1, trace.length - 1);
  const requestIndex = requestOf(trace, invocation, last);
  if (requestIndex < 0) return null;
  const request = trace.at(requestIndex);
  const data: InvokeRequested | undefined = request.data;
  const actor = worldAt(trace, options.scenario, requestIndex).actor(request.value);
  const facts = gather(trace, invocation, requestIndex, last);
  const { answeredByApi: _, endless: __, ...known } = facts;
  return {
    invocation,
    requestId: data?.requestId ?? '',
    mode: request.kind === 'invoke_sync' ? 'sync' : request.kind === 'invoke_async' ? 'async' : 'batch',
    nodeId: actor.id,
    functionName: actor.name,
    payload: data?.payload ?? '',
    ...known,
    state: stateOf(facts, request.kind),
    log: logOf(trace, invocation, last, options),
    requestedUs: request.timeUs,
    requestIndex,
  };
}

type Facts = Mutable<Pick<Answer, 'response' | 'result' | 'throttles' | 'nextDueUs' | 'condition' | 'recordIndex'>> & {
  attempts: Mutable<Attempt>[];
  /** A step of the attempt that goes on was presumed endless. */
  endless: boolean;
  answeredByApi: boolean;
};

function requestOf(trace: Trace, invocation: number, last: number): number {
  for (let i = 0; i <= last; i++) {
    if (trace.subject[i] === invocation && REQUESTS.has(trace.kind[i] ?? 0)) return i;
  }
  return -1;
}

const REQUESTS: ReadonlySet<number> = new Set([KIND.invoke_sync, KIND.invoke_async, KIND.invoke_batch]);

function gather(trace: Trace, invocation: number, first: number, last: number): Facts {
  const facts: Facts = {
    response: null,
    result: null,
    attempts: [],
    throttles: 0,
    nextDueUs: null,
    condition: null,
    recordIndex: first,
    answeredByApi: false,
    endless: false,
  };
  if (trace.kind[first] === KIND.invoke_async) {
    const timeUs = trace.time[first] ?? 0;
    facts.response = { status: 202, body: '', functionError: false, timeUs, recordIndex: first };
    facts.nextDueUs = timeUs;
  }
  /** Environment that was made for this invocation, or is initialised inside it, before its handler is called. */
  let bound = { environment: 0, cold: false, startUs: 0 };
  for (let i = first + 1; i <= last; i++) {
    // The column only ever holds codes of KINDS.
    const kind = KINDS[trace.kind[i] ?? 0] as RecordKind;
    if (kind === 'environment_created' || kind === 'init_started') {
      if (invocationBehind(trace, i) === invocation) {
        const environment = trace.subject[i] ?? 0;
        const cold = kind === 'environment_created' || (bound.cold && bound.environment === environment);
        bound = { environment, cold, startUs: trace.time[i] ?? 0 };
        facts.recordIndex = i;
        facts.nextDueUs = null;
      }
      continue;
    }
    if (kind === 'presumed_endless' && isEndless(trace, i, invocation, bound.environment)) noteEndless(facts);
    else if (trace.subject[i] === invocation) note(trace, i, kind, facts, bound);
  }
  return facts;
}

/** Its own handler's step, or one of the INIT that it waits for. */
function isEndless(trace: Trace, index: number, invocation: number, environment: number): boolean {
  const during = trace.value[index] ?? 0;
  return during === invocation || (during === 0 && trace.subject[index] === environment);
}

function noteEndless(facts: Facts): void {
  facts.endless = true;
  const running = facts.attempts.at(-1);
  if (running?.endUs === null) running.presumedEndless = true;
}

function note(
  trace: Trace,
  index: number,
  kind: RecordKind,
  facts: Facts,
  bound: { environment: number; cold: boolean; startUs: number },
): void {
  const timeUs = trace.time[index] ?? 0;
  const value = trace.value[index] ?? 0;
  // biome-ignore lint/suspicious/noExplicitAny: its shape follows from the kind of the record (records.ts)
  const data = trace.data.get(index) as any;
  switch (kind) {
    case 'throttled':
      facts.throttles += 1;
      facts.nextDueUs = null;
      break;
    case 'responded':
    case 'http_responded': {
      // The client of an API has the API's answer; what Lambda says later does not reach it.
      if (facts.answeredByApi) break;
      facts.answeredByApi = kind === 'http_responded';
      const body = data?.body ?? data?.payload ?? data?.message ?? '';
      const functionError = Boolean(data?.functionError) || (facts.response?.functionError ?? false);
      facts.response = { status: value, body: String(body), functionError, timeUs, recordIndex: index };
      break;
    }
    case 'invoke_started':
      facts.nextDueUs = null;
      facts.attempts.push(begun(facts, value, bound.cold && bound.environment === value, timeUs, index, data?.attempt));
      break;
    case 'invoke_ended':
      if (facts.attempts.at(-1)?.endUs !== null) {
        // INIT failed inside the invocation, so the handler was never called.
        facts.attempts.push(begun(facts, bound.environment, bound.cold, bound.startUs, index));
      }
      ended(facts, timeUs, index, value, data);
      break;
    case 'retry_scheduled':
      facts.nextDueUs = data?.dueUs ?? timeUs + value * 1000;
      break;
    case 'event_ended':
      facts.condition = CONDITIONS[value] ?? null;
      facts.nextDueUs = null;
      break;
    case 'destination_sent':
    case 'dead_lettered':
      break;
    default:
      return; // the number means something else in this kind of record
  }
  facts.recordIndex = index;
}

function begun(
  facts: Facts,
  environment: number,
  cold: boolean,
  startUs: number,
  recordIndex: number,
  number = facts.attempts.length + 1,
): Attempt {
  return {
    number,
    environment,
    cold,
    startUs,
    endUs: null,
    outcome: null,
    durationUs: null,
    initUs: null,
    billedMs: null,
    maxMemoryMb: null,
    costUsd: null,
    error: null,
    presumedEndless: false,
    recordIndex,
  };
}

function ended(facts: Facts, endUs: number, recordIndex: number, outcome: number, data: InvokeEnded | undefined): void {
  const attempt = facts.attempts.at(-1);
  if (!attempt) return;
  Object.assign(attempt, {
    endUs,
    recordIndex,
    outcome: OUTCOMES[outcome] ?? 'error',
    durationUs: data?.durationUs ?? null,
    initUs: data?.initUs ?? null,
    billedMs: data?.billedMs ?? null,
    maxMemoryMb: data?.maxMemoryMb ?? null,
    costUsd: data?.costUsd ?? null,
    error: data?.error ?? null,
    presumedEndless: facts.endless,
  });
  facts.endless = false;
  facts.result = data?.error ? JSON.stringify(data.error) : (data?.payload ?? null);
}

function stateOf(facts: Facts, kind: RecordKind): AnswerState {
  const last = facts.attempts.at(-1);
  if (kind === 'invoke_sync') {
    if (facts.response) {
      if (facts.throttles > 0) return 'throttled';
      return facts.response.functionError || facts.response.status >= 400 ? 'failed' : 'answered';
    }
    return last ? 'running' : 'waiting';
  }
  if (facts.condition) return facts.condition === 'Success' ? 'answered' : 'failed';
  if (last && last.endUs === null) return 'running';
  if (kind === 'invoke_batch' && last) return last.outcome === 'success' ? 'answered' : 'failed';
  return 'waiting';
}

/** Lines of the invocation itself, and of the INIT that it had to wait for. */
function logOf(trace: Trace, invocation: number, last: number, options: AnswerOptions): readonly LogLine[] {
  const log = options.log ?? new RunLog(trace, options.scenario);
  log.extend();
  return log.select({ invocation, withInit: true, recordIndex: last }).map((number) => log.at(number));
}
