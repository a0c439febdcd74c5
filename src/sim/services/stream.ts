/**
 * Kinesis data streams: records are kept in shards, by the hash of their partition key (STREAM-16, STREAM-19).
 *
 * @source Amazon Kinesis Data Streams Developer Guide, "Amazon Kinesis Data Streams Terminology and concepts",
 *   https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html, read 2026-11.
 * @simplified Records are stored; nothing reads them yet. Shards have no limits of throughput.
 */
import { md5 } from '@noble/hashes/legacy.js';
import type { StreamNode } from '../../scenario/schema.ts';
import { visibleHex } from '../kernel/visibleIds.ts';
import { note, type Simulation } from '../simulation.ts';
import { numbered } from './aws.ts';
import type { Content } from './bytes.ts';
import { utf8 } from './digest.ts';
import type { Firing } from './triggers.ts';
import type { NodeState } from './world.ts';

export interface PutRecord {
  readonly data: Content;
  readonly partitionKey: string;
  /** Takes the place of the key's hash: a number from 0 to 2^128 - 1, in digits. */
  readonly explicitHashKey?: string | undefined;
  readonly cause: number;
  readonly rule: string;
}

export interface Stored {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly record: number;
}

/** Stores a record; gives where it is. */
export function putRecord(sim: Simulation, node: NodeState, put: PutRecord): Stored {
  const { data, partitionKey, cause, rule } = put;
  const number = ++sim.world.streamRecords;
  const shards = node.settings.type === 'stream' ? node.settings.shards : 1;
  const shardId = shardName(
    shardOf(put.explicitHashKey === undefined ? hashOf(partitionKey) : BigInt(put.explicitHashKey), shards),
  );
  const sequenceNumber = sequenceOf(sim, node, number);
  const shown = typeof data === 'string' ? { data } : { data: data.base64, encoding: 'base64' };
  sim.payloadChars += shown.data.length;
  const record = note(sim, 'record_put', rule, cause, number, node.number, {
    partitionKey,
    shardId,
    sequenceNumber,
    ...shown,
  });
  return { shardId, sequenceNumber, record };
}

/** The number of a shard of `shards` that share the hash keys evenly; the last has what is left over. */
export function shardOf(hash: bigint, shards: number): number {
  const width = HASH_KEYS / BigInt(shards);
  return Math.min(Number(hash / width), shards - 1);
}

const HASH_KEYS = 1n << 128n;

/** MD5 of the key, as a number of 128 bits. */
export function hashOf(partitionKey: string): bigint {
  return md5(utf8(partitionKey)).reduce((hash, byte) => (hash << 8n) | BigInt(byte), 0n);
}

function shardName(shard: number): string {
  return `shardId-${String(shard).padStart(12, '0')}`;
}

/** 56 digits that grow with every record. */
function sequenceOf(sim: Simulation, { id }: NodeState, number: number): string {
  const middle = BigInt(`0x${visibleHex(sim.seed, `stream ${id}`, 0).slice(0, 24)}`);
  return `49${middle.toString().padStart(36, '0').slice(-36)}${String(number).padStart(18, '0')}`;
}

/** Traffic of a stream: someone puts a record. */
export function fireStream(sim: Simulation, node: NodeState, settings: StreamNode, firing: Firing): void {
  const data = firing.payload ?? numbered(settings.data, node.fired);
  const partitionKey = numbered(settings.partitionKey, node.fired) || '-';
  putRecord(sim, node, { data, partitionKey, cause: firing.cause, rule: 'STREAM-16' });
}
