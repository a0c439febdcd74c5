/**
 * The state of a run, as plain mutable data. Life-cycle code in `lambda/` and `services/` works on it; nothing of it leaves
 * the kernel. Numbers of nodes, environments, invocations and so on are dense and start at 1 (D16).
 */
import type { FunctionNode, Scenario, SourceFile } from '../scenario/schema.ts';
import type { Fifo } from './kernel/fifo.ts';
import type { EntryQueue } from './kernel/queue.ts';
import type { RandomStream } from './kernel/random.ts';
import type { TokenBucket } from './kernel/tokenBucket.ts';
import type { PendingTimers } from './lambda/pendingTimers.ts';
import type { World } from './services/world.ts';
import type { EffectData, ErrorData, JsonValue, ServiceReplyData, StepRequest } from './steps.ts';
import type { Outcome, PlaygroundStop, RecordKind, ThrottleReason } from './trace/records.ts';
import type { Trace } from './trace/trace.ts';

/** What is scheduled; the comment says what `a` and `b` are. */
export const ENTRY = {
  /** node, 0 */
  traffic: 1,
  /** number of the input, 0 */
  input: 2,
  /** environment, 0: it is created, INIT begins */
  initBegin: 3,
  /** environment, 0: its prepared step begins */
  stepBegin: 4,
  /** step, index of the effect */
  effect: 5,
  /** step, 0 */
  stepEnd: 6,
  /** environment, number of the init */
  modelledInitEnd: 7,
  /** environment, invocation */
  modelledEnd: 8,
  /** environment, timer */
  timer: 9,
  /** environment, number of the init */
  initLimit: 10,
  /** environment, invocation */
  timeout: 11,
  /** environment, 0 */
  environmentEnd: 12,
  /** invocation, 0: an asynchronous event is taken from Lambda's queue */
  asyncAttempt: 13,
  /** call, 0: the service answers */
  callEnd: 14,
  /** call, 0: the request of a synchronous Invoke call reaches Lambda */
  callArrives: 15,
  /** invocation, 0: the API has waited long enough */
  apiTimeout: 16,
  /** delivery, 0: a notification arrives */
  delivery: 17,
  /** mapping, 0 */
  poll: 18,
  /** mapping, 0 */
  pollersStep: 19,
  /** mapping, batch */
  windowEnd: 20,
  /** batch, 0 */
  batchAttempt: 21,
  /** batch, 0 */
  batchGivenUp: 22,
  /** message, receive count */
  visible: 23,
  /** queue node, 0 */
  retention: 24,
  runEnd: 25,
  /** call, 0: a ReceiveMessage call has waited long enough, or there is something to receive */
  receive: 26,
} as const;

// ------------------------------------------------------------------------------------------ functions

export interface FunctionState {
  readonly node: number;
  readonly id: string;
  settings: FunctionNode;
  /** Its files and those of its layers, as deployed. */
  files: readonly SourceFile[];
  /** Counts deployments; environments keep the number they were created with. */
  deployment: number;
  /** The `deployed` record that is live, or undefined before the first. */
  deployedRecord: number;
  removed: boolean;
  /** In the order in which they became idle. */
  readonly idle: Environment[];
  readonly live: Set<Environment>;
  /** Requests in flight. */
  running: number;
  /** Requests a second that its reserved concurrency allows (CONC-8), and environments that it may still start (CONC-9). */
  readonly requestTokens: TokenBucket;
  readonly scalingTokens: TokenBucket;
  /** Environments ever made. */
  created: number;
  readonly random: Readonly<
    Record<'coldStart' | 'idleLifetime' | 'maximumAge' | 'routing' | 'duration' | 'error' | 'latency', RandomStream>
  >;
}

/** creating → initialising → (working ⇄ frozen); `gone` is the end. */
export type Phase = 'creating' | 'initialising' | 'working' | 'frozen' | 'gone';

