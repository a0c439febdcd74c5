import { describe, expect, it } from 'vitest';
import { compareShape, describeWithSharedData, recorded, sampleEvents } from '../../testing/sharedData.ts';
import { apiEvent } from './api.ts';
import { directEvent } from './direct.ts';
import { deadLetterAttributes, type EndedInvocation, invocationRecord } from './invocationRecord.ts';
import { encodedKey, s3Event } from './s3.ts';
import { scheduleEvent } from './schedule.ts';
import { type Publication, snsEvent, snsQueueBody } from './sns.ts';
import { md5OfAttributes, type ReceivedMessage, sqsEvent } from './sqs.ts';

const epochMs = Date.UTC(2026, 0, 5, 9, 0, 1, 234);
const uuid = '95df01b4-ee98-4cb9-9903-4c221d41eb5e';

const request = {
  method: 'POST',
  path: '/orders',
  query: 'a=1&b=x%20y&a=2&c&d=%zz',
  body: '{"ü":1}',
  apiId: 'abcde12345',
  requestId: 'LV7fzho-PHcEJPw=',
  traceId: '1-695b7e01-1de4d666d4dd26aced652b6c',
  epochMs,
};
const object = {
  bucketName: 'photos',
  key: 'a b/ü(1)+.jpg',
  size: 12,
  eTag: 'd41d8cd98f00b204e9800998ecf8427e',
  epochMs,
  requestId: 'C3D13FE58DE4C810',
  sequencer: '0C0F6F405D6ED209E1',
  configurationId: uuid,
};
const publication: Publication = {
  topicName: 'news',
  messageId: uuid,
  subscriptionId: uuid,
  message: 'hello',
  epochMs,
  attributes: { kind: { dataType: 'String', value: 'greeting' } },
};
const message: ReceivedMessage = {
  messageId: uuid,
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
  body: 'hello world',
  receiveCount: 2,
  sentMs: epochMs,
  firstReceivedMs: epochMs + 12,
};
const ended: EndedInvocation = {
  epochMs,
  requestId: uuid,
  functionName: 'resize',
  condition: 'RetriesExhausted',
  invokeCount: 3,
  requestPayload: '{"raise_error":1}',
  response: { payload: '{"errorType":"Error","errorMessage":"boom","trace":[]}', functionError: true },
};

describe('events of the triggers', () => {
  it('a direct invocation hands over the caller’s own JSON, and refuses anything else (INV-13)', () => {
    expect(directEvent('{"name":"Ada"}')).toEqual({ ok: true, event: { name: 'Ada' } });
    expect(directEvent('')).toEqual({ ok: true, event: {} });
    expect(directEvent('{name}')).toMatchObject({ ok: false, code: 'InvalidRequestContentException' });
  });

  it('TRIG-5: repeated query parameters are joined by commas and decoded; the raw string stays as sent', () => {
    const event = apiEvent(request);
    expect(event.queryStringParameters).toEqual({ a: '1,2', b: 'x y', c: '', d: '%zz' });
    expect(event.rawQueryString).toBe(request.query);
    expect(event.requestContext.time).toBe('05/Jan/2026:09:00:01 +0000');
    expect(event.headers['content-length']).toBe('8');
  });

  it('TRIG-5: what is absent is left out', () => {
    const event = apiEvent({ ...request, method: 'GET', query: '' });
    expect('body' in event || 'queryStringParameters' in event || 'cookies' in event).toBe(false);
  });

  it('TRIG-20: an object key is URL-encoded, a space becomes a plus, slashes stay', () => {
    expect(encodedKey('a b/ü(1)+.jpg')).toBe('a+b/%C3%BC%281%29%2B.jpg');
    expect(encodedKey('\ud800')).toBe('%EF%BF%BD');
    expect(s3Event(object).Records[0]?.eventTime).toBe('2026-01-05T09:00:01.234Z');
  });

  it('TRIG-24: a schedule event tells its time in whole seconds', () => {
    expect(scheduleEvent({ ruleName: 'tick', eventId: uuid, epochMs })).toMatchObject({
      time: '2026-01-05T09:00:01Z',
      resources: ['arn:aws:events:us-east-1:123456789012:rule/tick'],
      detail: {},
    });
  });

  it('TRIG-22: an SNS event spells EventSource with a capital and has exactly one record', () => {
    const event = snsEvent({ ...publication, attributes: {} });
    expect(event.Records).toHaveLength(1);
    expect(event.Records[0]).toMatchObject({ EventSource: 'aws:sns', Sns: { Subject: null, MessageAttributes: {} } });
  });

  it('SQS-18: attribute values are strings, and the body comes with its MD5', () => {
    const record = sqsEvent('orders', [message]).Records[0];
    expect(record?.attributes.ApproximateReceiveCount).toBe('2');
    expect(record?.md5OfBody).toBe('5eb63bbbe01eeed093cb22bb8f5acdc3');
    expect(record && 'md5OfMessageAttributes' in record).toBe(false);
  });
});

