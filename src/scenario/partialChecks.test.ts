import { describe, expect, it } from 'vitest';
import { parseScenario, problemSentence } from './parse.ts';

const position = { x: 0, y: 0 };
const client = { id: 'n1', type: 'client', name: 'you', position };
const small = { id: 'n2', type: 'function', name: 'work', position, memoryMb: 64 };
const queue = { id: 'n3', type: 'queue', name: 'jobs', position };

const pointers = (parts: object) => {
  const parsed = parseScenario({ version: 1, nodes: [client, small, queue], ...parts });
  return parsed.ok ? [] : parsed.problems.map(({ pointer }) => pointer);
};

describe('a document that the schema refuses', () => {
  it('has wires to missing nodes listed as well, at their own places', () => {
    const wires = [
      { id: 'w1', type: 'sync', from: 'n1', to: 'n2' },
      { id: 'w2', type: 'nonsense', from: 'n1', to: 'n2' },
      { id: 'w3', type: 'sync', from: 'n1', to: 'n9' },
      { id: 'w4', type: 'nonsense', from: 'n8', to: 'n2' },
    ];
    expect(pointers({ wires })).toEqual(expect.arrayContaining(['nodes[1].memoryMb', 'wires[2].to', 'wires[3].from']));
    expect(pointers({ wires })).not.toContain('wires[0].to');
  });

  it('says it in the words of a whole document', () => {
    const parsed = parseScenario({
      version: 1,
      nodes: [small, queue],
      wires: [{ id: 'w', type: 'mapping', from: 'n3', to: 'n7' }],
    });
    const sentences = parsed.ok ? [] : parsed.problems.map(problemSentence);
    expect(sentences.some((one) => one.endsWith('there is no node with the id "n7"'))).toBe(true);
  });

  it('has names that are taken and wires that cannot be listed as well', () => {
    const nodes = [small, client, { ...queue, name: 'you' }];
    const wires = [{ id: 'w1', type: 'sync', from: 'n1', to: 'n3' }];
    expect(pointers({ nodes, wires })).toEqual(
      expect.arrayContaining(['nodes[0].memoryMb', 'nodes[2].name', 'wires[0]']),
    );
  });

  it('names nothing twice', () => {
    const all = pointers({ seed: -1, wires: [{ id: 'w1', type: 'sync', from: 'n1' }] });
    expect(new Set(all).size).toBe(all.length);
  });

  it('is refused also when nothing of it can be checked', () => {
    expect(pointers({ nodes: 'none', wires: 7, durationS: 'long' })).toEqual(
      expect.arrayContaining(['nodes', 'wires', 'durationS']),
    );
  });
});
