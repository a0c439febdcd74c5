import { expect, test } from 'vitest';
import { Scenario } from '../../scenario/schema.ts';
import { stacked } from './stacked.ts';

const at = { x: 0, y: 0 };
const { nodes, wires } = Scenario.parse({
  version: 1,
  nodes: [
    { id: 'n1', type: 'function', name: 'f', position: at, handler: { kind: 'modelled' } },
    { id: 'n2', type: 'queue', name: 'good', position: at },
    { id: 'n3', type: 'queue', name: 'bad', position: { x: 0, y: 90 } },
    { id: 'n4', type: 'client', name: 'you', position: at },
  ],
  wires: [
    { id: 'w1', type: 'onSuccess', from: 'n1', to: 'n2' },
    { id: 'w2', type: 'onFailure', from: 'n1', to: 'n3' },
    { id: 'w3', type: 'async', from: 'n4', to: 'n1' },
  ],
});

test('on a narrow screen nodes stand from top to bottom along their wires', () => {
  const places = stacked(nodes, wires, null);
  const y = (id: string) => places.get(id)?.y ?? Number.NaN;
  expect(y('n4')).toBe(0);
  expect(y('n1')).toBeGreaterThan(y('n4') + 140);
  expect(y('n2')).toBeGreaterThan(y('n1') + 230);
  // Two that follow the same node stand beside each other.
  expect(y('n3')).toBe(y('n2'));
  expect((places.get('n3')?.x ?? 0) - (places.get('n2')?.x ?? 0)).toBeGreaterThan(184);
});

test('an answer below a node has room', () => {
  const before = stacked(nodes, wires, null).get('n1')?.y ?? 0;
  expect(stacked(nodes, wires, 'n4').get('n1')?.y).toBeGreaterThan(before + 100);
});

test('a circle of wires is placed as well', () => {
  const circle = [...wires, { id: 'w4', type: 'uses' as const, from: 'n2', to: 'n4' }];
  expect(stacked(nodes, circle, null).size).toBe(4);
});