export interface Environment {
  readonly number: number;
  readonly fn: FunctionState;
  /** Counts the environments of its function, from 1. */
  readonly ordinal: number;
  /** Settings it was created with; a deployment means new environments (ENV-28). */
  readonly settings: FunctionNode;
  readonly files: readonly SourceFile[];
  readonly deployment: number;
  readonly createdUs: number;
  readonly logStream: string;
  readonly idleLifetimeUs: number;
  readonly maximumAgeUs: number;
  readonly downloadAndCreateUs: number;
  readonly runtimeInitUs: number;
  phase: Phase;
  /** The runtime process is up and has finished INIT. */
  initialised: boolean;
  /** INITs begun, suppressed ones included. */
  inits: number;
  /** Counts runtime processes that ended. */
  process: number;
  initStartUs: number;
  /** The INIT under way, or the last one, is inside an invocation. */
  suppressed: boolean;
  /** Time of a first INIT that failed; it is billed with the invocation it failed for (BILL-6). */
  failedInitUs: number;
  initDone: { readonly error: ErrorData | null; readonly modules: unknown } | null;
  /** Init Duration that the next REPORT shows; -1 for none. */
  reportInitUs: number;
  invocation: Invocation | null;
  /** The step that runs, from its begin to its virtual end. */
  step: Step | null;
  /** What the next step is; set when a `stepBegin` entry is scheduled. */
  next: NextStep | null;
  readonly timers: PendingTimers;
  /** A timer was refused because there were too many. */
  timersFull: boolean;
  /** In the order in which they came. */
  readonly replies: Fifo<Reply>;
  /** When the runtime asked for the next event, µs; -1 while it has not. */
  nextAskedUs: number;
  /** Steps of this init or invocation. */
  steps: number;
  maxMemoryMb: number;
  idleSinceUs: number;
  /** An `environmentEnd` entry is scheduled. */
  endScheduled: boolean;
  /** The `environment_created` record. */
  createdRecord: number;
  /** The last record of its life, cause of the next. */
  record: number;
}

export type NextStep =
  | { readonly type: 'init' }
  | { readonly type: 'invoke' }
  | { readonly type: 'timer'; readonly timer: Timer }
  | { readonly type: 'reply'; readonly reply: Reply };

export interface Timer {
  readonly id: number;
  readonly dueUs: number;
  readonly repeatUs: number;
  /** Record in whose step it was set. */
  readonly cause: number;
  readonly order: number;
}

export interface Reply {
  readonly callId: number;
  readonly dueUs: number;
  readonly reply: ServiceReplyData;
  readonly cause: number;
  readonly order: number;
}

export interface Step {
  readonly id: number;
  readonly environment: Environment;
  readonly startUs: number;
  readonly nsPerTick: number;
  /** Record that the effects of this step follow from. */
  readonly cause: number;
  effects: readonly EffectData[];
  endless: boolean;
  /** Modelled memory of the process after it, MB. */
  memoryMb: number;
  /** Set when the playground ended it. */
  stopped: PlaygroundStop | null;
}

// ------------------------------------------------------------------------------------------ invocations

/** Who waits for an invocation; `originRef` is the number of it. */
export type Origin = 'direct' | 'api' | 'call' | 'queue' | 'batch';

export interface Invocation {
  readonly number: number;
  readonly fn: FunctionState;
  readonly mode: 'sync' | 'async' | 'batch';
  readonly origin: Origin;
  /** API: unused; call: number of the call; batch: number of the batch. */
  readonly originRef: number;
  readonly source: number;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** The payload holds text that the JavaScript engine worded (D12). */
  readonly engineWorded: boolean;
  readonly acceptedUs: number;
  /** Attempts that ran. */
  attempts: number;
  /** Attempts refused in a row. */
  throttles: number;
  environment: Environment | null;
  startUs: number;
  deadlineUs: number;
  /** The runtime has posted a response or an error for this attempt. */
  answered: boolean;
  result: InvocationResult | null;
  /** Who waited for it has stopped waiting. */
  callerGone: boolean;
  /** The last record of its life, cause of the next. */
  record: number;
}

/** What an attempt came to; the payload is JSON text. */
export interface InvocationResult {
  readonly outcome: Outcome;
  readonly payload: string;
  readonly error: ErrorData | null;
}

