/** Declarations of `@aws-sdk/client-dynamodb`, `@aws-sdk/lib-dynamodb` and `@aws-sdk/util-dynamodb` for the code editor. */

/** Members that several commands share; `V` is an attribute value or, for the document client, any value. */
const shared = `
  interface Answer { readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string; readonly attempts: number } }
  type Capacity = 'INDEXES' | 'TOTAL' | 'NONE';
  interface Named {
    TableName: string;
    ReturnConsumedCapacity?: Capacity;
    /** What #names in expressions stand for; reserved words need one. */
    ExpressionAttributeNames?: Record<string, string>;
  }
  interface Conditional<V> {
    /** The write happens only if this holds, such as attribute_not_exists(id). */
    ConditionExpression?: string;
    /** What :values in expressions stand for. */
    ExpressionAttributeValues?: Record<string, V>;
    ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
  }
  interface Consumed { TableName?: string; CapacityUnits?: number }
  interface Get<V> extends Named { Key: Record<string, V>; ProjectionExpression?: string; ConsistentRead?: boolean }
  interface Put<V> extends Named, Conditional<V> { Item: Record<string, V>; ReturnValues?: 'NONE' | 'ALL_OLD' }
  interface Delete<V> extends Named, Conditional<V> { Key: Record<string, V>; ReturnValues?: 'NONE' | 'ALL_OLD' }
  interface Update<V> extends Named, Conditional<V> {
    Key: Record<string, V>;
    /** SET, REMOVE, ADD and DELETE, such as: SET n = if_not_exists(n, :zero) + :one */
    UpdateExpression?: string;
    ReturnValues?: 'NONE' | 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW';
  }
  interface Search<V> extends Named {
    IndexName?: string;
    /** Most items that are looked at, before they are filtered. */
    Limit?: number;
    /** The LastEvaluatedKey of the page before. */
    ExclusiveStartKey?: Record<string, V>;
    /** Applied after reading: what it leaves out was read all the same. */
    FilterExpression?: string;
    ProjectionExpression?: string;
    ExpressionAttributeValues?: Record<string, V>;
    Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'COUNT' | 'SPECIFIC_ATTRIBUTES';
    ConsistentRead?: boolean;
  }
  interface Query<V> extends Search<V> {
    /** The partition key equals a value; the sort key may be compared, too. */
    KeyConditionExpression: string;
    /** False: from the greatest sort key down. */
    ScanIndexForward?: boolean;
  }
  interface Scan<V> extends Search<V> { Segment?: number; TotalSegments?: number }
  interface Found<V> {
    Items?: Record<string, V>[];
    Count?: number;
    /** Items read before the filter. */
    ScannedCount?: number;
    /** Present when there may be more. */
    LastEvaluatedKey?: Record<string, V>;
    ConsumedCapacity?: Consumed;
  }
  interface Changed<V> { Attributes?: Record<string, V>; ConsumedCapacity?: Consumed }
  interface Keys<V> {
    Keys: Record<string, V>[];
    ProjectionExpression?: string;
    ExpressionAttributeNames?: Record<string, string>;
    ConsistentRead?: boolean;
  }
  interface WriteRequest<V> { PutRequest?: { Item: Record<string, V> }; DeleteRequest?: { Key: Record<string, V> } }
  interface TransactWriteAction<V> {
    ConditionCheck?: Omit<Delete<V>, 'ReturnValues'> & { ConditionExpression: string };
    Put?: Omit<Put<V>, 'ReturnValues'>;
    Delete?: Omit<Delete<V>, 'ReturnValues'>;
    Update?: Omit<Update<V>, 'ReturnValues'> & { UpdateExpression: string };
  }
  interface Inputs<V> {
    get: Get<V>; put: Put<V>; update: Update<V>; delete: Delete<V>; query: Query<V>; scan: Scan<V>;
    batchGet: { RequestItems: Record<string, Keys<V>>; ReturnConsumedCapacity?: Capacity };
    batchWrite: { RequestItems: Record<string, WriteRequest<V>[]>; ReturnConsumedCapacity?: Capacity };
    transactGet: { TransactItems: { Get: Get<V> }[]; ReturnConsumedCapacity?: Capacity };
    transactWrite: {
      TransactItems: TransactWriteAction<V>[];
      /** The same request with the same token takes effect once. */
      ClientRequestToken?: string;
      ReturnConsumedCapacity?: Capacity;
    };
  }
  interface Outputs<V> {
    get: { Item?: Record<string, V>; ConsumedCapacity?: Consumed };
    put: Changed<V>; update: Changed<V>; delete: Changed<V>; query: Found<V>; scan: Found<V>;
    batchGet: { Responses?: Record<string, Record<string, V>[]>; UnprocessedKeys?: Record<string, Keys<V>> };
    batchWrite: { UnprocessedItems?: Record<string, WriteRequest<V>[]> };
    transactGet: { Responses?: { Item?: Record<string, V> }[] };
    transactWrite: { ConsumedCapacity?: Consumed[] };
  }
  class Command<I, O> { constructor(input: I); readonly input: I; readonly output?: O }
  type Page = { readonly pageSize?: number; readonly startingToken?: unknown };`;

