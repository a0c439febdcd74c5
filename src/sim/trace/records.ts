/**
 * The closed union of what can happen in a run (D17), and what the columns of a record mean for each kind.
 *
 * A record has: `time` (µs since the start of the run), `kind`, `rule` (index into `RULES`), `cause` (index of the record
 * that led to it; a root points to itself), `subject`, `value`, and optionally `data`: a JSON value in a side pool.
 * Ids inside are dense integers that start at 1 and count within their sort: nodes and wires (1-based position in the
 * scenario the run started with; a deployment numbers new ones on), environments, invocations, messages, objects, calls.
 * The START, END and REPORT lines, bills and freezes are derived. `engineWorded: true` in data: its texts hold words of the
 * JavaScript engine, a stack at least, and are left out of the digest (D12).
 */

export const KINDS = [
  /** Record 0. data: { name (of the scenario), seed } */
  'run_started',
  /** Traffic of a trigger. subject node, value running number of that node's traffic */
  'arrival',
  /** The user acted. subject node or 0, value input number; data: the input */
  'input',
  /** New code or settings are live (ENV-28). subject function node, value deployment number */
  'deployed',

  /** A synchronous request reached Lambda. subject invocation, value function node; data: { payload, requestId, source } */
  'invoke_sync',
  /** An asynchronous request reached Lambda's queue and was answered 202. Columns as invoke_sync */
  'invoke_async',
  /** A poller invokes with a batch. Columns as invoke_sync; the records of the batch are in the link table */
  'invoke_batch',
  /** Lambda refused an attempt. subject invocation, value THROTTLE_REASONS index */
  'throttled',
  /** The answer left Lambda for the waiting caller. subject invocation, value HTTP status; 0 when the playground stopped it; data: { payload, functionError?, message? } */
  'responded',
  /** An API (or another front) answered its client. subject invocation, value HTTP status; data: { body, headers } */
  'http_responded',

  /** A new environment. subject environment, value function node; data: { logStream, createMs, idleLifetimeUs, maximumAgeUs? (none: no limit) } */
  'environment_created',
  /** INIT begins. subject environment, value 0 first init, 1 suppressed init inside an invocation (ENV-4, ENV-14); data: { invocation: the request it is for } */
  'init_started',
  /** INIT ended. subject environment, value OUTCOMES index; data: { error?, modules?, initUs } */
  'init_ended',
  /** The handler is called; not when INIT fails inside the invocation too. subject invocation, value environment; data: { attempt } */
  'invoke_started',
  /** A line of output. subject environment, value invocation or 0 at init; data: { text, level, line?, stdout? (written past the console) } */
  'log',
  /** The attempt is over and the environment free (or reset). subject invocation, value OUTCOMES index; data: InvokeEnded */
  'invoke_ended',
  /** The runtime process is gone; the environment will be initialised again (ENV-12). subject environment, value OUTCOMES index */
  'environment_reset',
  /** The environment is removed. subject environment, value STOP_REASONS index */
  'environment_stopped',

  /** An asynchronous event waits for another attempt. subject invocation, value wait in ms; data: { attempt, dueUs } */
  'retry_scheduled',
  /** An asynchronous event reached its end. subject invocation, value CONDITIONS index */
  'event_ended',
  /** An invocation record left for a destination (ASYNC-13). subject invocation, value target node; data: the record */
  'destination_sent',
  /** The event went to the function's dead-letter queue (ASYNC-17). subject invocation, value target node; data: { body, attributes } */
  'dead_lettered',

  /** A message is in a queue. subject message, value queue node; data: { body, attributes?, messageId, delayS? } */
  'message_sent',
  /** A poller received it, or a handler. subject message, value receive count; data: { wire } or { call } */
  'message_received',
  /** It was processed and deleted. subject message, value queue node */
  'message_deleted',
  /** Its visibility timeout ended. subject message, value queue node */
  'message_visible',
  /** It moved to the dead-letter queue of its queue. subject message, value target queue node */
  'message_redriven',
  /** Its retention ended. subject message, value queue node */
  'message_expired',
  /** The number of concurrent batches of a mapping changed. subject wire (1-based position), value pollers */
  'pollers_changed',

  /** An object was stored. subject object, value bucket node; data: { key, size, content, encoding? (base64) } */
  'object_put',
  /** A message was published. subject publication, value topic node; data: { message, subject?, messageId } */
  'published',
  /** Something could not be sent or delivered. subject node, value 0; data: { reason, in words for the learner } */
  'delivery_failed',

  /** An item of a table was written: put, changed or deleted. subject change, value table node; data: ItemChanged */
  'item_changed',

  /** The handler called a service. subject call, value environment; data: { service, command, input, target? (node) } */
  'call_started',
  /** The service answered. subject call, value HTTP status; data: { output? , error? } */
  'call_ended',

  /** A step passed its budget: presumed endless, it runs into its timeout (D9). subject environment, value invocation */
  'presumed_endless',
  /** Not a Lambda outcome: the playground ended the environment (D9). subject environment, value PLAYGROUND_STOPS index */
  'stopped_by_playground',
  /** A bound of the simulator was reached. subject 0, value 0; data: { message } */
  'bound_reached',
  /** The run's duration is over: traffic ends; what is under way may go on. */
  'run_ended',

  // Codes are part of digests, so what came later stands at the end.
  /** An object was deleted. subject object, value bucket node; data: { key } */
  'object_removed',
  /** An event is on a bus. subject event, value bus node; data: { event, matched (number of rules that take it) } */
  'event_put',
  /** A record is in a stream. subject record, value stream node; data: { partitionKey, shardId, sequenceNumber, data, encoding? } */
  'record_put',
  /** A state machine was started. subject execution, value state machine node; data: { executionArn, input } */
  'execution_started',
  /** A function reported metrics. subject function node, value number of data; data: { namespace, metrics: [{ name, unit, count, sum, min, max }] } */
  'metrics_put',
] as const;
export type RecordKind = (typeof KINDS)[number];

