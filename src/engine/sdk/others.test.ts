import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { summarize } from '../../sim/trace/readouts/summary.ts';
import { runHandler } from '../testing/runHandler.ts';

/** Runs statements of a handler with a client of a package; `call(name, input)` sends a command, `caught` gives the error. */
const using = (service: string, client: string, statements: string, further: object = {}) =>
  runHandler(
    `import * as sdk from '@aws-sdk/client-${service}';
    const client = new sdk.${client}({});
    const call = (name, input = {}) => client.send(new sdk[name + 'Command'](input));
    const caught = (promise) => promise.then(() => 'no error', (e) => [e.name, e.message, e.$metadata?.httpStatusCode ?? null]);
    export const handler = async () => { ${statements} };`,
    further,
  );

describe('SNS as handlers call it', () => {
  const nodes = [
    { type: 'topic', name: 'news' },
    { type: 'queue', name: 'inbox' },
  ] as const;
  const wires = [{ id: 'w1', type: 'subscription', from: 'n2', to: 'n3' }];
  const TopicArn = "TopicArn: 'arn:aws:sns:us-east-1:123456789012:news'";

  it('publishes with subject and attributes, and with a text for each kind of subscriber', async () => {
    const { result, ofKind } = await using(
      'sns',
      'SNSClient',
      `const one = await call('Publish', { ${TopicArn}, Message: 'hi', Subject: 'greeting', MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } } });
      await call('Publish', { ${TopicArn}, MessageStructure: 'json', Message: JSON.stringify({ default: 'all', sqs: 'for queues' }) });
      return one.MessageId;`,
      { nodes, wires },
    );
    const [first, second] = ofKind('message_sent').map(({ data }) => JSON.parse(data.body));
    expect(first).toMatchObject({
      MessageId: result,
      Message: 'hi',
      Subject: 'greeting',
      MessageAttributes: { k: { Type: 'String', Value: 'v' } },
    });
    expect(second.Message).toBe('for queues');
    expect(ofKind('published')[1]?.data.message).toBe('all');
  });

  it('publishes batches, and fails as SNS fails', async () => {
    const { result } = await using(
      'sns',
      'SNSClient',
      `const batch = await call('PublishBatch', { ${TopicArn}, PublishBatchRequestEntries: [{ Id: 'a', Message: '1' }, { Id: 'b', Message: '' }] });
      const errors = await Promise.all([
        call('Publish', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:none', Message: 'x' }),
        call('Publish', { ${TopicArn}, Message: '' }),
        call('Publish', { ${TopicArn}, Message: 'x'.repeat(262145) }),
        call('Publish', { ${TopicArn}, Message: '{}', MessageStructure: 'json' }),
        call('PublishBatch', { ${TopicArn}, PublishBatchRequestEntries: [] }),
      ].map(caught));
      return [batch.Successful, batch.Failed, errors];`,
      { nodes, wires },
    );
    const [successful, failures, errors] = result;
    expect(successful).toEqual([{ Id: 'a', MessageId: expect.any(String) }]);
    expect(failures).toEqual([
      { Id: 'b', Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message', SenderFault: true },
    ]);
    expect(errors).toEqual([
      ['NotFoundException', 'Topic does not exist', 404],
      ['InvalidParameterException', 'Invalid parameter: Empty message', 400],
      ['InvalidParameterException', 'Invalid parameter: Message too long', 400],
      [
        'InvalidParameterException',
        'Invalid parameter: Message Structure - No default entry in JSON message body',
        400,
      ],
      ['EmptyBatchRequestException', "The batch request doesn't contain any entries.", 400],
    ]);
  });
});

describe('EventBridge as handlers call it', () => {
  it('hands an event to the rules whose pattern takes it', async () => {
    const { result, ofKind } = await using(
      'eventbridge',
      'EventBridgeClient',
      `const { FailedEntryCount, Entries } = await call('PutEvents', { Entries: [
        { Source: 'shop', DetailType: 'order', Detail: '{"total": 120}', Resources: ['arn:x'], Time: new Date('2026-01-05T08:00:00Z') },
        { Source: 'shop', DetailType: 'order', Detail: '{"total": 20}' },
        { Source: 'shop', DetailType: 'order', Detail: 'not json' },
        { Source: 'aws.s3', DetailType: 'order', Detail: '{}' },
        { DetailType: 'order', Detail: '{}' },
        { Source: 'shop', DetailType: 'order', Detail: '{}', EventBusName: 'nowhere' },
      ] });
      return { FailedEntryCount, Entries };`,
      {
        nodes: [
          { type: 'eventBus', name: 'default' },
          { type: 'queue', name: 'large' },
          { type: 'topic', name: 'all' },
        ],
        wires: [
          { id: 'w1', type: 'rule', from: 'n2', to: 'n3', pattern: '{"detail":{"total":[{"numeric":[">",100]}]}}' },
          { id: 'w2', type: 'rule', from: 'n2', to: 'n4' },
        ],
      },
    );
    expect(result.FailedEntryCount).toBe(3);
    expect(result.Entries).toEqual([
      { EventId: expect.any(String) },
      { EventId: expect.any(String) },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.',
      },
      { EventId: expect.any(String) },
    ]);
    expect(ofKind('message_sent').map(({ data }) => JSON.parse(data.body))).toEqual([
      {
        version: '0',
        id: result.Entries[0].EventId,
        'detail-type': 'order',
        source: 'shop',
        account: '123456789012',
        time: '2026-01-05T08:00:00Z',
        region: 'us-east-1',
        resources: ['arn:x'],
        detail: { total: 120 },
      },
    ]);
    expect(ofKind('published')).toHaveLength(2);
    expect(ofKind('event_put').map(({ data }) => data.matched)).toEqual([2, 1]);
  });

  it('refuses too many entries', async () => {
    const { result } = await using(
      'eventbridge',
      'EventBridgeClient',
      "return caught(call('PutEvents', { Entries: Array(11).fill({ Source: 's', DetailType: 'd', Detail: '{}' }) }));",
    );
    expect(result).toEqual(['ValidationException', expect.stringContaining('less than or equal to 10'), 400]);
  });
});

