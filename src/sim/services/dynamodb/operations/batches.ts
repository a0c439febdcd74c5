/**
 * BatchGetItem and BatchWriteItem: many items of several tables in one request, not in one transaction.
 *
 * @source Amazon DynamoDB API Reference, BatchGetItem and BatchWriteItem:
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html (October 2026)
 * @simplified Nothing is throttled: unprocessed keys come only from the 16 MB that an answer may have.
 */
import type { JsonValue } from '../../../steps.ts';
import { partitionHash } from '../collection.ts';
import { invalid } from '../failure.ts';
import { checkItemKey, checkKey, keyOf, keyText } from '../keys.ts';
import { itemBytes } from '../sizes.ts';
import { type Change, checkItem, checkSize, findItem, type Table, writeAll } from '../table.ts';
import { type Item, isList, isObject, itemToJson, type JsonObject, parseItem, serialization } from '../values.ts';
import { type Consumed, consumedCapacity, ofWrite, sumOf } from './capacity.ts';
import { type Database, type Done, existingTable, given, read } from './database.ts';
import { parseProjectionOf, performGet } from './itemOperations.ts';
import { Request } from './request.ts';

const GETS_MAX = 100;
const WRITES_MAX = 25;
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;
const DUPLICATES = 'Provided list of item keys contains duplicates';

/** The requests by table; there must be at least one. */
function requestItems(request: Request): readonly [string, JsonValue][] {
  const items = request.map('RequestItems');
  if (items === undefined) request.fault('RequestItems', null, 'Member must not be null');
  else if (Object.keys(items).length === 0)
    request.fault('RequestItems', '{}', 'Member must have length greater than or equal to 1');
  request.check();
  return Object.entries<JsonValue>(items ?? {});
}

// ------------------------------------------------------------------------------------------ get

interface GetsOfTable {
  readonly table: Table;
  readonly json: JsonObject;
  readonly keys: readonly Item[];
  readonly paths: ReturnType<typeof parseProjectionOf>;
  readonly isConsistent: boolean;
}

export function batchGetItem(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  const wanted = request.capacity();
  const parsed = requestItems(request).map(([name, json]) => ({ name, ...parseGets(json) }));
  if (parsed.reduce((sum, { keys }) => sum + keys.length, 0) > GETS_MAX)
    throw invalid('Too many items requested for the BatchGetItem call');
  const byTable = parsed.map(({ name, ...gets }) => ({ table: existingTable(database, name), ...gets }));
  for (const { table, keys } of byTable) checkKeys(table, keys);
  return answerGets(byTable, wanted);
}

function parseGets(json: JsonValue): Omit<GetsOfTable, 'table'> {
  const request = new Request(json);
  const keys = request.list('Keys');
  if (keys === undefined) request.fault('Keys', null, 'Member must not be null');
  else if (keys.length === 0) request.fault('Keys', '[]', 'Member must have length greater than or equal to 1');
  else if (keys.length > GETS_MAX)
    request.fault('Keys', '[…]', `Member must have length less than or equal to ${GETS_MAX}`);
  request.check();
  return {
    json: isObject(json) ? json : {},
    keys: (keys ?? []).map((key) => parseItem(key)),
    paths: parseProjectionOf(request),
    isConsistent: request.flag('ConsistentRead') === true,
  };
}

function checkKeys({ definition: { schema } }: Table, keys: readonly Item[]): void {
  for (const key of keys) checkKey(key, schema);
  if (new Set(keys.map((key) => keyText(key, schema))).size < keys.length) throw invalid(DUPLICATES);
}

/** Items come in the order of the table, not in that of the request; DynamoDB promises no order. */
function answerGets(byTable: readonly GetsOfTable[], wanted: string): Done {
  const responses: [string, JsonValue][] = [];
  const unprocessed: [string, JsonValue][] = [];
  const capacities: JsonValue[] = [];
  let bytes = 0;
  for (const { table, json, keys, paths, isConsistent } of byTable) {
    const { name } = table.definition;
    const items: Item[] = [];
    const left: Item[] = [];
    const consumed: Consumed[] = [];
    for (const key of inTableOrder(table, keys)) {
      bytes += sizeAt(table, key);
      if (bytes > ANSWER_BYTES_MAX) {
        left.push(key);
        continue;
      }
      const got = performGet(table, { key, paths, isConsistent });
      consumed.push(got.consumed);
      if (got.item) items.push(got.item);
    }
    responses.push([name, items.map(itemToJson)]);
    if (left.length > 0) unprocessed.push([name, { ...json, Keys: left.map(itemToJson) }]);
    const capacity = consumedCapacity(table, wanted, sumOf(consumed));
    if (capacity !== undefined) capacities.push(capacity);
  }
  return read(
    given({
      Responses: Object.fromEntries(responses),
      UnprocessedKeys: Object.fromEntries(unprocessed),
      ConsumedCapacity: wanted === 'NONE' ? undefined : capacities,
    }),
  );
}

