/**
 * SNS topics: a message goes to every subscriber, to functions asynchronously (TRIG-22).
 *
 * @simplified Delivery takes no time and never fails; once Lambda has accepted the event its own rules hold (TRIG-23).
 */
import type { TopicNode } from '../../scenario/schema.ts';
import { visibleUuid } from '../kernel/visibleIds.ts';
import { invokeAsync } from '../lambda/asyncQueue.ts';
import { fitsTarget } from '../lambda/rules/payloadLimits.ts';
import { epochMsAt, note, type Simulation } from '../simulation.ts';
import { numbered } from './aws.ts';
import { type MessageAttributes, type Publication, snsEvent, snsQueueBody } from './events/sns.ts';
import { sendMessage } from './queue.ts';
import type { Firing } from './triggers.ts';
import type { NodeState } from './world.ts';

export interface Published {
  readonly message: string;
  readonly subject?: string | undefined;
  /** Texts for some kinds of subscribers, in place of the message. */
  readonly variants?: { readonly lambda?: string; readonly sqs?: string };
  readonly attributes?: MessageAttributes | undefined;
  readonly cause: number;
  readonly rule: string;
  readonly engineWorded?: boolean;
}

/** Publishes a message; gives its id. */
export function publish(sim: Simulation, node: NodeState, published: Published): string {
  const number = ++sim.world.publications;
  const { message, subject, attributes, variants } = published;
  sim.payloadChars += message.length;
  const engineWorded = published.engineWorded ? { engineWorded: true } : {};
  const messageId = visibleUuid(sim.seed, 'publication', number);
  const record = note(sim, 'published', published.rule, published.cause, number, node.number, {
    message,
    ...(subject === undefined ? {} : { subject }),
    ...(variants ? { variants } : {}),
    messageId,
    ...engineWorded,
  });
  for (const wire of node.wires) {
    const publication: Publication = {
      topicName: node.settings.name,
      messageId,
      subscriptionId: visibleUuid(sim.seed, 'subscription', wire.number),
      message: (sim.functions[wire.to.number] ? variants?.lambda : variants?.sqs) ?? message,
      ...(subject === undefined ? {} : { subject }),
      ...(attributes ? { attributes } : {}),
      epochMs: epochMsAt(sim, sim.nowUs),
    };
    const fn = sim.functions[wire.to.number];
    const body = JSON.stringify(fn ? snsEvent(publication) : snsQueueBody(publication));
    if (!fitsTarget(wire.to.settings.type, body.length)) {
      const reason = `The message with its envelope is too large for ${wire.to.settings.name} and is lost.`;
      note(sim, 'delivery_failed', 'INV-11', record, wire.to.number, 0, { reason });
    } else if (wire.settings.type === 'async' && fn) {
      invokeAsync(sim, { fn, payload: body, origin: 'queue', source: node.number, cause: record, ...engineWorded });
    } else if (wire.settings.type === 'subscription' && wire.to.settings.type === 'queue') {
      sendMessage(sim, wire.to, { body, cause: record, rule: 'TRIG-22', ...engineWorded });
    }
  }
  return messageId;
}

/** Traffic of a topic: someone publishes a message. */
export function fireTopic(sim: Simulation, node: NodeState, settings: TopicNode, firing: Firing): void {
  const message = firing.payload ?? numbered(settings.message, node.fired);
  publish(sim, node, { message, cause: firing.cause, rule: 'TRIG-22' });
}
