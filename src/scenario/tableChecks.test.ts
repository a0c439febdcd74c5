import { describe, expect, it } from 'vitest';
import { checkScenario } from './checks.ts';
import { parseScenario } from './parse.ts';
import { Scenario, type ScenarioInput } from './schema.ts';

type TableInput = Omit<
  Extract<NonNullable<ScenarioInput['nodes']>[number], { type: 'table' }>,
  'id' | 'position' | 'type'
>;

function findings(table: TableInput) {
  const node = { id: 'n1', position: { x: 0, y: 0 }, type: 'table' as const, ...table };
  const { problems, warnings } = checkScenario(Scenario.parse({ version: 1, nodes: [node] }));
  return [...problems, ...warnings].map(({ pointer, message }) => `${pointer} ${message}`);
}

describe('a table', () => {
  it('has its documented defaults and ranges', () => {
    const parsed = parseScenario({
      version: 1,
      nodes: [{ id: 'n1', name: 'items', position: { x: 0, y: 0 }, type: 'table' }],
    });
    expect(parsed).toMatchObject({
      ok: true,
      scenario: {
        nodes: [{ partitionKey: 'id', partitionKeyType: 'S', sortKey: '', sortKeyType: 'S', indexes: [], items: '[]' }],
      },
    });
  });

  it('is fine with items that have its key, in plain JSON and in DynamoDB JSON', () => {
    const items = JSON.stringify([
      { id: 'a', n: 1 },
      { id: { S: 'b' }, n: { N: '2' } },
    ]);
    expect(findings({ name: 'orders', sortKey: 'n', sortKeyType: 'N', items })).toEqual([]);
  });

  it('has two different attributes as its keys, and one type for each', () => {
    expect(findings({ name: 'orders', sortKey: 'id' })).toEqual([
      'nodes[0].sortKey must be another attribute than the partition key "id"',
    ]);
    const indexes = [
      { name: 'one', partitionKey: 'id', partitionKeyType: 'N' as const },
      { name: 'one', partitionKey: 'x' },
    ];
    expect(findings({ name: 'orders', indexes })).toEqual([
      'nodes[0].indexes[1].name is already the name of another index of this table',
      'nodes[0].indexes[0].partitionKeyType is N, but "id" is a key of the type S elsewhere in this table',
    ]);
  });

  it('says which items cannot be stored', () => {
    expect(findings({ name: 'orders', items: '{' })).toEqual(['nodes[0].items are no JSON: the table begins empty']);
    expect(findings({ name: 'orders', items: '[{"id":"a"},{"id":1}]' })).toEqual([
      'nodes[0].items are not all possible: number 2 lacks "id" (string), and is left out',
    ]);
  });
});
