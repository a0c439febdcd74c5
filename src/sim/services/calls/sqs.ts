/** SQS as handlers call it. */
import { fitsTarget } from '../../lambda/rules/payloadLimits.ts';
import type { Simulation } from '../../simulation.ts';
import { md5Hex } from '../digest.ts';
import { attributesLength } from '../events/sns.ts';
import { md5OfAttributes } from '../events/sqs.ts';
import { sendMessage } from '../queue.ts';
import { nodeNamed } from '../world.ts';
import { type Answer, failed, lastPart, succeeded, text } from './answer.ts';
import { attributesOf } from './attributes.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const sqsCalls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'queue', lastPart(text(input.QueueUrl), '/')),
  commands: { SendMessage: send },
};

function send(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return failed('QueueDoesNotExist', 'The specified queue does not exist.', 400);
  const body = text(input.MessageBody);
  if (body === '') return failed('MissingParameter', 'The request must contain the parameter MessageBody.', 400);
  const attributes = attributesOf(input.MessageAttributes);
  if (!fitsTarget('queue', body.length + attributesLength(attributes)))
    return failed('InvalidParameterValue', 'Message must be shorter than 1048576 bytes.', 400);
  const message = sendMessage(sim, target, { body, attributes, cause: record, rule: 'D5' });
  if (!message) return failed('OverLimit', 'The queue is full.', 403);
  return succeeded(
    {
      MessageId: message.messageId,
      MD5OfMessageBody: md5Hex(body),
      ...(attributes ? { MD5OfMessageAttributes: md5OfAttributes(attributes) } : {}),
    },
    message.record,
  );
}
