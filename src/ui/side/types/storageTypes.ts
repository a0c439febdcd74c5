/** Declarations of the stand-ins for S3 and what goes with it. */
import { sdkPackage } from './sdkPackage.ts';

const object = '{ Bucket: string; Key: string';
const conditions =
  'Range?: string; IfMatch?: string; IfNoneMatch?: string; IfModifiedSince?: Date; IfUnmodifiedSince?: Date; ResponseContentType?: string';
const headers =
  'ContentType?: string; CacheControl?: string; ContentDisposition?: string; ContentEncoding?: string; ContentLanguage?: string; Metadata?: Record<string, string>';
const described = `ContentLength?: number; ContentRange?: string; ETag?: string; LastModified?: Date; AcceptRanges?: string; ${headers}`;

export const s3Types = sdkPackage({
  module: '@aws-sdk/client-s3',
  name: 'S3',
  doc: 'Talks to the buckets on the canvas.',
  further: `/** The content of an object: a stream of Node.js that can turn itself into text or bytes, once. */
  export type Body = import('stream').Readable & {
    transformToString(encoding?: string): Promise<string>;
    transformToByteArray(): Promise<Uint8Array>;
    transformToWebStream(): any;
  };`,
  commands: [
    {
      operation: 'GetObject',
      doc: 'Reads an object; its content is the Body.',
      input: `${object}; ${conditions} }`,
      output: `{ Body?: Body; ${described} }`,
    },
    {
      operation: 'PutObject',
      doc: 'Stores an object. A bucket wired to a function then invokes it, this one too.',
      input: `${object}; Body?: PlaygroundSdk.Bytes | import('stream').Readable; IfMatch?: string; IfNoneMatch?: string; ${headers} }`,
      output: '{ ETag?: string; ServerSideEncryption?: string }',
    },
    {
      operation: 'HeadObject',
      doc: 'What GetObject says, without the content.',
      input: `${object}; ${conditions} }`,
      output: `{ ${described} }`,
    },
    {
      operation: 'DeleteObject',
      doc: 'Deletes an object; one that is not there too.',
      input: `${object} }`,
      output: '{}',
    },
    {
      operation: 'DeleteObjects',
      doc: 'Deletes up to 1,000 objects.',
      input: '{ Bucket: string; Delete: { Objects: { Key: string }[]; Quiet?: boolean } }',
      output: '{ Deleted?: { Key?: string }[]; Errors?: { Key?: string; Code?: string; Message?: string }[] }',
    },
    {
      operation: 'CopyObject',
      doc: 'Copies an object; CopySource is bucket/key, URL-encoded.',
      input: `${object}; CopySource: string; MetadataDirective?: 'COPY' | 'REPLACE'; ${headers} }`,
      output: '{ CopyObjectResult?: { ETag?: string; LastModified?: Date } }',
    },
    {
      operation: 'ListObjectsV2',
      doc: 'Lists keys in order, up to 1,000 at a time.',
      input:
        '{ Bucket: string; Prefix?: string; Delimiter?: string; MaxKeys?: number; ContinuationToken?: string; StartAfter?: string }',
      output: `{ Contents?: { Key?: string; LastModified?: Date; ETag?: string; Size?: number; StorageClass?: string }[];
    CommonPrefixes?: { Prefix?: string }[]; IsTruncated?: boolean; KeyCount?: number; MaxKeys?: number; Name?: string; Prefix?: string; NextContinuationToken?: string }`,
    },
    {
      operation: 'HeadBucket',
      doc: 'Whether a bucket is there.',
      input: '{ Bucket: string }',
      output: '{ BucketRegion?: string }',
    },
  ],
  errors: ['NoSuchKey', 'NoSuchBucket', 'NotFound', 'InvalidObjectState', 'NoSuchUpload', 'BucketAlreadyExists'],
  paginators: ['ListObjectsV2'],
  waiters: {
    ObjectExists: 'HeadObject',
    ObjectNotExists: 'HeadObject',
    BucketExists: 'HeadBucket',
    BucketNotExists: 'HeadBucket',
  },
});
