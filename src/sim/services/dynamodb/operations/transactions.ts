/**
 * TransactWriteItems and TransactGetItems: all or nothing.
 *
 * @source Amazon DynamoDB Developer Guide, "Amazon DynamoDB Transactions: How it works":
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html (October 2026)
 * @simplified A request takes effect at one moment, so that transactions never conflict.
 */
import type { JsonValue } from '../../../steps.ts';
import { DynamoDbFailure, invalid } from '../failure.ts';
import { keyOf, keyText } from '../keys.ts';
import { itemBytes } from '../sizes.ts';
import { type Change, type Table, writeAll } from '../table.ts';
import { itemToJson, type JsonObject } from '../values.ts';
import { type Consumed, consumedCapacity, doubled, ofRead, ofWrite, sumOf } from './capacity.ts';
import { type Database, type Done, existingTable, given, read } from './database.ts';
import { parseGet, performGet } from './itemOperations.ts';
import { Request } from './request.ts';
import { evaluateWrite, type Outcome, parseWrite, type Write, type WriteKind } from './writes.ts';

const ACTIONS_MAX = 100;
const BYTES_MAX = 4 * 1024 * 1024;
/** How long a token is remembered, µs: ten minutes. */
const TOKEN_US = 600_000_000;
const TOKEN_LENGTH_MAX = 36;

// ------------------------------------------------------------------------------------------ write

export function transactWriteItems(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  const wanted = request.capacity();
  const token = tokenOf(request);
  const actions = actionsOf(request);
  const fingerprint = JSON.stringify([request.get('TransactItems')]);
  const known = token === undefined ? undefined : database.tokens.get(token);
  if (known && known.untilUs > database.nowUs) return again(known, fingerprint);
  const writes = actions.map(parseAction);
  const targets = writes.map((write) => ({ write, table: existingTable(database, write.tableName) }));
  checkDistinct(targets);
  const changes = perform(targets);
  const output = given({ ConsumedCapacity: capacityOf(targets, changes, wanted) });
  if (token !== undefined) remember(database, token, fingerprint, output);
  // A condition check reads only.
  return { output, changes: changes.filter((_, i) => targets[i]?.write.kind !== 'check') };
}

function tokenOf(request: Request): string | undefined {
  const token = request.text('ClientRequestToken');
  if (token !== undefined && (token.length < 1 || token.length > TOKEN_LENGTH_MAX))
    request.fault(
      'ClientRequestToken',
      token,
      `Member must have length less than or equal to ${TOKEN_LENGTH_MAX}, and greater than or equal to 1`,
    );
  return token;
}

function actionsOf(request: Request): readonly JsonValue[] {
  const actions = request.list('TransactItems');
  if (actions === undefined) request.fault('TransactItems', null, 'Member must not be null');
  else if (actions.length < 1)
    request.fault('TransactItems', '[]', 'Member must have length greater than or equal to 1');
  else if (actions.length > ACTIONS_MAX)
    request.fault('TransactItems', '[…]', `Member must have length less than or equal to ${ACTIONS_MAX}`);
  request.check();
  return actions ?? [];
}

/** The same request again does nothing and succeeds; another request with the same token is refused. */
function again(known: { readonly request: string; readonly output: JsonObject }, request: string): Done {
  if (known.request === request) return read(known.output);
  throw new DynamoDbFailure(
    'IdempotentParameterMismatchException',
    'Provided idempotency token has already been used with different parameters for this API',
  );
}

function remember({ tokens, nowUs }: Database, token: string, request: string, output: JsonObject): void {
  for (const [old, { untilUs }] of tokens) if (untilUs <= nowUs) tokens.delete(old);
  tokens.set(token, { request, untilUs: nowUs + TOKEN_US, output });
}

const KINDS: Readonly<Record<string, WriteKind>> = {
  ConditionCheck: 'check',
  Put: 'put',
  Update: 'update',
  Delete: 'delete',
};

