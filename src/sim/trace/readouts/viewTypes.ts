/**
 * What the screen can know about a run at one record. Everything is read-only; what did not change from one view to the
 * next keeps its identity, so a component that selects `view.functions[id]` renders only when that function changed.
 * Times are µs since the start of the run.
 */
import type { Outcome } from '../records.ts';

/** The run at the record `recordIndex`. Records of nodes are keyed by node id and hold every node of their kind. */
export interface RunView {
  /** -1: nothing has happened yet. */
  readonly recordIndex: number;
  readonly timeUs: number;
  readonly functions: Readonly<Record<string, FunctionView>>;
  readonly queues: Readonly<Record<string, QueueView>>;
  readonly buckets: Readonly<Record<string, BucketView>>;
  readonly topics: Readonly<Record<string, TopicView>>;
  readonly tables: Readonly<Record<string, TableView>>;
  /** Event buses, streams and state machines. */
  readonly takers: Readonly<Record<string, TakerView>>;
  /** What nodes send to functions: every node but queues and functions, buckets and topics included. */
  readonly triggers: Readonly<Record<string, TriggerView>>;
  /** Event source mappings by wire id. */
  readonly mappings: Readonly<Record<string, MappingView>>;
  /** What could not be delivered, by node id; the last one of each. */
  readonly problems: Readonly<Record<string, ProblemView>>;
  readonly account: AccountView;
  readonly totals: Counts;
  /**
   * Things still under way: open invocations, asynchronous events that wait, messages in queues that a function polls,
   * and notifications on their way. 0 means that nothing more happens until the next arrival.
   */
  readonly openWork: number;
  /** A bound of the simulator was reached: what it says. */
  readonly boundReached: string | null;
  /** The run's duration is over. */
  readonly ended: boolean;
}

export interface Counts {
  /** Attempts that ran: what CloudWatch calls Invocations (CONC-21). */
  readonly invocations: number;
  /** Attempts that were the first of a new environment (COLD-3). */
  readonly cold: number;
  readonly warm: number;
  /** Attempts that failed, timeouts and crashes included: what CloudWatch calls Errors. */
  readonly errors: number;
  /** Those of `errors` that ran out of time. */
  readonly timeouts: number;
  /** Attempts refused with 429; they are no invocations (INV-16). */
  readonly throttles: number;
  /** Further attempts that Lambda scheduled for asynchronous events. */
  readonly retries: number;
  /** Original events sent to functions' dead-letter queues. */
  readonly deadLettered: number;
  /** Invocation records sent to destinations. */
  readonly destinations: number;
  /** Attempts that the playground ended; not a Lambda outcome (D9). */
  readonly stoppedByPlayground: number;
  readonly costUsd: number;
}

export interface FunctionView {
  readonly nodeId: string;
  readonly name: string;
  /** In order of number; stopped ones are gone. */
  readonly environments: readonly EnvironmentView[];
  /** Environments ever made, and those of them that are gone. */
  readonly created: number;
  readonly stopped: number;
  /** Requests in flight, cold starts included (CONC-2), and the most there ever were. */
  readonly inUse: number;
  readonly peak: number;
  /** The reserved concurrency, or what the functions without one share; null when unknown. */
  readonly limit: number | null;
  readonly limitKind: 'reserved' | 'account';
  readonly asyncQueue: AsyncQueueView;
  readonly counts: Counts;
  readonly lastOutcome: OutcomeView | null;
  /** Number of the deployment that is live. */
  readonly deployment: number;
}

/** - `creating`: microVM and code; `init`: runtime start and module code; `busy`: the handler runs; `idle`: frozen;
 *  - `failed`: its INIT failed or its process is gone; it is initialised again by the next request. */
export type EnvironmentState = 'creating' | 'init' | 'busy' | 'idle' | 'failed';

export interface EnvironmentView {
  /** Counts all environments of the run, from 1. */
  readonly number: number;
  /** Counts those of its function, from 1: what people call it by. */
  readonly ordinal: number;
  readonly nodeId: string;
  readonly state: EnvironmentState;
  /** When this state began, and the record that began it. */
  readonly sinceUs: number;
  readonly recordIndex: number;
  /**
   * When this state will end, if that is known: while it is created; and, an assumption of the scenario, when an idle one is
   * removed unless a request comes.
   */
  readonly endsUs: number | null;
  readonly createdUs: number;
  /** How long it may be idle and how old it may become, as drawn when it was made; null: not known, or for ever. */
  readonly idleLifetimeUs: number | null;
  readonly maximumAgeUs: number | null;
  readonly currentInvocation: number | null;
  /** Invocations begun here. */
  readonly invocationsServed: number;
  readonly logStream: string;
  /** INIT again inside an invocation (ENV-4, ENV-14). */
  readonly suppressedInit: boolean;
  /** Made before the live deployment: serves no new request (ENV-28). */
  readonly outdated: boolean;
  /** Its code passed the budget of steps and runs into its timeout (D9). */
  readonly presumedEndless: boolean;
  readonly lastOutcome: Outcome | null;
}