const OPERATIONS = [
  ['Get', 'get', 'Reads one item by its key.'],
  ['Put', 'put', 'Stores an item in the place of the one with its key.'],
  ['Update', 'update', 'Changes attributes of one item, at once; makes the item when it is not there.'],
  ['Delete', 'delete', 'Deletes one item by its key.'],
  ['Query', 'query', 'Finds the items of one partition, in the order of their sort keys; a page at a time.'],
  ['Scan', 'scan', 'Reads the whole table, a page at a time.'],
  ['BatchGet', 'batchGet', 'Reads up to 100 items.'],
  ['BatchWrite', 'batchWrite', 'Puts and deletes up to 25 items, each for itself.'],
  ['TransactGet', 'transactGet', 'Reads up to 100 items as of one moment.'],
  ['TransactWrite', 'transactWrite', 'Does up to 100 writes, all or none.'],
] as const;

/** What the operation is called in the client: items are named there. */
function clientName(name: string): string {
  if (name === 'Query' || name === 'Scan') return name;
  return name.startsWith('Transact') ? `${name}Items` : `${name}Item`;
}

const command = (name: string, key: string, what: string, value: string) => `
  /** ${what} */
  export class ${name}Command extends Command<Inputs<${value}>['${key}'], Outputs<${value}>['${key}']> {}`;

const method = (name: string, key: string, what: string, value: string) => `
    /** ${what} */
    ${name}(input: Inputs<${value}>['${key}']): Promise<Outputs<${value}>['${key}'] & Answer>;`;

const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

const exception = (name: string, what: string, members = '') => `
  /** ${what} */
  export class ${name} extends DynamoDBServiceException {${members}}`;

const client = `declare module '@aws-sdk/client-dynamodb' {${shared}
  export type AttributeValue =
    | { S: string } | { N: string } | { B: Uint8Array } | { BOOL: boolean } | { NULL: boolean }
    | { L: AttributeValue[] } | { M: Record<string, AttributeValue> } | { SS: string[] } | { NS: string[] } | { BS: Uint8Array[] };
  interface Config { region?: string; maxAttempts?: number }
  /** Talks to the tables on the canvas, in attribute values such as { S: 'a' }; DynamoDBDocumentClient takes plain values. */
  export class DynamoDBClient {
    constructor(config?: Config);
    send<O>(command: Command<any, O>): Promise<O & Answer>;
    destroy(): void;
  }
  export class DynamoDB extends DynamoDBClient {${OPERATIONS.map(([name, key, what]) => method(lower(clientName(name)), key, what, 'AttributeValue')).join('')}
    describeTable(input: { TableName: string }): Promise<DescribeTableOutput & Answer>;
    listTables(input?: { Limit?: number; ExclusiveStartTableName?: string }): Promise<{ TableNames: string[] } & Answer>;
  }
  export interface DescribeTableOutput {
    Table?: { TableName: string; TableStatus: string; TableArn: string; ItemCount: number; TableSizeBytes: number; CreationDateTime: Date };
  }${OPERATIONS.map(([name, key, what]) => command(clientName(name), key, what, 'AttributeValue')).join('')}
  /** Keys, indexes and size of a table. */
  export class DescribeTableCommand extends Command<{ TableName: string }, DescribeTableOutput> {}
  /** The names of the tables on the canvas. */
  export class ListTablesCommand extends Command<{ Limit?: number; ExclusiveStartTableName?: string }, { TableNames?: string[] }> {}
  /** Page after page, for await. */
  export function paginateQuery(config: { client: DynamoDBClient } & Page, input: Query<AttributeValue>): AsyncGenerator<Found<AttributeValue> & Answer>;
  export function paginateScan(config: { client: DynamoDBClient } & Page, input: Scan<AttributeValue>): AsyncGenerator<Found<AttributeValue> & Answer>;
  export function paginateListTables(config: { client: DynamoDBClient } & Page, input: object): AsyncGenerator<{ TableNames?: string[] } & Answer>;
  interface Waiter { client: DynamoDBClient; maxWaitTime: number; minDelay?: number; maxDelay?: number }
  export function waitUntilTableExists(waiter: Waiter, input: { TableName: string }): Promise<{ state: string; reason?: unknown }>;
  export function waitUntilTableNotExists(waiter: Waiter, input: { TableName: string }): Promise<{ state: string; reason?: unknown }>;
  export class DynamoDBServiceException extends Error {
    readonly $fault: 'client' | 'server';
    readonly $metadata: Answer['$metadata'];
  }${[
    exception(
      'ConditionalCheckFailedException',
      'The condition of a write did not hold.',
      ' readonly Item?: Record<string, AttributeValue>; ',
    ),
    exception(
      'TransactionCanceledException',
      'A transaction did nothing; the reasons stand in the order of its actions.',
      ' readonly CancellationReasons?: { Code?: string; Message?: string; Item?: Record<string, AttributeValue> }[]; ',
    ),
    exception('ResourceNotFoundException', 'There is no such table on the canvas.'),
    exception('IdempotentParameterMismatchException', 'A token was used before for another request.'),
    exception('LimitExceededException', 'The table is full: the playground keeps a bounded number of items.'),
    exception('ProvisionedThroughputExceededException', 'Never thrown here: tables are not throttled.'),
    exception('TransactionConflictException', 'Never thrown here: requests take effect one after the other.'),
  ].join('')}
}
`;