describe('Kinesis as handlers call it', () => {
  it('puts records into the shard of the hash of their partition key (STREAM-16, STREAM-19)', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const { result, ofKind } = await using(
      'kinesis',
      'KinesisClient',
      `const one = await call('PutRecord', { StreamName: 'clicks', PartitionKey: 'a', Data: Uint8Array.of(0, 255) });
      const many = await call('PutRecords', { StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks', Records: ${JSON.stringify(keys)}.map((PartitionKey) => ({ PartitionKey, Data: new TextEncoder().encode('x') })) });
      const missing = await caught(call('PutRecord', { StreamName: 'none', PartitionKey: 'a', Data: Uint8Array.of(1) }));
      const explicit = await call('PutRecord', { StreamName: 'clicks', PartitionKey: 'a', ExplicitHashKey: String(2n ** 128n - 1n), Data: Uint8Array.of(1) });
      return [one, many, missing, explicit.ShardId];`,
      { nodes: [{ type: 'stream', name: 'clicks', shards: 3 }] },
    );
    const shardOf = (key: string) => {
      const hash = BigInt(`0x${createHash('md5').update(key).digest('hex')}`);
      return `shardId-00000000000${hash / ((1n << 128n) / 3n)}`;
    };
    const [one, many, missing, explicit] = result;
    expect(one.ShardId).toBe(shardOf('a'));
    expect(many.FailedRecordCount).toBe(0);
    expect(many.Records.map(({ ShardId }: { ShardId: string }) => ShardId)).toEqual(keys.map(shardOf));
    expect(BigInt(many.Records[0].SequenceNumber)).toBeGreaterThan(BigInt(one.SequenceNumber));
    expect(missing).toEqual(['ResourceNotFoundException', 'Stream none under account 123456789012 not found.', 400]);
    expect(explicit).toBe('shardId-000000000002');
    expect(ofKind('record_put')[0]?.data).toMatchObject({ partitionKey: 'a', data: 'AP8=', encoding: 'base64' });
  });
});

describe('Lambda as handlers call it', () => {
  const callee = {
    type: 'function',
    name: 'callee',
    handler: {
      kind: 'code',
      files: [
        {
          path: 'index.mjs',
          text: 'export const handler = async (event) => { if (event.fail) throw new TypeError("no"); return { got: event }; };',
        },
      ],
    },
  };

  it('invokes with bytes and text, and gives status, version, payload and function errors', async () => {
    const { result } = await using(
      'lambda',
      'LambdaClient',
      `const tell = ({ StatusCode, ExecutedVersion, FunctionError, Payload, $metadata }) => [StatusCode, ExecutedVersion ?? null, FunctionError ?? null, Payload ? Payload.transformToString() : null, $metadata.httpStatusCode];
      return [
        tell(await call('Invoke', { FunctionName: 'callee', Payload: new TextEncoder().encode('{"n":1}') })),
        tell(await call('Invoke', { FunctionName: 'callee:$LATEST', Payload: '{"fail":true}' })),
        tell(await call('Invoke', { FunctionName: 'callee', InvocationType: sdk.InvocationType.Event, Payload: '{}' })),
        tell(await call('Invoke', { FunctionName: 'callee', InvocationType: 'DryRun' })),
        await caught(call('Invoke', { FunctionName: 'callee', Qualifier: 'live' })),
        await caught(call('Invoke', { FunctionName: 'callee', Payload: 'nonsense' })),
      ];`,
      { nodes: [callee] },
    );
    expect(result.slice(0, 1)).toEqual([[200, '$LATEST', null, '{"got":{"n":1}}', 200]]);
    expect(result[1].slice(0, 3)).toEqual([200, '$LATEST', 'Unhandled']);
    expect(JSON.parse(result[1][3])).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    expect(result.slice(2)).toEqual([
      [202, null, null, null, 202],
      [204, null, null, null, 204],
      [
        'ResourceNotFoundException',
        'Function not found: arn:aws:lambda:us-east-1:123456789012:function:callee:live',
        404,
      ],
      ['InvalidRequestContentException', expect.stringContaining('Could not parse'), 400],
    ]);
  });
});

