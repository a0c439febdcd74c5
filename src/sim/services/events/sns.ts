/**
 * The event of an SNS topic, and what a queue gets from one (TRIG-22).
 *
 * @source AWS Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications",
 *   https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html, read 2026-11, and recorded events.
 * @simplified The signature is a placeholder: there is no key to sign with.
 */
import { REGION, topicArn } from '../aws.ts';

export interface MessageAttribute {
  /** `String`, `Number`, `Binary` or a custom type such as `Number.int`. */
  readonly dataType: string;
  readonly value: string;
}
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** Characters of names, types and values: SQS and SNS count them into the size of a message. */
export function attributesLength(attributes: MessageAttributes | undefined): number {
  if (!attributes) return 0;
  return Object.entries(attributes).reduce(
    (sum, [name, { dataType, value }]) => sum + name.length + dataType.length + value.length,
    0,
  );
}

export interface Publication {
  readonly topicName: string;
  /** A UUID. */
  readonly messageId: string;
  /** A UUID that names the subscription, the same for each message over one wire. */
  readonly subscriptionId: string;
  readonly message: string;
  readonly subject?: string;
  readonly attributes?: MessageAttributes;
  readonly epochMs: number;
}

const CERTIFICATE = `https://sns.${REGION}.amazonaws.com/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem`;
const SIGNATURE = 'EXAMPLE+signature/is+not+computed/by+the+playground==';

/** What a function gets: always one record; `EventSource` has a capital E, unlike other services. */
export function snsEvent(publication: Publication) {
  const arn = topicArn(publication.topicName);
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${arn}:${publication.subscriptionId}`,
        Sns: {
          Type: 'Notification',
          MessageId: publication.messageId,
          TopicArn: arn,
          Subject: publication.subject ?? null,
          Message: publication.message,
          Timestamp: new Date(publication.epochMs).toISOString(),
          SignatureVersion: '1',
          Signature: SIGNATURE,
          SigningCertUrl: CERTIFICATE,
          UnsubscribeUrl: unsubscribeUrl(publication),
          MessageAttributes: attributes(publication),
        },
      },
    ],
  };
}

/** The body of the message in a subscribed queue, as an object: raw delivery is off. Here it is `SigningCertURL`. */
export function snsQueueBody(publication: Publication) {
  return {
    Type: 'Notification',
    MessageId: publication.messageId,
    TopicArn: topicArn(publication.topicName),
    ...(publication.subject === undefined ? {} : { Subject: publication.subject }),
    Message: publication.message,
    Timestamp: new Date(publication.epochMs).toISOString(),
    SignatureVersion: '1',
    Signature: SIGNATURE,
    SigningCertURL: CERTIFICATE,
    UnsubscribeURL: unsubscribeUrl(publication),
    ...(publication.attributes ? { MessageAttributes: attributes(publication) } : {}),
  };
}

function attributes(publication: Publication): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(publication.attributes ?? {}).map(([name, a]) => [name, { Type: a.dataType, Value: a.value }]),
  );
}

function unsubscribeUrl({ topicName, subscriptionId }: Publication): string {
  return `https://sns.${REGION}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${topicArn(topicName)}:${subscriptionId}`;
}
