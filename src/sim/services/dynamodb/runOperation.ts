/** Requests of DynamoDB: an operation and its input as data, the answer or the refusal as data. */
import type { JsonValue } from '../../steps.ts';
import { DynamoDbFailure } from './failure.ts';
import { batchGetItem, batchWriteItem } from './operations/batches.ts';
import type { Database, Done } from './operations/database.ts';
import { describeTable, listTables } from './operations/describe.ts';
import { deleteItem, getItem, putItem, updateItem } from './operations/itemOperations.ts';
import { query, scan } from './operations/search.ts';
import { transactGetItems, transactWriteItems } from './operations/transactions.ts';
import type { JsonObject } from './values.ts';

const OPERATIONS: Readonly<Record<string, (database: Database, input: JsonValue) => Done>> = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  DeleteItem: deleteItem,
  DescribeTable: describeTable,
  GetItem: getItem,
  ListTables: listTables,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
  UpdateItem: updateItem,
};

export const OPERATION_NAMES: readonly string[] = Object.keys(OPERATIONS);

export type OperationResult =
  | ({ readonly ok: true } & Done)
  | {
      readonly ok: false;
      readonly error: { readonly name: string; readonly message: string; readonly details: JsonObject };
    };

/** Does what a request asks for. A refused request has changed nothing. */
export function runOperation(operation: string, input: JsonValue, database: Database): OperationResult {
  const perform = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (!perform) return refusal(new DynamoDbFailure('UnknownOperationException', `There is no ${operation} here.`));
  try {
    return { ok: true, ...perform(database, input) };
  } catch (error) {
    if (error instanceof DynamoDbFailure) return refusal(error);
    throw error;
  }
}

function refusal({ code, message, details }: DynamoDbFailure): OperationResult {
  return { ok: false, error: { name: code, message, details } };
}
