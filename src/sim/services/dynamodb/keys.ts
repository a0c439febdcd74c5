/**
 * Keys of tables and indexes: a partition key and optionally a sort key, each a string, number or binary.
 *
 * @source Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB", Partition keys and sort keys:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html (October 2026)
 */
import { base64Length, utf8Length } from './bytes.ts';
import { type DynamoDbFailure, invalid, invalidParameter } from './failure.ts';
import type { AttributeValue, Item } from './values.ts';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

const PARTITION_BYTES_MAX = 2048;
const SORT_BYTES_MAX = 1024;
const NO_MATCH = 'The provided key element does not match the schema';

export function keyAttributes({ partition, sort }: KeySchema): readonly KeyAttribute[] {
  return sort ? [partition, sort] : [partition];
}

/** Throws a ValidationException when a key is not exactly that of the schema. */
export function checkKey(key: Item, schema: KeySchema): void {
  const attributes = keyAttributes(schema);
  if (key.size !== attributes.length) throw invalid(NO_MATCH);
  for (const attribute of attributes) checkKeyPart(key.get(attribute.name), attribute, schema);
}

/** Throws a ValidationException when one attribute of a key is missing, of another type, empty or too long. */
export function checkKeyPart(value: AttributeValue | undefined, attribute: KeyAttribute, schema: KeySchema): void {
  if (value?.type !== attribute.type) throw invalid(NO_MATCH);
  if (value.value === '' && value.type !== 'N') throw invalidParameter(emptyKey(value.type, attribute.name));
  checkLength(value, attribute, schema);
}

function emptyKey(type: 'S' | 'B', name: string): string {
  const kind = type === 'S' ? 'string' : 'binary';
  return `The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`;
}

function checkLength(value: AttributeValue, attribute: KeyAttribute, { partition }: KeySchema): void {
  const bytes = keyBytes(value);
  if (attribute === partition && bytes > PARTITION_BYTES_MAX)
    throw invalidParameter(`Size of hashkey has exceeded the maximum size limit of${PARTITION_BYTES_MAX} bytes`);
  if (attribute !== partition && bytes > SORT_BYTES_MAX)
    throw invalidParameter(`Aggregated size of all range keys has exceeded the size limit of ${SORT_BYTES_MAX} bytes`);
}

function keyBytes(value: AttributeValue): number {
  if (value.type === 'S') return utf8Length(value.value);
  return value.type === 'B' ? base64Length(value.value) : 0;
}

/** Throws a ValidationException when an item lacks its key, or has one of another type, empty or too long. */
export function checkItemKey(item: Item, schema: KeySchema): void {
  for (const attribute of keyAttributes(schema)) {
    const value = item.get(attribute.name);
    const { name, type } = attribute;
    if (!value) throw invalidParameter(`Missing the key ${name} in the item`);
    if (value.type !== type)
      throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${value.type}`);
    if (value.value === '' && value.type !== 'N')
      throw invalid(`One or more parameter values are not valid. ${emptyKey(value.type, name)}`);
    checkLength(value, attribute, schema);
  }
}

/** An index has the item only when the item has the index's key; a key of another type is refused. */
export function checkIndexKey(item: Item, indexName: string, schema: KeySchema): void {
  for (const { name, type } of keyAttributes(schema)) {
    const value = item.get(name);
    if (value && value.type !== type) throw indexMismatch(indexName, { name, type }, value.type);
    if (value?.value === '' && value.type !== 'N') throw emptyIndexKey(value.type, name, indexName);
  }
}

function indexMismatch(indexName: string, { name, type }: KeyAttribute, actual: string): DynamoDbFailure {
  return invalidParameter(
    `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${indexName}`,
  );
}

function emptyIndexKey(type: 'S' | 'B', name: string, indexName: string): DynamoDbFailure {
  const kind = type === 'S' ? 'string' : 'binary';
  return invalid(
    `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${indexName}, IndexKey: ${name}`,
  );
}

/** The attributes of some schemas, as an item, each once: what a key or a LastEvaluatedKey holds. */
export function keyOf(item: Item, ...schemas: readonly KeySchema[]): Item {
  const key = new Map<string, AttributeValue>();
  for (const { name } of schemas.flatMap(keyAttributes)) {
    const value = item.get(name);
    if (value) key.set(name, value);
  }
  return key;
}

/** A text that is the same for equal keys only. */
export function keyText(item: Item, schema: KeySchema): string {
  return JSON.stringify(keyAttributes(schema).map(({ name }) => item.get(name)?.value ?? null));
}
