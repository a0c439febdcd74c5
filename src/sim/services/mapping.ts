/**
 * Event source mappings of queues: pollers that receive messages, make batches, and invoke the function synchronously
 * (ESM-1 … ESM-5, SQS-1 … SQS-14). Nothing is polled in vain: a mapping wakes when there may be something to do.
 */
import { PRIORITY } from '../kernel/queue.ts';
import { newBatchInvocation, noteThrottle, startAttempt } from '../lambda/invoke.ts';
import { batchSizeOf, fitsPayload, recordBytes } from '../lambda/rules/sqsBatch.ts';
import { batchResult } from '../lambda/rules/sqsPartialBatch.ts';
import { POLLERS_STEP_US, pollersAtStart, pollersMax, pollersNext } from '../lambda/rules/sqsPollers.ts';
import { batchGiveUpWaitUs, batchRetryWaitUs } from '../lambda/rules/sqsThrottleWait.ts';
import { ENTRY, existing, type Invocation, type InvocationResult, note, type Simulation } from '../simulation.ts';
import { sqsEvent } from './events/sqs.ts';
import { deleteMessage, type Message, messageLength, type QueueState, queueOf, receiveMessage } from './queue.ts';
import { received } from './received.ts';
import type { NodeState, WireState } from './world.ts';

export interface MappingState {
  readonly wire: WireState;
  /** Batches that may run at once. */
  pollers: number;
  /** Batches that are gathered, waiting for a retry, or running. */
  running: number;
  gathering: Batch | null;
  pollScheduled: boolean;
  stepScheduled: boolean;
  /** The last `pollers_changed` record. */
  record: number;
}

export interface Batch {
  readonly number: number;
  readonly mapping: MappingState;
  /** `record` is the receive: the message itself may go on while the batch is gathered. */
  messages: { readonly message: Message; readonly receipt: number; readonly record: number }[];
  bytes: number;
  invocation: Invocation | null;
}

type MappingSettings = Extract<WireState['settings'], { type: 'mapping' }>;

function settingsOf({ wire }: MappingState): MappingSettings {
  if (wire.settings.type !== 'mapping') throw new Error('Only a mapping polls.');
  return wire.settings;
}

// ------------------------------------------------------------------------------------------ life of a mapping

/** Takes over mappings that a scenario brought or changed. */
export function applyMappings(sim: Simulation, cause: number): void {
  for (const wire of sim.world.wires) {
    if (!wire || wire.removed || wire.settings.type !== 'mapping') continue;
    const mapping = sim.world.mappings[wire.number] ?? newMapping(sim, wire, cause);
    const most = pollersMax(settingsOf(mapping).maximumConcurrency);
    if (mapping.pollers > most) setPollers(sim, mapping, most, 'SQS-4', cause);
    wake(sim, mapping);
  }
}

function newMapping(sim: Simulation, wire: WireState, cause: number): MappingState {
  const mapping: MappingState = {
    wire,
    pollers: 0,
    running: 0,
    gathering: null,
    pollScheduled: false,
    stepScheduled: false,
    record: cause,
  };
  sim.world.mappings[wire.number] = mapping;
  setPollers(sim, mapping, pollersAtStart(settingsOf(mapping).maximumConcurrency), 'SQS-3', cause);
  return mapping;
}

function setPollers(sim: Simulation, mapping: MappingState, pollers: number, rule: string, cause: number): void {
  if (pollers === mapping.pollers) return;
  mapping.pollers = pollers;
  mapping.record = note(sim, 'pollers_changed', rule, cause, mapping.wire.number, pollers);
}

/** Something may be there to be received. */
export function wakeMappings(sim: Simulation, queueNode: NodeState): void {
  for (const wire of queueNode.wires) {
    const mapping = sim.world.mappings[wire.number];
    if (mapping) wake(sim, mapping);
  }
}

/** A poll at the end of this instant: what arrives together is received together. */
function wake(sim: Simulation, mapping: MappingState): void {
  if (mapping.pollScheduled) return;
  mapping.pollScheduled = true;
  sim.queue.add(sim.nowUs, PRIORITY.timer, ENTRY.poll, mapping.wire.number);
}

