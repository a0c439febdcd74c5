/** SNS as handlers call it. */
import { fitsTarget } from '../../lambda/rules/payloadLimits.ts';
import type { Simulation } from '../../simulation.ts';
import { attributesLength } from '../events/sns.ts';
import { publish } from '../topic.ts';
import { nodeNamed } from '../world.ts';
import { type Answer, failed, lastPart, succeeded, text } from './answer.ts';
import { attributesOf } from './attributes.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const snsCalls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'topic', lastPart(text(input.TopicArn ?? input.TargetArn), ':')),
  commands: { Publish: publishOne },
};

function publishOne(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return failed('NotFoundException', 'Topic does not exist', 404);
  const message = text(input.Message);
  if (message === '') return failed('InvalidParameterException', 'Invalid parameter: Empty message', 400);
  const attributes = attributesOf(input.MessageAttributes);
  if (!fitsTarget('topic', message.length + attributesLength(attributes)))
    return failed('InvalidParameterException', 'Invalid parameter: Message too long', 400);
  const subject = input.Subject === undefined ? {} : { subject: text(input.Subject) };
  return succeeded({ MessageId: publish(sim, target, { message, ...subject, attributes, cause: record, rule: 'D5' }) });
}
