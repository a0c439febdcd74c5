/**
 * Query and Scan: pages of items in the order of a table or index, filtered after they were counted.
 *
 * @source Amazon DynamoDB Developer Guide, "Paginating table query results" and "Scanning tables":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html (October 2026)
 */
import type { JsonValue } from '../../../steps.ts';
import { type Collection, comparePlaces, partitionHash, partitionIndex, partitionOf } from '../collection.ts';
import { type Condition, parseCondition, pathsOf } from '../expressions/conditions.ts';
import { beginsWith, holds } from '../expressions/evaluate.ts';
import { type KeyCondition, parseKeyConditions } from '../expressions/keyConditions.ts';
import type { Path } from '../expressions/paths.ts';
import { Placeholders } from '../expressions/placeholders.ts';
import { parseProjection, project } from '../expressions/projection.ts';
import { DynamoDbFailure, invalid, invalidParameter } from '../failure.ts';
import { checkKey, type KeyAttribute, keyAttributes, keyOf } from '../keys.ts';
import { compareScalars } from '../order.ts';
import { itemBytes } from '../sizes.ts';
import { type Index, projected, type Table } from '../table.ts';
import { type AttributeValue, type Item, itemToJson, parseItem } from '../values.ts';
import { consumedCapacity, ofIndexRead, ofRead } from './capacity.ts';
import { type Database, type Done, existingTable, given, read } from './database.ts';
import { Request } from './request.ts';
import { checkKeyPaths, checkPlaceholdersWanted } from './writes.ts';

/** Most bytes of items that one page looks at. */
const PAGE_BYTES_MAX = 1024 * 1024;
const SEGMENTS_MAX = 1_000_000;

/** What both have in common. */
interface Search {
  readonly tableName: JsonValue;
  readonly indexName: string | undefined;
  readonly limit: number;
  readonly select: string | undefined;
  readonly start: Item | undefined;
  readonly filter: Condition | undefined;
  readonly paths: readonly Path[] | undefined;
  readonly isConsistent: boolean;
  readonly wanted: string;
}

// ------------------------------------------------------------------------------------------ query

export function query(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  request.required('TableName');
  const isForward = request.flag('ScanIndexForward') !== false;
  const { search, placeholders } = parseSearch(request, ['KeyConditionExpression', 'FilterExpression']);
  const text = request.text('KeyConditionExpression');
  if (text === undefined)
    throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  const conditions = parseKeyConditions(text, placeholders);
  placeholders.checkAllUsed();
  const source = sourceOf(database, search);
  const range = rangeOf(source.collection, conditions);
  const start = search.start && startKey(source, search.start);
  if (start) checkStart(source.collection, start, range);
  checkFilter(source, search.filter);
  checkShown(source, search);
  const items = partitionOf(source.collection, range.partition).filter((item) => isInRange(item, range));
  const ordered = isForward ? items : items.toReversed();
  if (!start) return page(source, search, ordered);
  const sign = isForward ? 1 : -1;
  return page(
    source,
    search,
    ordered.filter((item) => comparePlaces(source.collection, item, start) * sign > 0),
  );
}

interface Range {
  /** The partition key, as an item. */
  readonly partition: Item;
  readonly sort: { readonly name: string; readonly condition: KeyCondition } | undefined;
}

const INVALID_START = 'The provided starting key is invalid';

function rangeOf({ schema }: Collection, conditions: ReadonlyMap<string, KeyCondition>): Range {
  if (conditions.size > 2) throw invalid('Conditions can be of length 1 or 2 only');
  const { partition, sort } = schema;
  if (!sort && conditions.size > 1) throw invalid('Query key condition not supported');
  const first = conditions.get(partition.name) ?? missed(partition);
  if (sort && conditions.size > 1 && !conditions.has(sort.name)) missed(sort);
  const second = sort && conditions.get(sort.name);
  checkOperands(partition, first);
  if (sort && second) checkOperands(sort, second);
  const [value] = first.operands;
  if (first.operator !== '=' || !value) throw invalid('Query key condition not supported');
  return {
    partition: new Map([[partition.name, value]]),
    sort: sort && second && { name: sort.name, condition: second },
  };
}

function missed({ name }: KeyAttribute): never {
  throw invalid(`Query condition missed key schema element: ${name}`);
}

function checkOperands({ name, type }: KeyAttribute, { operands }: KeyCondition): void {
  for (const operand of operands) {
    if (operand.type !== type) throw invalidParameter('Condition parameter type does not match schema type');
    if (operand.value === '' && type !== 'N')
      throw invalidParameter(
        `The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`,
      );
  }
}

