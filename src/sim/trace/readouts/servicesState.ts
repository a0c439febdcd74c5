/** The part of a view that is about queues, buckets, tables, topics, and what travels between nodes. */
import { addressOf } from '../../httpAddress.ts';
import type { ItemChanged } from '../records.ts';
import {
  type At,
  type BucketPart,
  keyWords,
  newBucket,
  newQueue,
  newTable,
  newTaker,
  newTopic,
  type QueuePart,
  Section,
  type TablePart,
  type TakerPart,
  type TopicPart,
} from './viewParts.ts';
import {
  type BucketView,
  LIST_MAX,
  type MappingView,
  type MessageView,
  type ProblemView,
  type QueueView,
  type TableView,
  type TakerView,
  type TopicView,
} from './viewTypes.ts';
import type { Actor, World } from './world.ts';

const TAKERS: ReadonlySet<string> = new Set(['eventBus', 'stream', 'stateMachine', 'endpoint']);

export class ServicesState {
  readonly queues = new Section<QueuePart, QueueView>(newQueue);
  readonly buckets = new Section<BucketPart, BucketView>(newBucket);
  readonly tables = new Section<TablePart, TableView>(newTable);
  readonly topics = new Section<TopicPart, TopicView>(newTopic);
  readonly takers = new Section<TakerPart, TakerView>(newTaker);
  mappings: Readonly<Record<string, MappingView>> = {};
  problems: Readonly<Record<string, ProblemView>> = {};
  /** Queue of each message that is in one. */
  private readonly queueOf = new Map<number, Actor>();
  /** Notifications on their way: the record that sent them → how many have not arrived. */
  private readonly onTheWay = new Map<number, number>();
  private deliveries = 0;

  constructor(private readonly world: World) {
    this.meetActors();
  }

  get size(): number {
    let size = this.queueOf.size + this.onTheWay.size;
    for (const queue of this.queues.parts.values()) size += queue.messages.size;
    for (const bucket of this.buckets.parts.values()) size += bucket.keys.size;
    for (const table of this.tables.parts.values()) size += table.items.size;
    return size;
  }

  /** Messages in queues that a function polls, and notifications on their way. */
  get openWork(): number {
    let work = this.deliveries;
    for (const { actor, messages } of this.queues.parts.values()) {
      if (messages.size > 0 && this.isPolled(actor)) work += messages.size;
    }
    return work;
  }

  private isPolled(actor: Actor): boolean {
    return this.world.wiresFrom(actor, ['mapping']).some((wire) => wire.type === 'mapping' && wire.enabled);
  }

  copyFrom(other: ServicesState): void {
    this.queues.copyFrom(other.queues, (part) => ({ ...part, messages: new Map(part.messages) }));
    this.buckets.copyFrom(other.buckets, (part) => ({ ...part, keys: new Set(part.keys) }));
    this.tables.copyFrom(other.tables, (part) => ({ ...part, items: new Map(part.items) }));
    this.topics.copyFrom(other.topics, (part) => ({ ...part }));
    this.takers.copyFrom(other.takers, (part) => ({ ...part }));
    this.mappings = other.mappings;
    this.problems = other.problems;
    for (const [message, actor] of other.queueOf) this.queueOf.set(message, actor);
    for (const [record, count] of other.onTheWay) this.onTheWay.set(record, count);
    this.deliveries = other.deliveries;
  }

  meetActors(): void {
    for (const actor of this.world.all) {
      if (actor.type === 'queue') this.queues.touch(actor);
      if (actor.type === 'bucket') this.buckets.touch(actor);
      if (actor.type === 'table') this.tables.touch(actor);
      if (actor.type === 'topic') this.topics.touch(actor);
      if (TAKERS.has(actor.type)) this.takers.touch(actor);
    }
  }

  // ---------------------------------------------------------------------------------------- queues

  messageSent(at: At): void {
    this.put(this.world.actor(at.value), {
      number: at.subject,
      messageId: at.data?.messageId ?? '',
      body: at.data?.body ?? '',
      state: 'visible',
      receiveCount: 0,
      sentUs: at.timeUs,
      recordIndex: at.index,
    });
  }

  private put(actor: Actor, message: MessageView): void {
    const queue = this.queues.touch(actor);
    queue.messages.set(message.number, message);
    queue.received += 1;
    this.queueOf.set(message.number, actor);
  }

  messageChanged(at: At, change: Partial<MessageView>): void {
    const actor = this.queueOf.get(at.subject);
    const before = actor && this.queues.get(actor)?.messages.get(at.subject);
    if (!actor || !before) return;
    const after = { ...before, ...change, recordIndex: at.index };
    const queue = this.queues.touch(actor);
    queue.messages.set(at.subject, after);
    queue.inFlight += (after.state === 'in flight' ? 1 : 0) - (before.state === 'in flight' ? 1 : 0);
  }

