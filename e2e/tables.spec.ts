import { code, expect, test } from './playground.ts';

const COUNT = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = async () => {
  const { Attributes } = await doc.send(new UpdateCommand({ TableName: 'counters', Key: { id: 'hits' },
    UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 }, ReturnValues: 'ALL_NEW' }));
  return Attributes;
};
`;

const SCENARIO = {
  version: 1 as const,
  name: 'Count right',
  durationS: 60,
  nodes: [
    {
      id: 'n1',
      type: 'client' as const,
      name: 'users',
      position: { x: 0, y: 0 },
      traffic: { kind: 'burst' as const, count: 8 },
    },
    { id: 'n2', type: 'function' as const, name: 'count', position: { x: 320, y: 0 }, handler: code(COUNT) },
    { id: 'n3', type: 'table' as const, name: 'counters', position: { x: 720, y: 0 }, items: '[{"id":"hits","n":10}]' },
  ],
  wires: [
    { id: 'w1', type: 'sync' as const, from: 'n1', to: 'n2' },
    { id: 'w2', type: 'uses' as const, from: 'n2', to: 'n3' },
  ],
};

test('eight environments count in one table, and its item can be read', async ({ playground }) => {
  await playground.openScenario(SCENARIO);
  await playground.runToEnd();
  await expect(playground.node('counters')).toContainText('items 1');
  await playground.select('counters');
  await playground.showSide('Items');
  const items = playground.sidePanel.getByRole('list', { name: 'Items in counters' }).getByRole('listitem');
  await expect(items).toHaveCount(1);
  await expect(items.first().getByRole('region', { name: 'Item' })).toContainText('"N": "18"');
});

test('a table is added, gets a sort key and an index, and is wired to a function', async ({ playground }) => {
  const { sidePanel } = playground;
  await playground.openExample('counter');
  await playground.add('Table');
  await playground.add('Function');
  await playground.select('table');
  await playground.showSide('Configure');
  await sidePanel.getByRole('textbox', { name: 'Sort key', exact: true }).fill('at');
  await sidePanel.getByRole('textbox', { name: 'Sort key', exact: true }).press('Tab');
  await expect(playground.node('table')).toContainText('DynamoDB · id + at');
  await sidePanel.getByRole('button', { name: 'Add an index' }).click();
  await expect(sidePanel.getByRole('textbox', { name: 'Index name' })).toHaveValue('byType');
  await playground.drawWire('function', 'table');
  await expect(playground.wire('function', 'table')).toBeAttached();
});
