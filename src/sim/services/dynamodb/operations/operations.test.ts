import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTERS, THREADS, testDatabase } from '../../../testing/dynamodb/database.ts';
import { newTable, TABLE_LIMITS, type TableDefinition, write } from '../table.ts';
import { itemToJson, type JsonObject, parseItem } from '../values.ts';

const ID = { id: { S: 'a' } };

describe('single items', () => {
  it('are put, read, replaced and deleted', () => {
    const db = testDatabase(COUNTERS);
    expect(db.ok('PutItem', { TableName: 'counters', Item: { ...ID, n: { N: '1.0' } } })).toEqual({});
    expect(db.ok('GetItem', { TableName: 'counters', Key: ID, ConsistentRead: true })).toEqual({
      Item: { ...ID, n: { N: '1' } },
    });
    const replaced = { TableName: 'counters', Item: { ...ID, m: { S: 'x' } }, ReturnValues: 'ALL_OLD' };
    expect(db.ok('PutItem', replaced)).toEqual({ Attributes: { ...ID, n: { N: '1' } } });
    expect(db.ok('DeleteItem', { TableName: 'counters', Key: ID, ReturnValues: 'ALL_OLD' })).toEqual({
      Attributes: { ...ID, m: { S: 'x' } },
    });
    expect(db.ok('GetItem', { TableName: 'counters', Key: ID })).toEqual({});
  });

  it('are counted atomically, with every kind of return value', () => {
    const db = testDatabase(COUNTERS);
    const add = (ReturnValues: string) =>
      db.ok('UpdateItem', {
        TableName: 'counters',
        Key: ID,
        UpdateExpression: 'ADD hits :one SET #n = :name',
        ExpressionAttributeNames: { '#n': 'name' },
        ExpressionAttributeValues: { ':one': { N: '1' }, ':name': { S: 'home' } },
        ReturnValues,
      });
    expect(add('ALL_OLD')).toEqual({});
    expect(add('UPDATED_OLD')).toEqual({ Attributes: { hits: { N: '1' }, name: { S: 'home' } } });
    expect(add('UPDATED_NEW')).toEqual({ Attributes: { hits: { N: '3' }, name: { S: 'home' } } });
    expect(add('ALL_NEW')).toEqual({ Attributes: { ...ID, hits: { N: '4' }, name: { S: 'home' } } });
    expect(add('NONE')).toEqual({});
  });

  it('are left alone when a condition fails, and shown when that was asked for', () => {
    const db = testDatabase(COUNTERS);
    db.ok('PutItem', { TableName: 'counters', Item: { ...ID, n: { N: '1' } } });
    const again = { TableName: 'counters', Item: ID, ConditionExpression: 'attribute_not_exists(id)' };
    expect(db.run('PutItem', again)).toEqual({
      ok: false,
      error: { name: 'ConditionalCheckFailedException', message: 'The conditional request failed', details: {} },
    });
    expect(db.run('PutItem', { ...again, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).toMatchObject({
      error: { details: { Item: { ...ID, n: { N: '1' } } } },
    });
    expect(db.ok('GetItem', { TableName: 'counters', Key: ID })).toEqual({ Item: { ...ID, n: { N: '1' } } });
  });

  it('tell what they changed, for streams', () => {
    const db = testDatabase(COUNTERS);
    const changesOf = (operation: string, input: JsonObject) => {
      const result = db.run(operation, { TableName: 'counters', ...input });
      const shown = (item: Parameters<typeof itemToJson>[0] | undefined) => item && itemToJson(item);
      return result.ok && result.changes.map(({ key, before, after }) => [shown(key), shown(before), shown(after)]);
    };
    expect(changesOf('PutItem', { Item: { ...ID, n: { N: '1' } } })).toEqual([
      [ID, undefined, { ...ID, n: { N: '1' } }],
    ]);
    expect(changesOf('UpdateItem', { Key: ID, UpdateExpression: 'REMOVE n' })).toEqual([
      [ID, { ...ID, n: { N: '1' } }, ID],
    ]);
    expect(changesOf('DeleteItem', { Key: ID })).toEqual([[ID, ID, undefined]]);
  });

  it('consume a unit for 1 KB written, and half a unit for 4 KB read eventually consistently', () => {
    const db = testDatabase(COUNTERS);
    const capacity = (operation: string, input: JsonObject) =>
      db.ok(operation, { TableName: 'counters', ReturnConsumedCapacity: 'TOTAL', ...input }).ConsumedCapacity;
    const Item = { ...ID, text: { S: 'x'.repeat(5000) } };
    expect(capacity('PutItem', { Item })).toEqual({ TableName: 'counters', CapacityUnits: 5 });
    expect(capacity('GetItem', { Key: ID })).toMatchObject({ CapacityUnits: 1 });
    expect(capacity('GetItem', { Key: ID, ConsistentRead: true })).toMatchObject({ CapacityUnits: 2 });
    expect(capacity('Scan', {})).toMatchObject({ CapacityUnits: 1 });
  });

  it.each<[string, JsonObject, string]>([
    ['GetItem', { Key: ID, TableName: 'nope' }, 'ResourceNotFoundException: Requested resource not found'],
    ['GetItem', { Key: {} }, 'ValidationException: The provided key element does not match the schema'],
    ['GetItem', { Key: { id: { N: '1' } } }, 'ValidationException: The provided key element does not match the schema'],
    [
      'GetItem',
      { Key: { id: { S: '' } } },
      'ValidationException: One or more parameter values were invalid: The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      'GetItem',
      {},
      "ValidationException: 1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null",
    ],
    [
      'PutItem',
      { Item: { x: { S: '1' } } },
      'ValidationException: One or more parameter values were invalid: Missing the key id in the item',
    ],
    [
      'PutItem',
      { Item: { id: { N: '1' } } },
      'ValidationException: One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    ],
    [
      'PutItem',
      { Item: { ...ID, x: { S: 'x'.repeat(409_600) } } },
      'ValidationException: Item size has exceeded the maximum allowed size',
    ],
    ['PutItem', { Item: ID, ReturnValues: 'ALL_NEW' }, 'ValidationException: ReturnValues can only be ALL_OLD or NONE'],
    [
      'UpdateItem',
      { Key: ID, UpdateExpression: 'SET id = :v', ExpressionAttributeValues: { ':v': { S: 'b' } } },
      'ValidationException: One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    ],
    [
      'UpdateItem',
      { Key: ID, ReturnValues: 'ALL' },
      "ValidationException: 1 validation error detected: Value 'ALL' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
    ],
    [
      'UpdateItem',
      { Key: ID, AttributeUpdates: {} },
      'ValidationException: The playground does not take the legacy parameter AttributeUpdates; use UpdateExpression instead.',
    ],
    [
      'PutItem',
      { Item: ID, ExpressionAttributeValues: { ':v': { S: 'b' } } },
      'ValidationException: ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [
      'DescribeTable',
      { TableName: 'x' },
      'ResourceNotFoundException: Requested resource not found: Table: x not found',
    ],
    ['CreateTable', {}, 'UnknownOperationException: There is no CreateTable here.'],
  ])('%s of %j is refused', (operation, input, message) => {
    expect(testDatabase(COUNTERS).refused(operation, { TableName: 'counters', ...input })).toBe(message);
  });
});

const POSTS: TableDefinition = {
  name: 'posts',
  schema: { partition: { name: 'author', type: 'S' }, sort: { name: 'n', type: 'N' } },
  indexes: [
    {
      name: 'byTopic',
      schema: { partition: { name: 'topic', type: 'S' }, sort: { name: 'likes', type: 'N' } },
      projection: { kind: 'KEYS_ONLY' },
    },
  ],
};

function posts() {
  const db = testDatabase(POSTS);
  for (let n = 1; n <= 12; n++) {
    const topic: JsonObject = n % 4 === 0 ? {} : { topic: { S: n % 2 ? 'cats' : 'dogs' } };
    const Item = { author: { S: 'ann' }, n: { N: String(n) }, likes: { N: String(100 - n) }, ...topic };
    db.ok('PutItem', { TableName: 'posts', Item });
  }
  return db;
}

const numbers = (output: JsonObject) =>
  (output.Items as JsonObject[] | undefined)?.map((item) => Number((item.n as JsonObject).N));

describe('queries', () => {
  const ask = (input: JsonObject, condition = 'author = :a') =>
    posts().ok('Query', {
      TableName: 'posts',
      KeyConditionExpression: condition,
      ...input,
      ExpressionAttributeValues: { ':a': { S: 'ann' }, ...(input.ExpressionAttributeValues as JsonObject) },
    });

  it('give the items of a partition in the order of their sort keys, or backwards', () => {
    expect(numbers(ask({}))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(numbers(ask({ ScanIndexForward: false, Limit: 3 }))).toEqual([12, 11, 10]);
    const between = { ExpressionAttributeValues: { ':x': { N: '9' }, ':y': { N: '11' } } };
    expect(numbers(ask(between, 'author = :a AND n BETWEEN :x AND :y'))).toEqual([9, 10, 11]);
  });

  it('count before they filter, and stop at the limit before they filter', () => {
    const filtered = ask({
      Limit: 4,
      FilterExpression: 'likes > :l',
      ExpressionAttributeValues: { ':l': { N: '97' } },
      ProjectionExpression: 'n',
    });
    expect(filtered).toEqual({
      Items: [{ n: { N: '1' } }, { n: { N: '2' } }],
      Count: 2,
      ScannedCount: 4,
      LastEvaluatedKey: { author: { S: 'ann' }, n: { N: '4' } },
    });
    expect(ask({ Select: 'COUNT' })).toEqual({ Count: 12, ScannedCount: 12 });
  });

  it('find items over an index, which has only items with its key, and keeps what it projects', () => {
    const db = posts();
    const input = {
      TableName: 'posts',
      IndexName: 'byTopic',
      KeyConditionExpression: 'topic = :t AND likes < :l',
      ExpressionAttributeValues: { ':t': { S: 'dogs' }, ':l': { N: '97' } },
    };
    expect(numbers(db.ok('Query', input))).toEqual([10, 6]);
    db.ok('UpdateItem', {
      TableName: 'posts',
      Key: { author: { S: 'ann' }, n: { N: '6' } },
      UpdateExpression: 'SET likes = :l, body = :b',
      ExpressionAttributeValues: { ':l': { N: '1' }, ':b': { S: 'text' } },
    });
    expect(db.ok('Query', input).Items).toEqual([
      { author: { S: 'ann' }, n: { N: '6' }, topic: { S: 'dogs' }, likes: { N: '1' } },
      { author: { S: 'ann' }, n: { N: '10' }, topic: { S: 'dogs' }, likes: { N: '90' } },
    ]);
    expect(db.refused('Query', { ...input, ConsistentRead: true })).toContain(
      'Consistent reads are not supported on global secondary indexes',
    );
  });

  it.each<[JsonObject, string]>([
    [{ KeyConditionExpression: 'n = :a' }, 'Query condition missed key schema element: author'],
    [{ KeyConditionExpression: 'author > :a' }, 'Query key condition not supported'],
    [
      { FilterExpression: 'author = :a' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: author',
    ],
    [{ IndexName: 'none' }, 'The table does not have the specified index: none'],
    [
      { Limit: 0 },
      "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [{ ExclusiveStartKey: { author: { S: 'ann' } } }, 'The provided starting key is invalid'],
    [
      { ExclusiveStartKey: { author: { S: 'bob' }, n: { N: '1' } } },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
  ])('are refused: %j', (input, message) => {
    const request = {
      TableName: 'posts',
      KeyConditionExpression: 'author = :a',
      ExpressionAttributeValues: { ':a': { S: 'ann' } },
      ...input,
    };
    expect(posts().refused('Query', request)).toContain(message);
  });

  it('end a page at 1 MB', () => {
    const db = testDatabase(THREADS);
    for (let i = 0; i < 5; i++) {
      const Item = { ForumName: { S: 'f' }, Subject: { S: `s${i}` }, text: { S: 'x'.repeat(350_000) } };
      db.ok('PutItem', { TableName: 'Thread', Item });
    }
    const page = db.ok('Scan', { TableName: 'Thread' });
    expect(page).toMatchObject({ Count: 3, LastEvaluatedKey: { ForumName: { S: 'f' }, Subject: { S: 's2' } } });
  });
});

describe('scans', () => {
  const key = fc.record({ author: fc.constantFrom('a', 'b', 'c', 'd', 'é', '😀'), n: fc.integer({ min: 0, max: 9 }) });

  it('give in pages and segments together what the whole gives, each item once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { selector: ({ author, n }) => `${author} ${n}`, maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(undefined, 'byTopic'),
        (keys, limit, total, index) => {
          const db = testDatabase(POSTS);
          for (const { author, n } of keys) {
            const Item = { author: { S: author }, n: { N: String(n) }, topic: { S: 'x' }, likes: { N: String(n % 3) } };
            db.ok('PutItem', { TableName: 'posts', Item });
          }
          const base = { TableName: 'posts', ...(index ? { IndexName: index } : {}) };
          const whole = db.ok('Scan', base).Items as JsonObject[];
          const pieces: JsonObject[] = [];
          for (let segment = 0; segment < total; segment++) {
            let start: JsonObject = {};
            do {
              const page = db.ok('Scan', { ...base, ...start, Limit: limit, Segment: segment, TotalSegments: total });
              pieces.push(...(page.Items as JsonObject[]));
              start = page.LastEvaluatedKey ? { ExclusiveStartKey: page.LastEvaluatedKey } : {};
            } while (start.ExclusiveStartKey);
          }
          expect(whole).toHaveLength(keys.length);
          expect(pieces).toEqual(whole);
        },
      ),
    );
  });

  it('need both segment numbers', () => {
    const db = posts();
    expect(db.refused('Scan', { TableName: 'posts', Segment: 0 })).toContain('The TotalSegments parameter is required');
    expect(db.refused('Scan', { TableName: 'posts', Segment: 2, TotalSegments: 2 })).toContain(
      'Segment: 2 is not less than TotalSegments: 2',
    );
  });
});

describe('batches', () => {
  const put = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } });

  it('write and read many items of several tables', () => {
    const db = testDatabase(COUNTERS, THREADS);
    const thread = { ForumName: { S: 'f' }, Subject: { S: 's' } };
    const written = db.ok('BatchWriteItem', {
      RequestItems: { counters: [put('a'), put('b')], Thread: [{ PutRequest: { Item: thread } }] },
    });
    expect(written).toEqual({ UnprocessedItems: {} });
    const got = db.ok('BatchGetItem', {
      RequestItems: {
        counters: { Keys: [{ id: { S: 'a' } }, { id: { S: 'none' } }, { id: { S: 'b' } }] },
        Thread: { Keys: [thread], ProjectionExpression: 'Subject' },
      },
    });
    expect(got).toMatchObject({ Responses: { Thread: [{ Subject: { S: 's' } }] }, UnprocessedKeys: {} });
    expect((got.Responses as JsonObject).counters).toEqual(
      expect.arrayContaining([{ id: { S: 'a' } }, { id: { S: 'b' } }]),
    );
    db.ok('BatchWriteItem', { RequestItems: { counters: [{ DeleteRequest: { Key: { id: { S: 'a' } } } }] } });
    expect(db.ok('Scan', { TableName: 'counters', Select: 'COUNT' })).toMatchObject({ Count: 1 });
  });

  it('are bounded: 25 writes, 100 keys, no key twice', () => {
    const db = testDatabase(COUNTERS);
    const many = (count: number) => Array.from({ length: count }, (_, i) => put(String(i)));
    expect(db.refused('BatchWriteItem', { RequestItems: { counters: many(26) } })).toContain(
      'Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]',
    );
    expect(db.refused('BatchWriteItem', { RequestItems: { counters: [put('a'), put('a')] } })).toBe(
      'ValidationException: Provided list of item keys contains duplicates',
    );
    const Keys = Array.from({ length: 101 }, (_, i) => ({ id: { S: String(i) } }));
    expect(db.refused('BatchGetItem', { RequestItems: { counters: { Keys } } })).toContain('less than or equal to 100');
  });

  it('leave keys unprocessed when the answer gets larger than 16 MB', () => {
    const db = testDatabase(COUNTERS);
    const Keys = Array.from({ length: 50 }, (_, i) => ({ id: { S: String(i) } }));
    for (const key of Keys)
      db.ok('PutItem', { TableName: 'counters', Item: { ...key, t: { S: 'x'.repeat(400_000) } } });
    const got = db.ok('BatchGetItem', { RequestItems: { counters: { Keys, ConsistentRead: true } } });
    expect((got.Responses as { counters: unknown[] }).counters).toHaveLength(41);
    expect(got.UnprocessedKeys).toMatchObject({ counters: { ConsistentRead: true } });
    expect((got.UnprocessedKeys as { counters: { Keys: unknown[] } }).counters.Keys).toHaveLength(9);
  });
});

describe('transactions', () => {
  const transfer = (amount: string): JsonObject => ({
    TransactItems: [
      {
        Update: {
          TableName: 'counters',
          Key: { id: { S: 'from' } },
          UpdateExpression: 'SET n = n - :x',
          ConditionExpression: 'n >= :x',
          ExpressionAttributeValues: { ':x': { N: amount } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      {
        Update: {
          TableName: 'counters',
          Key: { id: { S: 'to' } },
          UpdateExpression: 'ADD n :x',
          ExpressionAttributeValues: { ':x': { N: amount } },
        },
      },
    ],
  });

  function accounts() {
    const db = testDatabase(COUNTERS);
    db.ok('PutItem', { TableName: 'counters', Item: { id: { S: 'from' }, n: { N: '10' } } });
    const balance = (id: string) =>
      (db.ok('GetItem', { TableName: 'counters', Key: { id: { S: id } } }).Item as { n: { N: string } } | undefined)?.n
        .N;
    return { db, balances: () => [balance('from'), balance('to')] };
  }

  it('do all or nothing, and say for each action why', () => {
    const { db, balances } = accounts();
    db.ok('TransactWriteItems', transfer('4'));
    expect(balances()).toEqual(['6', '4']);
    expect(db.run('TransactWriteItems', transfer('7'))).toEqual({
      ok: false,
      error: {
        name: 'TransactionCanceledException',
        message:
          'Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]',
        details: {
          CancellationReasons: [
            {
              Code: 'ConditionalCheckFailed',
              Message: 'The conditional request failed',
              Item: { id: { S: 'from' }, n: { N: '6' } },
            },
            { Code: 'None' },
          ],
        },
      },
    });
    expect(balances()).toEqual(['6', '4']);
  });

  it('do a request with a known token once, for ten minutes', () => {
    const { db, balances } = accounts();
    const request = { ...transfer('2'), ClientRequestToken: 'token' };
    db.ok('TransactWriteItems', request);
    db.ok('TransactWriteItems', request);
    expect(balances()).toEqual(['8', '2']);
    expect(db.refused('TransactWriteItems', { ...transfer('3'), ClientRequestToken: 'token' })).toContain(
      'IdempotentParameterMismatchException',
    );
    db.nowUs = 600_000_000;
    db.ok('TransactWriteItems', request);
    expect(balances()).toEqual(['6', '4']);
  });

  it('check, put, delete and read together', () => {
    const { db } = accounts();
    const from = { TableName: 'counters', Key: { id: { S: 'from' } } };
    db.ok('TransactWriteItems', {
      TransactItems: [
        { ConditionCheck: { ...from, ConditionExpression: 'attribute_exists(n)' } },
        { Put: { TableName: 'counters', Item: { id: { S: 'new' } }, ConditionExpression: 'attribute_not_exists(id)' } },
        { Delete: { TableName: 'counters', Key: { id: { S: 'none' } } } },
      ],
    });
    const read = db.ok('TransactGetItems', {
      TransactItems: [
        { Get: { ...from, ProjectionExpression: 'n' } },
        { Get: { ...from, Key: { id: { S: 'none' } } } },
      ],
    });
    expect(read).toEqual({ Responses: [{ Item: { n: { N: '10' } } }, {}] });
  });

  it('refuse the same item twice, and more than 100 actions', () => {
    const { db } = accounts();
    const Delete = { TableName: 'counters', Key: { id: { S: 'x' } } };
    expect(db.refused('TransactWriteItems', { TransactItems: [{ Delete }, { Delete }] })).toBe(
      'ValidationException: Transaction request cannot include multiple operations on one item',
    );
    const many = Array.from({ length: 101 }, () => ({ Delete }));
    expect(db.refused('TransactWriteItems', { TransactItems: many })).toContain('less than or equal to 100');
  });
});

describe('tables', () => {
  it('are described as active, with their keys and indexes', () => {
    const db = posts();
    expect(db.ok('DescribeTable', { TableName: 'posts' }).Table).toMatchObject({
      TableName: 'posts',
      TableStatus: 'ACTIVE',
      TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/posts',
      ItemCount: 12,
      KeySchema: [
        { AttributeName: 'author', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [{ IndexName: 'byTopic', ItemCount: 9, Projection: { ProjectionType: 'KEYS_ONLY' } }],
    });
    expect(db.ok('ListTables', {})).toEqual({ TableNames: ['posts'] });
  });

  it('are bounded, and say so', () => {
    const table = newTable(COUNTERS);
    table.count = TABLE_LIMITS.items;
    expect(() => write(table, undefined, parseItem(ID))).toThrow(
      'The playground keeps at most 100000 items or 67108864 bytes in a table; "counters" is full.',
    );
  });

  it('keep items and indexes the same whatever is written', () => {
    const change = fc.record({
      author: fc.constantFrom('a', 'b'),
      n: fc.integer({ min: 0, max: 4 }),
      topic: fc.constantFrom('x', 'y', ''),
      likes: fc.integer({ min: 0, max: 3 }),
      isDelete: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const db = testDatabase(POSTS);
        const model = new Map<string, JsonObject>();
        for (const { author, n, topic, likes, isDelete } of changes) {
          const Key = { author: { S: author }, n: { N: String(n) } };
          const Item = { ...Key, ...(topic ? { topic: { S: topic } } : {}), likes: { N: String(likes) } };
          if (isDelete) db.ok('DeleteItem', { TableName: 'posts', Key });
          else db.ok('PutItem', { TableName: 'posts', Item });
          if (isDelete) model.delete(`${author}${n}`);
          else model.set(`${author}${n}`, Item);
        }
        const all = (index: JsonObject) => db.ok('Scan', { TableName: 'posts', ...index }).Items as JsonObject[];
        const sorted = (items: readonly JsonObject[]) => items.map((one) => JSON.stringify(one)).sort();
        expect(sorted(all({}))).toEqual(sorted([...model.values()]));
        expect(all({ IndexName: 'byTopic' })).toHaveLength([...model.values()].filter((item) => item.topic).length);
      }),
    );
  });
});
