/** What became of something that the user started, wherever it went: "my message's answer appears where I clicked". */
import type { Scenario } from '../../../scenario/schema.ts';
import { KIND } from '../records.ts';
import type { Trace } from '../trace.ts';
import { type Actor, deployedBy, World } from './world.ts';

/** It is kept somewhere, and those who are wired to that place are told. */
export interface Kept {
  readonly what: 'object' | 'publication' | 'event' | 'record' | 'execution';
  readonly nodeId: string;
  /** To how many it is handed on; some of them a moment later. */
  readonly takers: number;
  /** The shard of a record. */
  readonly shardId?: string;
  readonly recordIndex: number;
}

/** A message in a queue, or one that was. */
export interface FollowedMessage {
  readonly kind: 'message';
  readonly message: number;
  /** The queue that holds it, or held it last. */
  readonly nodeId: string;
  readonly queueName: string;
  /** A function polls that queue. */
  readonly isPolled: boolean;
  readonly state: 'visible' | 'in flight' | 'deleted' | 'expired';
  /** How often it was received in that queue. */
  readonly receives: number;
  /** The queue whose redrive moved it here, and after how many receives. */
  readonly movedFrom: { readonly name: string; readonly receives: number } | null;
  /** The invocation that took it last with its batch; null before, and when a handler received it. */
  readonly invocation: number | null;
  readonly recordIndex: number;
}

/** Where a way ends that something took: at an invocation, in a queue, or with a refusal. */
export type End =
  | { readonly kind: 'invocation'; readonly invocation: number; readonly recordIndex: number }
  | FollowedMessage
  | { readonly kind: 'refused'; readonly nodeId: string; readonly reason: string; readonly recordIndex: number };

export interface Followed {
  /** Where it was kept first; null when nothing keeps it, as a request to a function. */
  readonly kept: Kept | null;
  readonly ends: readonly End[];
  /** The last record about it; the input itself at first. */
  readonly recordIndex: number;
}

const KEPT: ReadonlyMap<number, Kept['what']> = new Map([
  [KIND.object_put, 'object'],
  [KIND.published, 'publication'],
  [KIND.event_put, 'event'],
  [KIND.record_put, 'record'],
  [KIND.execution_started, 'execution'],
]);

/** Follows one input through the trace; going back begins anew. Later handlers' own doings are not followed. */
export class Follower {
  private world: World;
  private next = 0;
  /** Records of the input and of what hands it on: what names one of them as its cause belongs to it. */
  private readonly handing = new Set<number>();
  private readonly messages = new Map<number, FollowedMessage>();
  private readonly others = new Map<number, End>();
  private kept: Kept | null = null;
  private last = -1;
  private made: Followed | null = null;

  constructor(
    private readonly trace: Trace,
    private readonly input: number,
    private readonly scenario?: Scenario,
  ) {
    this.world = new World(scenario);
  }

  /** As of a record; null before the input. The same object as long as nothing about it changes. */
  at(recordIndex: number): Followed | null {
    if (recordIndex < this.next - 1) this.restart();
    const until = Math.min(recordIndex, this.trace.length - 1);
    while (this.next <= until) this.read(this.next++);
    if (this.last < 0) return null;
    if (this.made?.recordIndex !== this.last) {
      const { kept, last } = this;
      this.made = {
        kept,
        ends: [...this.others.values(), ...this.messages.values()].sort(bySighting),
        recordIndex: last,
      };
    }
    return this.made;
  }

  private restart(): void {
    this.world = new World(this.scenario);
    this.next = 0;
    this.handing.clear();
    this.messages.clear();
    this.others.clear();
    this.kept = null;
    this.last = -1;
    this.made = null;
  }

