import { expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { call, log, type StandIn, sleep } from '../testing/standIn.ts';

/** Gives back what it gets. */
const echo: StandIn = () =>
  // biome-ignore lint/correctness/useYield: it answers at once
  function* (event: unknown) {
    return event;
  };
const once = { kind: 'single', atS: 0 } as const;

test('an upload to a bucket notifies a function asynchronously, within seconds (TRIG-20, TRIG-21, SIM-8)', () => {
  const r = run(
    scenario()
      .bucket('photos', { traffic: once, key: 'cat {n}.jpg', content: 'meow' })
      .code('thumb')
      .wire('async', 'photos', 'thumb'),
    { thumb: echo },
  ).until(60);
  const [put] = r.records('object_put');
  const [event] = r.records('invoke_async');
  expect(put?.data).toEqual({ key: 'cat 1.jpg', size: 4, content: 'meow' });
  expect(event?.cause).toBe(put?.index);
  const delayS = ((event?.timeUs ?? 0) - (put?.timeUs ?? 0)) / 1e6;
  expect(delayS).toBeGreaterThanOrEqual(0.2);
  expect(delayS).toBeLessThanOrEqual(2);
  expect(JSON.parse(event?.data.payload).Records[0].s3.object).toMatchObject({ key: 'cat+1.jpg', size: 4 });
});

test('a bucket can notify a queue or a topic', () => {
  const r = run(
    scenario()
      .bucket('b', { traffic: once })
      .queue('q')
      .topic('t')
      .wire('subscription', 'b', 'q')
      .wire('subscription', 'b', 't'),
  ).until(60);
  expect(JSON.parse(r.records('message_sent')[0]?.data.body).Records[0].eventSource).toBe('aws:s3');
  expect(r.records('published')[0]?.data.subject).toBe('Amazon S3 Notification');
});

test('a topic delivers each message to all subscribers: functions asynchronously, queues with an envelope (TRIG-22)', () => {
  const r = run(
    scenario()
      .topic('news', { traffic: once, message: 'n{n}' })
      .code('f')
      .queue('q')
      .wire('async', 'news', 'f')
      .wire('subscription', 'news', 'q'),
    { f: echo },
  ).until(60);
  expect(JSON.parse(r.records('invoke_async')[0]?.data.payload).Records[0].Sns.Message).toBe('n1');
  expect(JSON.parse(r.records('message_sent')[0]?.data.body)).toMatchObject({ Type: 'Notification', Message: 'n1' });
});

test('a schedule of one minute invokes its function after each minute (TRIG-24)', () => {
  const r = run(scenario({ durationS: 200 }).schedule('tick').code('f').wire('async', 'tick', 'f'), { f: echo }).until(
    300,
  );
  expect(r.times('arrival')).toEqual([60, 120, 180]);
  expect(JSON.parse(r.records('invoke_async')[0]?.data.payload)).toMatchObject({
    source: 'aws.events',
    time: '2026-01-05T09:01:00Z',
  });
});

test('a schedule that the user fires with what is not JSON invokes nothing (INV-13)', () => {
  const r = run(scenario().schedule('tick').code('f').wire('async', 'tick', 'f'), { f: echo });
  const nodeId = r.node('tick').id;
  for (const [timeUs, payload] of [
    [1, '{"a": 1}'],
    [2, '{a: 1'],
  ] as const)
    r.kernel.input({ type: 'invoke', timeUs, nodeId, mode: 'async', payload });
  r.until(60);
  expect(r.records('invoke_async').map(({ data }) => data.payload)).toEqual(['{"a":1}']);
  expect(r.records('delivery_failed').map(({ timeUs, rule }) => [timeUs, rule])).toEqual([[2, 'INV-13']]);
});

test('an API passes a statusCode through and wraps anything else as a 200 (TRIG-6)', () => {
  const answering =
    (value: unknown): StandIn =>
    () =>
      // biome-ignore lint/correctness/useYield: it answers at once
      function* () {
        return value;
      };
  const http = (value: unknown) => {
    const r = run(scenario().api('web', { traffic: once }).code('f').wire('sync', 'web', 'f'), {
      f: answering(value),
    }).until(60);
    const [answer] = r.records('http_responded');
    return [answer?.value, answer?.data.body, answer?.rule];
  };
  expect(http({ statusCode: 201, body: 'made' })).toEqual([201, 'made', 'TRIG-6']);
  expect(http({ hello: 'you' })).toEqual([200, '{"hello":"you"}', 'TRIG-6']);
  expect(http({ statusCode: 200, body: { not: 'text' } })[0]).toBe(502);
});

test('an API answers 502 for a function error, 500 for a throttle, 504 after 30 s (TRIG-7, TRIG-8)', () => {
  const failing: StandIn = () =>
    // biome-ignore lint/correctness/useYield: it fails at once
    function* () {
      throw new Error('no');
    };
  const slow: StandIn = () =>
    function* () {
      yield sleep(40_000);
    };
  const http = (standIn: StandIn, settings: object) => {
    const r = run(scenario().api('web', { traffic: once }).code('f', settings).wire('sync', 'web', 'f'), {
      f: standIn,
    }).until(60);
    return r.records('http_responded').map(({ value, timeUs }) => [value, Math.round(timeUs / 1e6)]);
  };
  expect(http(failing, {})).toEqual([[502, 0]]);
  expect(http(failing, { reservedConcurrency: 0 })).toEqual([[500, 0]]);
  expect(http(slow, { timeoutS: 60 })).toEqual([[504, 30]]);
});

test('the function runs on after a 504 (TRIG-8, INV-22)', () => {
  const r = run(
    scenario().api('web', { traffic: once }).modelled('f', 40_000, { timeoutS: 60 }).wire('sync', 'web', 'f'),
  ).until(60);
  expect(r.records('http_responded')).toHaveLength(1);
  expect(r.records('responded')).toHaveLength(1);
});

test('a handler writes to a bucket, which invokes another function; the call takes effect when it is complete (D5)', () => {
  const writer: StandIn = () =>
    function* () {
      const put = yield call('s3', 'PutObject', { Bucket: 'out', Key: 'a', Body: 'data' });
      const got = yield call('s3', 'GetObject', { Bucket: 'out', Key: 'a' });
      return [put, got];
    };
  const r = run(
    scenario()
      .client('c', { traffic: once })
      .code('writer')
      .bucket('out')
      .code('reader')
      .wire('sync', 'c', 'writer')
      .wire('async', 'out', 'reader'),
    { writer, reader: echo },
  ).until(60);
  const [put, get] = r.records('call_ended');
  const [started] = r.records('call_started');
  const [object] = r.records('object_put');
  expect([object?.timeUs, object?.cause]).toEqual([put?.timeUs, started?.index]);
  expect(put?.timeUs ?? 0).toBeGreaterThan(started?.timeUs ?? 0);
  expect(get?.data.output).toMatchObject({ Body: 'data', ContentLength: 4 });
  expect(r.records('invoke_async')).toHaveLength(1);
});

test('calls to what is not on the canvas fail as AWS fails them', () => {
  const caller: StandIn = () =>
    function* () {
      const names: string[] = [];
      for (const [service, command, input] of [
        ['s3', 'GetObject', { Bucket: 'none', Key: 'a' }],
        ['s3', 'GetObject', { Bucket: 'b', Key: 'none' }],
        ['sqs', 'SendMessage', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/none', MessageBody: 'a' }],
        ['sns', 'Publish', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:none', Message: 'a' }],
        ['lambda', 'Invoke', { FunctionName: 'none' }],
      ] as const) {
        const reply = yield call(service, command, input);
        names.push(reply && !reply.ok ? `${reply.error.name} ${reply.error.httpStatusCode}` : 'ok');
      }
      return names;
    };
  const r = run(scenario().client('c', { traffic: once }).code('f').bucket('b').wire('sync', 'c', 'f'), {
    f: caller,
  }).until(60);
  expect(JSON.parse(r.records('responded')[0]?.data.payload)).toEqual([
    'NoSuchBucket 404',
    'NoSuchKey 404',
    'QueueDoesNotExist 400',
    'NotFoundException 404',
    'ResourceNotFoundException 404',
  ]);
  // Only the last is about a rule of Lambda.
  expect(r.records('call_ended').map(({ rule }) => rule)).toEqual(['D5', 'D5', 'D5', 'D5', 'INV-13']);
});

test('a call to a queue that was deleted while it was on its way fails', () => {
  const sender: StandIn = () =>
    function* () {
      yield call('sqs', 'SendMessage', { QueueUrl: 'jobs', MessageBody: 'job' });
    };
  const before = scenario().client('c', { traffic: once }).code('f').queue('jobs').wire('sync', 'c', 'f').build();
  const [started] = run(before, { f: sender }).until(60).records('call_started');
  const deleted = { ...before, nodes: before.nodes.filter(({ name }) => name !== 'jobs') };
  const r = run(before, { f: sender })
    .deploy(((started?.timeUs ?? 0) + 1) / 1e6, deleted)
    .until(60);
  expect(r.records('message_sent')).toEqual([]);
  expect(r.records('call_ended')[0]?.data.error).toMatchObject({ name: 'QueueDoesNotExist', httpStatusCode: 400 });
});

test('a handler sends to a queue and publishes to a topic', () => {
  const sender: StandIn = () =>
    function* () {
      yield call('sqs', 'SendMessage', {
        QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
        MessageBody: 'job',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      });
      yield call('sns', 'Publish', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:news', Message: 'hi' });
    };
  const r = run(
    scenario().client('c', { traffic: once }).code('f').queue('jobs').topic('news').wire('sync', 'c', 'f'),
    { f: sender },
  ).until(60);
  expect(r.records('message_sent')[0]?.data).toMatchObject({
    body: 'job',
    attributes: { kind: { dataType: 'String', value: 'x' } },
  });
  expect(r.records('published')[0]?.data.message).toBe('hi');
});

test('a handler invokes another function and waits for its result; a throttle reaches it as an error (INV-17)', () => {
  const caller: StandIn = () =>
    function* () {
      const reply = yield call('lambda', 'Invoke', {
        FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:callee',
        Payload: '{"n":2}',
      });
      return reply;
    };
  const start = (reservedConcurrency: number | null) =>
    run(
      scenario()
        .client('c', { traffic: once })
        .code('caller')
        .code('callee', { reservedConcurrency })
        .wire('sync', 'c', 'caller'),
      { caller, callee: echo },
    ).until(60);
  const payloadOf = (r: ReturnType<typeof start>) => JSON.parse(r.records('responded').at(-1)?.data.payload);
  expect(payloadOf(start(null))).toMatchObject({ ok: true, output: { StatusCode: 200, Payload: '{"n":2}' } });
  expect(payloadOf(start(0))).toMatchObject({
    ok: false,
    error: { name: 'TooManyRequestsException', httpStatusCode: 429 },
  });
});

test('a caller that asks for the tail of the log gets START, output, END and REPORT of that invocation in base64 (INV-5)', () => {
  const caller: StandIn = () =>
    function* () {
      const asked = { FunctionName: 'callee', Payload: '{}', LogType: 'Tail' };
      yield call('lambda', 'Invoke', asked);
      return yield call('lambda', 'Invoke', asked);
    };
  const callee: StandIn = () => {
    let served = 0;
    return function* () {
      yield log(`served ${++served}`);
      return served;
    };
  };
  const r = run(scenario().client('c', { traffic: once }).code('caller').code('callee').wire('sync', 'c', 'caller'), {
    caller,
    callee,
  }).until(60);
  const { output } = JSON.parse(r.records('responded').at(-1)?.data.payload);
  const lines = Buffer.from(output.LogResult, 'base64').toString().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['START', 'served', 'END', 'REPORT', '']);
  expect(lines[1]).toBe('served 2');
});

test('of a long log the caller gets the last 4,096 bytes (INV-5)', () => {
  const caller: StandIn = () =>
    function* () {
      return yield call('lambda', 'Invoke', { FunctionName: 'callee', Payload: '{}', LogType: 'Tail' });
    };
  const callee: StandIn = () =>
    function* () {
      yield log('x'.repeat(10_000));
      return null;
    };
  const s = scenario().client('c', { traffic: once }).code('caller').code('callee').wire('sync', 'c', 'caller');
  const r = run(s, { caller, callee }).until(60);
  const tail = Buffer.from(JSON.parse(r.records('responded').at(-1)?.data.payload).output.LogResult, 'base64');
  expect(tail).toHaveLength(4096);
  expect(tail.toString()).toMatch(/^x+\nEND .*\nREPORT /);
});

test('a reply that comes while the environment is frozen is delivered at the thaw (D5)', () => {
  const forgetful: StandIn = () => {
    let calls = 0;
    return function* () {
      if (++calls > 1) return;
      // The call is not waited for: the handler answers while it is under way.
      yield* fireAndForget();
    };
  };
  function* fireAndForget() {
    yield { wish: 'later' as const, ms: 0, task: background };
  }
  function* background() {
    yield call('s3', 'PutObject', { Bucket: 'b', Key: 'k', Body: 'x' });
    yield log('stored');
  }
  const r = run(
    scenario()
      .client('c', { traffic: { kind: 'times', timesS: [0, 60] } })
      .code('f')
      .bucket('b')
      .wire('sync', 'c', 'f'),
    {
      f: forgetful,
    },
  ).until(100);
  expect(r.records('log').map(({ value }) => value)).toEqual([2]);
});

test('a client without a wire says why nothing happens (D32)', () => {
  const r = run(scenario().client('lonely', { traffic: once })).until(1);
  expect(r.records('delivery_failed').map(({ data }) => data.reason)).toEqual([
    'lonely is not connected to a function.',
  ]);
});

test('the test button invokes a function directly, or makes a trigger fire once', () => {
  const r = run(scenario().code('f', { testEvent: '{"a":1}' }).bucket('b').wire('async', 'b', 'f'), { f: echo });
  r.invoke('f', 1).invoke('b', 2).until(20);
  expect(r.records('responded')[0]?.data.payload).toBe('{"a":1}');
  expect(r.records('invoke_sync')[0]?.data.source).toBe(0);
  expect(r.records('object_put')).toHaveLength(1);
});

test('a test event that is not JSON is refused, in words (INV-13)', () => {
  const r = run(scenario().code('f'), { f: echo });
  r.kernel.input({ type: 'invoke', timeUs: 0, nodeId: 'n1', mode: 'sync', payload: '{oops' });
  r.until(1);
  expect(r.records('delivery_failed')[0]?.data.reason).toMatch(/^InvalidRequestContentException/);
});
