/** Standard SQS queues: messages come, are received, become visible again, move to a dead-letter queue, or are deleted. */
import { Fifo } from '../kernel/fifo.ts';
import { Heap } from '../kernel/heap.ts';
import { PRIORITY } from '../kernel/queue.ts';
import { visibleHex, visibleUuid } from '../kernel/visibleIds.ts';
import { isRedriven } from '../lambda/rules/sqsRedrive.ts';
import { ENTRY, existing, note, type Simulation } from '../simulation.ts';
import { attributesLength, type MessageAttributes } from './events/sns.ts';
import { wakeMappings } from './mapping.ts';
import { wakeReceivers } from './receivers.ts';
import { type NodeState, wiresOf } from './world.ts';

export interface QueueState {
  readonly node: NodeState;
  /** Messages that may be received; those that were deleted meanwhile are passed over. */
  readonly visible: Fifo<Message>;
  visibleCount: number;
  /** All messages by their age, to end their retention; those that were deleted or moved are passed over. */
  readonly kept: Heap<Message>;
  /** When its next retention entry is due, µs; earlier scheduled ones are void. */
  retentionAtUs: number;
  /** Messages that are in the queue, in flight or not. */
  count: number;
  full: boolean;
  /** Messages that were sent with a delay that is not over. */
  delayed: number;
  /** ReceiveMessage calls that wait for a message, by number, longest first. */
  waiting: { readonly call: number; readonly untilUs: number }[];
}

export interface Message {
  readonly number: number;
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  readonly engineWorded: boolean;
  readonly sentUs: number;
  queue: QueueState;
  /** `delayed`: sent with a delay that is not over yet. */
  state: 'visible' | 'delayed' | 'inFlight' | 'gone';
  firstReceivedUs: number;
  receiveCount: number;
  /** Counts all its receives, also those in a former queue: whoever received it holds the number as its receipt. */
  receipt: number;
  visibleAtUs: number;
  /** The batch that received it last was given up after throttles. */
  throttled: boolean;
  /** Number of the batch that received it last and still runs; 0 for none. */
  batch: number;
  deadLetterSource: string | undefined;
  /** The record with which it was first sent: its age counts from there. */
  sentRecord: number;
  /** The last record of its life, cause of the next. */
  record: number;
}

export interface Sent {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly cause: number;
  readonly rule: string;
  readonly engineWorded?: boolean;
  /** How long nobody can receive it. */
  readonly delayS?: number;
}

/** Far more than a browser can show; it keeps a circle of queues from using up the memory. */
const MESSAGES_MAX = 1_000_000;

export function newQueue(node: NodeState): QueueState {
  return {
    node,
    visible: new Fifo(),
    visibleCount: 0,
    kept: new Heap(isOlder),
    retentionAtUs: Number.POSITIVE_INFINITY,
    count: 0,
    full: false,
    delayed: 0,
    waiting: [],
  };
}

function isOlder(a: Message, b: Message): boolean {
  return a.sentUs < b.sentUs || (a.sentUs === b.sentUs && a.number < b.number);
}

export function queueOf(sim: Simulation, node: NodeState): QueueState {
  return existing(sim.world.queues[node.number], `the queue ${node.settings.name}`);
}

/** Puts a message into a queue; undefined when the queue is at the bound of the simulator. */
export function sendMessage(sim: Simulation, node: NodeState, sent: Sent): Message | undefined {
  const queue = queueOf(sim, node);
  if (queue.count >= MESSAGES_MAX) return refuse(sim, queue, sent.cause);
  const number = sim.world.messages.length;
  const message: Message = {
    number,
    messageId: visibleUuid(sim.seed, 'message', number),
    body: sent.body,
    attributes: sent.attributes,
    engineWorded: sent.engineWorded === true,
    sentUs: sim.nowUs,
    queue,
    state: 'visible',
    firstReceivedUs: 0,
    receiveCount: 0,
    receipt: 0,
    visibleAtUs: 0,
    throttled: false,
    batch: 0,
    deadLetterSource: undefined,
    sentRecord: 0,
    record: 0,
  };
  sim.world.messages[number] = message;
  sim.payloadChars += messageLength(message);
  message.record = note(sim, 'message_sent', sent.rule, sent.cause, number, node.number, {
    body: sent.body,
    messageId: message.messageId,
    ...(sent.attributes ? { attributes: sent.attributes } : {}),
    ...(sent.engineWorded ? { engineWorded: true } : {}),
    ...(sent.delayS ? { delayS: sent.delayS } : {}),
  });
  message.sentRecord = message.record;
  enter(sim, queue, message, sent.delayS);
  return message;
}

/** Characters of its body and attributes. */
export function messageLength({ body, attributes }: Message): number {
  return body.length + attributesLength(attributes);
}

