/**
 * Kinesis Data Streams as handlers call it.
 *
 * @source Amazon Kinesis Data Streams API Reference, "PutRecords",
 *   https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html, read 2026-11.
 */
import type { Simulation } from '../../simulation.ts';
import { ACCOUNT_ID } from '../aws.ts';
import { bytesOf, sentContent } from '../bytes.ts';
import { putRecord, type Stored } from '../stream.ts';
import { type NodeState, nodeNamed } from '../world.ts';
import { type Answer, failed, type Input, lastPart, objects, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const kinesisCalls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'stream', nameOf(input)),
  commands: { PutRecord: putOne, PutRecords: putMany },
};

function nameOf(input: Input): string {
  return input.StreamName === undefined ? lastPart(text(input.StreamARN), '/') : text(input.StreamName);
}

function noStream(input: Input): Answer {
  return failed('ResourceNotFoundException', `Stream ${nameOf(input)} under account ${ACCOUNT_ID} not found.`, 400);
}

const RECORDS_MAX = 500;
const RECORD_BYTES_MAX = 10 * 1024 * 1024;

function putOne(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return noStream(input);
  const problem = problemOf(input, '');
  if (problem) return problem;
  const stored = store(sim, target, input, record);
  return succeeded({ ShardId: stored.shardId, SequenceNumber: stored.sequenceNumber }, stored.record);
}

function putMany(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return noStream(input);
  const records = objects(input.Records);
  if (records.length === 0 || records.length > RECORDS_MAX) {
    const bound = records.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${RECORDS_MAX}`;
    return invalid(`Value at 'records' failed to satisfy constraint: Member must have length ${bound}`);
  }
  for (const [i, one] of records.entries()) {
    const problem = problemOf(one, `records.${i + 1}.member.`);
    if (problem) return problem;
  }
  const stored = records.map((one) => store(sim, target, one, record));
  const answers = stored.map(({ sequenceNumber, shardId }) => ({ SequenceNumber: sequenceNumber, ShardId: shardId }));
  return succeeded({ FailedRecordCount: 0, Records: answers }, stored[0]?.record);
}

function store(sim: Simulation, stream: NodeState, input: Input, cause: number): Stored {
  const explicitHashKey = input.ExplicitHashKey === undefined ? undefined : text(input.ExplicitHashKey);
  const put = {
    data: sentContent(input.Data),
    partitionKey: text(input.PartitionKey),
    explicitHashKey,
    cause,
    rule: 'D5',
  };
  return putRecord(sim, stream, put);
}

function problemOf(input: Input, path: string): Answer | undefined {
  const key = text(input.PartitionKey);
  if (input.Data === undefined)
    return invalid(`Value null at '${path}data' failed to satisfy constraint: Member must not be null`);
  if (input.PartitionKey === undefined)
    return invalid(`Value null at '${path}partitionKey' failed to satisfy constraint: Member must not be null`);
  if (key.length === 0 || key.length > 256) {
    const bound = key.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 256';
    return invalid(
      `Value '${key}' at '${path}partitionKey' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  if (input.ExplicitHashKey !== undefined && !isHashKey(text(input.ExplicitHashKey)))
    return failed(
      'InvalidArgumentException',
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${text(input.ExplicitHashKey)}`,
      400,
    );
  return bytesOf(sentContent(input.Data)).length > RECORD_BYTES_MAX
    ? invalid(
        `Value at '${path}data' failed to satisfy constraint: Member must have length less than or equal to ${RECORD_BYTES_MAX}`,
      )
    : undefined;
}

function isHashKey(value: string): boolean {
  return /^(0|[1-9]\d{0,38})$/.test(value) && BigInt(value) < 1n << 128n;
}

function invalid(what: string): Answer {
  return failed('ValidationException', `1 validation error detected: ${what}`, 400);
}
