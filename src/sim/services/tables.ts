/** The DynamoDB tables of the canvas: their state in a run, what they hold at the start, and the records of what is written. */
import type { TableNode } from '../../scenario/schema.ts';
import { note, type Simulation } from '../simulation.ts';
import type { JsonValue } from '../steps.ts';
import { DynamoDbFailure, invalid } from './dynamodb/failure.ts';
import type { KeySchema } from './dynamodb/keys.ts';
import { keyOf } from './dynamodb/keys.ts';
import { plainValue } from './dynamodb/plainJson.ts';
import {
  type Change,
  checkItem,
  checkSize,
  findItem,
  newTable,
  type Table,
  type TableDefinition,
  write,
} from './dynamodb/table.ts';
import { type Item, isList, isObject, itemToJson, parseItem } from './dynamodb/values.ts';
import type { NodeState } from './world.ts';

export function definitionOf(settings: TableNode): TableDefinition {
  return {
    name: settings.name,
    schema: schemaOf(settings),
    indexes: settings.indexes.map((index) => ({
      name: index.name,
      schema: schemaOf(index),
      projection: { kind: index.projection },
    })),
  };
}

type KeySettings = Pick<TableNode, 'partitionKey' | 'partitionKeyType' | 'sortKey' | 'sortKeyType'>;

function schemaOf({ partitionKey, partitionKeyType, sortKey, sortKeyType }: KeySettings): KeySchema {
  const partition = { name: partitionKey, type: partitionKeyType };
  return sortKey === '' ? { partition } : { partition, sort: { name: sortKey, type: sortKeyType } };
}

/** A table is made, with the items of its settings; `cause` is the record that made it. */
export function createTable(sim: Simulation, node: NodeState, settings: TableNode, cause: number): void {
  const table = newTable(definitionOf(settings));
  sim.world.tables[node.number] = table;
  for (const problem of storeInitialItems(sim, node, table, settings.items, cause))
    note(sim, 'delivery_failed', 'D5', cause, node.number, 0, { reason: problem });
}

/**
 * Other settings hold. Other keys make another table, as on AWS; other indexes are filled from the items there are; the items
 * of the settings count only when a table is made.
 */
export function changeTable(
  sim: Simulation,
  node: NodeState,
  { before, after }: { readonly before: TableNode; readonly after: TableNode },
  cause: number,
): void {
  const table = sim.world.tables[node.number];
  if (!table) throw new Error('A table has its state.');
  const [old, definition] = [definitionOf(before), definitionOf(after)];
  if (JSON.stringify(old) === JSON.stringify(definition)) return;
  if (JSON.stringify(old.schema) !== JSON.stringify(definition.schema)) {
    createTable(sim, node, after, cause);
    return;
  }
  const changed = newTable(definition);
  for (const { items } of table.items.partitions) for (const item of items) write(changed, undefined, item);
  sim.world.tables[node.number] = changed;
}

// ------------------------------------------------------------------------------------------ items at the start

/** Stores what can be stored; gives the first few problems in words. */
function storeInitialItems(
  sim: Simulation,
  node: NodeState,
  table: Table,
  text: string,
  cause: number,
): readonly string[] {
  const list = parsed(text);
  if (!list) return ['The items of the table are no JSON list.'];
  const problems: string[] = [];
  list.forEach((json, i) => {
    try {
      const item = initialItem(table, json);
      const change = { table, key: keyOf(item, table.definition.schema), before: findItem(table, item), after: item };
      write(table, change.before, item);
      noteChange(sim, node, change, cause);
    } catch (error) {
      if (!(error instanceof DynamoDbFailure)) throw error;
      problems.push(`Item ${i + 1} cannot be stored: ${error.message}`);
    }
  });
  return problems.slice(0, 3);
}

function parsed(text: string): readonly JsonValue[] | undefined {
  try {
    const json: JsonValue = JSON.parse(text);
    return isList(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** In DynamoDB JSON a key is an object, such as `{"S":"a"}`; in plain JSON it never is. */
function initialItem(table: Table, json: JsonValue): Item {
  if (!isObject(json)) throw invalid('it is no JSON object');
  const { name } = table.definition.schema.partition;
  const isTyped = Object.hasOwn(json, name) && isObject(json[name]);
  const item = isTyped
    ? parseItem(json)
    : new Map(Object.entries(json).map(([key, value]) => [key, plainValue(value)]));
  checkItem(table, item);
  checkSize(item);
  return item;
}

// ------------------------------------------------------------------------------------------ records

/** Puts a write into the trace, with both images; gives the record. Writes that change nothing have none. */
export function noteChange(sim: Simulation, node: NodeState, change: Change, cause: number): number | undefined {
  const { key, before, after } = change;
  if (!before && !after) return undefined;
  const data = {
    key: itemToJson(key),
    ...(before ? { oldImage: itemToJson(before) } : {}),
    ...(after ? { newImage: itemToJson(after) } : {}),
  };
  sim.payloadChars += JSON.stringify(data).length;
  return note(sim, 'item_changed', 'D5', cause, ++sim.world.itemChanges, node.number, data);
}
