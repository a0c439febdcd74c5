/** Tables for tests, and requests to them. */

import type { Database } from '../../services/dynamodb/operations/database.ts';
import { type OperationResult, runOperation } from '../../services/dynamodb/runOperation.ts';
import { newTable, type TableDefinition } from '../../services/dynamodb/table.ts';
import type { JsonObject } from '../../services/dynamodb/values.ts';
import type { JsonValue } from '../../steps.ts';

export const THREADS: TableDefinition = {
  name: 'Thread',
  schema: { partition: { name: 'ForumName', type: 'S' }, sort: { name: 'Subject', type: 'S' } },
  indexes: [],
};

export const COUNTERS: TableDefinition = {
  name: 'counters',
  schema: { partition: { name: 'id', type: 'S' } },
  indexes: [],
};

export interface TestDatabase extends Database {
  nowUs: number;
  run(operation: string, input: JsonValue): OperationResult;
  /** The output; throws when the request is refused. */
  ok(operation: string, input: JsonValue): JsonObject;
  /** `Name: message` of a refusal; throws when there is none. */
  refused(operation: string, input: JsonValue): string;
}

export function testDatabase(...definitions: readonly TableDefinition[]): TestDatabase {
  const tables = new Map(definitions.map((definition) => [definition.name, newTable(definition)]));
  const database: TestDatabase = {
    nowUs: 0,
    epochMs: 1_767_600_000_000,
    tokens: new Map(),
    table: (name) => tables.get(name),
    tables: () => [...tables.values()],
    run: (operation, input) => runOperation(operation, input, database),
    ok(operation, input) {
      const result = database.run(operation, input);
      if (!result.ok) throw new Error(`${result.error.name}: ${result.error.message}`);
      return result.output;
    },
    refused(operation, input) {
      const result = database.run(operation, input);
      if (result.ok) throw new Error(`${operation} was not refused: ${JSON.stringify(result.output)}`);
      return `${result.error.name}: ${result.error.message}`;
    },
  };
  return database;
}
