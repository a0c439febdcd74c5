import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runHandler } from '../testing/runHandler.ts';

const queue = { type: 'queue', name: 'jobs', visibilityTimeoutS: 5 } as const;
/** Runs statements of a handler with an SQS client and an empty queue `jobs` with a visibility timeout of 5 s. */
const sqs = (statements: string, further: object = {}) =>
  runHandler(
    `import * as sdk from '@aws-sdk/client-sqs';
    const client = new sdk.SQSClient({});
    const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs';
    const call = (name, input) => client.send(new sdk[name + 'Command']({ QueueUrl, ...input }));
    const caught = (promise) => promise.catch((e) => [e.name, e.Code ?? null, e.message, e.$metadata?.httpStatusCode ?? null]);
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const receive = async (input) => (await call('ReceiveMessage', { MaxNumberOfMessages: 10, ...input })).Messages;
    export const handler = async () => { ${statements} };`,
    { nodes: [queue], ...further },
  );
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

describe('SQS as handlers call it', () => {
  it('sends, receives with attributes, and deletes', async () => {
    const { result, ofKind } = await sqs(`
      const sent = await call('SendMessage', { MessageBody: 'hällo', MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'x' }, raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) } } });
      const [message] = await receive({ MessageAttributeNames: ['All'], AttributeNames: ['All'] });
      const nothing = await call('ReceiveMessage', {});
      const deleted = await call('DeleteMessage', { ReceiptHandle: message.ReceiptHandle });
      return { sent, message, raw: [...message.MessageAttributes.raw.BinaryValue], nothing: 'Messages' in nothing, status: deleted.$metadata.httpStatusCode };`);
    const { sent, message, raw, nothing, status } = result;
    expect(sent.MD5OfMessageBody).toBe(md5('hällo'));
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'hällo',
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
    });
    expect([raw, nothing, status]).toEqual([[0, 255], false, 200]);
    expect(ofKind('message_deleted')).toHaveLength(1);
  });

  it('shows no attributes that were not asked for', async () => {
    const { result } = await sqs(`
      await call('SendMessage', { MessageBody: 'x', MessageAttributes: { 'a.1': { DataType: 'Number', StringValue: '1' }, b: { DataType: 'String', StringValue: 'b' } } });
      const [plain] = await receive({ VisibilityTimeout: 0 });
      await sleep(1);
      const [some] = await receive({ MessageAttributeNames: ['a.*'] });
      return [Object.keys(plain), some.MessageAttributes];`);
    expect(result).toEqual([
      ['MessageId', 'ReceiptHandle', 'MD5OfBody', 'Body'],
      { 'a.1': { StringValue: '1', DataType: 'Number' } },
    ]);
  });

  it('holds a delayed message back, and lets a long poll wait for it', async () => {
    const { result } = await sqs(`
      await call('SendMessage', { MessageBody: 'late', DelaySeconds: 3 });
      const { Attributes } = await call('GetQueueAttributes', { AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'] });
      const now = await receive();
      const start = Date.now();
      const later = await receive({ WaitTimeSeconds: 20 });
      const waited = Date.now() - start;
      const empty = Date.now();
      const none = await receive({ WaitTimeSeconds: 2 });
      return [Attributes, now ?? 'none', later.map(({ Body }) => Body), waited, none ?? 'none', Date.now() - empty];`);
    const [attributes, now, later, waitedMs, none, emptyMs] = result;
    expect(attributes).toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesDelayed: '1' });
    expect([now, later, none]).toEqual(['none', ['late'], 'none']);
    expect(waitedMs).toBeGreaterThan(2900);
    expect(waitedMs).toBeLessThan(3050);
    expect(emptyMs).toBeGreaterThanOrEqual(2006);
    expect(emptyMs).toBeLessThan(2050);
  });

  it('gives a message again when its visibility timeout is over, sooner or later when that was changed', async () => {
    const { result } = await sqs(`
      await call('SendMessage', { MessageBody: 'x' });
      const times = [];
      const take = async () => { const [m] = await receive({ WaitTimeSeconds: 20 }); times.push(Date.now()); return m; };
      const first = await take();
      await take();
      const third = await take();
      await call('ChangeMessageVisibility', { ReceiptHandle: third.ReceiptHandle, VisibilityTimeout: 9 });
      const fourth = await take();
      await call('ChangeMessageVisibility', { ReceiptHandle: fourth.ReceiptHandle, VisibilityTimeout: 0 });
      const fifth = await take();
      const late = await caught(call('ChangeMessageVisibility', { ReceiptHandle: first.ReceiptHandle, VisibilityTimeout: 1 }));
      await call('DeleteMessage', { ReceiptHandle: first.ReceiptHandle });
      const { Attributes } = await call('GetQueueAttributes', { AttributeNames: ['All'] });
      return [times.slice(1).map((t, i) => Math.round((t - times[i]) / 1000)), late[0], Attributes.ApproximateNumberOfMessagesNotVisible];`);
    expect(result).toEqual([[5, 5, 9, 0], 'InvalidParameterValueException', '1']);
  });

  it('answers each entry of a batch for itself', async () => {
    const { result } = await sqs(`
      const sent = await call('SendMessageBatch', { Entries: [{ Id: 'a', MessageBody: '1' }, { Id: 'b', MessageBody: '' }, { Id: 'c', MessageBody: '3', DelaySeconds: 901 }] });
      const good = await call('SendMessageBatch', { Entries: [{ Id: 'd', MessageBody: '4' }] });
      const messages = await receive();
      const changed = await call('ChangeMessageVisibilityBatch', { Entries: messages.map(({ ReceiptHandle }, i) => ({ Id: 'm' + i, ReceiptHandle, VisibilityTimeout: 30 })) });
      const deleted = await call('DeleteMessageBatch', { Entries: [...messages.map(({ ReceiptHandle }, i) => ({ Id: 'm' + i, ReceiptHandle })), { Id: 'bad', ReceiptHandle: 'bad' }] });
      return { sent, good, changed, deleted };`);
    const { sent, good, changed, deleted } = result;
    expect(sent.Successful).toEqual([{ Id: 'a', MessageId: expect.any(String), MD5OfMessageBody: md5('1') }]);
    expect(sent.Failed).toEqual([
      {
        Id: 'b',
        SenderFault: true,
        Code: 'MissingParameter',
        Message: 'The request must contain the parameter MessageBody.',
      },
      expect.objectContaining({ Id: 'c', Code: 'InvalidParameterValue' }),
    ]);
    expect(good.Failed).toBeUndefined();
    expect(changed.Successful).toEqual([{ Id: 'm0' }, { Id: 'm1' }]);
    expect(deleted.Successful).toEqual([{ Id: 'm0' }, { Id: 'm1' }]);
    expect(deleted.Failed).toEqual([expect.objectContaining({ Id: 'bad', Code: 'ReceiptHandleIsInvalid' })]);
  });

  it('fails as SQS fails', async () => {
    const { result } = await sqs(`
      const list = [];
      for (const [name, input] of [
        ['SendMessage', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/none', MessageBody: 'x' }],
        ['SendMessage', {}],
        ['SendMessage', { MessageBody: 'a\\u0000b' }],
        ['SendMessage', { MessageBody: 'x'.repeat(1048577) }],
        ['ReceiveMessage', { MaxNumberOfMessages: 11 }],
        ['ReceiveMessage', { WaitTimeSeconds: 21 }],
        ['DeleteMessage', { ReceiptHandle: 'nonsense' }],
        ['SendMessageBatch', { Entries: [] }],
        ['SendMessageBatch', { Entries: [{ Id: 'a', MessageBody: 'x' }, { Id: 'a', MessageBody: 'y' }] }],
        ['SendMessage', { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Date', StringValue: 'x' } } }],
      ]) list.push(await caught(call(name, input)));
      const missing = await client.send(new sdk.GetQueueUrlCommand({ QueueName: 'none' })).catch((e) => e);
      return [list, missing instanceof sdk.QueueDoesNotExist, missing instanceof sdk.SQSServiceException, missing.message];`);
    const [list, ...missing] = result;
    expect(list).toEqual([
      ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.', 400],
      [
        'MissingRequiredParameterException',
        'MissingParameter',
        'The request must contain the parameter MessageBody.',
        400,
      ],
      ['InvalidMessageContents', 'InvalidMessageContents', expect.stringMatching(/^Invalid characters found/), 400],
      ['InvalidParameterValueException', 'InvalidParameterValue', expect.stringContaining('1048576 bytes'), 400],
      [
        'InvalidParameterValueException',
        'InvalidParameterValue',
        'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
        400,
      ],
      [
        'InvalidParameterValueException',
        'InvalidParameterValue',
        'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
        400,
      ],
      [
        'ReceiptHandleIsInvalid',
        'ReceiptHandleIsInvalid',
        'The input receipt handle "nonsense" is not a valid receipt handle.',
        404,
      ],
      ['EmptyBatchRequest', 'AWS.SimpleQueueService.EmptyBatchRequest', expect.any(String), 400],
      ['BatchEntryIdsNotDistinct', 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct', 'Id a repeated.', 400],
      [
        'InvalidParameterValueException',
        'InvalidParameterValue',
        expect.stringContaining("attribute 'a' is invalid"),
        400,
      ],
    ]);
    expect(missing).toEqual([true, true, 'The specified queue does not exist.']);
  });

  it('says where a queue is and what is in it, and empties it', async () => {
    const { result } = await sqs(`
      const { QueueUrl: url } = await client.send(new sdk.GetQueueUrlCommand({ QueueName: 'jobs' }));
      for (let i = 0; i < 3; i++) await call('SendMessage', { MessageBody: 'x' });
      const before = (await call('GetQueueAttributes', { AttributeNames: ['All'] })).Attributes;
      await call('PurgeQueue');
      const after = (await call('GetQueueAttributes', { AttributeNames: [sdk.QueueAttributeName.ApproximateNumberOfMessages] })).Attributes;
      return [url, before, after, (await call('ListQueues', {})).QueueUrls];`);
    const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs';
    expect(result).toEqual([
      url,
      expect.objectContaining({
        ApproximateNumberOfMessages: '3',
        QueueArn: 'arn:aws:sqs:us-east-1:123456789012:jobs',
        VisibilityTimeout: '5',
      }),
      { ApproximateNumberOfMessages: '0' },
      [url],
    ]);
  });

  it('lets a handler delete a message of its own batch by the handle in the event', async () => {
    const code = `import { SQSClient, DeleteMessageCommand } from '@aws-sdk/client-sqs';
      const client = new SQSClient({});
      export const handler = async ({ Records }) => {
        for (const { receiptHandle } of Records ?? [])
          await client.send(new DeleteMessageCommand({ QueueUrl: 'jobs', ReceiptHandle: receiptHandle }));
        if (Records) throw new Error('after all');
      };`;
    const { ofKind } = await runHandler(code, {
      nodes: [{ ...queue, traffic: { kind: 'single', atS: 1 } }],
      wires: [{ id: 'w1', type: 'mapping', from: 'n2', to: 'n1' }],
    });
    expect(ofKind('message_received')).toHaveLength(1);
    expect(ofKind('message_deleted')).toHaveLength(1);
  });
});