describe('what remains of an asynchronous invocation', () => {
  it('ASYNC-15: a success has no functionError, and the ARN carries its qualifier', () => {
    const record = invocationRecord({
      ...ended,
      condition: 'Success',
      invokeCount: 1,
      response: { payload: '"ok"', functionError: false },
    });
    expect(record.responseContext).toEqual({ statusCode: 200, executedVersion: '$LATEST' });
    expect(record.requestContext.functionArn).toBe('arn:aws:lambda:us-east-1:123456789012:function:resize:$LATEST');
    expect(record.responsePayload).toBe('ok');
  });

  it('ASYNC-12: an event that never ran has neither responseContext nor responsePayload', () => {
    const { response: _, ...never } = { ...ended, condition: 'ZeroReservedConcurrency' as const, invokeCount: 0 };
    expect(Object.keys(invocationRecord(never))).toEqual(['version', 'timestamp', 'requestContext', 'requestPayload']);
  });

  it('ASYNC-17: a dead letter names request, status 200 and the first 1 KB of the error message', () => {
    const attributes = deadLetterAttributes({ requestId: uuid, errorMessage: 'ü'.repeat(600) });
    expect(attributes).toEqual({
      RequestID: { dataType: 'String', value: uuid },
      ErrorCode: { dataType: 'Number', value: '200' },
      ErrorMessage: { dataType: 'String', value: 'ü'.repeat(512) },
    });
  });
});

describeWithSharedData('events beside samples of the real ones', () => {
  const same = { missing: [], types: [] };
  /** `optional` names what some services leave out, `extra` what the samples are too old or too short to have. */
  async function check(service: string, event: unknown, extra: string[] = [], options = {}) {
    const samples = sampleEvents(service);
    expect(samples.length).toBeGreaterThan(0);
    const difference = await compareShape(
      samples.map(([, sample]) => sample),
      event,
      options,
    );
    expect(difference).toMatchObject(same);
    expect(difference.extra.map((e) => e.path)).toEqual(extra);
  }

  it('an HTTP API event has the keys and types of the samples', async () => {
    await check('apigateway-http-v2', apiEvent(request));
    await check('apigateway-http-v2', apiEvent({ ...request, method: 'GET', query: '' }));
  });

  it('a schedule event has the keys and types of the samples', () =>
    check('eventbridge-schedule', scheduleEvent({ ruleName: 'tick', eventId: uuid, epochMs })));

  it('an S3 event has the keys and types of the samples', () => check('s3', s3Event(object)));

  it('an S3 event is as recorded for an unversioned bucket, key by key', async () => {
    const sample = { Records: recorded('triggers--s3-event-put').receive_messages.messages };
    expect(await compareShape([sample], s3Event(object))).toEqual({ missing: [], extra: [], types: [] });
  });

  it('an SNS event has the keys and types of the samples', () => check('sns', snsEvent(publication)));

  it('a queue gets from a topic what was recorded, but for attributes and subject', async () => {
    const sample = recorded('async--dlq-sns-topic').messages.Messages[0].Body;
    const difference = await compareShape([{ ...sample, Message: 'text' }], snsQueueBody(publication));
    expect(difference).toEqual({ missing: [], extra: [], types: [] });
  });

  it('an SQS event has the keys and types of the samples, with and without attributes', async () => {
    await check('sqs', sqsEvent('orders', [message, { ...message, deadLetterSource: 'source' }]));
    await check('sqs', sqsEvent('orders', [{ ...message, attributes: publication.attributes ?? {} }]));
  });

  it('the MD5 of message attributes is the one AWS recorded', () => {
    const record = sampleEvents('sqs').find(([file]) => file.includes('aws-recorded-attributes'))?.[1];
    // The sample's shape is fixed: one record with three text attributes.
    const { messageAttributes, md5OfMessageAttributes } = (record as { Records: [Record<string, unknown>] }).Records[0];
    const attributes = Object.fromEntries(
      Object.entries(messageAttributes as Record<string, { dataType: string; stringValue: string }>).map(([k, a]) => [
        k,
        { dataType: a.dataType, value: a.stringValue },
      ]),
    );
    expect(md5OfAttributes(attributes)).toBe(md5OfMessageAttributes);
  });

  it.each([
    ['default-retries', 'RetriesExhausted', 3],
    ['no-retries', 'RetriesExhausted', 1],
    ['event-age', 'EventAgeExceeded', 1],
  ] as const)('ASYNC-14: the record of a failure (%s) is as recorded', async (name, condition, invokeCount) => {
    const sample = sampleEvents('lambda-destination-failure').find(([file]) => file.includes(name))?.[1];
    const record = invocationRecord({ ...ended, condition, invokeCount });
    expect(await compareShape([sample], record)).toEqual({ missing: [], extra: [], types: [] });
    // The recorded context but for its ids: condition and count are the same.
    const context = (sample as { requestContext: Record<string, unknown> }).requestContext;
    expect({ ...record.requestContext, requestId: '', functionArn: '' }).toEqual({
      ...context,
      requestId: '',
      functionArn: '',
    });
    expect(record.responseContext).toEqual((sample as { responseContext: unknown }).responseContext);
  });

  it('ASYNC-14: the record of a success is as recorded', async () => {
    const [[, sample] = []] = sampleEvents('lambda-destination-success');
    const record = invocationRecord({
      ...ended,
      condition: 'Success',
      invokeCount: 1,
      requestPayload: '{}',
      response: { payload: '{"event":{}}', functionError: false },
    });
    expect(await compareShape([sample], record)).toEqual({ missing: [], extra: [], types: [] });
    expect(record.responseContext).toEqual((sample as { responseContext: unknown }).responseContext);
  });

  it('ASYNC-17: the attributes of a dead letter are as recorded', () => {
    const sample = recorded('async--dlq-sqs-attributes').receive_result.Messages[0].MessageAttributes;
    const attributes = deadLetterAttributes({
      requestId: '<request-id:1>',
      errorMessage: 'Test exception (this is intentional)',
    });
    const asReceived = Object.fromEntries(
      Object.entries(attributes).map(([k, a]) => [k, { DataType: a.dataType, StringValue: a.value }]),
    );
    expect(asReceived).toEqual(sample);
  });
});