function refuse(sim: Simulation, queue: QueueState, cause: number): undefined {
  if (!queue.full) {
    const message = `The queue ${queue.node.settings.name} holds ${MESSAGES_MAX} messages, the most the playground keeps; further ones are lost.`;
    note(sim, 'bound_reached', 'D32', cause, 0, 0, { message });
  }
  queue.full = true;
  return undefined;
}

function enter(sim: Simulation, queue: QueueState, message: Message, delayS = 0): void {
  message.queue = queue;
  queue.count++;
  queue.kept.push(message);
  scheduleRetention(sim, queue);
  if (delayS === 0) return makeVisible(sim, queue, message);
  message.state = 'delayed';
  queue.delayed++;
  hideUntil(sim, message, sim.nowUs + delayS * 1_000_000);
}

function hideUntil(sim: Simulation, message: Message, visibleAtUs: number): void {
  message.visibleAtUs = visibleAtUs;
  sim.queue.add(visibleAtUs, PRIORITY.timer, ENTRY.visible, message.number, message.receipt);
}

function makeVisible(sim: Simulation, queue: QueueState, message: Message): void {
  message.state = 'visible';
  queue.visible.push(message);
  queue.visibleCount++;
  wakeMappings(sim, queue.node);
  wakeReceivers(sim, queue);
}

/** Who receives: a mapping by its wire, or a handler by its call, which may ask for a visibility timeout of its own, s. */
export type Receiver =
  | { readonly wire: number }
  | { readonly call: number; readonly visibilityTimeoutS?: number | undefined };

/** Receives the first visible message, or undefined when there is none; moves spent ones away (SQS-11). */
export function receiveMessage(
  sim: Simulation,
  queue: QueueState,
  receiver: Receiver,
  fits: (message: Message) => boolean = () => true,
): Message | undefined {
  for (;;) {
    const message = firstVisible(queue);
    if (!message) return undefined;
    if (isSpent(queue, message)) {
      queue.visible.shift();
      redrive(sim, queue, message);
      continue;
    }
    if (!fits(message)) return undefined;
    queue.visible.shift();
    receive(sim, queue, message, receiver);
    return message;
  }
}

function firstVisible(queue: QueueState): Message | undefined {
  for (;;) {
    const message = queue.visible.first();
    if (!message || (message.state === 'visible' && message.queue === queue)) return message;
    queue.visible.shift();
  }
}

function receive(sim: Simulation, queue: QueueState, message: Message, receiver: Receiver): void {
  queue.visibleCount--;
  message.state = 'inFlight';
  message.receiveCount++;
  message.receipt++;
  if (message.receiveCount === 1) message.firstReceivedUs = sim.nowUs;
  message.throttled = false;
  const { visibilityTimeoutS: asked, ...by } = { visibilityTimeoutS: undefined, ...receiver };
  message.record = note(sim, 'message_received', 'SQS-6', message.record, message.number, message.receiveCount, by);
  hideUntil(sim, message, sim.nowUs + (asked === undefined ? visibilityTimeoutUs(queue) : asked * 1_000_000));
}

/** What a receiver shows to delete the message: the real ones are as opaque. */
export function receiptHandle(sim: Simulation, { number, receipt }: Message): string {
  const digits = (value: number) => value.toString(16).padStart(8, '0');
  return visibleHex(sim.seed, `receipt ${receipt}`, number).slice(0, 16) + digits(number) + digits(receipt);
}

/** What a handle stands for: the message is undefined when it is gone. Undefined for what is no handle. */
export function receiptOf(
  sim: Simulation,
  handle: string,
): { readonly message: Message | undefined; readonly receipt: number } | undefined {
  const [, hash, number = '', receipt = ''] = /^([0-9a-f]{16})([0-9a-f]{8})([0-9a-f]{8})$/.exec(handle) ?? [];
  const [n, r] = [Number.parseInt(number, 16), Number.parseInt(receipt, 16)];
  if (hash === undefined || visibleHex(sim.seed, `receipt ${r}`, n).slice(0, 16) !== hash) return undefined;
  return { message: sim.world.messages[n], receipt: r };
}

/** A receiver changes when its message can be received again: `seconds` from now. */
export function changeVisibility(sim: Simulation, message: Message, seconds: number, cause: number): void {
  if (seconds > 0) return hideUntil(sim, message, sim.nowUs + seconds * 1_000_000);
  message.visibleAtUs = -1;
  message.record = note(sim, 'message_visible', 'D5', cause, message.number, message.queue.node.number);
  makeVisible(sim, message.queue, message);
}

/** Deletes all messages of a queue; gives their number. */
export function purge(sim: Simulation, queue: QueueState, cause: number): number {
  const messages = sim.world.messages.filter((message) => message?.queue === queue);
  for (const message of messages) if (message) deleteMessage(sim, message, message.receipt, cause, 'D5');
  return messages.length;
}

/**
 * A round trip between a poller and the queue: even with a visibility timeout of 0 s a message is not received again before.
 * @assumed Without it a failing message would go in a circle without any time passing.
 */
