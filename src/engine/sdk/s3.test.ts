import { describe, expect, it } from 'vitest';
import { runHandler } from '../testing/runHandler.ts';

const bucket = { type: 'bucket', name: 'b' } as const;
/** Runs statements of a handler with an S3 client and an empty bucket `b`; `at` makes the address of an object. */
const s3 = (statements: string, further: object = {}) =>
  runHandler(
    `import * as sdk from '@aws-sdk/client-s3';
    const { S3Client, S3, GetObjectCommand, PutObjectCommand, HeadObjectCommand, DeleteObjectCommand, DeleteObjectsCommand,
      CopyObjectCommand, ListObjectsV2Command, HeadBucketCommand, paginateListObjectsV2, waitUntilObjectExists,
      NoSuchKey, NotFound, S3ServiceException } = sdk;
    const client = new S3Client({});
    const at = (Key) => ({ Bucket: 'b', Key });
    const put = (Key, Body, more) => client.send(new PutObjectCommand({ ...at(Key), Body, ...more }));
    const caught = async (promise) => { try { return await promise; } catch (e) { return e; } };
    const told = ({ name, message, $fault, $metadata, ...rest }) => ({ name, message, $fault, status: $metadata.httpStatusCode, ...rest });
    export const handler = async () => { ${statements} };`,
    { nodes: [bucket], ...further },
  );

