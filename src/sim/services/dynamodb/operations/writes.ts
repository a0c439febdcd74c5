/** A single write: what PutItem, UpdateItem, DeleteItem and the actions of a transaction have in common. */
import type { JsonValue } from '../../../steps.ts';
import { applyUpdate } from '../expressions/applyUpdate.ts';
import { type Condition, parseCondition } from '../expressions/conditions.ts';
import { holds } from '../expressions/evaluate.ts';
import type { Path } from '../expressions/paths.ts';
import { Placeholders } from '../expressions/placeholders.ts';
import { parseUpdate, type UpdateAction } from '../expressions/updates.ts';
import { DynamoDbFailure, invalid, invalidParameter } from '../failure.ts';
import { checkIndexKey, checkKey, keyAttributes } from '../keys.ts';
import { checkItem, checkSize, findItem, type Table } from '../table.ts';
import { type Item, itemToJson, type JsonObject, parseItem } from '../values.ts';
import type { Request } from './request.ts';

export type WriteKind = 'put' | 'update' | 'delete' | 'check';

export interface Write {
  readonly kind: WriteKind;
  readonly tableName: JsonValue;
  /** The item to put, or the key. */
  readonly subject: Item;
  readonly actions: readonly UpdateAction[];
  readonly condition: Condition | undefined;
  /** Give the item back when the condition fails. */
  readonly showsItem: boolean;
}

/** What a write makes of the item with its key. */
export interface Outcome {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Reads a write; everything that can be wrong without looking at the table throws a ValidationException. */
export function parseWrite(kind: WriteKind, request: Request): Write {
  const tableName = request.required('TableName');
  const subject = request.required(kind === 'put' ? 'Item' : 'Key');
  const showsItem = request.onConditionFailure() === 'ALL_OLD';
  request.check();
  checkExpressionParameters(kind, request);
  const item = parseItem(subject);
  if (kind === 'put') checkSize(item);
  const placeholders = new Placeholders(
    request.get('ExpressionAttributeNames'),
    request.get('ExpressionAttributeValues'),
  );
  const update = request.text('UpdateExpression');
  const actions = kind === 'update' && update !== undefined ? parseUpdate(update, placeholders) : [];
  const text = request.text('ConditionExpression');
  const condition = text === undefined ? undefined : parseCondition('ConditionExpression', text, placeholders);
  placeholders.checkAllUsed();
  return { kind, tableName, subject: item, actions, condition, showsItem };
}

/** Placeholders need an expression that could use them. */
function checkExpressionParameters(kind: WriteKind, request: Request): void {
  const expressions = kind === 'update' ? ['UpdateExpression', 'ConditionExpression'] : ['ConditionExpression'];
  checkPlaceholdersWanted(request, expressions, expressions);
}

/** `withValues`: the expressions in which values can stand. */
export function checkPlaceholdersWanted(
  request: Request,
  expressions: readonly string[],
  withValues: readonly string[],
): void {
  if (request.has('ExpressionAttributeNames') && !expressions.some((name) => request.has(name)))
    throw invalid('ExpressionAttributeNames can only be specified when using expressions');
  if (!request.has('ExpressionAttributeValues') || withValues.some((name) => request.has(name))) return;
  const are = withValues.length > 1 ? 'are' : 'is';
  throw invalid(
    `ExpressionAttributeValues can only be specified when using expressions: ${withValues.join(' and ')} ${are} null`,
  );
}

/** What the write makes of the table as it is now; nothing is changed. Throws what DynamoDB answers. */
export function evaluateWrite(table: Table, write: Write): Outcome {
  checkSubject(table, write);
  const before = findItem(table, write.subject);
  if (write.condition && !holds(write.condition, before ?? new Map())) throw conditionFailed(write, before);
  switch (write.kind) {
    case 'put':
      return { before, after: write.subject };
    case 'update':
      return { before, after: updated(table, before ?? write.subject, write.actions) };
    case 'delete':
      return { before, after: undefined };
    case 'check':
      return { before, after: before };
  }
}

function checkSubject(table: Table, { kind, subject, actions }: Write): void {
  const { schema } = table.definition;
  if (kind === 'put') checkItem(table, subject);
  else checkKey(subject, schema);
  for (const { name } of keyAttributes(schema)) {
    if (actions.some(({ path }) => path[0] === name))
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
  }
  checkKeyPaths(
    table,
    actions.map(({ path }) => path),
  );
}

/** Keys are scalars: no path goes on below them. */
export function checkKeyPaths(table: Table, paths: readonly Path[]): void {
  const nested = new Set(paths.filter((path) => path.length > 1).map(([head]) => head));
  const message = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed:";
  for (const { name } of keyAttributes(table.definition.schema))
    if (nested.has(name)) throw invalid(`${message} Key: ${name}`);
  for (const { name } of table.definition.indexes.flatMap(({ schema }) => keyAttributes(schema)))
    if (nested.has(name)) throw invalid(`${message} IndexKey: ${name}`);
}

function updated(table: Table, from: Item, actions: readonly UpdateAction[]): Item {
  const after = applyUpdate(from, actions);
  for (const { name, schema } of table.definition.indexes) checkUpdatedIndexKey(after, name, schema);
  checkSize(after, 'Item size to update has exceeded the maximum allowed size');
  return after;
}

function checkUpdatedIndexKey(after: Item, index: string, schema: Parameters<typeof checkIndexKey>[2]): void {
  const isOther = keyAttributes(schema).some(({ name, type }) => (after.get(name)?.type ?? type) !== type);
  if (isOther) throw invalid('The update expression attempted to update the secondary index key to unsupported type');
  checkIndexKey(after, index, schema);
}

function conditionFailed(write: Write, before: Item | undefined): DynamoDbFailure {
  const details: JsonObject = write.showsItem && before ? { Item: itemToJson(before) } : {};
  return new DynamoDbFailure('ConditionalCheckFailedException', 'The conditional request failed', details);
}
