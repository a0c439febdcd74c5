import { describe, expect, it } from 'vitest';
import { runHandler } from '../testing/runHandler.ts';

const orders = { type: 'table', name: 'orders', partitionKey: 'user', sortKey: 'n', sortKeyType: 'N' } as const;
const counters = { type: 'table', name: 'counters', items: '[{"id":"a","n":5}]' } as const;
const IMPORTS = `
  import { DynamoDBClient, DynamoDB, GetItemCommand, PutItemCommand, ConditionalCheckFailedException,
    TransactionCanceledException, waitUntilTableExists, CreateTableCommand, paginateScan as scanAll } from '@aws-sdk/client-dynamodb';
  import { DynamoDBDocumentClient, DynamoDBDocument, NumberValue, GetCommand, PutCommand, UpdateCommand, DeleteCommand, QueryCommand,
    ScanCommand, BatchGetCommand, BatchWriteCommand, TransactWriteCommand, TransactGetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
  import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';`;

/** Runs statements of a handler with a client, a document client, an empty table `orders` and a table `counters`. */
const dynamodb = (statements: string, further: object = {}) =>
  runHandler(
    `${IMPORTS}
    const client = new DynamoDBClient({});
    const doc = DynamoDBDocumentClient.from(client);
    const caught = (promise) => promise.then(() => 'nothing', (e) => [e.name, e.message, e.$metadata?.httpStatusCode ?? null]);
    export const handler = async (event) => { ${statements} };`,
    { nodes: [orders, counters], ...further },
  );

