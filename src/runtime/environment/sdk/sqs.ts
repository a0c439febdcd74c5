/** `@aws-sdk/client-sqs`. */
import { Buffer } from 'buffer/';
import { attributesToJson } from './attributes.ts';
import type { Fields, Output, ServiceDescription } from './service.ts';

export const sqs = (): ServiceDescription => ({
  service: 'sqs',
  name: 'SQS',
  errors: [
    'QueueDoesNotExist',
    'InvalidMessageContents',
    'InvalidAddress',
    'UnsupportedOperation',
    'ReceiptHandleIsInvalid',
    'MessageNotInflight',
    'EmptyBatchRequest',
    'TooManyEntriesInBatchRequest',
    'BatchEntryIdsNotDistinct',
    'InvalidBatchEntryId',
    'BatchRequestTooLong',
    'OverLimit',
    'PurgeQueueInProgress',
  ],
  commands: [
    { operation: 'SendMessage', toJson: withAttributes },
    { operation: 'SendMessageBatch', toJson: (input) => ({ ...input, Entries: entries(input).map(withAttributes) }) },
    { operation: 'ReceiveMessage', toOutput: withMessages },
    { operation: 'DeleteMessage' },
    { operation: 'DeleteMessageBatch' },
    { operation: 'ChangeMessageVisibility' },
    { operation: 'ChangeMessageVisibilityBatch' },
    { operation: 'GetQueueUrl' },
    { operation: 'GetQueueAttributes' },
    { operation: 'PurgeQueue' },
    { operation: 'ListQueues' },
  ],
  paginators: [{ operation: 'ListQueues', inputToken: 'NextToken', outputToken: 'NextToken', pageSize: 'MaxResults' }],
  extras: {
    QueueAttributeName: Object.fromEntries(QUEUE_ATTRIBUTES.map((name) => [name, name])),
    MessageSystemAttributeName: Object.fromEntries(MESSAGE_ATTRIBUTES.map((name) => [name, name])),
  },
});

const QUEUE_ATTRIBUTES =
  'All ApproximateNumberOfMessages ApproximateNumberOfMessagesDelayed ApproximateNumberOfMessagesNotVisible CreatedTimestamp DelaySeconds LastModifiedTimestamp MaximumMessageSize MessageRetentionPeriod Policy QueueArn ReceiveMessageWaitTimeSeconds RedrivePolicy VisibilityTimeout'.split(
    ' ',
  );
const MESSAGE_ATTRIBUTES =
  'All ApproximateFirstReceiveTimestamp ApproximateReceiveCount DeadLetterQueueSourceArn SenderId SentTimestamp'.split(
    ' ',
  );

function entries({ Entries }: Fields): Fields[] {
  return Array.isArray(Entries) ? Entries : [];
}

function withAttributes(input: Fields): Fields {
  return { ...input, MessageAttributes: attributesToJson(input.MessageAttributes) };
}

function withMessages(output: Output): Fields {
  const { Messages } = output;
  return Array.isArray(Messages)
    ? { ...output, Messages: Messages.map((message) => withBinary(Object(message))) }
    : output;
}

/** Binary values come as bytes. */
function withBinary(message: Fields): Fields {
  const { MessageAttributes } = message;
  if (MessageAttributes === undefined) return message;
  const attributes = Object.entries(Object(MessageAttributes)).map(([name, value]) => {
    const { BinaryValue, ...attribute } = Object(value);
    const bytes =
      typeof BinaryValue === 'string' ? { BinaryValue: new Uint8Array(Buffer.from(BinaryValue, 'base64')) } : {};
    return [name, { ...attribute, ...bytes }];
  });
  return { ...message, MessageAttributes: Object.fromEntries(attributes) };
}
