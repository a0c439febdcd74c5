/**
 * The event of an SQS standard queue (SQS-18).
 *
 * @source AWS Lambda Developer Guide, "Using Lambda with Amazon SQS",
 *   https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, read 2026-11, and recorded events.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { queueArn, REGION } from '../aws.ts';
import { fromBase64 } from '../bytes.ts';
import { md5Hex, utf8 } from '../digest.ts';
import type { MessageAttributes } from './sns.ts';

export interface ReceivedMessage {
  /** A UUID; it stays the same over all receives. */
  readonly messageId: string;
  /** New for every receive. */
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** How often it has been received, this time included. */
  readonly receiveCount: number;
  readonly sentMs: number;
  readonly firstReceivedMs: number;
  /** Set when it came here by the redrive policy of another queue: the name of that queue. */
  readonly deadLetterSource?: string;
}

/** The batch a poller hands to a function. Attribute values are strings, even numbers. */
export function sqsEvent(queueName: string, batch: readonly ReceivedMessage[]) {
  return { Records: batch.map((message) => sqsRecord(queueName, message)) };
}

function sqsRecord(queueName: string, message: ReceivedMessage) {
  const attributes = message.attributes ?? {};
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { dataType, value }]) => [
        name,
        {
          ...(dataType.startsWith('Binary') ? { binaryValue: value } : { stringValue: value }),
          stringListValues: [],
          binaryListValues: [],
          dataType,
        },
      ]),
    ),
    ...(Object.keys(attributes).length === 0 ? {} : { md5OfMessageAttributes: md5OfAttributes(attributes) }),
    md5OfBody: md5Hex(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queueName),
    awsRegion: REGION,
  };
}

/** What SQS itself knows about a message. */
export function systemAttributes(message: ReceivedMessage): Record<string, string> {
  return {
    ...(message.deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: queueArn(message.deadLetterSource) }),
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentMs),
    SenderId: 'AIDAJDPLRKLG7UEXAMPLE',
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedMs),
  };
}

/**
 * The checksum of message attributes: for each name in order its name, type and value, each with its length before it.
 *
 * @source Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes",
 *   https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html, read 2026-11.
 */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const parts: Uint8Array[] = [];
  for (const [name, { dataType, value }] of Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isBinary = dataType.startsWith('Binary');
    const bytes = isBinary ? fromBase64(value) : utf8(value);
    parts.push(
      ...withLength(utf8(name)),
      ...withLength(utf8(dataType)),
      Uint8Array.of(isBinary ? 2 : 1),
      ...withLength(bytes),
    );
  }
  return md5Hex(concatBytes(...parts));
}

function withLength(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const { length } = bytes;
  return [Uint8Array.of(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255), bytes];
}