function inTableOrder({ definition: { schema } }: Table, keys: readonly Item[]): readonly Item[] {
  const order = new Map(keys.map((key) => [key, partitionHash(key, schema) + keyText(key, schema)]));
  return [...keys].sort((a, b) => ((order.get(a) ?? '') < (order.get(b) ?? '') ? -1 : 1));
}

function sizeAt(table: Table, key: Item): number {
  const item = findItem(table, key);
  return item ? itemBytes(item) : 0;
}

// ------------------------------------------------------------------------------------------ write

type BatchedWrite = { readonly put: Item } | { readonly key: Item };

export function batchWriteItem(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  const wanted = request.capacity();
  const all = requestItems(request);
  checkCounts(request, all);
  const parsed = all.map(([name, json]) => ({ name, writes: listOf(json).map(parseBatched) }));
  const byTable = parsed.map(({ name, writes }) => ({ table: existingTable(database, name), writes }));
  for (const { table, writes } of byTable) checkWrites(table, writes);
  const done = byTable.map(({ table, writes }) => ({ table, changes: writes.map((one) => change(table, one)) }));
  writeAll(done.flatMap(({ changes }) => changes));
  const capacities = done.flatMap(({ table, changes }) => {
    const consumed = sumOf(changes.map(({ before, after }) => ofWrite(table, before, after)));
    return consumedCapacity(table, wanted, consumed) ?? [];
  });
  const output = given({ UnprocessedItems: {}, ConsumedCapacity: wanted === 'NONE' ? undefined : capacities });
  return { output, changes: done.flatMap(({ changes }) => changes) };
}

function listOf(json: JsonValue): readonly JsonValue[] {
  if (!isList(json)) throw serialization('Unexpected field type');
  return json;
}

function checkCounts(request: Request, all: readonly [string, JsonValue][]): void {
  const lengths = all.map(([, json]) => listOf(json).length);
  if (lengths.some((length) => length === 0 || length > WRITES_MAX)) {
    const shown = `{${all.map(([name]) => `${name}=[…]`).join(', ')}}`;
    const constraint = `[Member must have length less than or equal to ${WRITES_MAX}, Member must have length greater than or equal to 1]`;
    request.fault('RequestItems', shown, `Map value must satisfy constraint: ${constraint}`);
  }
  request.check();
  if (lengths.reduce((sum, length) => sum + length, 0) > WRITES_MAX)
    throw invalid('Too many items requested for the BatchWriteItem call');
}

function parseBatched(json: JsonValue): BatchedWrite {
  const request = new Request(json);
  const put = request.get('PutRequest');
  const deletes = request.get('DeleteRequest');
  if ((put === undefined) === (deletes === undefined))
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  const inner = new Request(put ?? deletes);
  const subject = inner.required(put === undefined ? 'Key' : 'Item');
  inner.check();
  if (put === undefined) return { key: parseItem(subject) };
  const item = parseItem(subject);
  checkSize(item);
  return { put: item };
}

function checkWrites(table: Table, writes: readonly BatchedWrite[]): void {
  const { schema } = table.definition;
  const seen = new Set<string>();
  for (const one of writes) {
    if ('put' in one) checkBatchedItem(table, one.put);
    else checkKey(one.key, schema);
    seen.add(keyText('put' in one ? one.put : one.key, schema));
  }
  if (seen.size < writes.length) throw invalid(DUPLICATES);
}

/** A batch says of a missing or wrong key what reads say. */
function checkBatchedItem(table: Table, item: Item): void {
  const { schema } = table.definition;
  checkKey(keyOf(item, schema), schema);
  checkItemKey(item, schema);
  checkItem(table, item);
}

function change(table: Table, one: BatchedWrite): Change {
  const key = keyOf('put' in one ? one.put : one.key, table.definition.schema);
  const before = findItem(table, key);
  return { table, key, before, after: 'put' in one ? one.put : undefined };
}
