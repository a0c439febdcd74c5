/** `@aws-sdk/client-dynamodb`. */

import { Buffer } from 'buffer/';
import { randomness } from '../globals/install.ts';
import { randomUuid } from '../random.ts';
import { toBase64 } from './body.ts';
import type { Acceptor, Fields, Output, ServiceDescription } from './service.ts';

export const dynamodb = (): ServiceDescription => ({
  service: 'dynamodb',
  name: 'DynamoDB',
  errors: [
    'ConditionalCheckFailedException',
    'IdempotentParameterMismatchException',
    'InternalServerError',
    'ItemCollectionSizeLimitExceededException',
    'LimitExceededException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'ResourceInUseException',
    'ResourceNotFoundException',
    'TableNotFoundException',
    'ThrottlingException',
    'TransactionCanceledException',
    'TransactionConflictException',
    'TransactionInProgressException',
  ],
  commands: [
    ...OPERATIONS.map((operation) => ({ operation, toJson: requestJson, toOutput: withBytes })),
    { operation: 'TransactWriteItems', toJson: withToken, toOutput: withBytes },
    { operation: 'DescribeTable', toOutput: withDate },
    { operation: 'ListTables' },
  ],
  paginators: [
    { ...PAGES, operation: 'Query' },
    { ...PAGES, operation: 'Scan' },
    {
      operation: 'ListTables',
      inputToken: 'ExclusiveStartTableName',
      outputToken: 'LastEvaluatedTableName',
      pageSize: 'Limit',
    },
  ],
  waiters: [
    { ...TABLE_WAITER, name: 'TableExists', accept: tableExists },
    { ...TABLE_WAITER, name: 'TableNotExists', accept: tableNotExists },
  ],
  extras: {
    ReturnValue: named('ALL_NEW ALL_OLD NONE UPDATED_NEW UPDATED_OLD'),
    ReturnValuesOnConditionCheckFailure: named('ALL_OLD NONE'),
    ReturnConsumedCapacity: named('INDEXES NONE TOTAL'),
    Select: named('ALL_ATTRIBUTES ALL_PROJECTED_ATTRIBUTES COUNT SPECIFIC_ATTRIBUTES'),
    TableStatus: named('ACTIVE ARCHIVED ARCHIVING CREATING DELETING UPDATING'),
    BatchStatementErrorCodeEnum: named('ConditionalCheckFailed ResourceNotFound ValidationError'),
  },
});

const OPERATIONS = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
] as const;

export const PAGES = { inputToken: 'ExclusiveStartKey', outputToken: 'LastEvaluatedKey', pageSize: 'Limit' } as const;
/** @source The waiters of `@aws-sdk/client-dynamodb`: 20 s and more between two requests. */
const TABLE_WAITER = { operation: 'DescribeTable', minDelayS: 20, maxDelayS: 120 } as const;

function named(words: string): Fields {
  return Object.fromEntries(words.split(' ').map((word) => [word, word]));
}

const isMissing = (error: unknown) => Object(error).name === 'ResourceNotFoundException';

function tableExists({ output, error }: Parameters<Acceptor>[0]) {
  if (Object(output?.Table).TableStatus === 'ACTIVE') return 'SUCCESS';
  return error === undefined || isMissing(error) ? 'RETRY' : 'FAILURE';
}

function tableNotExists({ error }: Parameters<Acceptor>[0]) {
  if (error === undefined) return 'RETRY';
  return isMissing(error) ? 'SUCCESS' : 'FAILURE';
}

// ------------------------------------------------------------------------------------------ requests

/** The SDK makes up a token when there is none, so that its own retries do nothing twice. */
function withToken(input: Fields): Fields {
  return requestJson({ ...input, ClientRequestToken: input.ClientRequestToken ?? randomUuid(randomness.stream) });
}

function requestJson(input: Fields): Fields {
  return Object(toWire(input));
}

/**
 * Binary values in base64. A `B` that is a text stands for its UTF-8, as in the SDK; an attribute of that name is never a text
 * itself, but a value of its own.
 */
function toWire(value: unknown): unknown {
  if (isBytes(value)) return toBase64(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => {
    if (key === 'B' && typeof one === 'string') return [key, toBase64(one)];
    if (key === 'BS' && Array.isArray(one)) return [key, one.map(memberToWire)];
    return [key, toWire(one)];
  });
  return Object.fromEntries(entries);
}

function memberToWire(member: unknown): unknown {
  return typeof member === 'string' ? toBase64(member) : toWire(member);
}

function isBytes(value: unknown): boolean {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

// ------------------------------------------------------------------------------------------ answers

function withBytes(output: Output): Fields {
  return Object(fromWire(output));
}

/** As above: only in a value is `B` a text. */
function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => {
    if (key === 'B' && typeof one === 'string') return [key, fromBase64(one)];
    if (key === 'BS' && Array.isArray(one) && typeof one[0] === 'string') return [key, one.map(fromBase64)];
    return [key, fromWire(one)];
  });
  return Object.fromEntries(entries);
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Dates travel as seconds. */
function withDate({ Table, ...output }: Output): Fields {
  const { CreationDateTime, ...table } = Object(Table);
  return { ...output, Table: { ...table, CreationDateTime: new Date(CreationDateTime * 1000) } };
}