export interface AsyncQueueView {
  readonly length: number;
  /** The next attempt that is due; null when nothing waits. */
  readonly nextDueUs: number | null;
  /** Those that are due first, at most `LIST_MAX`. */
  readonly events: readonly WaitingEvent[];
}

export interface WaitingEvent {
  readonly invocation: number;
  /** Number of the attempt it waits for, from 1. */
  readonly attempt: number;
  readonly sinceUs: number;
  readonly dueUs: number;
  readonly recordIndex: number;
  /** Why it waits. */
  readonly reason: 'new' | 'error' | 'throttled';
}

export interface OutcomeView {
  readonly outcome: Outcome;
  readonly invocation: number;
  readonly timeUs: number;
  readonly recordIndex: number;
}

export interface QueueView {
  readonly nodeId: string;
  readonly name: string;
  /** Sent with a delay that is not over included. */
  readonly visible: number;
  readonly inFlight: number;
  /** Messages ever put in, moved ones included. */
  readonly received: number;
  readonly deleted: number;
  /** Messages that its redrive moved to its dead-letter queue (SQS-11). */
  readonly deadLettered: number;
  /** When the oldest message in it was sent; null when it is empty. Its age is the playhead's time minus this. */
  readonly oldestSentUs: number | null;
  /** The oldest, at most `LIST_MAX`. */
  readonly messages: readonly MessageView[];
}

export interface MessageView {
  readonly number: number;
  readonly messageId: string;
  readonly body: string;
  readonly state: 'visible' | 'in flight';
  readonly receiveCount: number;
  readonly sentUs: number;
  /** The record of its last change. */
  readonly recordIndex: number;
}

export interface TriggerView {
  readonly nodeId: string;
  readonly name: string;
  /** Requests and events sent to functions. */
  readonly sent: number;
  /** Answered without an error; accepted (202) when sent asynchronously. */
  readonly ok: number;
  readonly failed: number;
  readonly throttled: number;
  /** Synchronous requests that still wait. */
  readonly waiting: number;
  readonly last: ResponseView | null;
}

export interface ResponseView {
  readonly status: number;
  /** JSON text, or the message of a refusal; empty for 202. */
  readonly body: string;
  readonly functionError: boolean;
  readonly invocation: number;
  readonly timeUs: number;
  readonly recordIndex: number;
}

export interface BucketView {
  readonly nodeId: string;
  readonly name: string;
  /** Keys that hold an object. */
  readonly objects: number;
  readonly puts: number;
  /** The last that were written, newest first, at most `LIST_MAX`. */
  readonly latest: readonly ObjectView[];
}

export interface ObjectView {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly timeUs: number;
  readonly recordIndex: number;
}

export interface TableView {
  readonly nodeId: string;
  readonly name: string;
  /** Items in it. */
  readonly items: number;
  /** Puts, changes and deletions of items, those at the start included. */
  readonly writes: number;
  /** Items that are in it, the last written first, at most `LIST_MAX`. */
  readonly latest: readonly ItemView[];
}

export interface ItemView {
  /** The values of its key, such as `user-1 · 2026`. */
  readonly key: string;
  /** In DynamoDB JSON. */
  readonly item: Readonly<Record<string, unknown>>;
  readonly timeUs: number;
  readonly recordIndex: number;
}

export interface TopicView {
  readonly nodeId: string;
  readonly name: string;
  readonly published: number;
  readonly lastMessage: string | null;
}

/** A node that takes things in and keeps no more of them than a count and the last. */
export interface TakerView {
  readonly nodeId: string;
  readonly name: string;
  /** Events, records, executions or requests. */
  readonly taken: number;
  /** Type of the last event, key of the last record, ARN of the last execution, method and path of the last request. */
  readonly last: string | null;
  /** Of those taken, for how many a bus had no rule. */
  readonly unmatched: number;
}

export interface MappingView {
  readonly wireId: string;
  /** Batches that may run at once. */
  readonly pollers: number;
}

export interface ProblemView {
  readonly reason: string;
  readonly recordIndex: number;
  readonly timeUs: number;
  readonly count: number;
}

export interface AccountView {
  readonly inUse: number;
  readonly peak: number;
  readonly limit: number | null;
}

/** Most entries of a list inside a view; the counts beside it are exact. */
export const LIST_MAX = 50;
