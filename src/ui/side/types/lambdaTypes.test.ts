import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lambdaTypes } from './lambdaTypes.ts';
import { nodeTypes } from './nodeTypes.ts';

/** What the compiler says about files among the declarations that the editor knows; ours are checked themselves. */
function problemsOf(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lambdarium-types-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const { content, filePath } of nodeTypes) write(filePath.replace('file:///node_modules', 'node'), content);
  // As .ts, so that the compiler does not skip them.
  for (const { content, filePath } of lambdaTypes)
    write(filePath.replace('file:///', '').replace('.d.ts', '.ts'), content);
  for (const [path, text] of Object.entries(files)) write(path, text);
  const compilerOptions = {
    target: 'esnext',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2023'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowJs: true,
    checkJs: true,
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['**/*'] }));
  const tsc = resolve(import.meta.dirname, '../../../../node_modules/typescript/lib/tsc.js');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return stdout.split('\n').filter((line) => line.trim() !== '');
}

const HANDLERS = {
  'photos.ts': `
    import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, PutObjectCommand, S3, S3Client, waitUntilObjectExists } from '@aws-sdk/client-s3';
    import type { S3Event, S3Handler, Context } from 'aws-lambda';
    import { createHash } from 'node:crypto';
    const client = new S3Client({ region: 'us-east-1', maxAttempts: 2 });
    export const handler: S3Handler = async (event: S3Event, context: Context) => {
      const { bucket, object } = event.Records[0]!.s3;
      try {
        const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
        const text: string = (await Body?.transformToString()) ?? '';
        const put = await client.send(new PutObjectCommand({ Bucket: 'out', Key: 'k', Body: Buffer.from(text), ContentType, Metadata: { a: 'b' } }));
        const status: number | undefined = put.$metadata.httpStatusCode;
        console.log(status, createHash('sha256').update(text).digest('hex'), context.getRemainingTimeInMillis());
      } catch (error) {
        if (error instanceof NoSuchKey) console.log(error.message, error.$metadata.requestId);
        else throw error;
      }
      for await (const page of paginateListObjectsV2({ client }, { Bucket: 'out' })) page.Contents?.map(({ Key }) => Key?.length);
      await waitUntilObjectExists({ client, maxWaitTime: 10 }, { Bucket: 'out', Key: 'k' });
      const { ETag } = await new S3().headObject({ Bucket: 'out', Key: 'k' });
      ETag?.toUpperCase();
      // @ts-expect-error: an object has a key
      new GetObjectCommand({ Bucket: 'out' });
    };`,
  'orders.ts': `
    import { SQSClient, SendMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
    import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
    import { DynamoDBClient, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
    import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
    import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
    import type { Handler, SQSBatchResponse, SQSEvent, EventBridgeEvent, DynamoDBStreamEvent, KinesisStreamEvent } from 'aws-lambda';
    const table = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });
    export const handler: Handler<SQSEvent, SQSBatchResponse> = async ({ Records }) => {
      const { Item } = await table.send(new GetCommand({ TableName: 't', Key: { id: Records[0]!.body } }));
      try {
        await table.send(new UpdateCommand({ TableName: 't', Key: { id: 1 }, UpdateExpression: 'SET #n = :n', ExpressionAttributeNames: { '#n': 'n' }, ExpressionAttributeValues: { ':n': Item?.n } }));
      } catch (error) { if (!(error instanceof ConditionalCheckFailedException)) throw error; }
      const { Failed } = await new SQSClient().send(new SendMessageBatchCommand({ QueueUrl: 'q', Entries: [{ Id: 'a', MessageBody: 'x', DelaySeconds: 1 }] }));
      const { Messages } = await new SQSClient().send(new ReceiveMessageCommand({ QueueUrl: 'q', WaitTimeSeconds: 20 }));
      const { FailedEntryCount } = await new EventBridgeClient().send(new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 'd', Detail: '{}' }] }));
      console.log(Failed?.[0]?.Code, Messages?.[0]?.ReceiptHandle, FailedEntryCount, unmarshall(marshall({ a: 1 })));
      return { batchItemFailures: [{ itemIdentifier: Records[0]!.messageId }] };
    };
    // @ts-expect-error: a batch response names its failures
    export const wrong: Handler<SQSEvent, SQSBatchResponse> = async () => ({ failures: [] });
    export const bus = async (event: EventBridgeEvent<'order', { total: number }>) => event.detail.total.toFixed(2);
    export const changes = async (event: DynamoDBStreamEvent) => event.Records.map(({ dynamodb }) => dynamodb?.NewImage?.id?.S);
    export const clicks = async (event: KinesisStreamEvent) => event.Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString());`,
  'configuration.ts': `
    import { LambdaClient, InvokeCommand, LogType } from '@aws-sdk/client-lambda';
    import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
    import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
    import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
    import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
    import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
    import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
    import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
    import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
    export const handler: APIGatewayProxyHandlerV2 = async (event, { awsRequestId }) => {
      const { Parameter } = await new SSMClient().send(new GetParameterCommand({ Name: '/a', WithDecryption: true }));
      const { SecretString = '{}' } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: 's' }));
      const { Payload } = await new LambdaClient().send(new InvokeCommand({ FunctionName: 'f', Payload: JSON.stringify({}), LogType: LogType.Tail }));
      await new SFNClient().send(new StartExecutionCommand({ stateMachineArn: 'arn', input: '{}' }));
      await new SNSClient().send(new PublishCommand({ TopicArn: 't', Message: 'm' }));
      await new KinesisClient().send(new PutRecordCommand({ StreamName: 's', PartitionKey: 'k', Data: new TextEncoder().encode('x') }));
      await new CloudWatchClient().send(new PutMetricDataCommand({ Namespace: 'n', MetricData: [{ MetricName: 'm', Value: 1 }] }));
      const { Account } = await new STSClient().send(new GetCallerIdentityCommand({}));
      return { statusCode: 200, body: [Parameter?.Value, SecretString, Payload?.transformToString(), Account, event.rawPath, awsRequestId].join() };
    };`,
  'plain.js': `
    import { readFile } from 'node:fs/promises';
    import { AsyncLocalStorage } from 'node:async_hooks';
    import { setTimeout as wait } from 'node:timers/promises';
    import { gzipSync } from 'node:zlib';
    import path from 'path';
    const store = new AsyncLocalStorage();
    /** @type {Handler<{ name?: string }>} */
    export const handler = async (event, context) => {
      await wait(10);
      const text = await readFile(path.join('/tmp', 'a'), 'utf8');
      const answer = await fetch('https://example.com', { method: 'POST', signal: AbortSignal.timeout(100) });
      console.log(process.env.TABLE, context.awsRequestId, store.getStore(), gzipSync(text).length, await answer.json());
      return { hello: event.name?.toUpperCase(), id: crypto.randomUUID(), url: new URL('https://a.b').host };
    };
    export const streaming = awslambda.streamifyResponse(async (event, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 200 });
      http.write('a');
      http.end();
    });`,
};

describe('the declarations that the editor knows', () => {
  it('fit handlers as people write them, and say what does not', () => {
    expect(problemsOf(HANDLERS)).toEqual([]);
  });

  it('know nothing of built-ins that would not load', () => {
    const [problem, ...others] = problemsOf({ 'a.ts': "import { exec } from 'node:child_process';\nexec('ls');" });
    expect(problem).toMatch(/a\.ts.*child_process/);
    expect(others).toEqual([]);
  });
});
