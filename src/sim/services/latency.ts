/**
 * How long a call of an AWS service takes, from the request to the answer.
 *
 * @assumed Typical figures of calls inside one Region over a connection that is open, uniform between two bounds; AWS publishes
 *   none. Reads of metadata are faster than reads of content, writes slower than reads: they are stored in several places before
 *   they are answered. Batches take somewhat longer than single requests.
 */
import type { RandomStream } from '../kernel/random.ts';

const RANGES_MS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  's3 GetObject': [15, 40],
  's3 HeadObject': [8, 20],
  's3 PutObject': [25, 70],
  's3 CopyObject': [30, 80],
  's3 DeleteObject': [15, 40],
  's3 DeleteObjects': [25, 70],
  's3 ListObjectsV2': [20, 60],
  's3 HeadBucket': [5, 15],
  'dynamodb GetItem': [3, 8],
  'dynamodb PutItem': [4, 10],
  'dynamodb UpdateItem': [4, 10],
  'dynamodb DeleteItem': [4, 10],
  'dynamodb Query': [4, 12],
  'dynamodb Scan': [6, 25],
  'dynamodb BatchGetItem': [6, 20],
  'dynamodb BatchWriteItem': [8, 25],
  'dynamodb TransactGetItems': [8, 20],
  'dynamodb TransactWriteItems': [12, 30],
  'sqs SendMessage': [6, 18],
  'sqs SendMessageBatch': [8, 25],
  // Without a wait; a long poll adds its own.
  'sqs ReceiveMessage': [6, 18],
  'sqs DeleteMessage': [5, 15],
  'sqs DeleteMessageBatch': [6, 20],
  'sqs PurgeQueue': [10, 30],
  'sns Publish': [10, 25],
  'sns PublishBatch': [12, 35],
  'lambda Invoke': [8, 20],
  'events PutEvents': [8, 25],
  'kinesis PutRecord': [8, 20],
  'kinesis PutRecords': [10, 30],
  'ssm GetParameter': [5, 20],
  'ssm GetParameters': [5, 20],
  'ssm GetParametersByPath': [8, 30],
  'secretsmanager GetSecretValue': [8, 30],
  'states StartExecution': [15, 45],
  // Whatever has no line of its own.
  other: [5, 15],
};

/** Whole µs; takes one random number. */
export function drawLatencyUs(service: string, command: string, random: RandomStream): number {
  const [least, most] = RANGES_MS[`${service} ${command}`] ?? RANGES_MS.other ?? [5, 15];
  return Math.round((least + (most - least) * random.float()) * 1000);
}
