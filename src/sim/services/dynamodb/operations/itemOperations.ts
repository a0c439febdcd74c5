/** GetItem, PutItem, UpdateItem and DeleteItem. */
import type { JsonValue } from '../../../steps.ts';
import { Placeholders } from '../expressions/placeholders.ts';
import { parseProjection, project } from '../expressions/projection.ts';
import { invalid } from '../failure.ts';
import { checkKey, keyOf } from '../keys.ts';
import { itemBytes } from '../sizes.ts';
import { findItem, type Table, write as writeItem } from '../table.ts';
import { type Item, itemToJson, parseItem } from '../values.ts';
import { type Consumed, consumedCapacity, ofRead, ofWrite } from './capacity.ts';
import { type Database, type Done, existingTable, given, read } from './database.ts';
import { Request } from './request.ts';
import {
  checkKeyPaths,
  checkPlaceholdersWanted,
  evaluateWrite,
  type Outcome,
  parseWrite,
  type Write,
} from './writes.ts';

export function getItem(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  const get = parseGet(request);
  const wanted = request.capacity();
  request.check();
  const table = existingTable(database, get.tableName);
  const { item, consumed } = performGet(table, get);
  return read(
    given({
      Item: item && itemToJson(item),
      ConsumedCapacity: consumedCapacity(table, wanted, consumed),
    }),
  );
}

export interface Get {
  readonly tableName: JsonValue;
  readonly key: Item;
  readonly paths: ReturnType<typeof parseProjection> | undefined;
  readonly isConsistent: boolean;
}

export function parseGet(request: Request): Get {
  const tableName = request.required('TableName');
  const key = request.required('Key');
  const isConsistent = request.flag('ConsistentRead') === true;
  request.check();
  return { tableName, key: parseItem(key), paths: parseProjectionOf(request), isConsistent };
}

/** The projection of a request that has no other expression. */
export function parseProjectionOf(request: Request): ReturnType<typeof parseProjection> | undefined {
  checkPlaceholdersWanted(request, ['ProjectionExpression'], ['ProjectionExpression']);
  const text = request.text('ProjectionExpression');
  if (text === undefined) return undefined;
  const placeholders = new Placeholders(request.get('ExpressionAttributeNames'), undefined);
  const paths = parseProjection(text, placeholders);
  placeholders.checkAllUsed();
  return paths;
}

export function performGet(
  table: Table,
  { key, paths, isConsistent }: Omit<Get, 'tableName'>,
): { readonly item: Item | undefined; readonly consumed: Consumed } {
  checkKey(key, table.definition.schema);
  if (paths) checkKeyPaths(table, paths);
  const item = findItem(table, key);
  const consumed = ofRead(item ? itemBytes(item) : 0, isConsistent);
  return { item: item && paths ? project(item, paths) : item, consumed };
}

export function putItem(database: Database, input: JsonValue): Done {
  return single(database, 'put', input);
}

export function updateItem(database: Database, input: JsonValue): Done {
  return single(database, 'update', input);
}

export function deleteItem(database: Database, input: JsonValue): Done {
  return single(database, 'delete', input);
}

function single(database: Database, kind: 'put' | 'update' | 'delete', input: JsonValue): Done {
  const request = new Request(input);
  request.required('TableName');
  request.required(kind === 'put' ? 'Item' : 'Key');
  const returns = request.returnValues();
  const wanted = request.capacity();
  request.check();
  if (kind !== 'update' && returns !== 'NONE' && returns !== 'ALL_OLD')
    throw invalid('ReturnValues can only be ALL_OLD or NONE');
  const parsed = parseWrite(kind, request);
  const table = existingTable(database, parsed.tableName);
  const outcome = evaluateWrite(table, parsed);
  writeItem(table, outcome.before, outcome.after);
  const attributes = returned(returns, parsed, outcome);
  const output = given({
    Attributes: attributes && itemToJson(attributes),
    ConsumedCapacity: consumedCapacity(table, wanted, ofWrite(table, outcome.before, outcome.after)),
  });
  return { output, changes: [{ table, key: keyOf(parsed.subject, table.definition.schema), ...outcome }] };
}

function returned(returns: string, { actions }: Write, { before, after }: Outcome): Item | undefined {
  const paths = actions.map(({ path }) => path);
  switch (returns) {
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return before && project(before, paths);
    case 'UPDATED_NEW':
      return after && project(after, paths);
    default:
      return undefined;
  }
}