function isInRange(item: Item, { sort }: Range): boolean {
  return sort === undefined || matches(item.get(sort.name), sort.condition);
}

function matches(value: AttributeValue | undefined, { operator, operands }: KeyCondition): boolean {
  const [first, second] = operands;
  if (operator === 'begins_with') return beginsWith(value, first);
  const order = (operand: AttributeValue | undefined) =>
    (value && operand && compareScalars(value, operand)) ?? Number.NaN;
  switch (operator) {
    case '=':
      return order(first) === 0;
    case '<':
      return order(first) < 0;
    case '<=':
      return order(first) <= 0;
    case '>':
      return order(first) > 0;
    case '>=':
      return order(first) >= 0;
    case 'between':
      return order(first) >= 0 && order(second) <= 0;
  }
}

function checkStart(collection: Collection, start: Item, range: Range): void {
  const { schema } = collection;
  const isSamePartition = partitionHash(start, schema) === partitionHash(range.partition, schema);
  if (!isInRange(start, range)) throw invalid('The provided starting key does not match the range key predicate');
  if (isSamePartition) return;
  throw invalid(
    range.sort
      ? 'The query can return at most one row and cannot be restarted'
      : 'The provided starting key is outside query boundaries based on provided conditions',
  );
}

/** The filter of a query sees what the key condition has found; keys in it would be a mistake. */
function checkFilter({ collection }: Source, filter: Condition | undefined): void {
  const heads = new Set(filter ? pathsOf(filter).map(([head]) => head) : []);
  const key = keyAttributes(collection.schema).find(({ name }) => heads.has(name));
  if (key)
    throw invalid(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${key.name}`);
}

// ------------------------------------------------------------------------------------------ scan

export function scan(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  request.required('TableName');
  const segments = parseSegments(request);
  const { search, placeholders } = parseSearch(request, ['FilterExpression']);
  placeholders.checkAllUsed();
  const source = sourceOf(database, search);
  checkShown(source, search);
  if (!search.start) return page(source, search, itemsFrom(source.collection, segments));
  const start = startKey(source, search.start);
  const hash = partitionHash(start, source.collection.schema);
  if (segmentOf(hash, segments.total) !== segments.segment)
    throw invalid(
      `${INVALID_START}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${segments.total} Segment: ${segments.segment}`,
    );
  return page(source, search, itemsFrom(source.collection, segments, { start, hash }));
}

interface Segments {
  readonly segment: number;
  readonly total: number;
}

function parseSegments(request: Request): Segments {
  const total = request.integer('TotalSegments', 1, SEGMENTS_MAX);
  const segment = request.integer('Segment', 0, SEGMENTS_MAX - 1);
  request.check();
  const is = 'is required but was not present in the request when';
  if (segment !== undefined && total === undefined)
    throw invalid(`The TotalSegments parameter ${is} Segment parameter is present`);
  if (total !== undefined && segment === undefined)
    throw invalid(`The Segment parameter ${is} parameter TotalSegments is present`);
  if (segment !== undefined && total !== undefined && segment >= total)
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  return { segment: segment ?? 0, total: total ?? 1 };
}

/** Segments are equal ranges of hashes. */
function segmentOf(hash: string, total: number): number {
  return Math.floor((Number.parseInt(hash.slice(0, 8), 16) / 0x1_0000_0000) * total);
}

function* itemsFrom(
  collection: Collection,
  { segment, total }: Segments,
  after?: { readonly start: Item; readonly hash: string },
): Iterable<Item> {
  const { partitions } = collection;
  for (let i = after ? partitionIndex(partitions, after.hash) : 0; i < partitions.length; i++) {
    const partition = partitions[i];
    if (!partition || segmentOf(partition.hash, total) !== segment) continue;
    const isFirst = partition.hash === after?.hash;
    for (const item of partition.items)
      if (!isFirst || !after || comparePlaces(collection, item, after.start) > 0) yield item;
  }
}

// ------------------------------------------------------------------------------------------ both

function parseSearch(request: Request, withValues: readonly string[]) {
  const search = {
    tableName: request.required('TableName'),
    indexName: request.text('IndexName'),
    limit: request.integer('Limit', 1) ?? Number.POSITIVE_INFINITY,
    select: request.select(),
    isConsistent: request.flag('ConsistentRead') === true,
    wanted: request.capacity(),
  };
  request.check();
  checkPlaceholdersWanted(request, ['ProjectionExpression', ...withValues], withValues);
  const startJson = request.get('ExclusiveStartKey');
  const placeholders = new Placeholders(
    request.get('ExpressionAttributeNames'),
    request.get('ExpressionAttributeValues'),
  );
  const filter = request.text('FilterExpression');
  const projection = request.text('ProjectionExpression');
  const parsed: Search = {
    ...search,
    start: startJson === undefined ? undefined : parseStart(startJson),
    filter: filter === undefined ? undefined : parseCondition('FilterExpression', filter, placeholders),
    paths: projection === undefined ? undefined : parseProjection(projection, placeholders),
  };
  return { search: parsed, placeholders };
}

function parseStart(json: JsonValue): Item {
  try {
    return parseItem(json);
  } catch (error) {
    if (!(error instanceof DynamoDbFailure) || error.code !== 'ValidationException') throw error;
    throw invalid(`${INVALID_START}: ${error.message}`);
  }
}

interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly collection: Collection;
}

function sourceOf(database: Database, search: Search): Source {
  const table = existingTable(database, search.tableName);
  return search.indexName === undefined ? tableSource(table) : indexSource(table, search.indexName, search);
}

/** What is filtered by and given back. */
function checkShown(source: Source, search: Search): void {
  checkKeyPaths(source.table, search.paths ?? []);
  checkSelect(source, search);
  checkKeyPaths(source.table, search.filter ? pathsOf(search.filter) : []);
}

function tableSource(table: Table): Source {
  return { table, index: undefined, collection: table.items };
}

function indexSource(table: Table, name: string, search: Search): Source {
  const index = table.indexes.find((one) => one.name === name);
  if (!index) throw invalid(`The table does not have the specified index: ${name}`);
  if (search.isConsistent) throw invalid('Consistent reads are not supported on global secondary indexes');
  return { table, index, collection: index.collection };
}

function checkSelect({ index, table }: Source, { select, paths }: Search): void {
  if (select === 'ALL_ATTRIBUTES' && index && index.projection.kind !== 'ALL')
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && !index)
    throw invalidParameter('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  if (select === 'SPECIFIC_ATTRIBUTES' && !paths)
    throw invalidParameter(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (paths && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES') {
    const what = select === 'COUNT' ? 'only the Count' : select;
    throw invalidParameter(`Cannot specify the ProjectionExpression when choosing to get ${what}`);
  }
  if (index && paths) checkProjected(table, index, paths);
}

function checkProjected(table: Table, index: Index, paths: readonly Path[]): void {
  if (index.projection.kind === 'ALL') return;
  const kept = new Set(
    keyAttributes(table.definition.schema)
      .concat(keyAttributes(index.schema))
      .map(({ name }) => name),
  );
  if (index.projection.kind === 'INCLUDE') for (const name of index.projection.attributes) kept.add(name);
  const missing = paths.map(([head]) => String(head)).filter((name) => !kept.has(name));
  if (missing.length > 0)
    throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
}

/** A start key has exactly the keys of the table and of the index. */
function startKey({ table, index }: Source, start: Item): Item {
  const { schema } = table.definition;
  try {
    checkKey(keyOf(start, schema), schema);
    if (index) checkKey(keyOf(start, index.schema), index.schema);
    if (keyOf(start, schema, ...(index ? [index.schema] : [])).size !== start.size)
      throw invalid('The provided key element does not match the schema');
  } catch (error) {
    if (!(error instanceof DynamoDbFailure)) throw error;
    throw invalid(`${INVALID_START}: ${error.message}`);
  }
  return start;
}

/** Looks at items until the limit or the size of a page is reached, and filters what it has seen. */
function page(source: Source, search: Search, items: Iterable<Item>): Done {
  const { table, index } = source;
  const found: Item[] = [];
  let last: Item | undefined;
  let scanned = 0;
  let bytes = 0;
  let isCut = false;
  for (const stored of items) {
    const item = index ? projected(table, index, stored) : stored;
    last = stored;
    scanned++;
    bytes += itemBytes(item);
    if (!search.filter || holds(search.filter, item)) found.push(item);
    isCut = scanned >= search.limit || bytes >= PAGE_BYTES_MAX;
    if (isCut) break;
  }
  const { paths } = search;
  const shown = paths ? found.map((item) => project(item, paths)) : found;
  const schemas = [table.definition.schema, ...(index ? [index.schema] : [])];
  const consumed = index ? ofIndexRead(bytes, index.name) : ofRead(bytes, search.isConsistent);
  return read(
    given({
      Items: search.select === 'COUNT' ? undefined : shown.map(itemToJson),
      Count: found.length,
      ScannedCount: scanned,
      LastEvaluatedKey: isCut && last ? itemToJson(keyOf(last, ...schemas)) : undefined,
      ConsumedCapacity: consumedCapacity(table, search.wanted, consumed),
    }),
  );
}
