/**
 * SQS as handlers call it: standard queues.
 *
 * @source Amazon SQS API Reference, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html,
 *   read 2026-11; error names and codes as the service's JSON protocol gives them.
 */
import { fitsTarget } from '../../lambda/rules/payloadLimits.ts';
import type { Simulation } from '../../simulation.ts';
import type { JsonValue } from '../../steps.ts';
import { queueArn, queueUrl } from '../aws.ts';
import { md5Hex } from '../digest.ts';
import { attributesLength } from '../events/sns.ts';
import { md5OfAttributes } from '../events/sqs.ts';
import { changeVisibility, deleteMessage, purge, queueOf, receiptOf, sendMessage } from '../queue.ts';
import { beginReceive } from '../receivers.ts';
import { type NodeState, nodeNamed, wiresOf } from '../world.ts';
import { type Answer, failed, type Input, lastPart, succeeded, text } from './answer.ts';
import { attributesOf, problemOfAttributes } from './attributes.ts';
import type { CallState, Perform, ServiceCalls } from './service.ts';
import { inBatch } from './sqsBatch.ts';

export const sqsCalls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'queue', text(input.QueueName) || lastPart(text(input.QueueUrl), '/')),
  commands: {
    SendMessage: onQueue(send),
    SendMessageBatch: onQueue((sim, call, queue) =>
      inBatch(call, 'SendMessageBatch', (entry) => send(sim, { ...call, input: entry }, queue)),
    ),
    DeleteMessage: onQueue(remove),
    DeleteMessageBatch: onQueue((sim, call, queue) =>
      inBatch(call, 'DeleteMessageBatch', (entry) => remove(sim, { ...call, input: entry }, queue)),
    ),
    ChangeMessageVisibility: onQueue(changeVisibilityOf),
    ChangeMessageVisibilityBatch: onQueue((sim, call) =>
      inBatch(call, 'ChangeMessageVisibilityBatch', (entry) => changeVisibilityOf(sim, { ...call, input: entry })),
    ),
    GetQueueUrl: onQueue((_, __, { settings }) => succeeded({ QueueUrl: queueUrl(settings.name) })),
    GetQueueAttributes: onQueue(attributes),
    PurgeQueue: onQueue((sim, { record }, queue) => {
      purge(sim, queueOf(sim, queue), record);
      return succeeded({});
    }),
    ListQueues: list,
  },
  arriving: { ReceiveMessage: receive },
};

function onQueue(perform: (sim: Simulation, call: CallState, queue: NodeState) => Answer): Perform {
  return (sim, call) => (call.target ? perform(sim, call, call.target) : NO_QUEUE);
}

const NO_QUEUE = failed('QueueDoesNotExist', 'The specified queue does not exist.', 400, {
  Code: 'AWS.SimpleQueueService.NonExistentQueue',
  Type: 'Sender',
});

/** Exceptions that the service does not declare have two names: the code of the older protocol is kept beside it. */
function invalid(message: string): Answer {
  return failed('InvalidParameterValueException', message, 400, { Code: 'InvalidParameterValue', Type: 'Sender' });
}

function missing(parameter: string): Answer {
  const message = `The request must contain the parameter ${parameter}.`;
  return failed('MissingRequiredParameterException', message, 400, { Code: 'MissingParameter', Type: 'Sender' });
}

