/**
 * Deliveries that take their time: S3 notifications and EventBridge events are on their way for a while (TRIG-21, SIM-8).
 *
 * @assumed 0.2–2 s, uniform; AWS says "typically within seconds".
 * @simplified Nothing is delivered twice.
 */
import { PRIORITY } from '../kernel/queue.ts';
import { visibleHex, visibleUuid } from '../kernel/visibleIds.ts';
import { invokeAsync } from '../lambda/asyncQueue.ts';
import { ENTRY, epochMsAt, note, type Simulation } from '../simulation.ts';
import type { StoredObject } from './bucket.ts';
import { S3_NOTIFICATION_SUBJECT, s3Event } from './events/s3.ts';
import { sendMessage } from './queue.ts';
import { startExecution } from './stateMachine.ts';
import { putRecord } from './stream.ts';
import { publish } from './topic.ts';
import type { NodeState, WireState } from './world.ts';

/** Something on its way to a node. */
export interface Delivery {
  readonly wire: WireState;
  /** JSON text: the event of a function, the body of a message. */
  readonly body: string;
  readonly subject?: string;
  readonly engineWorded?: boolean;
  readonly rule: string;
  readonly cause: number;
}

const LEAST_US = 200_000;
const MOST_US = 2_000_000;

/** Sends something on its way; the time is drawn from the wire's own stream, so that wires do not disturb each other (D16). */
export function deliverLater(sim: Simulation, delivery: Delivery): void {
  const number = sim.world.deliveries.length;
  sim.world.deliveries[number] = delivery;
  const delayUs = LEAST_US + Math.round((MOST_US - LEAST_US) * delivery.wire.delivery.float());
  sim.queue.add(sim.nowUs + delayUs, PRIORITY.completion, ENTRY.delivery, number);
}

/** Entry: it arrives. */
export function onDelivery(sim: Simulation, number: number): void {
  const delivery = sim.world.deliveries[number];
  if (!delivery) return;
  sim.world.deliveries[number] = undefined;
  const { wire, body, cause, rule, engineWorded = false } = delivery;
  const fn = sim.functions[wire.to.number];
  if (wire.to.removed)
    note(sim, 'delivery_failed', rule, cause, wire.to.number, 0, { reason: 'The target was deleted.' });
  else if (fn) invokeAsync(sim, { fn, payload: body, origin: 'queue', source: wire.from.number, cause, engineWorded });
  else if (wire.to.settings.type === 'queue') sendMessage(sim, wire.to, { body, cause, rule, engineWorded });
  else if (wire.to.settings.type === 'topic')
    publish(sim, wire.to, { message: body, subject: delivery.subject, cause, rule, engineWorded });
  else if (wire.to.settings.type === 'stream')
    putRecord(sim, wire.to, { data: body, partitionKey: JSON.parse(body).id, cause, rule });
  else if (wire.to.settings.type === 'stateMachine') startExecution(sim, wire.to, { input: body, cause, rule });
}

/** Tells functions, queues and topics wired to a bucket of a new object. */
export function notifyOfObject(
  sim: Simulation,
  bucket: NodeState,
  object: StoredObject,
  { sequence, cause, how }: { readonly sequence: number; readonly cause: number; readonly how: 'Put' | 'Copy' },
): void {
  for (const wire of bucket.wires) {
    if (wire.settings.type !== 'async' && wire.settings.type !== 'subscription') continue;
    const event = s3Event({
      bucketName: bucket.settings.name,
      how,
      key: object.key,
      size: object.size,
      eTag: object.eTag,
      epochMs: epochMsAt(sim, object.storedUs),
      requestId: visibleHex(sim.seed, 's3 request', object.number).slice(0, 16).toUpperCase(),
      sequencer: sequence.toString(16).toUpperCase().padStart(18, '0'),
      configurationId: visibleUuid(sim.seed, 's3 configuration', wire.number),
    });
    const body = JSON.stringify(event);
    const { engineWorded } = object;
    deliverLater(sim, { wire, body, subject: S3_NOTIFICATION_SUBJECT, rule: 'TRIG-21', cause, engineWorded });
  }
}