describe('parameters and secrets as handlers read them', () => {
  const parameters = [
    { name: '/shop/table', value: 'orders' },
    { name: '/shop/db/password', type: 'SecureString', value: 'hunter2' },
    { name: '/shop/db/host', value: 'localhost' },
    { name: 'plain', type: 'StringList', value: 'a,b' },
  ];

  it('gives parameters by name, several at once, and by path', async () => {
    const { result } = await using(
      'ssm',
      'SSMClient',
      `const one = (await call('GetParameter', { Name: '/shop/table' })).Parameter;
      const sealed = (await call('GetParameter', { Name: '/shop/db/password' })).Parameter.Value;
      const open = (await call('GetParameter', { Name: '/shop/db/password', WithDecryption: true })).Parameter.Value;
      const { Parameters, InvalidParameters } = await call('GetParameters', { Names: ['plain', 'none'] });
      const names = async (input) => (await call('GetParametersByPath', input)).Parameters.map(({ Name }) => Name);
      const paged = [];
      for await (const page of sdk.paginateGetParametersByPath({ client, pageSize: 1 }, { Path: '/shop', Recursive: true })) paged.push(page.Parameters.length);
      const missing = await client.send(new sdk.GetParameterCommand({ Name: 'none' })).catch((e) => e);
      return [one, one.LastModifiedDate instanceof Date, sealed === 'hunter2', open, Parameters.map(({ Value, Type }) => [Value, Type]), InvalidParameters,
        await names({ Path: '/shop' }), await names({ Path: '/shop/', Recursive: true }), paged, missing.name, missing instanceof sdk.ParameterNotFound];`,
      { parameters },
    );
    expect(result).toEqual([
      expect.objectContaining({
        Name: '/shop/table',
        Type: 'String',
        Value: 'orders',
        Version: 1,
        ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/shop/table',
        DataType: 'text',
      }),
      true,
      false,
      'hunter2',
      [['a,b', 'StringList']],
      ['none'],
      ['/shop/table'],
      ['/shop/db/host', '/shop/db/password', '/shop/table'],
      [1, 1, 1],
      'ParameterNotFound',
      true,
    ]);
  });

  it('gives secrets by name and ARN', async () => {
    const { result } = await using(
      'secrets-manager',
      'SecretsManagerClient',
      `const secret = await call('GetSecretValue', { SecretId: 'shop/db' });
      const again = await call('GetSecretValue', { SecretId: secret.ARN });
      return [JSON.parse(secret.SecretString), secret.Name, secret.VersionStages, secret.CreatedDate instanceof Date, again.VersionId === secret.VersionId, await caught(call('GetSecretValue', { SecretId: 'none' }))];`,
      { secrets: [{ name: 'shop/db', value: '{"user":"ada"}' }] },
    );
    expect(result).toEqual([
      { user: 'ada' },
      'shop/db',
      ['AWSCURRENT'],
      true,
      true,
      ['ResourceNotFoundException', "Secrets Manager can't find the specified secret.", 400],
    ]);
  });
});

