/**
 * The event of an S3 bucket for a new object (TRIG-20).
 *
 * @source Amazon S3 User Guide, "Event message structure",
 *   https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html, read 2026-11.
 * @simplified Buckets are not versioned.
 */
import { bucketArn, REGION } from '../aws.ts';

export interface ObjectCreated {
  readonly bucketName: string;
  /** How it came; a put when not said. */
  readonly how?: 'Put' | 'Copy';
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** MD5 of the content, 32 hex digits. */
  readonly eTag: string;
  readonly epochMs: number;
  /** 16 upper-case hex digits. */
  readonly requestId: string;
  /** Grows from one change of a key to the next: upper-case hex digits, an even number of them. */
  readonly sequencer: string;
  /** Names the notification configuration: a UUID, the same for each event of one wire. */
  readonly configurationId: string;
}

/** Also what a queue gets as body, and a topic as message, when a bucket notifies them. */
export function s3Event(object: ObjectCreated) {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime: new Date(object.epochMs).toISOString(),
        eventName: `ObjectCreated:${object.how ?? 'Put'}`,
        userIdentity: { principalId: 'AWS:AIDAJDPLRKLG7UEXAMPLE' },
        requestParameters: { sourceIPAddress: '203.0.113.24' },
        responseElements: {
          'x-amz-request-id': object.requestId,
          'x-amz-id-2': 'EXAMPLE123/5678abcdefghijklambdaisawesome/mnopqrstuvwxyzABCDEFGH=',
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: object.configurationId,
          bucket: {
            name: object.bucketName,
            ownerIdentity: { principalId: 'A3NL1KOZZKEXAMPLE' },
            arn: bucketArn(object.bucketName),
          },
          object: { key: encodedKey(object.key), size: object.size, eTag: object.eTag, sequencer: object.sequencer },
        },
      },
    ],
  };
}

/** Subject of the message when a bucket notifies a topic. */
export const S3_NOTIFICATION_SUBJECT = 'Amazon S3 Notification';

/** A key as events carry it: URL-encoded, a space as `+`, slashes kept. */
export function encodedKey(key: string): string {
  const wellFormed = key.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(wellFormed)
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}
