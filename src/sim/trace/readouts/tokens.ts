/** What travels along wires: read off records, so that a token can fly from a cause to its effect when the playhead passes. */
import type { Scenario, WireType } from '../../../scenario/schema.ts';
import { type InvokeRequested, KIND, KINDS, type RecordKind } from '../records.ts';
import type { Trace } from '../trace.ts';
import { functionBehind } from './causes.ts';
import { type Actor, deployedBy, World } from './world.ts';

/**
 * - `request` a call or an event; `message` a message or a batch of them; `record` an invocation record or a dead letter;
 * - `response` an answer; `error` an answer that says the function failed; `throttle` a refusal with 429.
 */
export type FlightKind = 'request' | 'response' | 'error' | 'throttle' | 'message' | 'record';

export interface Flight {
  readonly kind: FlightKind;
  /** Node ids; they differ. */
  readonly from: string;
  readonly to: string;
  /** The wire it follows; null when nothing is drawn between the two. */
  readonly wireId: string | null;
  /** It travels against the direction of its wire: answers do. */
  readonly backwards: boolean;
  /** The record with which it leaves, and the one with which it arrives; the same when the way takes no virtual time. */
  readonly startIndex: number;
  readonly recordIndex: number;
  readonly startUs: number;
  readonly endUs: number;
  /** How many go the same way at the same time: crowds become counts (rule 10). */
  readonly count: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const CALLS: readonly WireType[] = ['sync', 'async'];
const ANY: readonly WireType[] = [
  'sync',
  'async',
  'mapping',
  'subscription',
  'onSuccess',
  'onFailure',
  'deadLetter',
  'redrive',
  'uses',
];

const DEAD_LETTER: readonly WireType[] = ['deadLetter'];

/** Where something comes from: the node, and the record with which its way begins. */
interface Origin {
  readonly actor: Actor;
  readonly startIndex: number;
  readonly kind?: FlightKind;
  readonly types?: readonly WireType[];
}

/** What a flight takes over from its origin. */
function flightOf({ actor: _, ...rest }: Origin): Omit<Origin, 'actor'> {
  return rest;
}

/** Commands whose effect has a record of its own, which then is the flight. */
const WITH_EFFECT: ReadonlySet<string> = new Set(['PutObject', 'SendMessage', 'SendMessageBatch', 'Publish', 'Invoke']);

/** Reads flights as the trace grows. After the trace was cut make a new one. `scenario`: the one the run started with. */
export class FlightReader {
  private readonly world: World;
  private next = 0;
  /** By the record with which they leave. */
  private readonly byStart = new Map<number, Mutable<Flight>[]>();
  /** Flights of the present instant, to be counted together. */
  private readonly together = new Map<string, Mutable<Flight>>();
  private togetherUs = -1;
  /** Synchronous requests whose caller waits. */
  private readonly waiting = new Map<number, { readonly caller: Actor; readonly fn: Actor }>();
  private readonly functionOf = new Map<number, Actor>();
  private readonly queueOf = new Map<number, Actor>();
  private readonly calls = new Map<number, { readonly fn: Actor; readonly target: Actor }>();
  private readonly batchQueues = new Map<number, { readonly queue: Actor; readonly fn: Actor }>();

  constructor(
    private readonly trace: Trace,
    scenario?: Scenario,
  ) {
    this.world = new World(scenario);
  }

  /** Takes in what the trace has grown by. */
  extend(): void {
    for (; this.next < this.trace.length; this.next++) this.read(this.next);
  }

  /** Flights that leave after record `from` and up to record `to`, in order. */
  leaving(from: number, to: number): readonly Flight[] {
    const flights: Flight[] = [];
    for (let i = from + 1; i <= to; i++) {
      const started = this.byStart.get(i);
      if (started) flights.push(...started);
    }
    return flights;
  }

