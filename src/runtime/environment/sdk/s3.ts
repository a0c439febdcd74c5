/** `@aws-sdk/client-s3`. */
import type { Json } from '../../protocol.ts';
import { bodyStream, bodyToWire } from './body.ts';
import type { Acceptor, Fields, Output, ServiceDescription } from './service.ts';

const OBJECT = ['Bucket', 'Key'] as const;

export const s3 = (): ServiceDescription => ({
  service: 's3',
  name: 'S3',
  errors: ['NoSuchKey', 'NoSuchBucket', 'NotFound', 'InvalidObjectState', 'NoSuchUpload', 'BucketAlreadyExists'],
  commands: [
    {
      operation: 'GetObject',
      labels: OBJECT,
      toOutput: ({ Body, ...output }) => ({ ...withDates(output), Body: bodyStream(Body) }),
    },
    {
      operation: 'PutObject',
      labels: OBJECT,
      toJson: async (input) => ({ ...input, Body: await bodyToWire(input.Body) }),
    },
    { operation: 'HeadObject', labels: OBJECT, toOutput: withDates },
    { operation: 'DeleteObject', labels: OBJECT },
    { operation: 'DeleteObjects', labels: ['Bucket'] },
    {
      operation: 'CopyObject',
      labels: OBJECT,
      toOutput: (output) => ({ ...output, CopyObjectResult: withDates(Object(output.CopyObjectResult)) }),
    },
    {
      operation: 'ListObjectsV2',
      labels: ['Bucket'],
      toOutput: (output) => ({
        ...output,
        ...(output.Contents ? { Contents: list(output.Contents).map(withDates) } : {}),
      }),
    },
    { operation: 'HeadBucket', labels: ['Bucket'] },
  ],
  paginators: [
    {
      operation: 'ListObjectsV2',
      inputToken: 'ContinuationToken',
      outputToken: 'NextContinuationToken',
      pageSize: 'MaxKeys',
    },
  ],
  waiters: [
    { name: 'ObjectExists', operation: 'HeadObject', minDelayS: 5, maxDelayS: 120, accept: exists },
    { name: 'ObjectNotExists', operation: 'HeadObject', minDelayS: 5, maxDelayS: 120, accept: isGone },
    { name: 'BucketExists', operation: 'HeadBucket', minDelayS: 5, maxDelayS: 120, accept: exists },
    { name: 'BucketNotExists', operation: 'HeadBucket', minDelayS: 5, maxDelayS: 120, accept: isGone },
  ],
  extras: {
    MetadataDirective: { COPY: 'COPY', REPLACE: 'REPLACE' },
    StorageClass: {
      STANDARD: 'STANDARD',
      STANDARD_IA: 'STANDARD_IA',
      GLACIER: 'GLACIER',
      INTELLIGENT_TIERING: 'INTELLIGENT_TIERING',
    },
    ObjectCannedACL: { private: 'private', public_read: 'public-read' },
  },
});

function withDates(output: Output): Fields {
  const { LastModified } = output;
  return typeof LastModified === 'string' ? { ...output, LastModified: new Date(LastModified) } : output;
}

function list(value: Json | undefined): Output[] {
  return Array.isArray(value) ? value.map((one) => Object(one)) : [];
}

/**
 * Acceptors of waiters; whatever else comes is asked again until the time is over.
 * @source The waiters of clients/client-s3 in github.com/aws/aws-sdk-js-v3, read 2026-11.
 */
function exists({ error }: Parameters<Acceptor>[0]): ReturnType<Acceptor> {
  return error === undefined ? 'SUCCESS' : 'RETRY';
}

function isGone({ error }: Parameters<Acceptor>[0]): ReturnType<Acceptor> {
  return Object(error).name === 'NotFound' ? 'SUCCESS' : 'RETRY';
}
