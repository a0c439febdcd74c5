/** The simulated packages of AWS SDK v3. */

import { Buffer } from 'buffer/';
import { provideSdkPackage } from '../modules/builtins.ts';
import { bodyStream, bodyText } from './body.ts';
import { servicePackage } from './client.ts';

const s3 = () =>
  servicePackage({
    service: 's3',
    name: 'S3',
    errors: ['NoSuchKey', 'NoSuchBucket', 'NotFound', 'InvalidObjectState'],
    commands: [
      {
        operation: 'GetObject',
        toOutput: (output) => ({
          ...output,
          Body: bodyStream(typeof output.Body === 'string' ? output.Body : ''),
          ...(typeof output.LastModified === 'string' ? { LastModified: new Date(output.LastModified) } : {}),
        }),
      },
      { operation: 'PutObject', toJson: (input) => ({ ...input, Body: bodyText(input.Body) }) },
    ],
  });

const sqs = () =>
  servicePackage({
    service: 'sqs',
    name: 'SQS',
    errors: ['QueueDoesNotExist', 'InvalidMessageContents', 'InvalidAddress', 'UnsupportedOperation'],
    commands: [{ operation: 'SendMessage' }],
  });

const sns = () =>
  servicePackage({
    service: 'sns',
    name: 'SNS',
    errors: ['NotFoundException', 'InvalidParameterException', 'AuthorizationErrorException'],
    commands: [{ operation: 'Publish' }],
  });

const lambda = () =>
  servicePackage({
    service: 'lambda',
    name: 'Lambda',
    errors: [
      'ResourceNotFoundException',
      'TooManyRequestsException',
      'InvalidRequestContentException',
      'RequestTooLargeException',
    ],
    extras: {
      InvocationType: { DryRun: 'DryRun', Event: 'Event', RequestResponse: 'RequestResponse' },
      LogType: { None: 'None', Tail: 'Tail' },
    },
    commands: [
      {
        operation: 'Invoke',
        toJson: (input) => ({ ...input, ...(input.Payload === undefined ? {} : { Payload: bodyText(input.Payload) }) }),
        toOutput: (output) => ({
          ...output,
          ...(typeof output.Payload === 'string' ? { Payload: payload(output.Payload) } : {}),
        }),
      },
    ],
  });

/** The SDK gives payloads as bytes that know how to become text. */
function payload(text: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
  const transformToString = (encoding = 'utf-8') =>
    encoding === 'utf-8' ? text : Buffer.from(bytes).toString(encoding);
  return Object.defineProperty(bytes, 'transformToString', { value: transformToString, enumerable: false });
}

export function provideSdkPackages(): void {
  provideSdkPackage('@aws-sdk/client-s3', s3);
  provideSdkPackage('@aws-sdk/client-sqs', sqs);
  provideSdkPackage('@aws-sdk/client-sns', sns);
  provideSdkPackage('@aws-sdk/client-lambda', lambda);
}