/** What Lambda answers to a waiting caller. */
export interface LambdaAnswer {
  readonly status: number;
  /** JSON text. */
  readonly payload: string;
  readonly functionError: boolean;
  readonly throttle: ThrottleReason | null;
  readonly engineWorded: boolean;
}

// ------------------------------------------------------------------------------------------ the run

/** What Lambda asks of the world around it; `services/` answers. Keeps `lambda/` free of any service. */
export interface Surroundings {
  /** A synchronous caller, or a poller, has its answer. */
  answered(sim: Simulation, invocation: Invocation, answer: LambdaAnswer): void;
  /** An attempt of an asynchronous event or of a batch is over and its environment free. */
  ended(sim: Simulation, invocation: Invocation, result: InvocationResult): void;
  /** Whether such a wire leaves the function. */
  wants(sim: Simulation, fn: FunctionState, wire: OutgoingRecord['wire']): boolean;
  /** Something for a destination or dead-letter queue. */
  deliver(sim: Simulation, delivery: OutgoingRecord): void;
  /** The handler calls a service; the reply comes back through `giveReply`. */
  call(sim: Simulation, environment: Environment, call: ServiceCall): void;
}

export interface ServiceCall {
  readonly callId: number;
  readonly service: string;
  readonly command: string;
  readonly input: JsonValue;
  readonly cause: number;
}

export interface OutgoingRecord {
  readonly fn: FunctionState;
  readonly wire: 'onSuccess' | 'onFailure' | 'deadLetter';
  readonly invocation: Invocation;
  /** JSON text: the body of a message, or the event of a function. */
  readonly body: string;
  readonly attributes?: Readonly<Record<string, { readonly dataType: string; readonly value: string }>>;
  readonly record: object;
  /** The body holds text that the JavaScript engine worded, a stack at least. */
  readonly engineWorded: boolean;
  /** The error message is worded by the engine. */
  readonly wordedMessage: boolean;
  readonly cause: number;
}

export interface Simulation {
  /** The scenario that the run started with, and the one that is live. */
  readonly start: Scenario;
  scenario: Scenario;
  readonly seed: number;
  readonly epochMs: number;
  readonly trace: Trace;
  readonly queue: EntryQueue;
  nowUs: number;
  /** By node number; other kinds of nodes are undefined here. */
  readonly functions: (FunctionState | undefined)[];
  /** By number; gone ones are undefined. */
  readonly environments: (Environment | undefined)[];
  /** By number; finished ones are undefined. */
  readonly invocations: (Invocation | undefined)[];
  /** By step id, while they run. */
  readonly steps: Map<number, Step>;
  /** Asked for and not yet answered. */
  readonly requested: Map<number, StepRequest>;
  /** Steps to return from this `advance`. */
  readonly outgoing: StepRequest[];
  stepCount: number;
  /** Requests in flight of functions without reserved concurrency. */
  unreservedRunning: number;
  /** Requests a second that the functions without a reservation share (CONC-8). */
  readonly requestTokens: TokenBucket;
  unreservedLimit: number;
  /** Counts timers and replies, to order those due at the same time. */
  order: number;
  /** Characters of all payloads, messages, objects, calls and log lines so far. */
  payloadChars: number;
  readonly surroundings: Surroundings;
  /** Everything that is not Lambda itself. */
  readonly world: World;
}

/** Appends a record at the present time and gives its index. */
export function note(
  sim: Simulation,
  kind: RecordKind,
  rule: string,
  cause: number | undefined,
  subject = 0,
  value = 0,
  data?: unknown,
): number {
  return sim.trace.append({ timeUs: sim.nowUs, kind, rule, cause, subject, value, data });
}

/** Milliseconds since 1970 at a time of the run. */
export function epochMsAt(sim: Simulation, timeUs: number): number {
  return sim.epochMs + Math.floor(timeUs / 1000);
}

/** A thing that must exist; its absence is a broken invariant of the kernel. */
export function existing<T>(thing: T | undefined | null, what: string): T {
  if (thing === undefined || thing === null) throw new Error(`The kernel lost ${what}.`);
  return thing;
}
