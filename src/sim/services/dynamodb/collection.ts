/**
 * The items of a table or an index in their order: partitions by the hash of their key, inside a partition by sort key, and in an
 * index, where keys need not be unique, then by the table's key.
 *
 * @assumed AWS does not say how it hashes partition keys; here it is MD5, so that a scan's order looks like no order but is
 * the same in every run.
 */
import { md5Hex } from '../digest.ts';
import { type KeySchema, keyText } from './keys.ts';
import { compareScalars } from './order.ts';
import type { Item } from './values.ts';

export interface Partition {
  /** 32 hexadecimal digits, and the key itself for the case that two are the same. */
  readonly hash: string;
  readonly items: Item[];
}

export interface Collection {
  readonly schema: KeySchema;
  /** Orders items whose keys are the same; that of the table. */
  readonly tableSchema: KeySchema;
  /** In the order of their hashes; none is empty. */
  readonly partitions: Partition[];
}

export function newCollection(schema: KeySchema, tableSchema: KeySchema): Collection {
  return { schema, tableSchema, partitions: [] };
}

/** Adds an item; one with the same keys must have been removed before. */
export function insert(collection: Collection, item: Item): void {
  const { partitions } = collection;
  const hash = partitionHash(item, collection.schema);
  const at = partitionIndex(partitions, hash);
  const known = partitions[at];
  if (known?.hash === hash) known.items.splice(placeOf(collection, known.items, item), 0, item);
  else partitions.splice(at, 0, { hash, items: [item] });
}

export function remove(collection: Collection, item: Item): void {
  const { partitions } = collection;
  const hash = partitionHash(item, collection.schema);
  const at = partitionIndex(partitions, hash);
  const partition = partitions[at];
  if (partition?.hash !== hash) return;
  const place = placeOf(collection, partition.items, item);
  const found = partition.items[place];
  if (found && comparePlaces(collection, found, item) === 0) partition.items.splice(place, 1);
  if (partition.items.length === 0) partitions.splice(at, 1);
}

/** The items that share a partition key with `key`, in order. */
export function partitionOf(collection: Collection, key: Item): readonly Item[] {
  const hash = partitionHash(key, collection.schema);
  const partition = collection.partitions[partitionIndex(collection.partitions, hash)];
  return partition?.hash === hash ? partition.items : [];
}

/** Below 0 when `a` comes before `b` within a partition. Both have the keys of the collection and of the table. */
export function comparePlaces({ schema, tableSchema }: Collection, a: Item, b: Item): number {
  const order = schema.sort ? compareAttribute(a, b, schema.sort.name) : 0;
  if (order !== 0 || schema === tableSchema) return order;
  const [left, right] = [partitionHash(a, tableSchema), partitionHash(b, tableSchema)];
  if (left !== right) return left < right ? -1 : 1;
  return tableSchema.sort ? compareAttribute(a, b, tableSchema.sort.name) : 0;
}

function compareAttribute(a: Item, b: Item, name: string): number {
  const [left, right] = [a.get(name), b.get(name)];
  return (left && right && compareScalars(left, right)) ?? 0;
}

/** Where an item stands or would stand among others of its partition. */
export function placeOf(collection: Collection, items: readonly Item[], item: Item): number {
  return firstIndex(items, (other) => comparePlaces(collection, other, item) >= 0);
}

export function partitionIndex(partitions: readonly Partition[], hash: string): number {
  return firstIndex(partitions, (partition) => partition.hash >= hash);
}

/** The first index from which on a condition holds, by halving. */
function firstIndex<T>(list: readonly T[], holds: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // The bounds keep `middle` inside the list, so that the `as T` holds.
    if (holds(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function partitionHash(item: Item, { partition }: KeySchema): string {
  const text = keyText(item, { partition });
  return `${md5Hex(text)} ${text}`;
}