  private read(i: number): void {
    const { trace } = this;
    const kind = trace.kind[i] ?? 0;
    const subject = trace.subject[i] ?? 0;
    const value = trace.value[i] ?? 0;
    if (kind === KIND.input) {
      const deployed = deployedBy(trace, i);
      if (deployed) this.world.deploy(deployed);
      else if (value === this.input) this.hands(i);
      return;
    }
    if (this.handing.size === 0) return;
    if (kind === KIND.invoke_batch) return this.batch(i, subject);
    const message = MESSAGE_KINDS.has(kind) ? this.messages.get(subject) : undefined;
    if (message) return this.messageChanged(i, kind, value, message);
    if (!this.handing.has(trace.cause[i] ?? 0)) return;
    const what = KEPT.get(kind);
    if (what) this.keeps(i, what, this.world.actor(value));
    else if (kind === KIND.message_sent) this.sent(i, subject, this.world.actor(value));
    else if (kind === KIND.invoke_sync || kind === KIND.invoke_async)
      this.ends(i, { kind: 'invocation', invocation: subject, recordIndex: i });
    else if (kind === KIND.delivery_failed) {
      const reason = String(this.data(i)?.reason ?? '');
      this.ends(i, { kind: 'refused', nodeId: this.world.actor(subject).id, reason, recordIndex: i });
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: its shape follows from the kind of the record (records.ts)
  private data(index: number): any {
    return this.trace.data.get(index);
  }

  private hands(index: number): void {
    this.handing.add(index);
    this.last = index;
  }

  private ends(index: number, end: End): void {
    this.others.set(index, end);
    this.last = index;
  }

  private keeps(index: number, what: Kept['what'], actor: Actor): void {
    this.hands(index);
    const data = this.data(index);
    const takers =
      what === 'event' ? (data?.matched ?? 0) : this.world.wiresFrom(actor, ['async', 'subscription']).length;
    const shard = what === 'record' ? { shardId: String(data?.shardId ?? '') } : {};
    this.kept ??= { what, nodeId: actor.id, takers, recordIndex: index, ...shard };
  }

  private sent(index: number, message: number, queue: Actor): void {
    this.put(index, { message, receives: 0, movedFrom: null, invocation: null }, queue);
  }

  private put(
    recordIndex: number,
    message: Pick<FollowedMessage, 'message' | 'receives' | 'movedFrom' | 'invocation'>,
    queue: Actor,
  ): void {
    const isPolled = this.world.wiresFrom(queue, ['mapping']).some((wire) => wire.type === 'mapping' && wire.enabled);
    const { id: nodeId, name: queueName } = queue;
    const { message: number } = message;
    this.messages.set(number, {
      kind: 'message',
      ...message,
      nodeId,
      queueName,
      isPolled,
      state: 'visible',
      recordIndex,
    });
    this.last = recordIndex;
  }

  private messageChanged(index: number, kind: number, value: number, message: FollowedMessage): void {
    const { queueName: name, receives } = message;
    if (kind === KIND.message_redriven)
      return this.put(index, { ...message, receives: 0, movedFrom: { name, receives } }, this.world.actor(value));
    const change = changeOf(kind, value);
    this.messages.set(message.message, { ...message, ...change, recordIndex: index });
    this.last = index;
  }

  /** A batch names the record of each of its messages as a cause. */
  private batch(index: number, invocation: number): void {
    const { trace } = this;
    for (const cause of [trace.cause[index] ?? 0, ...(trace.links.get(index) ?? [])]) {
      const message = this.messages.get(trace.subject[cause] ?? 0);
      if (message?.recordIndex !== cause) continue;
      this.messages.set(message.message, { ...message, invocation, recordIndex: index });
      this.last = index;
    }
  }
}

const MESSAGE_KINDS: ReadonlySet<number> = new Set([
  KIND.message_received,
  KIND.message_deleted,
  KIND.message_visible,
  KIND.message_redriven,
  KIND.message_expired,
]);

function changeOf(kind: number, value: number): Partial<FollowedMessage> {
  switch (kind) {
    case KIND.message_received:
      return { state: 'in flight', receives: value, invocation: null };
    case KIND.message_deleted:
      return { state: 'deleted' };
    case KIND.message_expired:
      return { state: 'expired' };
    default:
      return { state: 'visible' };
  }
}

const firstSeen = (end: End): number => (end.kind === 'message' ? end.message : end.recordIndex);

/** Ends that are not messages come in the order of their records; messages after them, by number. */
function bySighting(a: End, b: End): number {
  if ((a.kind === 'message') !== (b.kind === 'message')) return a.kind === 'message' ? 1 : -1;
  return firstSeen(a) - firstSeen(b);
}