/** Entry: receives what there is, as far as there are free pollers. */
export function onPoll(sim: Simulation, mapping: MappingState): void {
  mapping.pollScheduled = false;
  if (mapping.wire.removed || !settingsOf(mapping).enabled) return;
  const queue = queueOf(sim, mapping.wire.from);
  while (queue.visibleCount > 0 && gatherBatch(sim, mapping, queue));
  if (queue.visibleCount > 0) scheduleStep(sim, mapping);
}

// ------------------------------------------------------------------------------------------ number of pollers

function scheduleStep(sim: Simulation, mapping: MappingState): void {
  if (mapping.stepScheduled) return;
  mapping.stepScheduled = true;
  sim.queue.add(sim.nowUs + POLLERS_STEP_US, PRIORITY.timer, ENTRY.pollersStep, mapping.wire.number);
}

/** Entry: more pollers while messages wait, fewer when none do (SQS-3). */
export function onPollersStep(sim: Simulation, mapping: MappingState): void {
  mapping.stepScheduled = false;
  if (mapping.wire.removed || !settingsOf(mapping).enabled) return;
  const queue = queueOf(sim, mapping.wire.from);
  const { maximumConcurrency } = settingsOf(mapping);
  const waiting = queue.visibleCount > 0;
  const cause = (waiting && queue.visible.first()?.record) || mapping.record;
  setPollers(sim, mapping, pollersNext(mapping.pollers, maximumConcurrency, waiting), 'SQS-3', cause);
  if (!waiting) return;
  wake(sim, mapping);
  scheduleStep(sim, mapping);
}

// ------------------------------------------------------------------------------------------ batches

/** Receives into the open batch, or a new one; false when there is nothing more to be done now. */
function gatherBatch(sim: Simulation, mapping: MappingState, queue: QueueState): boolean {
  const settings = settingsOf(mapping);
  if (!mapping.gathering && mapping.running >= mapping.pollers) return false;
  const batch = mapping.gathering ?? openBatch(sim, mapping);
  const size = batchSizeOf(settings);
  let full = false;
  while (!full && batch.messages.length < size) {
    const message = receiveMessage(sim, queue, { wire: mapping.wire.number }, (m) => {
      full = !fitsPayload(batch.bytes, messageLength(m));
      return !full;
    });
    if (!message) break;
    // Its visibility timeout is over while the batch is gathered: the batch has it once, with the new receipt.
    if (message.batch === batch.number) takeOut(batch, message);
    message.batch = batch.number;
    batch.bytes += recordBytes(messageLength(message));
    batch.messages.push({ message, receipt: message.receipt, record: message.record });
  }
  full ||= batch.messages.length >= size;
  if (batch.messages.length === 0) {
    closeBatch(sim, batch);
    return false;
  }
  if (full || settings.batchingWindowS === 0) {
    sendBatch(sim, batch);
    return true;
  }
  return false;
}

function takeOut(batch: Batch, message: Message): void {
  batch.messages = batch.messages.filter((other) => other.message !== message);
  batch.bytes -= recordBytes(messageLength(message));
}

function openBatch(sim: Simulation, mapping: MappingState): Batch {
  const number = sim.world.batches.length;
  const batch: Batch = { number, mapping, messages: [], bytes: 0, invocation: null };
  sim.world.batches[number] = batch;
  mapping.running++;
  mapping.gathering = batch;
  const windowUs = settingsOf(mapping).batchingWindowS * 1_000_000;
  if (windowUs > 0) sim.queue.add(sim.nowUs + windowUs, PRIORITY.timer, ENTRY.windowEnd, mapping.wire.number, number);
  return batch;
}

/** Entry: the batching window is over (ESM-3). */
export function onWindowEnd(sim: Simulation, mapping: MappingState, batchNumber: number): void {
  const batch = mapping.gathering;
  if (batch?.number === batchNumber) sendBatch(sim, batch);
}

