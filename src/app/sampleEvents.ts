/** Test events of every kind of source, made by the same builders that make the events of a run. */
import type { NodeType, Scenario, ScenarioNode } from '../scenario/schema.ts';
import { numbered } from '../sim/services/aws.ts';
import { md5Hex } from '../sim/services/digest.ts';
import { apiEvent } from '../sim/services/events/api.ts';
import { s3Event } from '../sim/services/events/s3.ts';
import { scheduleEvent } from '../sim/services/events/schedule.ts';
import { snsEvent } from '../sim/services/events/sns.ts';
import { sqsEvent } from '../sim/services/events/sqs.ts';

export interface SampleEvent {
  readonly id: string;
  readonly title: string;
  /** JSON text, laid out for reading. */
  readonly json: string;
  /** Made from a node that is wired to the function. */
  readonly isWired: boolean;
}

const UUID = '8f2c1c1e-5b0a-4c6e-9a41-2f1f0d5c7a10';
const TRACE = '1-695b7c90-5a1b2c3d4e5f60718293a4b5';

/** One sample per source; a node wired to the function lends its names and settings, and those samples come first. */
export function sampleEvents(scenario: Scenario, functionId: string): readonly SampleEvent[] {
  const sources = scenario.wires.filter(({ to }) => to === functionId).map(({ from }) => from);
  const epochMs = Date.parse(scenario.startAt);
  const wired = <T extends NodeType>(type: T) =>
    // The type is compared in the same place.
    scenario.nodes.find((node) => node.type === type && sources.includes(node.id)) as
      | Extract<ScenarioNode, { type: T }>
      | undefined;
  const sample = (id: string, title: string, event: unknown, node: ScenarioNode | undefined): SampleEvent => ({
    id,
    title: node ? `${title} · ${node.name}` : title,
    json: JSON.stringify(event, null, 2),
    isWired: node !== undefined,
  });
  const api = wired('api');
  const bucket = wired('bucket');
  const topic = wired('topic');
  const queue = wired('queue');
  const schedule = wired('schedule');
  const client = wired('client');
  const object = numbered(bucket?.content || 'the content of the file', 1);
  const samples = [
    sample('plain', 'Plain JSON', { name: 'Ada' }, undefined),
    ...(client ? [{ ...sample('client', 'Client', {}, client), json: client.payload }] : []),
    sample(
      'api',
      'API request',
      apiEvent({
        method: api?.method ?? 'POST',
        path: api?.path ?? '/orders',
        query: api?.query ?? 'size=small',
        body: api?.body ?? '{"item":"book"}',
        apiId: 'a1b2c3d4e5',
        requestId: 'LV7fzho-PHcEJPw=',
        traceId: TRACE,
        epochMs,
      }),
      api,
    ),
    sample(
      's3',
      'S3 object created',
      s3Event({
        bucketName: bucket?.name ?? 'uploads',
        key: numbered(bucket?.key ?? 'photos/{n}.jpg', 1),
        size: object.length,
        eTag: md5Hex(object),
        epochMs,
        requestId: 'C3D13FE58DE4C810',
        sequencer: '0A1B2C3D4E5F678901',
        configurationId: UUID,
      }),
      bucket,
    ),
    sample(
      'sns',
      'SNS message',
      snsEvent({
        topicName: topic?.name ?? 'news',
        messageId: UUID,
        subscriptionId: UUID,
        message: numbered(topic?.message ?? 'hello', 1),
        epochMs,
      }),
      topic,
    ),
    sample(
      'sqs',
      'SQS batch',
      sqsEvent(
        queue?.name ?? 'jobs',
        [1, 2].map((n) => ({
          messageId: UUID.replace(/.$/, String(n)),
          receiptHandle: `AQEB${n}`,
          body: numbered(queue?.message ?? '{"n":{n}}', n),
          receiveCount: 1,
          sentMs: epochMs,
          firstReceivedMs: epochMs + 12,
        })),
      ),
      queue,
    ),
    sample(
      'schedule',
      'Schedule',
      scheduleEvent({ ruleName: schedule?.name ?? 'every-minute', eventId: UUID, epochMs }),
      schedule,
    ),
  ];
  return [...samples.filter(({ isWired }) => isWired), ...samples.filter(({ isWired }) => !isWired)];
}
