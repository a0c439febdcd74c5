import { expect, test } from 'vitest';
import { Scenario } from '../../scenario/schema.ts';
import { wireSlots } from './wireSlots.ts';

const at = (y: number) => ({ x: 0, y });
const scenario = Scenario.parse({
  version: 1,
  nodes: [
    { id: 'n1', type: 'function', name: 'f', position: at(100), handler: { kind: 'modelled' } },
    { id: 'n2', type: 'queue', name: 'low', position: at(300) },
    { id: 'n3', type: 'queue', name: 'high', position: at(0) },
    { id: 'n4', type: 'client', name: 'you', position: at(100) },
  ],
  wires: [
    { id: 'w1', type: 'onFailure', from: 'n1', to: 'n2' },
    { id: 'w2', type: 'onSuccess', from: 'n1', to: 'n3' },
    { id: 'w3', type: 'sync', from: 'n4', to: 'n1' },
  ],
});

test('wires of one node stand apart, in the order of their other ends', () => {
  const slots = wireSlots(scenario);
  expect(slots.get('w2')?.source).toBeLessThan(slots.get('w1')?.source ?? Number.NaN);
  expect((slots.get('w1')?.source ?? 0) - (slots.get('w2')?.source ?? 0)).toBe(24);
});

test('a wire alone at its node sits in the middle', () => {
  expect(wireSlots(scenario).get('w3')).toEqual({ source: 0, target: 0 });
});