/** The poller is free again. */
function closeBatch(sim: Simulation, batch: Batch): void {
  const { mapping } = batch;
  if (mapping.gathering === batch) mapping.gathering = null;
  mapping.running--;
  for (const { message } of batch.messages) if (message.batch === batch.number) message.batch = 0;
  sim.world.batches[batch.number] = undefined;
}

function sendBatch(sim: Simulation, batch: Batch): void {
  const { mapping } = batch;
  mapping.gathering = null;
  const [first, ...others] = batch.messages;
  const fn = existing(sim.functions[mapping.wire.to.number], 'the function of a mapping');
  const event = sqsEvent(
    mapping.wire.from.settings.name,
    batch.messages.map(({ message }) => received(sim, message)),
  );
  const invocation = newBatchInvocation(sim, {
    fn,
    payload: JSON.stringify(event),
    origin: 'batch',
    originRef: batch.number,
    source: mapping.wire.from.number,
    cause: existing(first, 'the first message of a batch').record,
    engineWorded: batch.messages.some(({ message }) => message.engineWorded),
  });
  for (const { record } of others) sim.trace.link(invocation.record, record);
  batch.invocation = invocation;
  attemptBatch(sim, batch);
}

/** Entry, and first attempt: a throttled batch is tried again until its messages become visible (SQS-9). */
export function attemptBatch(sim: Simulation, batch: Batch): void {
  const invocation = existing(batch.invocation, 'the request of a batch');
  if (batch.mapping.wire.removed) return giveUp(sim, batch);
  const refused = startAttempt(sim, invocation);
  if (!refused) return;
  noteThrottle(sim, invocation, refused);
  const visibleAtUs = Math.min(...batch.messages.map(({ message }) => message.visibleAtUs));
  const waitUs = batchRetryWaitUs(++invocation.throttles, visibleAtUs - sim.nowUs);
  if (waitUs !== null) sim.queue.add(sim.nowUs + waitUs, PRIORITY.timer, ENTRY.batchAttempt, batch.number);
  else {
    const giveUpUs = sim.nowUs + batchGiveUpWaitUs(visibleAtUs - sim.nowUs);
    sim.queue.add(giveUpUs, PRIORITY.completion, ENTRY.batchGivenUp, batch.number);
  }
}

/** Entry: the messages of a throttled batch are about to become visible; its poller lets them go. */
export function onBatchGivenUp(sim: Simulation, batch: Batch): void {
  giveUp(sim, batch);
}

function giveUp(sim: Simulation, batch: Batch): void {
  const invocation = existing(batch.invocation, 'the request of a batch');
  sim.invocations[invocation.number] = undefined;
  for (const { message, receipt } of batch.messages) {
    if (message.receipt === receipt) message.throttled = invocation.throttles > 0;
    follow(message, receipt, invocation.record);
  }
  closeBatch(sim, batch);
  wake(sim, batch.mapping);
}

/** The function has run: processed messages are deleted, failed ones wait for their visibility timeout (SQS-6, SQS-7, SQS-12). */
export function batchEnded(sim: Simulation, invocation: Invocation, result: InvocationResult): void {
  const batch = existing(sim.world.batches[invocation.originRef], 'a batch that ran');
  const { reportBatchItemFailures } = settingsOf(batch.mapping);
  const ids = new Set(batch.messages.map(({ message }) => message.messageId));
  const { failed, rule } = batchResult(result.error ? null : result.payload, reportBatchItemFailures, ids);
  sim.invocations[invocation.number] = undefined;
  for (const { message, receipt } of batch.messages) {
    if (failed === 'all' || failed.has(message.messageId)) follow(message, receipt, invocation.record);
    else deleteMessage(sim, message, receipt, invocation.record, rule);
  }
  closeBatch(sim, batch);
  wake(sim, batch.mapping);
}

/** What happens to a message next follows from the failed invocation, unless it was received again. */
function follow(message: Message, receipt: number, record: number): void {
  if (message.receipt === receipt && message.state === 'inFlight') message.record = record;
}