describe('Step Functions, STS and CloudWatch as handlers call them', () => {
  it('records executions, the same one for the same name and input', async () => {
    const { result, ofKind } = await using(
      'sfn',
      'SFNClient',
      `const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:flow';
      const one = await call('StartExecution', { stateMachineArn, name: 'first', input: '{"a":1}' });
      const same = await call('StartExecution', { stateMachineArn, name: 'first', input: '{"a":1}' });
      const errors = await Promise.all([
        call('StartExecution', { stateMachineArn, name: 'first', input: '{}' }),
        call('StartExecution', { stateMachineArn: stateMachineArn + 'x' }),
        call('StartExecution', { stateMachineArn: 'flow' }),
        call('StartExecution', { stateMachineArn, input: '{' }),
      ].map(caught));
      return [one.executionArn, one.startDate instanceof Date, same.executionArn === one.executionArn, errors.map(([name]) => name)];`,
      { nodes: [{ type: 'stateMachine', name: 'flow' }] },
    );
    expect(result).toEqual([
      'arn:aws:states:us-east-1:123456789012:execution:flow:first',
      true,
      true,
      ['ExecutionAlreadyExists', 'StateMachineDoesNotExist', 'InvalidArn', 'InvalidExecutionInput'],
    ]);
    expect(ofKind('execution_started').map(({ data }) => data.input)).toEqual(['{"a":1}']);
  });

  it('says who calls', async () => {
    const { result } = await using(
      'sts',
      'STSClient',
      "const { $metadata, ...who } = await call('GetCallerIdentity'); return who;",
    );
    expect(result).toEqual({
      UserId: expect.stringMatching(/:f$/),
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/f-role/f',
    });
  });

  it('sums up metrics', async () => {
    const { result, trace } = await using(
      'cloudwatch',
      'CloudWatchClient',
      `await call('PutMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'Orders', Value: 3, Unit: sdk.StandardUnit.Count }, { MetricName: 'Orders', Values: [1, 5], Counts: [2, 1] }] });
      return [await caught(call('PutMetricData', { MetricData: [] })), await caught(call('PutMetricData', { Namespace: 'AWS/Lambda', MetricData: [{ MetricName: 'x', Value: 1 }] }))];`,
    );
    expect(summarize(trace).metrics).toEqual({ 'Shop Orders': { unit: 'Count', count: 4, sum: 10, min: 1, max: 5 } });
    expect(result.map(([name]: string[]) => name)).toEqual([
      'MissingRequiredParameterException',
      'InvalidParameterValueException',
    ]);
  });
});

describe('packages beside the clients', () => {
  it('upload, sign, convert and give credentials', async () => {
    const { result, ofKind } = await runHandler(
      `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
      import { Upload } from '@aws-sdk/lib-storage';
      import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
      import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
      import { NodeHttpHandler } from '@smithy/node-http-handler';
      import { toUtf8, fromUtf8 } from '@smithy/util-utf8';
      export const handler = async () => {
        const client = new S3Client({ requestHandler: new NodeHttpHandler({ requestTimeout: 100 }), credentials: fromNodeProviderChain() });
        const progress = [];
        const upload = new Upload({ client, params: { Bucket: 'b', Key: 'k', Body: 'four' } });
        upload.on('httpUploadProgress', ({ loaded }) => progress.push(loaded));
        const { Location } = await upload.done();
        const url = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: 'b', Key: 'a b' }), { expiresIn: 60 }));
        return [progress, Location, url.host + url.pathname, url.searchParams.get('X-Amz-Expires'), url.searchParams.get('X-Amz-Signature').length, toUtf8(fromUtf8('ä')), typeof (await client.config.credentials()).accessKeyId];
      };`,
      { nodes: [{ type: 'bucket', name: 'b' }] },
    );
    expect(result).toEqual([
      [4],
      'https://b.s3.us-east-1.amazonaws.com/k',
      'b.s3.us-east-1.amazonaws.com/a%20b',
      '60',
      64,
      'ä',
      'string',
    ]);
    expect(ofKind('object_put')).toHaveLength(1);
  });
});

describe('what the playground does not have', () => {
  it('is version 2 of the SDK, whose import fails as on Lambda, by kind of module', async () => {
    const { ofKind } = await runHandler("import AWS from 'aws-sdk'; export const handler = async () => 1;");
    expect(ofKind('init_ended')[0]?.data.error).toMatchObject({
      errorType: 'Error',
      errorMessage: "Cannot find package 'aws-sdk' imported from /var/task/index.mjs",
    });
    const common = await runHandler(
      "import { createRequire } from 'node:module'; createRequire(import.meta.url)('aws-sdk');",
    );
    expect(common.ofKind('init_ended')[0]?.data.error.errorMessage).toContain(
      "Cannot find module 'aws-sdk'\nRequire stack:\n- /var/task/index.mjs",
    );
  });

  it('fails at import with the packages there are', async () => {
    const { ofKind } = await runHandler("import '@aws-sdk/client-athena'; export const handler = async () => 1;");
    expect(ofKind('init_ended')[0]?.data.error.errorMessage).toMatch(/client-athena.*simulates .*@aws-sdk\/client-s3/);
  });

  it('fails by name, with what there is', async () => {
    const { result } = await using(
      'sns',
      'SNSClient',
      'try { new sdk.CreateTopicCommand({}); } catch (e) { return e.message; }',
    );
    // A namespace object lists what is there; a named import of anything else fails when it is used.
    const { result: named } = await runHandler(
      "import { CreateTopicCommand } from '@aws-sdk/client-sns'; export const handler = async () => new CreateTopicCommand({});",
    );
    expect(JSON.stringify(result)).toContain('not a constructor');
    expect(named.errorMessage).toBe(
      "The playground's SNS does not support CreateTopicCommand; it supports PublishCommand, PublishBatchCommand.",
    );
  });
});