describe('DynamoDB as handlers call it', () => {
  it('takes and gives attribute values, binaries as bytes', async () => {
    const { result } = await dynamodb(`
      const Item = { user: { S: 'ann' }, n: { N: '1' }, raw: { B: Uint8Array.of(0, 255) }, set: { BS: [Buffer.from('x')] }, B: { S: 'named B' } };
      await client.send(new PutItemCommand({ TableName: 'orders', Item }));
      const got = await new DynamoDB({}).getItem({ TableName: 'orders', Key: { user: { S: 'ann' }, n: { N: '1.0' } }, ConsistentRead: true });
      return [got.$metadata.httpStatusCode, got.Item, got.Item.raw.B instanceof Uint8Array, [...got.Item.raw.B], String.fromCharCode(...got.Item.set.BS[0])];`);
    const [status, item, isBytes, raw, member] = result;
    expect([status, isBytes, raw, member]).toEqual([200, true, [0, 255], 'x']);
    expect(item).toMatchObject({ user: { S: 'ann' }, n: { N: '1' }, B: { S: 'named B' } });
  });

  it('counts with an atomic update', async () => {
    const { result, ofKind } = await dynamodb(`
      const add = () => doc.send(new UpdateCommand({ TableName: 'counters', Key: { id: 'a' }, UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': 1 }, ReturnValues: 'UPDATED_NEW' }));
      const answers = await Promise.all([add(), add(), add()]);
      return answers.map(({ Attributes }) => Attributes.n).sort();`);
    expect(result).toEqual([6, 7, 8]);
    expect(ofKind('item_changed')).toHaveLength(4);
  });

  it('lets one of two with the same idempotency key through', async () => {
    const { result } = await dynamodb(`
      const once = (id) => doc.send(new PutCommand({ TableName: 'counters', Item: { id, done: true }, ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
      await once('request-1');
      try { await once('request-1'); } catch (error) {
        return [error instanceof ConditionalCheckFailedException, error.name, error.message, error.$fault, error.$metadata.httpStatusCode, unmarshall(error.Item)];
      }`);
    expect(result).toEqual([
      true,
      'ConditionalCheckFailedException',
      'The conditional request failed',
      'client',
      400,
      { id: 'request-1', done: true },
    ]);
  });

  it('does a transaction as a whole, and tells why it does not', async () => {
    const { result } = await dynamodb(`
      const transfer = (amount) => doc.send(new TransactWriteCommand({ TransactItems: [
        { Update: { TableName: 'counters', Key: { id: 'a' }, UpdateExpression: 'SET n = n - :x', ConditionExpression: 'n >= :x', ExpressionAttributeValues: { ':x': amount } } },
        { Update: { TableName: 'counters', Key: { id: 'b' }, UpdateExpression: 'ADD n :x', ExpressionAttributeValues: { ':x': amount } } },
      ] }));
      await transfer(3);
      let reasons;
      try { await transfer(3); } catch (error) { reasons = [error instanceof TransactionCanceledException, error.message, error.CancellationReasons]; }
      const { Responses } = await doc.send(new TransactGetCommand({ TransactItems: ['a', 'b', 'c'].map((id) => ({ Get: { TableName: 'counters', Key: { id } } })) }));
      return { reasons, Responses };`);
    expect(result).toEqual({
      reasons: [
        true,
        'Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]',
        [{ Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }, { Code: 'None' }],
      ],
      Responses: [{ Item: { id: 'a', n: 2 } }, { Item: { id: 'b', n: 3 } }, {}],
    });
  });

  it('pages through queries and scans', async () => {
    const { result } = await dynamodb(`
      const items = Array.from({ length: 7 }, (_, n) => ({ user: 'ann', n, even: n % 2 === 0 }));
      const { UnprocessedItems } = await doc.send(new BatchWriteCommand({ RequestItems: { orders: items.map((Item) => ({ PutRequest: { Item } })) } }));
      const pages = [];
      for await (const page of paginateQuery({ client: doc, pageSize: 3 }, { TableName: 'orders', KeyConditionExpression: '#u = :u',
        FilterExpression: 'even = :t', ExpressionAttributeNames: { '#u': 'user' }, ExpressionAttributeValues: { ':u': 'ann', ':t': true }, ScanIndexForward: false }))
        pages.push([page.Items.map(({ n }) => n), page.ScannedCount, page.LastEvaluatedKey ?? null]);
      let scanned = 0;
      for await (const { Count } of scanAll({ client }, { TableName: 'orders', Limit: 2 })) scanned += Count;
      const { Responses } = await doc.send(new BatchGetCommand({ RequestItems: { orders: { Keys: [{ user: 'ann', n: 6 }, { user: 'bob', n: 1 }] } } }));
      return { UnprocessedItems, pages, scanned, Responses };`);
    expect(result).toEqual({
      UnprocessedItems: {},
      pages: [
        [[6, 4], 3, { user: 'ann', n: 4 }],
        [[2], 3, { user: 'ann', n: 1 }],
        [[0], 1, null],
      ],
      scanned: 7,
      Responses: { orders: [{ user: 'ann', n: 6, even: true }] },
    });
  });

  it('converts what JavaScript has: sets, nested values, BigInts, numbers that are too large', async () => {
    const { result } = await dynamodb(`
      const shown = (value) => JSON.stringify(value, (_, v) => v instanceof Set ? { set: [...v] } : typeof v === 'bigint' ? 'big ' + v : v);
      const Item = { id: 'x', tags: new Set(['a', 'b']), numbers: new Set([1, 2]), nested: { list: [1, 'two', null, { deep: true }] }, big: 12345678901234567890n,
        map: new Map([['k', 1]]), buffer: Buffer.from('hi'), skipped: undefined, fn() {} };
      await doc.send(new PutCommand({ TableName: 'counters', Item }));
      const got = await doc.send(new GetCommand({ TableName: 'counters', Key: { id: 'x' } }));
      const wrapping = DynamoDBDocument.from(client, { unmarshallOptions: { wrapNumbers: true } });
      const wrapped = await wrapping.get({ TableName: 'counters', Key: { id: 'x' } });
      const { buffer, ...item } = got.Item;
      return [shown({ ...item, buffer: [buffer instanceof Uint8Array, ...buffer] }), wrapped.Item.big instanceof NumberValue, String(wrapped.Item.big)];`);
    const [item, isWrapped, big] = result;
    expect(JSON.parse(item)).toEqual({
      id: 'x',
      tags: { set: ['a', 'b'] },
      numbers: { set: [1, 2] },
      nested: { list: [1, 'two', null, { deep: true }] },
      big: 'big 12345678901234567890',
      map: { k: 1 },
      buffer: [true, 104, 105],
    });
    expect([isWrapped, big]).toEqual([true, '12345678901234567890']);
  });

  it('fails in the words of the SDK and of DynamoDB', async () => {
    const { result } = await dynamodb(`
      const put = (Item, more) => caught(doc.send(new PutCommand({ TableName: 'counters', Item, ...more })));
      return [
        await put({ id: 'x', nested: { gone: undefined } }),
        await put({ id: 'x', when: new Date(0) }).then(([, message]) => message.slice(0, 25)),
        await put({ id: 'x', n: 2 ** 60 }),
        await put({ id: 5 }),
        await put({ id: 'x' }, { ConditionExpression: 'status = :s', ExpressionAttributeValues: { ':s': 'new' } }),
        await caught(doc.send(new GetCommand({ TableName: 'nowhere', Key: { id: 'x' } }))),
        await caught(client.send(new GetItemCommand({ TableName: 'counters', Key: { id: 'x' } }))),
      ];`);
    expect(result).toEqual([
      ['Error', 'Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.', null],
      'Unsupported type passed: ',
      [
        'Error',
        'Number 1152921504606847000 is greater than Number.MAX_SAFE_INTEGER. Use NumberValue from @aws-sdk/lib-dynamodb.',
        null,
      ],
      [
        'ValidationException',
        'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
        400,
      ],
      [
        'ValidationException',
        'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: status',
        400,
      ],
      ['ResourceNotFoundException', 'Requested resource not found', 400],
      ['SerializationException', 'Unexpected value type in payload', 400],
    ]);
  });

  it('waits for a table, and offers what it lacks with a sentence', async () => {
    const { result } = await dynamodb(`
      const waited = await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: 'orders' });
      let message;
      try { new CreateTableCommand({}); } catch (error) { ({ message } = error); }
      return [waited.state, waited.reason.Table.CreationDateTime instanceof Date, message];`);
    expect(result).toEqual([
      'SUCCESS',
      true,
      expect.stringMatching(
        /^The playground's DynamoDB does not support CreateTableCommand; it supports GetItemCommand,/,
      ),
    ]);
  });

  it('runs the same every time', async () => {
    const code = `
      await Promise.all([1, 2, 3].map((n) => doc.send(new PutCommand({ TableName: 'orders', Item: { user: 'u' + n, n } }))));
      const { Items } = await doc.send(new ScanCommand({ TableName: 'orders' }));
      await doc.send(new DeleteCommand({ TableName: 'orders', Key: { user: 'u1', n: 1 } }));
      return Items;`;
    const [first, second] = [await dynamodb(code), await dynamodb(code)];
    expect(second.records).toEqual(first.records);
    expect(first.result).toHaveLength(3);
  });
});
