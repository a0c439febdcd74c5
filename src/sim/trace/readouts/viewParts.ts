/** What a view is made of: the changing state of each node, and the views made from it. */
import type {
  AsyncQueueView,
  BucketView,
  Counts,
  EnvironmentView,
  ItemView,
  ObjectView,
  OutcomeView,
  QueueView,
  ResponseView,
  TableView,
  TakerView,
  TopicView,
  TriggerView,
} from './viewTypes.ts';
import { type FunctionView, LIST_MAX, type MessageView, type WaitingEvent } from './viewTypes.ts';
import type { Actor } from './world.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One node's state; `view` is the view made of it, null since its last change. */
interface Part<V> {
  readonly actor: Actor;
  view: V | null;
}

/** The parts of one kind by node id, and the record of their views. */
export class Section<P extends Part<V>, V> {
  readonly parts = new Map<string, P>();
  private views: Readonly<Record<string, V>> | null = null;

  constructor(private readonly make: (actor: Actor) => P) {}

  get(actor: Actor): P | undefined {
    return this.parts.get(actor.id);
  }

  /** The part of a node, to be changed; a node that is met for the first time gets one. */
  touch(actor: Actor): P {
    let part = this.parts.get(actor.id);
    if (!part) {
      part = this.make(actor);
      this.parts.set(actor.id, part);
    }
    part.view = null;
    this.views = null;
    return part;
  }

  touchAll(): void {
    for (const part of this.parts.values()) part.view = null;
    this.views = null;
  }

  snapshot(view: (part: P) => V): Readonly<Record<string, V>> {
    if (this.views) return this.views;
    const views: Record<string, V> = {};
    for (const [id, part] of this.parts) {
      part.view ??= view(part);
      views[id] = part.view;
    }
    this.views = views;
    return views;
  }

  copyFrom(other: Section<P, V>, copy: (part: P) => P): void {
    for (const [id, part] of other.parts) this.parts.set(id, copy(part));
    this.views = other.views;
  }
}

// ------------------------------------------------------------------------------------------ functions

export interface FunctionPart extends Part<FunctionView> {
  /** By number; entries are replaced, never changed. */
  readonly environments: Map<number, EnvironmentView>;
  readonly waiting: Map<number, WaitingEvent>;
  readonly counts: Mutable<Counts>;
  created: number;
  stopped: number;
  inUse: number;
  peak: number;
  /** Requests in flight summed over time up to `changedUs`, µs. */
  inUseUs: number;
  changedUs: number;
  lastOutcome: OutcomeView | null;
  deployment: number;
}

export const NO_COUNTS: Counts = {
  invocations: 0,
  cold: 0,
  warm: 0,
  errors: 0,
  timeouts: 0,
  throttles: 0,
  retries: 0,
  deadLettered: 0,
  destinations: 0,
  stoppedByPlayground: 0,
  costUsd: 0,
};

export function newFunction(actor: Actor): FunctionPart {
  return {
    actor,
    view: null,
    environments: new Map(),
    waiting: new Map(),
    counts: { ...NO_COUNTS },
    created: 0,
    stopped: 0,
    inUse: 0,
    peak: 0,
    inUseUs: 0,
    changedUs: 0,
    lastOutcome: null,
    deployment: 1,
  };
}

export function asyncQueueView(waiting: ReadonlyMap<number, WaitingEvent>): AsyncQueueView {
  const events = [...waiting.values()].sort((a, b) => a.dueUs - b.dueUs || a.invocation - b.invocation);
  return { length: events.length, nextDueUs: events[0]?.dueUs ?? null, events: events.slice(0, LIST_MAX) };
}

// ------------------------------------------------------------------------------------------ triggers

export interface TriggerPart extends Part<TriggerView> {
  sent: number;
  ok: number;
  failed: number;
  throttled: number;
  waiting: number;
  last: ResponseView | null;
}

export function newTrigger(actor: Actor): TriggerPart {
  return { actor, view: null, sent: 0, ok: 0, failed: 0, throttled: 0, waiting: 0, last: null };
}

export function triggerView({ actor, view: _, ...rest }: TriggerPart): TriggerView {
  return { nodeId: actor.id, name: actor.name, ...rest };
}

// ------------------------------------------------------------------------------------------ services

export interface QueuePart extends Part<QueueView> {
  /** In the order in which they came; entries are replaced, never changed. */
  readonly messages: Map<number, MessageView>;
  inFlight: number;
  received: number;
  deleted: number;
  deadLettered: number;
}

export function newQueue(actor: Actor): QueuePart {
  return { actor, view: null, messages: new Map(), inFlight: 0, received: 0, deleted: 0, deadLettered: 0 };
}

export function queueView({ actor, messages, inFlight, received, deleted, deadLettered }: QueuePart): QueueView {
  const oldest: MessageView[] = [];
  for (const message of messages.values()) {
    if (oldest.length === LIST_MAX) break;
    oldest.push(message);
  }
  return {
    nodeId: actor.id,
    name: actor.name,
    visible: messages.size - inFlight,
    inFlight,
    received,
    deleted,
    deadLettered,
    oldestSentUs: oldest[0]?.sentUs ?? null,
    messages: oldest,
  };
}

export interface BucketPart extends Part<BucketView> {
  readonly keys: Set<string>;
  latest: readonly ObjectView[];
  puts: number;
}

export function newBucket(actor: Actor): BucketPart {
  return { actor, view: null, keys: new Set(), latest: [], puts: 0 };
}

export function bucketView({ actor, keys, latest, puts }: BucketPart): BucketView {
  return { nodeId: actor.id, name: actor.name, objects: keys.size, puts, latest };
}

export interface TablePart extends Part<TableView> {
  /** By key, the last written last; entries are replaced, never changed. */
  readonly items: Map<string, ItemView>;
  writes: number;
}

export function newTable(actor: Actor): TablePart {
  return { actor, view: null, items: new Map(), writes: 0 };
}

export function tableView({ actor, items, writes }: TablePart): TableView {
  const latest = [...items.values()].slice(-LIST_MAX).reverse();
  return { nodeId: actor.id, name: actor.name, items: items.size, writes, latest };
}

/** The values of a key in DynamoDB JSON, as a text for people. */
export function keyWords(key: Readonly<Record<string, unknown>>): string {
  return Object.values(key)
    .map((value) => String(Object.values(Object(value))[0] ?? ''))
    .join(' · ');
}

export interface TopicPart extends Part<TopicView> {
  published: number;
  lastMessage: string | null;
}

export function newTopic(actor: Actor): TopicPart {
  return { actor, view: null, published: 0, lastMessage: null };
}

export function topicView({ actor, published, lastMessage }: TopicPart): TopicView {
  return { nodeId: actor.id, name: actor.name, published, lastMessage };
}

export interface TakerPart extends Part<TakerView> {
  taken: number;
  last: string | null;
  unmatched: number;
}

export function newTaker(actor: Actor): TakerPart {
  return { actor, view: null, taken: 0, last: null, unmatched: 0 };
}

export function takerView({ actor, taken, last, unmatched }: TakerPart): TakerView {
  return { nodeId: actor.id, name: actor.name, taken, last, unmatched };
}

/** One record's columns, as the states take them. */
export interface At {
  readonly timeUs: number;
  readonly index: number;
  readonly subject: number;
  readonly value: number;
  /** The record that caused it, and that one's kind. */
  readonly cause: number;
  readonly causeKind: number;
  // biome-ignore lint/suspicious/noExplicitAny: its shape follows from the kind of the record (records.ts)
  readonly data: any;
}
