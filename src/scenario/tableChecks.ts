/** What the schema cannot say of a DynamoDB table: keys that fit each other, and items that fit the keys. */
import type { Report } from './checks.ts';
import { isObject } from './fields.ts';
import type { TableIndex, TableNode } from './schema.ts';

type Keys = Pick<TableNode, 'partitionKey' | 'partitionKeyType' | 'sortKey' | 'sortKeyType'>;

export function checkTable(table: TableNode, i: number, problem: Report): void {
  checkKeys(table, ['nodes', i], problem);
  table.indexes.forEach((index, j) => {
    checkKeys(index, ['nodes', i, 'indexes', j], problem);
    if (table.indexes.findIndex(({ name }) => name === index.name) < j)
      problem(['nodes', i, 'indexes', j, 'name'], 'is already the name of another index of this table');
  });
  checkTypes(table, i, problem);
}

function checkKeys({ partitionKey, sortKey }: Keys, path: readonly PropertyKey[], problem: Report): void {
  if (sortKey === partitionKey)
    problem([...path, 'sortKey'], `must be another attribute than the partition key "${partitionKey}"`);
}

/** An attribute that is a key in several places has one type. */
function checkTypes(table: TableNode, i: number, problem: Report): void {
  const types = new Map(keysOf(table).map(([name, type]) => [name, type]));
  table.indexes.forEach((index, j) => {
    for (const [name, type, setting] of keysOf(index)) {
      const known = types.get(name) ?? type;
      types.set(name, known);
      if (known !== type)
        problem(
          ['nodes', i, 'indexes', j, setting],
          `is ${type}, but "${name}" is a key of the type ${known} elsewhere in this table`,
        );
    }
  });
}

function keysOf(keys: Keys | TableIndex): readonly (readonly [string, string, string])[] {
  const partition = [keys.partitionKey, keys.partitionKeyType, 'partitionKeyType'] as const;
  return keys.sortKey === '' ? [partition] : [partition, [keys.sortKey, keys.sortKeyType, 'sortKeyType']];
}

// ---------------------------------------------------------------------------------------------- warnings

export function warnOfTable(table: TableNode, i: number, warning: Report): void {
  if (table.name.length < 3) warning(['nodes', i, 'name'], 'is no table name on AWS: 3–255 characters');
  const words = itemsProblem(table);
  if (words !== null) warning(['nodes', i, 'items'], words);
}

const PLAIN = { S: 'string', N: 'number', B: 'string' } as const;

/** The first thing that is wrong with the items of the settings, or null. */
function itemsProblem(table: TableNode): string | null {
  let items: unknown;
  try {
    items = JSON.parse(table.items);
  } catch {
    return 'are no JSON: the table begins empty';
  }
  if (!Array.isArray(items)) return 'are no list: the table begins empty';
  const wrong = items.findIndex((item) => !isObject(item) || keysOf(table).some((key) => !hasKey(item, key)));
  if (wrong < 0) return null;
  const keys = keysOf(table).map(([name, type]) => `"${name}" (${PLAIN[keyType(type)]})`);
  return `are not all possible: number ${wrong + 1} lacks ${keys.join(' or ')}, and is left out`;
}

function hasKey(item: Record<string, unknown>, [name, type]: readonly [string, string, string]): boolean {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  return isObject(value) ? Object.hasOwn(value, type) : typeof value === PLAIN[keyType(type)];
}

function keyType(type: string): keyof typeof PLAIN {
  return type === 'N' ? 'N' : type === 'B' ? 'B' : 'S';
}