  private read(index: number): void {
    const { trace, world } = this;
    const subject = trace.subject[index] ?? 0;
    const value = trace.value[index] ?? 0;
    // The column only ever holds codes of KINDS.
    const kind = KINDS[trace.kind[index] ?? 0] as RecordKind;
    switch (kind) {
      case 'input': {
        const scenario = deployedBy(trace, index);
        if (scenario) world.deploy(scenario);
        return;
      }
      case 'environment_created':
        this.functionOf.set(subject, world.actor(value));
        return;
      case 'invoke_sync':
      case 'invoke_async':
        return this.requested(index, subject, world.actor(value), kind === 'invoke_sync');
      case 'invoke_batch':
        return this.batch(index, subject, world.actor(value));
      case 'throttled':
        return this.throttled(index, subject);
      case 'responded':
        return this.responded(index, subject, value);
      case 'message_sent': {
        const to = world.actor(value);
        this.queueOf.set(subject, to);
        return this.arrives(index, to, 'message');
      }
      case 'message_redriven':
        return this.redriven(index, subject, world.actor(value));
      case 'message_deleted':
      case 'message_expired':
        this.queueOf.delete(subject);
        return;
      case 'object_put':
      case 'published':
      case 'event_put':
      case 'record_put':
      case 'execution_started':
        return this.arrives(index, world.actor(value), 'request');
      case 'call_started':
        return this.called(index, subject, value);
      case 'call_ended':
        return this.callEnded(index, subject);
      default:
    }
  }

  // ---------------------------------------------------------------------------------------- requests and answers

  private requested(index: number, invocation: number, fn: Actor, waits: boolean): void {
    const origin = this.origin(index);
    const data = this.trace.data.get(index) as InvokeRequested | undefined; // by the kind
    const from = origin?.actor ?? (data?.source ? this.world.actor(data.source) : null);
    if (!from) return;
    const byCall = this.trace.kind[this.trace.cause[index] ?? 0] === KIND.call_started;
    if (waits && !byCall) this.waiting.set(invocation, { caller: from, fn });
    this.fly({ kind: 'request', from, to: fn, index, startIndex: index, ...(origin ? flightOf(origin) : {}) });
  }

  private responded(index: number, invocation: number, status: number): void {
    const open = this.waiting.get(invocation);
    if (!open) return;
    this.waiting.delete(invocation);
    const data = this.trace.data.get(index) as { functionError?: unknown } | undefined; // by the kind
    const kind = status === 429 ? 'throttle' : data?.functionError || status !== 200 ? 'error' : 'response';
    this.fly({ kind, from: open.fn, to: open.caller, index, startIndex: index, backwards: true, types: CALLS });
  }

  /** A batch that is refused goes back to the pollers; other refusals are seen where they are answered. */
  private throttled(index: number, invocation: number): void {
    const batch = this.batchQueues.get(invocation);
    if (!batch) return;
    const { fn, queue } = batch;
    this.fly({ kind: 'throttle', from: fn, to: queue, index, startIndex: index, backwards: true, types: ['mapping'] });
  }

  // ---------------------------------------------------------------------------------------- messages

  private batch(index: number, invocation: number, fn: Actor): void {
    const { trace } = this;
    const data = trace.data.get(index) as InvokeRequested | undefined; // by the kind
    const causes = [trace.cause[index] ?? index, ...(trace.links.get(index) ?? [])];
    const messages = new Set(
      causes.filter((i) => trace.kind[i] === KIND.message_received).map((i) => trace.subject[i] ?? 0),
    );
    const [first = 0] = messages;
    const queue = this.queueOf.get(first) ?? (data?.source ? this.world.actor(data.source) : null);
    if (!queue) return;
    this.batchQueues.set(invocation, { queue, fn });
    const count = Math.max(1, messages.size);
    this.fly({ kind: 'message', from: queue, to: fn, index, startIndex: index, types: ['mapping'], count });
  }

  private redriven(index: number, message: number, to: Actor): void {
    const from = this.queueOf.get(message);
    this.queueOf.set(message, to);
    if (from) this.fly({ kind: 'message', from, to, index, startIndex: index, types: ['redrive'] });
  }

  /** Something came to a node: it flies from where its cause lies. */
  private arrives(index: number, to: Actor, kind: FlightKind): void {
    const origin = this.origin(index);
    if (!origin) return;
    this.fly({ kind, from: origin.actor, to, index, ...flightOf(origin) });
  }

