/** Where the records of asynchronous invocations go: a queue, a topic, another function, a bucket (ASYNC-13, ASYNC-16, ASYNC-17). */
import { visibleUuid } from '../kernel/visibleIds.ts';
import { invokeAsync } from '../lambda/asyncQueue.ts';
import { fitsTarget } from '../lambda/rules/payloadLimits.ts';
import { epochMsAt, note, type OutgoingRecord, type Simulation } from '../simulation.ts';
import type { JsonValue } from '../steps.ts';
import { busArn, functionArn } from './aws.ts';
import { putObject } from './bucket.ts';
import { putEvent } from './eventBus.ts';
import { sendMessage } from './queue.ts';
import { publish } from './topic.ts';
import { type NodeState, wiresOf } from './world.ts';

/** Sends a record, or a dead letter, over every wire of its kind. */
export function deliverRecord(sim: Simulation, outgoing: OutgoingRecord): void {
  const node = sim.world.nodes[outgoing.fn.node];
  if (!node) return;
  const deadLetter = outgoing.wire === 'deadLetter';
  const rule = deadLetter ? 'ASYNC-17' : 'ASYNC-13';
  const { body, attributes, engineWorded } = outgoing;
  const worded = engineWorded ? { engineWorded } : {};
  for (const { to } of wiresOf(node, outgoing.wire)) {
    const kind = deadLetter ? 'dead_lettered' : 'destination_sent';
    const cause = note(sim, kind, rule, outgoing.cause, outgoing.invocation.number, to.number, recordData(outgoing));
    sim.payloadChars += body.length;
    const fn = sim.functions[to.number];
    if (!fitsTarget(to.settings.type, body.length)) noteTooLarge(sim, to, cause);
    else if (fn) invokeAsync(sim, { fn, payload: body, origin: 'queue', source: node.number, cause, ...worded });
    else if (to.settings.type === 'queue') sendMessage(sim, to, { body, attributes, cause, rule, ...worded });
    else if (to.settings.type === 'topic') publish(sim, to, { message: body, attributes, cause, rule, ...worded });
    else if (to.settings.type === 'bucket')
      putObject(sim, to, { key: objectKey(sim, outgoing), content: body, cause, rule, ...worded });
    else if (to.settings.type === 'eventBus')
      putEvent(sim, to, { ...resultEvent(outgoing, to), cause, rule, ...worded });
  }
}

/** The record as an event. @source Recorded event of a destination, "Lambda Function Invocation Result". */
function resultEvent({ wire, fn, record }: OutgoingRecord, bus: NodeState) {
  const detailType = `Lambda Function Invocation Result - ${wire === 'onSuccess' ? 'Success' : 'Failure'}`;
  const resources = [busArn(bus.settings.name), functionArn(fn.settings.name, '$LATEST')];
  // The record is made of JSON values only.
  return { source: 'lambda', detailType, detail: record as JsonValue, resources };
}

function noteTooLarge(sim: Simulation, target: NodeState, cause: number): void {
  const reason = `The record is too large for ${target.settings.name} and is lost.`;
  note(sim, 'delivery_failed', 'ASYNC-18', cause, target.number, 0, { reason });
}

/** Stacks in a record are left out of the digest by their name; other words of the engine have to be marked (D12). */
function recordData({ record, invocation, wordedMessage }: OutgoingRecord): unknown {
  return wordedMessage || invocation.engineWorded ? { ...record, engineWorded: true } : record;
}

/** `aws/lambda/async/<fn>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<uuid>` */
function objectKey(sim: Simulation, { fn, invocation }: OutgoingRecord): string {
  const time = new Date(epochMsAt(sim, sim.nowUs)).toISOString();
  const id = visibleUuid(sim.seed, 'record', invocation.number);
  return `aws/lambda/async/${fn.settings.name}/${time.slice(0, 10).replaceAll('-', '/')}/${time.slice(0, 19).replaceAll(':', '.')}-${id}`;
}