/** Kind codes: the number in the `kind` column. */
export const KIND = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Readonly<Record<RecordKind, number>>;

export const OUTCOMES = ['success', 'error', 'timeout', 'exit', 'out_of_memory', 'stopped_by_playground'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Throttle reasons in the words of INV-15. */
export const THROTTLE_REASONS = [
  'ConcurrentInvocationLimitExceeded',
  'ReservedFunctionConcurrentInvocationLimitExceeded',
  'FunctionInvocationRateLimitExceeded',
  'ReservedFunctionInvocationRateLimitExceeded',
] as const;
export type ThrottleReason = (typeof THROTTLE_REASONS)[number];

export const STOP_REASONS = ['idle', 'maximum_age', 'replaced', 'init_failed', 'playground'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** How an asynchronous event ends (ASYNC-15). */
export const CONDITIONS = [
  'Success',
  'RetriesExhausted',
  'EventAgeExceeded',
  'ZeroReservedConcurrency',
  // Not AWS's: the function was deleted from the canvas, or the playground stopped its environment.
  'FunctionDeleted',
  'StoppedByPlayground',
] as const;
export type Condition = (typeof CONDITIONS)[number];

export const PLAYGROUND_STOPS = [
  'watchdog',
  'invalid-answer',
  'sandbox-lost',
  'no-sandbox',
  'disabled',
  'too-much-kept',
] as const;
export type PlaygroundStop = (typeof PLAYGROUND_STOPS)[number];

// -------------------------------------------------------------------------------------- payloads of `data`

export interface InvokeRequested {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  /** Who sent it: number of the node, a function when a handler called; 0 for the test button. */
  readonly source: number;
  /** The payload holds text that the JavaScript engine worded (D12). */
  readonly engineWorded?: boolean;
}

export interface InvokeEnded {
  /** The response body, JSON text; absent when there is an error. */
  readonly payload?: string;
  readonly error?: {
    readonly errorType: string;
    readonly errorMessage: string;
    readonly trace?: readonly string[];
    readonly engineWorded?: boolean;
  };
  /** Duration as REPORT shows it (LOG-12), µs. */
  readonly durationUs: number;
  /** Init duration if REPORT shows one, µs. */
  readonly initUs?: number;
  readonly billedMs: number;
  readonly maxMemoryMb: number;
  readonly costUsd: number;
}

/** A write as DynamoDB streams tell it: the key and the images, all in DynamoDB JSON. */
export interface ItemChanged {
  readonly key: Readonly<Record<string, unknown>>;
  /** Absent when the item is new. */
  readonly oldImage?: Readonly<Record<string, unknown>>;
  /** Absent when the item was deleted. */
  readonly newImage?: Readonly<Record<string, unknown>>;
}

/** One record as an object, for read-outs and tests; the trace itself is columns. */
export interface TraceRecord {
  readonly index: number;
  readonly timeUs: number;
  readonly kind: RecordKind;
  /** Rule id such as `ASYNC-3`. */
  readonly rule: string;
  readonly cause: number;
  readonly subject: number;
  readonly value: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of data follows from the kind, as the list above says
  readonly data: any;
}