  /** Where the cause of a record lies, and with which record the way begins; null when it comes from outside the canvas. */
  private origin(index: number): Origin | null {
    const { trace, world } = this;
    const cause = trace.cause[index] ?? index;
    if (cause === index) return null;
    const subject = trace.subject[cause] ?? 0;
    const value = trace.value[cause] ?? 0;
    switch (trace.kind[cause]) {
      case KIND.arrival:
      case KIND.input:
        return subject > 0 && world.actor(subject).type !== 'function'
          ? { actor: world.actor(subject), startIndex: cause }
          : null;
      case KIND.call_started: {
        const actor = this.functionOf.get(value);
        return actor ? { actor, startIndex: cause } : null;
      }
      case KIND.object_put:
      case KIND.published:
      case KIND.event_put:
        return { actor: world.actor(value), startIndex: cause };
      case KIND.destination_sent:
      case KIND.dead_lettered: {
        const fn = functionBehind(trace, cause);
        if (fn === 0) return null;
        const types = trace.kind[cause] === KIND.dead_lettered ? DEAD_LETTER : this.destinationWire(cause);
        return { actor: world.actor(fn), startIndex: cause, kind: 'record', types };
      }
      default:
        return null;
    }
  }

  private destinationWire(index: number): readonly WireType[] {
    const record = this.trace.data.get(index) as { requestContext?: { condition?: string } } | undefined; // by the kind
    return record?.requestContext?.condition === 'Success' ? ['onSuccess'] : ['onFailure'];
  }

  // ---------------------------------------------------------------------------------------- calls of handlers

  private called(index: number, call: number, environment: number): void {
    const data = this.trace.data.get(index) as { command?: string; target?: number } | undefined; // by the kind
    const fn = this.functionOf.get(environment);
    if (!fn || !data?.target) return;
    const target = this.world.actor(data.target);
    this.calls.set(call, { fn, target });
    if (!WITH_EFFECT.has(data.command ?? '')) {
      this.fly({ kind: 'request', from: fn, to: target, index, startIndex: index, types: ['uses'] });
    }
  }

  private callEnded(index: number, call: number): void {
    const open = this.calls.get(call);
    if (!open) return;
    this.calls.delete(call);
    const data = this.trace.data.get(index) as { error?: unknown; output?: { FunctionError?: unknown } } | undefined; // by the kind
    const kind = data?.error || data?.output?.FunctionError ? 'error' : 'response';
    this.fly({ kind, from: open.target, to: open.fn, index, startIndex: index, backwards: true, types: ['uses'] });
  }

  // ---------------------------------------------------------------------------------------- flights

  private fly(flight: {
    kind: FlightKind;
    from: Actor;
    to: Actor;
    index: number;
    startIndex: number;
    backwards?: boolean;
    types?: readonly WireType[];
    count?: number;
  }): void {
    const { kind, from, to, index, startIndex, backwards = false, types = ANY, count = 1 } = flight;
    if (from.id === to.id) return;
    const startUs = this.trace.time[startIndex] ?? 0;
    const endUs = this.trace.time[index] ?? 0;
    if (endUs !== this.togetherUs) {
      this.together.clear();
      this.togetherUs = endUs;
    }
    const [tail, head] = backwards ? [to, from] : [from, to];
    const wire = this.world.wireBetween(tail, head, types) ?? this.world.wireBetween(tail, head, ANY);
    const key = `${kind} ${from.id} ${to.id} ${wire?.id} ${startUs}`;
    const same = this.together.get(key);
    if (same) {
      same.count += count;
      return;
    }
    const made = {
      kind,
      from: from.id,
      to: to.id,
      wireId: wire?.id ?? null,
      backwards,
      startIndex,
      recordIndex: index,
      startUs,
      endUs,
      count,
    };
    this.together.set(key, made);
    const list = this.byStart.get(startIndex);
    if (list) list.push(made);
    else this.byStart.set(startIndex, [made]);
  }
}