function parseAction(json: JsonValue, i: number): Write {
  const action = new Request(json);
  const [name, another] = Object.keys(KINDS).filter((one) => action.has(one));
  if (name === undefined || another !== undefined)
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  const place = `transactItems.${i + 1}.member.${name.charAt(0).toLowerCase()}${name.slice(1)}.`;
  const request = new Request(action.get(name), place);
  const kind = KINDS[name] ?? 'check';
  if (kind === 'check') request.required('ConditionExpression');
  if (kind === 'update') request.required('UpdateExpression');
  return parseWrite(kind, request);
}

interface Target {
  readonly write: Write;
  readonly table: Table;
}

function checkDistinct(targets: readonly Target[]): void {
  const keys = targets.map(({ write, table: { definition } }) =>
    JSON.stringify([definition.name, keyText(write.subject, definition.schema)]),
  );
  if (new Set(keys).size < keys.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
  const bytes = targets.reduce((sum, { write }) => sum + itemBytes(write.subject), 0);
  if (bytes > BYTES_MAX) throw invalid('Transaction payload cannot be more than 4 MB');
}

/** First every action is evaluated, then all are done or none. */
function perform(targets: readonly Target[]): readonly Change[] {
  const evaluated = targets.map(({ table, write }) => evaluate(table, write));
  if (evaluated.some((one) => one instanceof DynamoDbFailure)) throw cancelled(evaluated);
  const changes = targets.map(({ table, write }, i) => {
    const outcome = evaluated[i];
    if (!outcome || outcome instanceof DynamoDbFailure) throw new Error('All actions were evaluated.');
    return { table, key: keyOf(write.subject, table.definition.schema), ...outcome };
  });
  writeAll(changes);
  return changes;
}

function evaluate(table: Table, write: Write): Outcome | DynamoDbFailure {
  try {
    return evaluateWrite(table, write);
  } catch (error) {
    if (error instanceof DynamoDbFailure) return error;
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};

function cancelled(evaluated: readonly (Outcome | DynamoDbFailure)[]): DynamoDbFailure {
  const reasons = evaluated.map((one) =>
    one instanceof DynamoDbFailure
      ? { Code: REASONS[one.code] ?? one.code, Message: one.message, ...one.details }
      : { Code: 'None' },
  );
  return new DynamoDbFailure(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    { CancellationReasons: reasons },
  );
}

function capacityOf(targets: readonly Target[], changes: readonly Change[], wanted: string): JsonValue | undefined {
  return perTable(
    changes.map(({ table, before, after }, i) => {
      const isCheck = targets[i]?.write.kind === 'check';
      const consumed = isCheck ? ofWrite(table, undefined, undefined) : ofWrite(table, before, after);
      return { table, consumed: doubled(consumed) };
    }),
    wanted,
  );
}

function perTable(
  parts: readonly { readonly table: Table; readonly consumed: Consumed }[],
  wanted: string,
): JsonValue | undefined {
  if (wanted === 'NONE') return undefined;
  return [...new Set(parts.map(({ table }) => table))].flatMap((table) => {
    const own = parts.filter((part) => part.table === table).map(({ consumed }) => consumed);
    return consumedCapacity(table, wanted, sumOf(own)) ?? [];
  });
}

// ------------------------------------------------------------------------------------------ get

export function transactGetItems(database: Database, input: JsonValue): Done {
  const request = new Request(input);
  const wanted = request.capacity();
  const gets = actionsOf(request).map((json, i) => {
    const action = new Request(json);
    const get = action.required('Get');
    action.check();
    return parseGet(new Request(get, `transactItems.${i + 1}.member.get.`));
  });
  const targets = gets.map((get) => ({ get, table: existingTable(database, get.tableName) }));
  const done = targets.map(({ get, table }) => ({ table, got: performGet(table, get) }));
  const bytes = done.reduce((sum, { got: { item } }) => sum + (item ? itemBytes(item) : 0), 0);
  if (bytes > BYTES_MAX) throw invalid('Collection size of requested items exceeds the 4 MB limit of a transaction');
  const parts = done.map(({ table, got: { item } }) => ({
    table,
    consumed: doubled(ofRead(item ? itemBytes(item) : 0, true)),
  }));
  return read(
    given({
      Responses: done.map(({ got: { item } }): JsonObject => (item ? { Item: itemToJson(item) } : {})),
      ConsumedCapacity: perTable(parts, wanted),
    }),
  );
}
