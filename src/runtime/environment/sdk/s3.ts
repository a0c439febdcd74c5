/** `@aws-sdk/client-s3`. */
import { bodyStream, bodyToWire } from './body.ts';
import type { ServiceDescription } from './service.ts';

const OBJECT = ['Bucket', 'Key'] as const;

export const s3 = (): ServiceDescription => ({
  service: 's3',
  name: 'S3',
  errors: ['NoSuchKey', 'NoSuchBucket', 'NotFound', 'InvalidObjectState'],
  commands: [
    {
      operation: 'GetObject',
      labels: OBJECT,
      toOutput: ({ Body, LastModified, ...output }) => ({
        ...output,
        ...(typeof LastModified === 'string' ? { LastModified: new Date(LastModified) } : {}),
        Body: bodyStream(Body),
      }),
    },
    {
      operation: 'PutObject',
      labels: OBJECT,
      toJson: async (input) => ({ ...input, Body: await bodyToWire(input.Body) }),
    },
  ],
});
