/**
 * What requests consume: a read unit for 4 KB read strongly consistently, half of it else; a write unit for 1 KB; twice as much
 * in transactions.
 *
 * @source Amazon DynamoDB Developer Guide, "DynamoDB read and write operations":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html (October 2026)
 * @simplified An index is written when what it keeps of the item changes, and costs as much as the larger of the two.
 */
import type { JsonValue } from '../../../steps.ts';
import { keyAttributes } from '../keys.ts';
import { itemBytes } from '../sizes.ts';
import { type Index, projected, type Table } from '../table.ts';
import { equal, type Item } from '../values.ts';

const READ_BYTES = 4096;
const WRITE_BYTES = 1024;

export interface Consumed {
  readonly table: number;
  readonly indexes: ReadonlyMap<string, number>;
}

const NO_INDEXES: ReadonlyMap<string, number> = new Map();

/** Of some bytes read together; nothing read still counts as one block. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_BYTES)) * (isConsistent ? 1 : 0.5);
}

export function ofRead(bytes: number, isConsistent: boolean): Consumed {
  return { table: readUnits(bytes, isConsistent), indexes: NO_INDEXES };
}

export function ofIndexRead(bytes: number, index: string): Consumed {
  return { table: 0, indexes: new Map([[index, readUnits(bytes, false)]]) };
}

export function ofWrite(table: Table, before: Item | undefined, after: Item | undefined): Consumed {
  const indexes = table.indexes.flatMap((index) => {
    const units = indexUnits(table, index, before, after);
    return units > 0 ? [[index.name, units] as const] : [];
  });
  return { table: writeUnits(before, after), indexes: new Map(indexes) };
}

function writeUnits(before: Item | undefined, after: Item | undefined): number {
  const bytes = Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0);
  return Math.max(1, Math.ceil(bytes / WRITE_BYTES));
}

function indexUnits(table: Table, index: Index, before: Item | undefined, after: Item | undefined): number {
  const kept = [before, after].map((item) => {
    const isIn = item && keyAttributes(index.schema).every(({ name }) => item.has(name));
    return isIn ? projected(table, index, item) : undefined;
  });
  const [old, now] = kept;
  if (!old && !now) return 0;
  if (old && now && equal({ type: 'M', value: old }, { type: 'M', value: now })) return 0;
  return writeUnits(old, now);
}

export function sumOf(consumed: readonly Consumed[]): Consumed {
  const indexes = new Map<string, number>();
  for (const one of consumed)
    for (const [name, units] of one.indexes) indexes.set(name, (indexes.get(name) ?? 0) + units);
  return { table: consumed.reduce((sum, one) => sum + one.table, 0), indexes };
}

/** In transactions everything is read or written twice. */
export function doubled({ table, indexes }: Consumed): Consumed {
  return { table: table * 2, indexes: new Map([...indexes].map(([name, units]) => [name, units * 2])) };
}

/** The member ConsumedCapacity, or undefined when it was not asked for. */
export function consumedCapacity(
  table: Table,
  wanted: string,
  { table: own, indexes }: Consumed,
): JsonValue | undefined {
  if (wanted === 'NONE') return undefined;
  const total = [...indexes.values()].reduce((sum, units) => sum + units, own);
  const summary = { TableName: table.definition.name, CapacityUnits: total };
  if (wanted === 'TOTAL') return summary;
  const ofIndexes = Object.fromEntries([...indexes].map(([name, units]) => [name, { CapacityUnits: units }]));
  return {
    ...summary,
    Table: { CapacityUnits: own },
    ...(indexes.size > 0 ? { GlobalSecondaryIndexes: ofIndexes } : {}),
  };
}