const lib = `declare module '@aws-sdk/lib-dynamodb' {
  import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import type { MarshallOptions, UnmarshallOptions } from '@aws-sdk/util-dynamodb';${shared}
  export interface TranslateConfig { marshallOptions?: MarshallOptions; unmarshallOptions?: UnmarshallOptions }
  /** Takes and gives plain JavaScript values: strings, numbers, lists, objects, Sets, Uint8Arrays. */
  export class DynamoDBDocumentClient {
    static from(client: DynamoDBClient, config?: TranslateConfig): DynamoDBDocumentClient;
    send<O>(command: Command<any, O>): Promise<O & Answer>;
    destroy(): void;
  }
  export class DynamoDBDocument extends DynamoDBDocumentClient {
    static from(client: DynamoDBClient, config?: TranslateConfig): DynamoDBDocument;${OPERATIONS.map(([name, key, what]) => method(lower(name), key, what, 'any')).join('')}
  }${OPERATIONS.map(([name, key, what]) => command(name, key, what, 'any')).join('')}
  /** Page after page, for await. */
  export function paginateQuery(config: { client: DynamoDBDocumentClient } & Page, input: Query<any>): AsyncGenerator<Found<any> & Answer>;
  export function paginateScan(config: { client: DynamoDBDocumentClient } & Page, input: Scan<any>): AsyncGenerator<Found<any> & Answer>;
  export { NumberValueImpl as NumberValue } from '@aws-sdk/util-dynamodb';
}
`;

const util = `declare module '@aws-sdk/util-dynamodb' {
  import type { AttributeValue } from '@aws-sdk/client-dynamodb';
  export interface MarshallOptions {
    /** Empty strings, binaries and sets become NULL. */
    convertEmptyValues?: boolean;
    /** Leaves undefined out instead of throwing. */
    removeUndefinedValues?: boolean;
    convertClassInstanceToMap?: boolean;
    convertTopLevelContainer?: boolean;
    allowImpreciseNumbers?: boolean;
  }
  export interface UnmarshallOptions {
    /** Numbers as NumberValue, or as what a function makes of their text. */
    wrapNumbers?: boolean | ((text: string) => unknown);
    convertWithoutMapWrapper?: boolean;
  }
  /** The attributes of an object. */
  export function marshall(data: any, options?: MarshallOptions): Record<string, AttributeValue>;
  /** The object that attributes stand for. */
  export function unmarshall(data: Record<string, AttributeValue>, options?: UnmarshallOptions): Record<string, any>;
  export function convertToAttr(data: any, options?: MarshallOptions): AttributeValue;
  export function convertToNative(data: AttributeValue, options?: UnmarshallOptions): any;
  /** A number as text, for those that JavaScript cannot hold exactly. */
  export class NumberValueImpl {
    constructor(value: number | bigint | string | { N: string });
    static from(value: number | bigint | string | { N: string }): NumberValueImpl;
    readonly value: string;
    toAttributeValue(): { N: string };
    toBigInt(): bigint;
    toString(): string;
    valueOf(): string;
  }
}
`;

export const dynamodbTypes = client + lib + util;
