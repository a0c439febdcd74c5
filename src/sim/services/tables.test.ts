import { describe, expect, it } from 'vitest';
import { run } from '../testing/run.ts';
import { scenario } from '../testing/scenarioBuilder.ts';
import { call, type StandIn } from '../testing/standIn.ts';
import { causeChain } from '../trace/readouts/causes.ts';
import { ViewCursor } from '../trace/readouts/view.ts';

/** Counts one up in the table `counters`. */
const counting: StandIn = () =>
  function* () {
    const reply = yield call('dynamodb', 'UpdateItem', {
      TableName: 'counters',
      Key: { id: { S: 'hits' } },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    });
    return reply?.ok ? reply.output : reply?.error.name;
  };

const counters = (items = '[]') =>
  scenario()
    .client('users', { traffic: { kind: 'burst', count: 20 } })
    .code('counting')
    .table('counters', { items });

const tableIn = (r: ReturnType<typeof run>) => {
  const { trace } = r.kernel;
  return new ViewCursor(trace, r.scenario).at(trace.length - 1).tables.n3;
};

describe('a table on the canvas', () => {
  it('counts right whatever comes at the same time, as every update is one', () => {
    const r = run(counters().wire('sync', 'users', 'counting').wire('uses', 'counting', 'counters'), {
      counting,
    }).until(30);
    expect(r.records('item_changed')).toHaveLength(20);
    expect(tableIn(r)).toMatchObject({ items: 1, writes: 20, latest: [{ key: 'hits', item: { n: { N: '20' } } }] });
  });

  it('tells of every write what was there before and what is there now, and who did it', () => {
    const r = run(counters('[{"id":"hits","n":41}]').wire('sync', 'users', 'counting'), { counting }).until(30);
    const [start, first] = r.records('item_changed');
    const key = { id: { S: 'hits' } };
    expect(start?.data).toEqual({ key, newImage: { ...key, n: { N: '41' } } });
    expect(first?.data).toEqual({ key, oldImage: { ...key, n: { N: '41' } }, newImage: { ...key, n: { N: '42' } } });
    const kinds = causeChain(r.kernel.trace, first?.index ?? 0).map((i) => r.kernel.trace.at(i).kind);
    expect(kinds).toEqual(expect.arrayContaining(['call_started', 'invoke_started', 'arrival']));
  });

  it('begins with the items of its settings, and says which it cannot hold', () => {
    const items = '[{"id":"a","tags":["x",1,null]},{"id":{"S":"b"},"s":{"SS":["y"]}},{"id":5},{"n":1}]';
    const r = run(scenario().client('users').code('counting').table('counters', { items }), { counting }).until(1);
    expect(tableIn(r)?.latest.map(({ item }) => item)).toEqual([
      { id: { S: 'b' }, s: { SS: ['y'] } },
      { id: { S: 'a' }, tags: { L: [{ S: 'x' }, { N: '1' }, { NULL: true }] } },
    ]);
    expect(r.records('delivery_failed').map(({ data }) => data.reason)).toEqual([
      'Item 3 cannot be stored: One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
      'Item 4 cannot be stored: One or more parameter values were invalid: Missing the key id in the item',
    ]);
  });

  it('keeps its items when another index or name is deployed, and begins anew with another key', () => {
    const before = counters('[{"id":"hits","n":1,"type":"x"}]').build();
    const table = before.nodes[2];
    if (table?.type !== 'table') throw new Error('The third node is the table.');
    const deployed = (settings: object) =>
      run(before, { counting })
        .deploy(1, {
          ...before,
          nodes: before.nodes.map((node) => (node === table ? { ...table, ...settings } : node)),
        })
        .until(2);
    const index = { name: 'byType', partitionKey: 'type', partitionKeyType: 'S', sortKey: '', sortKeyType: 'S' };
    const indexed = deployed({ indexes: [{ ...index, projection: 'ALL' }], name: 'renamed' });
    expect(indexed.records('item_changed')).toHaveLength(1);
    const anew = deployed({ partitionKey: 'type', items: '[{"type":"y"}]' });
    expect(anew.records('item_changed').map(({ data }) => data.key)).toEqual([
      { id: { S: 'hits' } },
      { type: { S: 'y' } },
    ]);
  });

  it('is not found under another name, and names errors as DynamoDB does', () => {
    const r = run(scenario().client('users').code('counting').table('others'), { counting })
      .invoke('counting', 1)
      .until(5);
    expect(r.records('call_ended').map(({ data, value }) => [value, data.error])).toEqual([
      [
        400,
        {
          name: 'ResourceNotFoundException',
          message: 'Requested resource not found',
          httpStatusCode: 400,
          fault: 'client',
        },
      ],
    ]);
  });
});
