/** A table with its items and indexes. Changes of several items are made one after the other; each keeps all indexes right. */
import { type Collection, comparePlaces, insert, newCollection, partitionOf, placeOf, remove } from './collection.ts';
import { DynamoDbFailure, invalid } from './failure.ts';
import { checkIndexKey, checkItemKey, type KeySchema, keyAttributes, keyOf } from './keys.ts';
import { ITEM_BYTES_MAX, itemBytes } from './sizes.ts';
import type { Item } from './values.ts';

export interface IndexDefinition {
  readonly name: string;
  readonly schema: KeySchema;
  readonly projection: Projection;
}

export type Projection =
  | { readonly kind: 'ALL' | 'KEYS_ONLY' }
  | { readonly kind: 'INCLUDE'; readonly attributes: readonly string[] };

export interface TableDefinition {
  readonly name: string;
  readonly schema: KeySchema;
  /** Global secondary indexes. */
  readonly indexes: readonly IndexDefinition[];
}

export interface Index extends IndexDefinition {
  readonly collection: Collection;
}

export interface Table {
  readonly definition: TableDefinition;
  readonly items: Collection;
  readonly indexes: readonly Index[];
  count: number;
  bytes: number;
}

/** A write that was done: for read-outs and streams. */
export interface Change {
  readonly table: Table;
  readonly key: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Bounds of the playground, for one table; DynamoDB has none. */
export const TABLE_LIMITS = { items: 100_000, bytes: 64 * 1024 * 1024 } as const;

export function newTable(definition: TableDefinition): Table {
  const { schema, indexes } = definition;
  return {
    definition,
    items: newCollection(schema, schema),
    indexes: indexes.map((index) => ({ ...index, collection: newCollection(index.schema, schema) })),
    count: 0,
    bytes: 0,
  };
}

/** The item with a key; the key has been checked. */
export function findItem(table: Table, key: Item): Item | undefined {
  const items = partitionOf(table.items, key);
  const item = items[placeOf(table.items, items, key)];
  return item && comparePlaces(table.items, item, key) === 0 ? item : undefined;
}

/** Throws a ValidationException when an item cannot be stored in this table at all. */
export function checkItem(table: Table, item: Item): void {
  checkItemKey(item, table.definition.schema);
  for (const { name, schema } of table.definition.indexes) checkIndexKey(item, name, schema);
}

export function checkSize(item: Item, message = 'Item size has exceeded the maximum allowed size'): void {
  if (itemBytes(item) > ITEM_BYTES_MAX) throw invalid(message);
}

/** Puts an item in the place of one with the same key; `after` undefined deletes. Throws when the table is full. */
export function write(table: Table, before: Item | undefined, after: Item | undefined): void {
  const bytes = table.bytes + (after ? itemBytes(after) : 0) - (before ? itemBytes(before) : 0);
  const count = table.count + (after ? 1 : 0) - (before ? 1 : 0);
  if (after && (count > TABLE_LIMITS.items || bytes > TABLE_LIMITS.bytes)) throw full(table);
  if (before) for (const collection of collectionsWith(table, before)) remove(collection, before);
  if (after) for (const collection of collectionsWith(table, after)) insert(collection, after);
  table.bytes = bytes;
  table.count = count;
}

/** Several writes to different items: all or, when a table gets full, none. */
export function writeAll(changes: readonly Change[]): void {
  const done: Change[] = [];
  try {
    for (const change of changes) {
      if (change.before !== change.after) write(change.table, change.before, change.after);
      done.push(change);
    }
  } catch (error) {
    for (const { table, before, after } of done.reverse()) if (before !== after) write(table, after, before);
    throw error;
  }
}

function full({ definition }: Table): DynamoDbFailure {
  return new DynamoDbFailure(
    'LimitExceededException',
    `The playground keeps at most ${TABLE_LIMITS.items} items or ${TABLE_LIMITS.bytes} bytes in a table; "${definition.name}" is full.`,
  );
}

/** Those that hold an item: the table, and the indexes whose key it has. */
function collectionsWith(table: Table, item: Item): readonly Collection[] {
  const indexes = table.indexes.filter(({ schema }) => keyAttributes(schema).every(({ name }) => item.has(name)));
  return [table.items, ...indexes.map(({ collection }) => collection)];
}

/** What an index keeps of an item. */
export function projected(table: Table, { schema, projection }: Index, item: Item): Item {
  if (projection.kind === 'ALL') return item;
  const names = new Set(keyOf(item, table.definition.schema, schema).keys());
  if (projection.kind === 'INCLUDE') for (const name of projection.attributes) names.add(name);
  return new Map([...item].filter(([name]) => names.has(name)));
}
