/** What operations work on: the tables of the canvas, the moment, and the tokens of transactions. */
import type { JsonValue } from '../../../steps.ts';
import { DynamoDbFailure } from '../failure.ts';
import type { Change, Table } from '../table.ts';
import type { JsonObject } from '../values.ts';

export interface Database {
  /** The table with a name or an ARN. */
  table(name: string): Table | undefined;
  /** All tables, in the order of their names. */
  tables(): readonly Table[];
  readonly nowUs: number;
  /** Transactions by client and token: what was asked, and until when it is remembered. */
  readonly tokens: Map<string, { readonly request: string; readonly untilUs: number; readonly output: JsonObject }>;
  /** Date of the start of the run, ms. */
  readonly epochMs: number;
}

/** What an operation answers, and what it changed. */
export interface Done {
  readonly output: JsonObject;
  readonly changes: readonly Change[];
}

export function existingTable(database: Database, name: JsonValue | undefined): Table {
  const table = typeof name === 'string' ? database.table(name) : undefined;
  if (!table) throw new DynamoDbFailure('ResourceNotFoundException', 'Requested resource not found');
  return table;
}

export function read(output: JsonObject): Done {
  return { output, changes: [] };
}

/** Leaves out members that are undefined. */
export function given(members: { readonly [key: string]: JsonValue | undefined }): JsonObject {
  const present = Object.entries(members).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(present);
}
