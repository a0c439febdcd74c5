/**
 * ReceiveMessage calls of handlers: they take what is there, or wait for it (long polling).
 *
 * @source Amazon SQS Developer Guide, "Amazon SQS short and long polling",
 *   https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html, read 2026-11.
 * @simplified Short polling asks all servers: it finds every message that is there.
 */
import { PRIORITY } from '../kernel/queue.ts';
import { ENTRY, type Simulation } from '../simulation.ts';
import { succeeded } from './calls/answer.ts';
import { answerLater } from './calls/answerLater.ts';
import type { CallState } from './calls/service.ts';
import { receivedOutput, type Wanted, wantedBy } from './calls/sqsReceive.ts';
import { type Message, type QueueState, receiveMessage } from './queue.ts';

/** A call asks a queue; it is answered when there is something, or at the end of its wait. */
export function beginReceive(sim: Simulation, call: CallState, queue: QueueState): void {
  const { waitS } = wantedBy(call.input);
  queue.waiting.push({ call: call.number, untilUs: sim.nowUs + waitS * 1_000_000 });
  onReceive(sim, call);
  if (waitS > 0) sim.queue.add(sim.nowUs + waitS * 1_000_000, PRIORITY.expiry, ENTRY.receive, call.number);
}

/** A message may be received: the call that has waited longest asks again at the end of this instant. */
export function wakeReceivers(sim: Simulation, queue: QueueState): void {
  const [first] = queue.waiting;
  if (first) sim.queue.add(sim.nowUs, PRIORITY.timer, ENTRY.receive, first.call);
}

/** Entry: there may be something to receive, or the wait is over; void for a call that has its answer. */
export function onReceive(sim: Simulation, call: CallState): void {
  const queue = call.target && sim.world.queues[call.target.number];
  const wait = queue?.waiting.find(({ call: number }) => number === call.number);
  if (!queue || !wait) return;
  const wanted = wantedBy(call.input);
  const messages = receiveUpTo(sim, call, queue, wanted);
  if (messages.length === 0 && sim.nowUs < wait.untilUs) return;
  queue.waiting = queue.waiting.filter((other) => other !== wait);
  for (const { record } of messages) sim.trace.link(record, call.record);
  const cause = messages[0]?.record;
  answerLater(sim, call, succeeded(receivedOutput(sim, messages, wanted), cause));
  if (queue.visibleCount > 0) wakeReceivers(sim, queue);
}

function receiveUpTo(sim: Simulation, call: CallState, queue: QueueState, wanted: Wanted): Message[] {
  const messages: Message[] = [];
  const receiver = { call: call.number, visibilityTimeoutS: wanted.visibilityTimeoutS };
  while (messages.length < wanted.most) {
    const message = receiveMessage(sim, queue, receiver);
    if (!message) break;
    messages.push(message);
  }
  return messages;
}
