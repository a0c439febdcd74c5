import { expect, test } from 'vitest';
import { Scenario } from '../../scenario/schema.ts';
import { invokeTarget } from './invokeTarget.ts';

const position = { x: 0, y: 0 };
const handler = { kind: 'modelled' };
const scenario = Scenario.parse({
  version: 1,
  nodes: [
    { id: 'n1', type: 'queue', name: 'dlq', position },
    { id: 'n2', type: 'function', name: 'f', position, handler },
    { id: 'n3', type: 'client', name: 'unwired', position },
    { id: 'n4', type: 'client', name: 'you', position },
  ],
  wires: [{ id: 'w1', type: 'sync', from: 'n4', to: 'n2' }],
});

test('Invoke means the selected node', () => {
  expect(invokeTarget(scenario, ['n1'])).toBe('n1');
});

test('without a selection Invoke means the first client that calls something', () => {
  expect(invokeTarget(scenario, [])).toBe('n4');
});

test('without any wire Invoke means a function, and nothing where there is none', () => {
  expect(invokeTarget({ ...scenario, wires: [] }, [])).toBe('n2');
  expect(invokeTarget({ ...scenario, wires: [], nodes: [] }, [])).toBe(null);
});