const LEAST_VISIBILITY_TIMEOUT_US = 20_000;

function visibilityTimeoutUs({ node: { settings } }: QueueState): number {
  const timeoutS = settings.type === 'queue' ? settings.visibilityTimeoutS : 0;
  return Math.max(LEAST_VISIBILITY_TIMEOUT_US, timeoutS * 1_000_000);
}

/**
 * Entry: the visibility timeout of a receive is over, after an error (SQS-7) or throttles (SQS-9, SQS-5); while its batch still runs that
 * means a duplicate (SQS-20).
 */
export function onVisible(sim: Simulation, message: Message, receipt: number): void {
  if (message.receipt !== receipt || message.visibleAtUs !== sim.nowUs) return;
  if (message.state !== 'inFlight' && message.state !== 'delayed') return;
  const delayed = message.state === 'delayed';
  if (delayed) message.queue.delayed--;
  const rule = delayed ? 'D5' : message.batch > 0 ? 'SQS-20' : message.throttled ? 'SQS-9' : 'SQS-7';
  message.record = note(sim, 'message_visible', rule, message.record, message.number, message.queue.node.number);
  makeVisible(sim, message.queue, message);
}

/** Deletes a message by the receipt of one receive; a receipt that a later receive has replaced deletes nothing. */
export function deleteMessage(sim: Simulation, message: Message, receipt: number, cause: number, rule: string): void {
  if (message.state === 'gone' || message.receipt !== receipt) return;
  leave(sim, message);
  note(sim, 'message_deleted', rule, cause, message.number, message.queue.node.number);
}

function leave(sim: Simulation, message: Message): void {
  if (message.state === 'visible') message.queue.visibleCount--;
  if (message.state === 'delayed') message.queue.delayed--;
  message.state = 'gone';
  message.queue.count--;
  sim.world.messages[message.number] = undefined;
}

// ------------------------------------------------------------------------------------------ redrive and retention

function redriveWire(queue: QueueState) {
  return wiresOf(queue.node, 'redrive')[0];
}

function isSpent(queue: QueueState, message: Message): boolean {
  const settings = redriveWire(queue)?.settings;
  return isRedriven(message.receiveCount, settings?.type === 'redrive' ? settings.maxReceiveCount : null);
}

/**
 * The message keeps its id and its age.
 * @assumed Its receive count begins again in the dead-letter queue; the documents do not say.
 */
function redrive(sim: Simulation, queue: QueueState, message: Message): void {
  const target = existing(redriveWire(queue), 'the dead-letter queue of a queue').to;
  queue.visibleCount--;
  queue.count--;
  message.receiveCount = 0;
  message.receipt++; // a receipt of this queue is worth nothing there
  message.deadLetterSource = queue.node.settings.name;
  message.record = note(sim, 'message_redriven', 'SQS-11', message.record, message.number, target.number);
  enter(sim, queueOf(sim, target), message);
}

function retentionUs(queue: QueueState): number {
  const { settings } = queue.node;
  return settings.type === 'queue' ? settings.retentionS * 1_000_000 : Number.POSITIVE_INFINITY;
}

/** One entry for each queue, for its oldest message; called when that, or the retention itself, may have become another. */
export function scheduleRetention(sim: Simulation, queue: QueueState): void {
  const oldest = firstKept(queue);
  if (!oldest) return;
  const dueUs = Math.max(sim.nowUs, oldest.sentUs + retentionUs(queue));
  if (dueUs >= queue.retentionAtUs) return;
  queue.retentionAtUs = dueUs;
  sim.queue.add(dueUs, PRIORITY.expiry, ENTRY.retention, queue.node.number);
}

/** Forgets deleted messages on the way. */
function firstKept(queue: QueueState): Message | undefined {
  for (;;) {
    const message = queue.kept.first();
    if (!message || (message.state !== 'gone' && message.queue === queue)) return message;
    queue.kept.shift();
  }
}

/** Entry: the oldest message may have reached the end of its retention. */
export function onRetention(sim: Simulation, queue: QueueState): void {
  if (queue.retentionAtUs !== sim.nowUs) return;
  queue.retentionAtUs = Number.POSITIVE_INFINITY;
  for (let oldest = firstKept(queue); oldest && isExpired(sim, queue, oldest); oldest = firstKept(queue)) {
    queue.kept.shift();
    expire(sim, queue, oldest);
  }
  scheduleRetention(sim, queue);
}

function isExpired(sim: Simulation, queue: QueueState, message: Message): boolean {
  return message.sentUs + retentionUs(queue) <= sim.nowUs;
}

function expire(sim: Simulation, queue: QueueState, message: Message): void {
  leave(sim, message);
  const record = note(sim, 'message_expired', 'SQS-19', message.sentRecord, message.number, queue.node.number);
  if (message.record !== message.sentRecord) sim.trace.link(record, message.record);
}
