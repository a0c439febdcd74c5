/** Declarations of the stand-ins for queues, topics, buses and streams. */
import { sdkPackage } from './sdkPackage.ts';

const attributes = 'Record<string, { DataType: string; StringValue?: string; BinaryValue?: Uint8Array }>';
const failedEntries = 'Failed?: { Id: string; Code: string; Message?: string; SenderFault: boolean }[]';
const ids = `{ Successful: { Id: string }[]; ${failedEntries} }`;
const url = '{ QueueUrl: string';

export const messagingTypes = [
  sdkPackage({
    module: '@aws-sdk/client-sqs',
    name: 'SQS',
    doc: 'Talks to the queues on the canvas.',
    further: `export interface Message { MessageId?: string; ReceiptHandle?: string; Body?: string; MD5OfBody?: string; Attributes?: Record<string, string>; MessageAttributes?: ${attributes}; MD5OfMessageAttributes?: string }
  export const QueueAttributeName: Record<string, string>;
  export const MessageSystemAttributeName: Record<string, string>;`,
    commands: [
      {
        operation: 'SendMessage',
        doc: 'Puts a message into a queue.',
        input: `${url}; MessageBody: string; DelaySeconds?: number; MessageAttributes?: ${attributes} }`,
        output: '{ MessageId?: string; MD5OfMessageBody?: string; MD5OfMessageAttributes?: string }',
      },
      {
        operation: 'SendMessageBatch',
        doc: 'Puts up to 10 messages into a queue; some may fail.',
        input: `${url}; Entries: { Id: string; MessageBody: string; DelaySeconds?: number; MessageAttributes?: ${attributes} }[] }`,
        output: `{ Successful: { Id: string; MessageId: string; MD5OfMessageBody: string }[]; ${failedEntries} }`,
      },
      {
        operation: 'ReceiveMessage',
        doc: 'Receives up to 10 messages, which are then hidden for the visibility timeout. Without any, Messages is undefined.',
        input: `${url}; MaxNumberOfMessages?: number; WaitTimeSeconds?: number; VisibilityTimeout?: number; AttributeNames?: string[]; MessageSystemAttributeNames?: string[]; MessageAttributeNames?: string[] }`,
        output: '{ Messages?: Message[] }',
      },
      {
        operation: 'DeleteMessage',
        doc: 'Deletes a message that was received.',
        input: `${url}; ReceiptHandle: string }`,
        output: '{}',
      },
      {
        operation: 'DeleteMessageBatch',
        doc: 'Deletes up to 10 messages.',
        input: `${url}; Entries: { Id: string; ReceiptHandle: string }[] }`,
        output: ids,
      },
      {
        operation: 'ChangeMessageVisibility',
        doc: 'Says when a received message can be received again: seconds from now.',
        input: `${url}; ReceiptHandle: string; VisibilityTimeout: number }`,
        output: '{}',
      },
      {
        operation: 'ChangeMessageVisibilityBatch',
        doc: 'The same for up to 10 messages.',
        input: `${url}; Entries: { Id: string; ReceiptHandle: string; VisibilityTimeout?: number }[] }`,
        output: ids,
      },
      {
        operation: 'GetQueueUrl',
        doc: 'Address of a queue by its name.',
        input: '{ QueueName: string }',
        output: '{ QueueUrl?: string }',
      },
      {
        operation: 'GetQueueAttributes',
        doc: 'Settings of a queue and how many messages it holds.',
        input: `${url}; AttributeNames?: string[] }`,
        output: '{ Attributes?: Record<string, string> }',
      },
      { operation: 'PurgeQueue', doc: 'Deletes all messages of a queue.', input: `${url} }`, output: '{}' },
      {
        operation: 'ListQueues',
        doc: 'Addresses of all queues.',
        input: '{ QueueNamePrefix?: string; MaxResults?: number; NextToken?: string }',
        output: '{ QueueUrls?: string[]; NextToken?: string }',
      },
    ],
    errors: [
      'QueueDoesNotExist',
      'InvalidMessageContents',
      'ReceiptHandleIsInvalid',
      'BatchEntryIdsNotDistinct',
      'EmptyBatchRequest',
      'TooManyEntriesInBatchRequest',
      'OverLimit',
    ],
    paginators: ['ListQueues'],
  }),
  sdkPackage({
    module: '@aws-sdk/client-sns',
    name: 'SNS',
    doc: 'Talks to the topics on the canvas.',
    commands: [
      {
        operation: 'Publish',
        doc: 'Publishes a message to every subscriber of a topic.',
        input: `{ TopicArn?: string; TargetArn?: string; Message: string; Subject?: string; MessageStructure?: string; MessageAttributes?: ${attributes} }`,
        output: '{ MessageId?: string }',
      },
      {
        operation: 'PublishBatch',
        doc: 'Publishes up to 10 messages; some may fail.',
        input: `{ TopicArn: string; PublishBatchRequestEntries: { Id: string; Message: string; Subject?: string; MessageStructure?: string; MessageAttributes?: ${attributes} }[] }`,
        output: `{ Successful?: { Id?: string; MessageId?: string }[]; ${failedEntries} }`,
      },
    ],
    errors: ['NotFoundException', 'InvalidParameterException', 'EmptyBatchRequestException'],
  }),
  sdkPackage({
    module: '@aws-sdk/client-eventbridge',
    name: 'EventBridge',
    doc: 'Talks to the event buses on the canvas.',
    commands: [
      {
        operation: 'PutEvents',
        doc: 'Puts up to 10 events on a bus; some may fail without an error being thrown.',
        input:
          '{ Entries: { Source?: string; DetailType?: string; /** JSON text. */ Detail?: string; EventBusName?: string; Resources?: string[]; Time?: Date; TraceHeader?: string }[] }',
        output:
          '{ FailedEntryCount?: number; Entries?: { EventId?: string; ErrorCode?: string; ErrorMessage?: string }[] }',
      },
    ],
    errors: ['InternalException', 'ResourceNotFoundException'],
  }),
  sdkPackage({
    module: '@aws-sdk/client-kinesis',
    name: 'Kinesis',
    doc: 'Talks to the streams on the canvas.',
    commands: [
      {
        operation: 'PutRecord',
        doc: 'Puts a record into a stream; its partition key says into which shard.',
        input:
          '{ StreamName?: string; StreamARN?: string; Data: Uint8Array; PartitionKey: string; ExplicitHashKey?: string }',
        output: '{ ShardId?: string; SequenceNumber?: string }',
      },
      {
        operation: 'PutRecords',
        doc: 'Puts up to 500 records.',
        input:
          '{ StreamName?: string; StreamARN?: string; Records: { Data: Uint8Array; PartitionKey: string; ExplicitHashKey?: string }[] }',
        output:
          '{ FailedRecordCount?: number; Records?: { ShardId?: string; SequenceNumber?: string; ErrorCode?: string; ErrorMessage?: string }[] }',
      },
    ],
    errors: ['ResourceNotFoundException', 'InvalidArgumentException', 'ProvisionedThroughputExceededException'],
  }),
].join('');
