/**
 * What the examples promise, checked on the kernel with stand-ins for their handlers: the same waits, logs and errors,
 * said with generators. That the code itself does what the stand-ins do is checked in a browser, end to end.
 */
import { describe, expect, it } from 'vitest';
import { run } from '../sim/testing/run.ts';
import { call, type StandIn, sleep, work } from '../sim/testing/standIn.ts';
import { examples } from './examples.ts';

const scenarioOf = (id: string) => {
  const example = examples.find((candidate) => candidate.id === id);
  if (!example) throw new Error(`There is no example ${id}.`);
  return example.scenario;
};

describe('what the examples promise', () => {
  it('hello: nothing before the first call, one environment for two calls, gone at the end', () => {
    const hello: StandIn = () =>
      function* (event: { name: string }) {
        yield work(1);
        return { message: `Hello ${event.name}` };
      };
    const scenario = scenarioOf('hello');
    const played = run(scenario, { hello }).until(10);
    expect(played.records('environment_created')).toEqual([]);
    played.invoke('hello', 20).invoke('hello', 25).until(scenario.durationS);
    expect(played.records('environment_created')).toHaveLength(1);
    expect(played.records('invoke_ended').map(({ data }) => data.payload)).toEqual([
      '{"message":"Hello Ada"}',
      '{"message":"Hello Ada"}',
    ]);
    expect(played.records('invoke_ended').map(({ data }) => data.initUs !== undefined)).toEqual([true, false]);
    expect(played.records('environment_stopped')).toHaveLength(1);
  });

  it('counter: 1 to 5 in one environment, then 1 and 2 in a new one', () => {
    const counter: StandIn = () => {
      let served = 0;
      return function* () {
        yield sleep(40);
        return { served: ++served };
      };
    };
    const scenario = scenarioOf('counter');
    const played = run(scenario, { counter }).until(scenario.durationS);
    expect(played.records('invoke_ended').map(({ data }) => JSON.parse(data.payload).served)).toEqual([
      1, 2, 3, 4, 5, 1, 2,
    ]);
    expect(played.times('environment_created')).toEqual([0, 400]);
    expect(Math.round(played.times('environment_stopped')[0] ?? 0)).toBe(308);
  });

  it('burst: ten cold starts, then ten requests without one', () => {
    const offers: StandIn = () => {
      let served = 0;
      return function* () {
        yield sleep(200);
        return { served: ++served };
      };
    };
    const scenario = scenarioOf('burst');
    const played = run(scenario, { offers }).until(scenario.durationS);
    expect(played.times('environment_created')).toEqual(Array(10).fill(0));
    expect(played.records('invoke_ended').map(({ data }) => JSON.parse(data.payload).served)).toEqual([
      ...Array(10).fill(1),
      ...Array(10).fill(2),
    ]);
  });

  it('async-retries: three attempts, one and two minutes apart, then a record in the queue', () => {
    const pay: StandIn = () =>
      function* () {
        yield sleep(40);
        throw new Error('the bank does not answer');
      };
    const scenario = scenarioOf('async-retries');
    const played = run(scenario, { pay }).until(scenario.durationS);
    const [first = 0, second = 0, third = 0] = played.times('invoke_started');
    const [firstEnd = 0, secondEnd = 0] = played.times('invoke_ended');
    expect(played.records('invoke_started')).toHaveLength(3);
    expect(first).toBeLessThan(1);
    expect(second - firstEnd).toBeCloseTo(60, 1);
    expect(third - secondEnd).toBeCloseTo(120, 1);
    const [sent] = played.records('destination_sent');
    expect(sent?.data).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { order: 3, total: 42 },
    });
    expect(played.records('message_sent').map(({ value }) => value)).toEqual([played.number('failures')]);
  });

  it('photos: every upload goes through the queue to the second function', () => {
    const resize: StandIn = () =>
      function* (event: { Records: { s3: { object: { key: string } } }[] }) {
        const key = event.Records[0]?.s3.object.key ?? '';
        yield call('s3', 'GetObject', { Bucket: 'photos', Key: decodeURIComponent(key.replaceAll('+', ' ')) });
        yield sleep(120);
        const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/thumbnails';
        yield call('sqs', 'SendMessage', { QueueUrl, MessageBody: JSON.stringify({ key }) });
      };
    const notify: StandIn = () =>
      function* (event: { Records: { body: string }[] }) {
        yield work(1);
        return event.Records.map(({ body }) => JSON.parse(body).key);
      };
    const scenario = scenarioOf('photos');
    const played = run(scenario, { resize, notify }).until(scenario.durationS);
    expect(played.records('call_ended').map(({ value }) => value)).toEqual(Array(6).fill(200));
    const answers = played.records('invoke_ended').map(({ data }) => data.payload);
    expect(answers.filter((payload) => payload !== 'null')).toEqual([
      '["summer/beach+1.jpg"]',
      '["summer/beach+2.jpg"]',
      '["summer/beach+3.jpg"]',
    ]);
    expect(played.records('message_deleted')).toHaveLength(3);
  });

  it('poison: one batch of ten, three receives half a minute apart, then all ten in the dead-letter queue', () => {
    const save: StandIn = () =>
      function* (event: { Records: { body: string }[] }) {
        for (const { body } of event.Records) {
          yield sleep(40);
          if (JSON.parse(body).order === 4) throw new Error('order 4 has no address');
        }
      };
    const scenario = scenarioOf('poison');
    const played = run(scenario, { save }).until(scenario.durationS);
    const starts = played.times('invoke_started');
    expect(starts).toHaveLength(3);
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(29);
    expect(played.records('message_received')).toHaveLength(30);
    expect(played.records('message_redriven').map(({ value }) => value)).toEqual(
      Array(10).fill(played.number('poison-dlq')),
    );
  });
});
