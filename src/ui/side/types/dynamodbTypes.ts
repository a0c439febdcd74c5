/** Declarations of the stand-ins for DynamoDB: the plain client, the document client and the conversions. */
import { type CommandTypes, sdkPackage } from './sdkPackage.ts';

/** Inputs and outputs of both clients differ in how they write values: `{ S: 'x' }` or `'x'`. */
const expressions =
  'ConditionExpression?: string; ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Item; ReturnValues?: string; ReturnConsumedCapacity?: string';
const search =
  'TableName: string; IndexName?: string; FilterExpression?: string; ProjectionExpression?: string; ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Item; ExclusiveStartKey?: Item; Limit?: number; Select?: string; ConsistentRead?: boolean; ReturnConsumedCapacity?: string';
const found =
  '{ Items?: Item[]; Count?: number; ScannedCount?: number; LastEvaluatedKey?: Item; ConsumedCapacity?: any }';
const key = '{ TableName: string; Key: Item';

const operations: readonly (readonly [plain: string, document: string, doc: string, input: string, output: string])[] =
  [
    [
      'GetItem',
      'Get',
      'Reads an item by its key.',
      `${key}; ConsistentRead?: boolean; ProjectionExpression?: string; ExpressionAttributeNames?: Record<string, string> }`,
      '{ Item?: Item; ConsumedCapacity?: any }',
    ],
    [
      'PutItem',
      'Put',
      'Writes a whole item, in place of the one that was there.',
      `{ TableName: string; Item: Item; ${expressions} }`,
      '{ Attributes?: Item; ConsumedCapacity?: any }',
    ],
    [
      'UpdateItem',
      'Update',
      'Changes attributes of an item, or makes it.',
      `${key}; UpdateExpression?: string; ${expressions} }`,
      '{ Attributes?: Item; ConsumedCapacity?: any }',
    ],
    [
      'DeleteItem',
      'Delete',
      'Deletes an item.',
      `${key}; ${expressions} }`,
      '{ Attributes?: Item; ConsumedCapacity?: any }',
    ],
    [
      'Query',
      'Query',
      'Items of one partition, in the order of their sort key.',
      `{ KeyConditionExpression?: string; ScanIndexForward?: boolean; ${search} }`,
      found,
    ],
    ['Scan', 'Scan', 'All items, a page at a time.', `{ Segment?: number; TotalSegments?: number; ${search} }`, found],
    [
      'BatchGetItem',
      'BatchGet',
      'Reads up to 100 items.',
      '{ RequestItems: Record<string, { Keys: Item[]; ConsistentRead?: boolean; ProjectionExpression?: string; ExpressionAttributeNames?: Record<string, string> }> }',
      '{ Responses?: Record<string, Item[]>; UnprocessedKeys?: Record<string, any> }',
    ],
    [
      'BatchWriteItem',
      'BatchWrite',
      'Puts and deletes up to 25 items.',
      '{ RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]> }',
      '{ UnprocessedItems?: Record<string, any[]> }',
    ],
    [
      'TransactWriteItems',
      'TransactWrite',
      'Writes up to 100 items, all or none.',
      '{ TransactItems: { Put?: any; Update?: any; Delete?: any; ConditionCheck?: any }[]; ClientRequestToken?: string }',
      '{ ConsumedCapacity?: any }',
    ],
    [
      'TransactGetItems',
      'TransactGet',
      'Reads up to 100 items at one moment.',
      '{ TransactItems: { Get: any }[] }',
      '{ Responses?: { Item?: Item }[] }',
    ],
  ];

const commands = (place: 0 | 1): CommandTypes[] =>
  operations.map((operation) => ({
    operation: operation[place],
    doc: operation[2],
    input: operation[3],
    output: operation[4],
  }));

const errors = [
  'ConditionalCheckFailedException',
  'ResourceNotFoundException',
  'TransactionCanceledException',
  'ProvisionedThroughputExceededException',
  'ItemCollectionSizeLimitExceededException',
];

export const dynamodbTypes = [
  sdkPackage({
    module: '@aws-sdk/client-dynamodb',
    name: 'DynamoDB',
    doc: 'Talks to the tables on the canvas, in DynamoDB JSON.',
    further:
      "export type AttributeValue = import('aws-lambda').AttributeValue | any;\n  type Item = Record<string, AttributeValue>;",
    commands: commands(0),
    errors,
    paginators: ['Query', 'Scan'],
  }),
  // The document client is made of another client, and its errors are those of that client's package.
  sdkPackage({
    module: '@aws-sdk/lib-dynamodb',
    name: 'DynamoDBDocument',
    doc: 'Talks to the tables on the canvas, in plain values.',
    further: 'type Item = Record<string, any>;',
    commands: commands(1),
    errors: [],
    paginators: ['Query', 'Scan'],
  })
    .replace(
      'export class DynamoDBDocumentClient extends PlaygroundSdk.Client {}',
      'export class DynamoDBDocumentClient extends PlaygroundSdk.Client {\n    static from(client: PlaygroundSdk.Client, options?: { marshallOptions?: object; unmarshallOptions?: object }): DynamoDBDocumentClient;\n  }',
    )
    .replace(/ {2}export class \w+ServiceException .*\n/, ''),
  `declare module '@aws-sdk/util-dynamodb' {
  /** DynamoDB JSON of a plain value. */
  export function marshall(value: any, options?: { removeUndefinedValues?: boolean; convertEmptyValues?: boolean; convertClassInstanceToMap?: boolean }): Record<string, any>;
  /** The plain value of DynamoDB JSON. */
  export function unmarshall(item: Record<string, any>, options?: { wrapNumbers?: boolean }): Record<string, any>;
  export function convertToAttr(value: any, options?: object): any;
  export function convertToNative(value: any, options?: object): any;
}
`,
].join('');