describe('S3 as handlers call it', () => {
  it('gives back what was put, with type, metadata and ETag', async () => {
    const { result } = await s3(`
      const stored = await put('a/b c.txt', 'hällo', { ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { Who: 'Ada' } });
      const got = await client.send(new GetObjectCommand(at('a/b c.txt')));
      const { Body, $metadata, ...output } = got;
      return [stored.ETag, stored.$metadata.httpStatusCode, await Body.transformToString(), output, output.LastModified instanceof Date];`);
    const eTag = '"01e41a4a1e8d3a5bc5e6e8b4a6a7fb9a"';
    const [stored, status, text, output, isDate] = result;
    expect([stored.length, status, text, isDate]).toEqual([eTag.length, 200, 'hällo', true]);
    expect(output).toMatchObject({
      AcceptRanges: 'bytes',
      ContentLength: 6,
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      Metadata: { who: 'Ada' },
      ETag: stored,
    });
  });

  it('keeps bytes that are no text exactly, from a Buffer, a Uint8Array and a stream', async () => {
    const { result } = await s3(`
      const { Readable } = await import('node:stream');
      const bytes = [0, 255, 128, 10, 200];
      await put('buffer', Buffer.from(bytes));
      await put('array', Uint8Array.from(bytes));
      await put('stream', Readable.from([Buffer.from([0, 255]), Buffer.from([128, 10, 200])]));
      const read = async (key) => [...await (await client.send(new GetObjectCommand(at(key)))).Body.transformToByteArray()];
      return [await read('buffer'), await read('array'), await read('stream')];`);
    const bytes = [0, 255, 128, 10, 200];
    expect(result).toEqual([bytes, bytes, bytes]);
  });

  it('gives a body that can be iterated, piped and made a web stream', async () => {
    const { result } = await s3(`
      await put('k', 'some text');
      const body = async () => (await client.send(new GetObjectCommand(at('k')))).Body;
      let iterated = '';
      for await (const chunk of await body()) iterated += chunk.toString();
      const { PassThrough } = await import('node:stream');
      let piped = '';
      for await (const chunk of (await body()).pipe(new PassThrough())) piped += chunk.toString();
      let twice = 'read twice';
      const once = await body();
      await once.transformToString();
      await once.transformToString().catch((e) => { twice = e.message; });
      return [iterated, piped, twice];`);
    expect(result).toEqual(['some text', 'some text', 'The stream has already been transformed.']);
  });

  it('gives a part by Range, and says when there is none', async () => {
    const { result } = await s3(`
      await put('k', 'äbcdef');
      const part = async (Range) => {
        const { Body, ContentRange, ContentLength, $metadata } = await client.send(new GetObjectCommand({ ...at('k'), Range }));
        return [Buffer.from(await Body.transformToByteArray()).toString('latin1'), ContentRange, ContentLength, $metadata.httpStatusCode];
      };
      return [await part('bytes=1-3'), await part('bytes=-2'), await part('bytes=4-'), told(await caught(part('bytes=100-')))];`);
    expect(result).toEqual([
      ['¤bc', 'bytes 1-3/7', 3, 206],
      ['ef', 'bytes 5-6/7', 2, 206],
      ['def', 'bytes 4-6/7', 3, 206],
      expect.objectContaining({ name: 'InvalidRange', message: 'The requested range is not satisfiable', status: 416 }),
    ]);
  });

  it('fails as S3 fails', async () => {
    const { result } = await s3(`
      await put('k', 'x');
      const { ETag } = await client.send(new HeadObjectCommand(at('k')));
      const errors = [
        client.send(new GetObjectCommand(at('none'))),
        client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'k' })),
        client.send(new HeadObjectCommand(at('none'))),
        client.send(new HeadBucketCommand({ Bucket: 'nowhere' })),
        client.send(new GetObjectCommand({ ...at('k'), IfNoneMatch: ETag })),
        client.send(new PutObjectCommand({ ...at('k'), IfNoneMatch: '*' })),
        client.send(new CopyObjectCommand({ ...at('k'), CopySource: 'b/k' })),
        client.send(new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects: [] } })),
        client.send(new GetObjectCommand({ Bucket: 'b' })),
      ];
      const list = [];
      for (const e of await Promise.all(errors.map(caught))) { list.push([e.name, e.message, e.$fault ?? null, e.$metadata?.httpStatusCode ?? null]); }
      const missing = await caught(client.send(new GetObjectCommand(at('none'))));
      const head = await caught(client.send(new HeadObjectCommand(at('none'))));
      return [list, [missing instanceof NoSuchKey, missing instanceof S3ServiceException, missing instanceof NotFound, missing.Key, missing.Code], [head instanceof NotFound, head instanceof Error]];`);
    expect(result).toEqual([
      [
        ['NoSuchKey', 'The specified key does not exist.', 'client', 404],
        ['NoSuchBucket', 'The specified bucket does not exist', 'client', 404],
        ['NotFound', 'UnknownError', 'client', 404],
        ['NotFound', 'UnknownError', 'client', 404],
        ['304', 'UnknownError', 'client', 304],
        ['PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 'client', 412],
        ['InvalidRequest', expect.stringContaining('to itself'), 'client', 400],
        ['MalformedXML', expect.stringContaining('not well-formed'), 'client', 400],
        ['Error', 'No value provided for input HTTP label: Key.', null, null],
      ],
      [true, true, false, 'none', 'NoSuchKey'],
      [true, true],
    ]);
  });

  it('lists by prefix and delimiter, a page at a time', async () => {
    const { result } = await s3(`
      for (const key of ['b/2', 'a', 'b/1', 'c/x/1', 'z']) await put(key, key);
      const list = async (input) => {
        const { Contents, CommonPrefixes, KeyCount, IsTruncated, NextContinuationToken } = await client.send(new ListObjectsV2Command({ Bucket: 'b', ...input }));
        return { keys: Contents?.map(({ Key }) => Key), prefixes: CommonPrefixes?.map(({ Prefix }) => Prefix), KeyCount, IsTruncated, token: NextContinuationToken };
      };
      const first = await list({ Delimiter: '/', MaxKeys: 2 });
      const pages = [];
      for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket: 'b' })) pages.push(page.Contents.map(({ Key }) => Key));
      return [await list({}), await list({ Prefix: 'b/' }), first, await list({ Delimiter: '/', ContinuationToken: first.token }), await list({ StartAfter: 'b/1', MaxKeys: 1 }), await list({ Prefix: 'none' }), pages];`);
    expect(result).toEqual([
      { keys: ['a', 'b/1', 'b/2', 'c/x/1', 'z'], KeyCount: 5, IsTruncated: false },
      { keys: ['b/1', 'b/2'], KeyCount: 2, IsTruncated: false },
      { keys: ['a'], prefixes: ['b/'], KeyCount: 2, IsTruncated: true, token: expect.any(String) },
      { keys: ['z'], prefixes: ['c/'], KeyCount: 2, IsTruncated: false },
      { keys: ['b/2'], KeyCount: 1, IsTruncated: true, token: expect.any(String) },
      { KeyCount: 0, IsTruncated: false },
      [['a', 'b/1'], ['b/2', 'c/x/1'], ['z']],
    ]);
  });

  it('copies and deletes, alone and in numbers', async () => {
    const { result, ofKind } = await s3(`
      await put('from here', 'x', { ContentType: 'text/css', Metadata: { a: '1' } });
      const { CopyObjectResult } = await client.send(new CopyObjectCommand({ ...at('to'), CopySource: 'b/' + encodeURIComponent('from here') }));
      const { ContentType, Metadata } = await client.send(new HeadObjectCommand(at('to')));
      const gone = await client.send(new DeleteObjectCommand(at('from here')));
      const again = await client.send(new DeleteObjectCommand(at('from here')));
      const many = await client.send(new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects: [{ Key: 'to' }, { Key: 'never' }] } }));
      const left = await client.send(new ListObjectsV2Command({ Bucket: 'b' }));
      return [CopyObjectResult.LastModified instanceof Date, ContentType, Metadata, gone.$metadata.httpStatusCode, again.$metadata.httpStatusCode, many.Deleted, left.KeyCount];`);
    expect(result).toEqual([true, 'text/css', { a: '1' }, 204, 204, [{ Key: 'to' }, { Key: 'never' }], 0]);
    expect(ofKind('object_removed').map(({ data }) => data.key)).toEqual(['from here', 'to']);
  });

  it('waits for an object on virtual time, or gives up', async () => {
    const { result } = await s3(`
      setTimeout(() => put('late', 'x'), 12_000);
      const start = Date.now();
      const found = await waitUntilObjectExists({ client, maxWaitTime: 60 }, at('late'));
      const waitedS = (Date.now() - start) / 1000;
      const never = await caught(waitUntilObjectExists({ client, maxWaitTime: 8, minDelay: 5 }, at('never')));
      return [found.state, waitedS, never.name, JSON.parse(never.message)];`);
    const [state, waitedS, name, reason] = result;
    expect([state, name, reason]).toEqual([
      'SUCCESS',
      'TimeoutError',
      { state: 'TIMEOUT', reason: 'Waiter has timed out' },
    ]);
    expect(waitedS).toBeGreaterThan(12);
    expect(waitedS).toBeLessThan(40);
  });

  it('has the aggregated client, callbacks, middleware and abort signals', async () => {
    const { result } = await s3(`
      const s3 = new S3({});
      await s3.putObject({ ...at('k'), Body: 'x' });
      const byCallback = await new Promise((resolve) => client.send(new HeadObjectCommand(at('k')), (error, output) => resolve([error, output.ContentLength])));
      const failed = await new Promise((resolve) => s3.headObject(at('none'), (error) => resolve(error.name)));
      const seen = [];
      client.middlewareStack.add((next, context) => async (args) => { seen.push(context.commandName); const r = await next(args); seen.push(r.output.ContentLength); return r; }, { step: 'build' });
      await client.send(new HeadObjectCommand(at('k')));
      const order = [...seen];
      const controller = new AbortController();
      const aborted = caught(client.send(new HeadObjectCommand(at('k')), { abortSignal: controller.signal }));
      controller.abort();
      return [byCallback, failed, order, (await aborted).name, await client.config.region(), new HeadObjectCommand(at('k')).input, client instanceof sdk.__Client];`);
    expect(result).toEqual([
      [null, 1],
      'NotFound',
      ['HeadObjectCommand', 1],
      'AbortError',
      'us-east-1',
      { Bucket: 'b', Key: 'k' },
      true,
    ]);
  });
});