/** Why a number is not taken, or undefined; one that is not given is fine. */
function outside(input: Input, name: string, least: number, most: number, reason: string): Answer | undefined {
  const value = input[name];
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most))
    return undefined;
  return invalid(`Value ${text(value)} for parameter ${name} is invalid. Reason: ${reason}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what SQS refuses
const NOT_ALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

function send(sim: Simulation, { input, record }: CallState, queue: NodeState): Answer {
  const body = text(input.MessageBody);
  if (body === '') return missing('MessageBody');
  if (NOT_ALLOWED.test(body)) {
    const message =
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF';
    return failed('InvalidMessageContents', message, 400, { Code: 'InvalidMessageContents', Type: 'Sender' });
  }
  const wrongDelay = outside(input, 'DelaySeconds', 0, 900, 'DelaySeconds must be >= 0 and <= 900.');
  if (wrongDelay) return wrongDelay;
  const attributes = attributesOf(input.MessageAttributes);
  const problem = problemOfAttributes(attributes);
  if (problem) return invalid(problem);
  if (!fitsTarget('queue', body.length + attributesLength(attributes)))
    return invalid('One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.');
  const delayS = Number(input.DelaySeconds ?? 0);
  const message = sendMessage(sim, queue, { body, attributes, delayS, cause: record, rule: 'D5' });
  if (!message) return failed('OverLimit', 'The queue is full.', 403);
  return succeeded(
    {
      MD5OfMessageBody: md5Hex(body),
      ...(attributes ? { MD5OfMessageAttributes: md5OfAttributes(attributes) } : {}),
      MessageId: message.messageId,
    },
    message.record,
  );
}

function receive(sim: Simulation, call: CallState): Answer | null {
  const { input, target } = call;
  if (!target) return NO_QUEUE;
  const problem =
    outside(input, 'MaxNumberOfMessages', 1, 10, 'Must be between 1 and 10, if provided.') ??
    outside(input, 'WaitTimeSeconds', 0, 20, 'Must be >= 0 and <= 20, if provided.') ??
    outside(input, 'VisibilityTimeout', 0, VISIBILITY_S_MAX, `Must be >= 0 and <= ${VISIBILITY_S_MAX}, if provided.`);
  if (problem) return problem;
  beginReceive(sim, call, queueOf(sim, target));
  return null;
}

const VISIBILITY_S_MAX = 43_200;

function badHandle(handle: string): Answer {
  const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
  return failed('ReceiptHandleIsInvalid', message, 404, { Code: 'ReceiptHandleIsInvalid', Type: 'Sender' });
}

function remove(sim: Simulation, { input, record }: CallState, _queue: NodeState): Answer {
  const handle = text(input.ReceiptHandle);
  if (handle === '') return missing('ReceiptHandle');
  const receipt = receiptOf(sim, handle);
  if (!receipt) return badHandle(handle);
  if (receipt.message) deleteMessage(sim, receipt.message, receipt.receipt, record, 'D5');
  return succeeded({});
}

function changeVisibilityOf(sim: Simulation, { input, record }: CallState): Answer {
  const handle = text(input.ReceiptHandle);
  if (handle === '') return missing('ReceiptHandle');
  if (input.VisibilityTimeout === undefined) return missing('VisibilityTimeout');
  const wrong = outside(input, 'VisibilityTimeout', 0, VISIBILITY_S_MAX, `Must be between 0 and ${VISIBILITY_S_MAX}.`);
  if (wrong) return wrong;
  const receipt = receiptOf(sim, handle);
  if (!receipt) return badHandle(handle);
  const { message } = receipt;
  if (message?.state !== 'inFlight' || message.receipt !== receipt.receipt) {
    const why = 'Message does not exist or is not available for visibility timeout change.';
    return invalid(`Value ${handle} for parameter ReceiptHandle is invalid. Reason: ${why}`);
  }
  changeVisibility(sim, message, Number(input.VisibilityTimeout), record);
  return succeeded({});
}

function attributes(sim: Simulation, { input }: CallState, node: NodeState): Answer {
  const names: readonly JsonValue[] = Array.isArray(input.AttributeNames) ? input.AttributeNames : [];
  const all = Object.entries(allAttributes(sim, node));
  const shown = all.filter(([name]) => names.includes('All') || names.includes(name));
  return succeeded(shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {});
}

function allAttributes(sim: Simulation, node: NodeState): Record<string, string> {
  const queue = queueOf(sim, node);
  const { settings } = node;
  const created = String(Math.floor(sim.epochMs / 1000));
  const redrive = wiresOf(node, 'redrive')[0];
  const policy =
    redrive?.settings.type === 'redrive'
      ? { deadLetterTargetArn: queueArn(redrive.to.settings.name), maxReceiveCount: redrive.settings.maxReceiveCount }
      : undefined;
  return {
    QueueArn: queueArn(settings.name),
    ApproximateNumberOfMessages: String(queue.visibleCount),
    ApproximateNumberOfMessagesNotVisible: String(queue.count - queue.visibleCount - queue.delayed),
    ApproximateNumberOfMessagesDelayed: String(queue.delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: String(settings.type === 'queue' ? settings.visibilityTimeoutS : 30),
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: String(settings.type === 'queue' ? settings.retentionS : 345_600),
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
    ...(policy ? { RedrivePolicy: JSON.stringify(policy) } : {}),
  };
}

function list(sim: Simulation, { input }: CallState): Answer {
  const prefix = text(input.QueueNamePrefix);
  const urls = sim.world.nodes.flatMap((node) =>
    node && !node.removed && node.settings.type === 'queue' && node.settings.name.startsWith(prefix)
      ? [queueUrl(node.settings.name)]
      : [],
  );
  return succeeded(urls.length > 0 ? { QueueUrls: urls } : {});
}