  messageDeleted(at: At): void {
    const actor = this.takeOut(at.subject)?.actor;
    if (actor) this.queues.touch(actor).deleted += 1;
  }

  messageExpired(at: At): void {
    this.takeOut(at.subject);
  }

  messageRedriven(at: At): void {
    const out = this.takeOut(at.subject);
    if (!out) return;
    this.queues.touch(out.actor).deadLettered += 1;
    this.put(this.world.actor(at.value), { ...out.message, state: 'visible', receiveCount: 0, recordIndex: at.index });
  }

  private takeOut(number: number): { actor: Actor; message: MessageView } | null {
    const actor = this.queueOf.get(number);
    const message = actor && this.queues.get(actor)?.messages.get(number);
    if (!actor || !message) return null;
    const queue = this.queues.touch(actor);
    queue.messages.delete(number);
    if (message.state === 'in flight') queue.inFlight -= 1;
    this.queueOf.delete(number);
    return { actor, message };
  }

  pollersChanged(at: At): void {
    const wireId = this.world.wire(at.subject)?.id ?? `w${at.subject}`;
    this.mappings = { ...this.mappings, [wireId]: { wireId, pollers: at.value } };
  }

  // ---------------------------------------------------------------------------------------- buckets and topics

  objectPut(at: At): void {
    const actor = this.world.actor(at.value);
    const bucket = this.buckets.touch(actor);
    const key: string = at.data?.key ?? '';
    const object = { key, size: at.data?.size ?? 0, timeUs: at.timeUs, recordIndex: at.index };
    bucket.puts += 1;
    bucket.keys.add(key);
    bucket.latest = [object, ...bucket.latest.filter((o) => o.key !== key)].slice(0, LIST_MAX);
    this.notifies(actor, at);
  }

  objectRemoved(at: At): void {
    const bucket = this.buckets.touch(this.world.actor(at.value));
    const key: string = at.data?.key ?? '';
    bucket.keys.delete(key);
    bucket.latest = bucket.latest.filter((object) => object.key !== key);
  }

  itemChanged(at: At): void {
    const change: ItemChanged = at.data;
    const table = this.tables.touch(this.world.actor(at.value));
    const id = JSON.stringify(change.key);
    const key = keyWords(change.key);
    table.writes += 1;
    // Taken out first, so that the last written is the last of the map.
    table.items.delete(id);
    if (!change.newImage) return;
    table.items.set(id, { key, item: change.newImage, timeUs: at.timeUs, recordIndex: at.index });
  }

  /** A handler asks an endpoint for something. */
  called({ data }: At): void {
    if (data?.service !== 'http' || !data.target) return;
    const taker = this.takers.touch(this.world.actor(data.target));
    taker.taken += 1;
    taker.last = `${data.input.method} ${addressOf(String(data.input.url)).path}`;
  }

  /** Something is on a bus, in a stream, or started a state machine; `last` says in a few words what. */
  taken(at: At, last: string): void {
    const taker = this.takers.touch(this.world.actor(at.value));
    taker.taken += 1;
    taker.last = last;
  }

  /** The rules that take an event hand it on a moment later. */
  eventPut(at: At): void {
    const matched: number = at.data?.matched ?? 0;
    this.taken(at, at.data?.event?.['detail-type'] ?? '');
    if (matched === 0) this.takers.touch(this.world.actor(at.value)).unmatched += 1;
    this.leaves(at, matched);
  }

  published(at: At): void {
    const actor = this.world.actor(at.value);
    const topic = this.topics.touch(actor);
    topic.published += 1;
    topic.lastMessage = at.data?.message ?? null;
    this.notifies(actor, at);
  }

  /** A schedule hands its event over a moment after it was due; what other triggers send arrives at once. */
  fired(at: At): void {
    const actor = this.world.actor(at.subject);
    if (actor.type === 'schedule') this.notifies(actor, at);
  }

  private notifies(actor: Actor, at: At): void {
    this.leaves(at, this.world.wiresFrom(actor, ['async', 'subscription']).length);
  }

  // ---------------------------------------------------------------------------------------- on the way

  /** Something leaves with this record that arrives later, with a record that names this one as its cause. */
  leaves({ index }: At, count: number): void {
    if (count === 0) return;
    this.onTheWay.set(index, count);
    this.deliveries += count;
  }

  arrives({ cause }: At): void {
    const left = this.onTheWay.get(cause);
    if (left === undefined) return;
    this.deliveries -= 1;
    if (left === 1) this.onTheWay.delete(cause);
    else this.onTheWay.set(cause, left - 1);
  }

  deliveryFailed(at: At): void {
    const { id } = this.world.actor(at.subject);
    const problem = {
      reason: at.data?.reason ?? '',
      recordIndex: at.index,
      timeUs: at.timeUs,
      count: (this.problems[id]?.count ?? 0) + 1,
    };
    this.problems = { ...this.problems, [id]: problem };
  }
}
