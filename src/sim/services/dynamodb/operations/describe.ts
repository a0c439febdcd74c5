/** DescribeTable and ListTables: what the canvas has. Tables are made on the canvas, not by handlers. */
import type { JsonValue } from '../../../steps.ts';
import { ACCOUNT_ID, REGION } from '../../aws.ts';
import { DynamoDbFailure } from '../failure.ts';
import { type KeySchema, keyAttributes } from '../keys.ts';
import type { Index, Table } from '../table.ts';
import type { JsonObject } from '../values.ts';
import { type Database, type Done, given, read } from './database.ts';
import { Request } from './request.ts';

export function describeTable(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  const name = request.required('TableName');
  request.check();
  const table = typeof name === 'string' ? database.table(name) : undefined;
  if (!table)
    throw new DynamoDbFailure(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${String(name)} not found`,
    );
  return read({ Table: description(table, database.epochMs) });
}

/** The ARN of a table. */
export function tableArn(name: string): string {
  return `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${name}`;
}

function description({ definition, count, bytes, indexes }: Table, createdMs: number): JsonObject {
  const schemas = [definition.schema, ...definition.indexes.map(({ schema }) => schema)];
  const types = new Map(schemas.flatMap(keyAttributes).map(({ name, type }) => [name, type]));
  return given({
    AttributeDefinitions: [...types].map(([name, type]) => ({ AttributeName: name, AttributeType: type })),
    TableName: definition.name,
    KeySchema: keySchema(definition.schema),
    TableStatus: 'ACTIVE',
    // Seconds; the SDK makes a date of it.
    CreationDateTime: createdMs / 1000,
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    TableSizeBytes: bytes,
    ItemCount: count,
    TableArn: tableArn(definition.name),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    GlobalSecondaryIndexes: indexes.length === 0 ? undefined : indexes.map((index) => ofIndex(definition.name, index)),
    DeletionProtectionEnabled: false,
  });
}

function keySchema(schema: KeySchema): JsonValue {
  return keyAttributes(schema).map(({ name }, i) => ({ AttributeName: name, KeyType: i === 0 ? 'HASH' : 'RANGE' }));
}

function ofIndex(table: string, { name, schema, projection, collection }: Index): JsonObject {
  const projects: JsonObject =
    projection.kind === 'INCLUDE'
      ? { ProjectionType: projection.kind, NonKeyAttributes: projection.attributes }
      : { ProjectionType: projection.kind };
  return {
    IndexName: name,
    KeySchema: keySchema(schema),
    Projection: projects,
    IndexStatus: 'ACTIVE',
    IndexArn: `${tableArn(table)}/index/${name}`,
    ItemCount: collection.partitions.reduce((sum, { items }) => sum + items.length, 0),
  };
}

const TABLES_MAX = 100;

export function listTables(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  const limit = request.integer('Limit', 1, TABLES_MAX) ?? TABLES_MAX;
  const start = request.text('ExclusiveStartTableName');
  request.check();
  const names = database.tables().map(({ definition }) => definition.name);
  const from = start === undefined ? names : names.filter((name) => name > start);
  const shown = from.slice(0, limit);
  return read(given({ TableNames: shown, LastEvaluatedTableName: from.length > limit ? shown.at(-1) : undefined }));
}
