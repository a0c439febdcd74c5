/**
 * SNS as handlers call it.
 *
 * @source Amazon SNS API Reference, "Publish" and "PublishBatch", https://docs.aws.amazon.com/sns/latest/api/API_Publish.html,
 *   read 2026-11.
 */
import { fitsTarget } from '../../lambda/rules/payloadLimits.ts';
import type { Simulation } from '../../simulation.ts';
import { attributesLength } from '../events/sns.ts';
import { publish } from '../topic.ts';
import { type NodeState, nodeNamed } from '../world.ts';
import { type Answer, failed, type Input, lastPart, objects, succeeded, text } from './answer.ts';
import { attributesOf } from './attributes.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const snsCalls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'topic', lastPart(text(input.TopicArn ?? input.TargetArn), ':')),
  commands: {
    Publish: (sim, { target, input, record }) => (target ? publishOne(sim, target, input, record) : NO_TOPIC),
    PublishBatch: publishMany,
  },
};

const NO_TOPIC = failed('NotFoundException', 'Topic does not exist', 404, { Code: 'NotFound', Type: 'Sender' });

function invalid(what: string): Answer {
  const members = { Code: 'InvalidParameter', Type: 'Sender' };
  return failed('InvalidParameterException', `Invalid parameter: ${what}`, 400, members);
}

function publishOne(sim: Simulation, topic: NodeState, input: Input, cause: number): Answer {
  const message = text(input.Message);
  if (message === '') return invalid('Empty message');
  const attributes = attributesOf(input.MessageAttributes);
  if (!fitsTarget('topic', message.length + attributesLength(attributes))) return invalid('Message too long');
  const subject = input.Subject === undefined ? {} : { subject: text(input.Subject) };
  if (subject.subject !== undefined && !/^[\x20-\x7e]{1,100}$/.test(subject.subject)) return invalid('Subject');
  const variants = variantsOf(message, input.MessageStructure);
  if (typeof variants === 'string') return invalid(variants);
  return succeeded({ MessageId: publish(sim, topic, { ...variants, ...subject, attributes, cause, rule: 'D5' }) });
}

/** With the structure `json` a message has a text for each kind of subscriber; or why it is not taken. */
function variantsOf(message: string, structure: Input[string] | undefined) {
  if (structure !== 'json') return { message };
  const parsed = parsedObject(message);
  if (!parsed) return 'Message Structure - JSON message body failed to parse';
  const { default: usual, lambda, sqs } = parsed;
  if (typeof usual !== 'string') return 'Message Structure - No default entry in JSON message body';
  const texts = { ...(typeof lambda === 'string' ? { lambda } : {}), ...(typeof sqs === 'string' ? { sqs } : {}) };
  return { message: usual, variants: texts };
}

function parsedObject(json: string): Input | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...Object(value) } : undefined;
  } catch {
    return undefined;
  }
}

const ENTRIES_MAX = 10;

function publishMany(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return NO_TOPIC;
  const entries = objects(input.PublishBatchRequestEntries);
  const problem = problemOfBatch(entries);
  if (problem) return problem;
  const successful: Input[] = [];
  const failures: Input[] = [];
  for (const entry of entries) {
    const Id = text(entry.Id);
    const { reply } = publishOne(sim, target, entry, record);
    if (reply.ok) successful.push({ Id, ...Object(reply.output) });
    else failures.push({ Id, Code: text(reply.error.members?.Code), Message: reply.error.message, SenderFault: true });
  }
  return succeeded({ Successful: successful, Failed: failures });
}

function problemOfBatch(entries: readonly Input[]): Answer | undefined {
  const ids = entries.map(({ Id }) => text(Id));
  if (entries.length === 0) return refusal('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > ENTRIES_MAX)
    return refusal('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  if (!ids.every((id) => /^[A-Za-z0-9_-]{1,80}$/.test(id)))
    return refusal(
      'InvalidBatchEntryId',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  if (new Set(ids).size < ids.length)
    return refusal('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  return undefined;
}

function refusal(code: string, message: string): Answer {
  return failed(`${code}Exception`, message, 400, { Code: code, Type: 'Sender' });
}
