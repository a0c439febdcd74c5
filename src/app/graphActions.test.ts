import { beforeEach, expect, test } from 'vitest';
import { Scenario } from '../scenario/schema.ts';
import { documentStore, loadDocument, undo } from './documentStore.ts';
import {
  addNode,
  connectionBetween,
  connectNodes,
  copySelected,
  pasteCopied,
  removeSelected,
  renameNode,
  select,
} from './graphActions.ts';
import { uiStore } from './uiStore.ts';

const position = { x: 0, y: 0 };
const handler = { kind: 'modelled' };

beforeEach(() => {
  loadDocument(
    Scenario.parse({
      version: 1,
      nodes: [
        { id: 'n1', type: 'queue', name: 'jobs', position },
        { id: 'n2', type: 'function', name: 'work', position, handler },
      ],
      wires: [{ id: 'w1', type: 'mapping', from: 'n1', to: 'n2', batchSize: 5 }],
    }),
    { kind: 'new' },
  );
  select([]);
});

const names = () => documentStore.getState().scenario.nodes.map(({ name }) => name);
const wires = () => documentStore.getState().scenario.wires;

test('a new node is selected and stands where it was dropped', () => {
  expect(addNode('topic', { x: 10.4, y: 20.6 })).toBe(null);
  const added = documentStore.getState().scenario.nodes.at(-1);
  expect(added).toMatchObject({ type: 'topic', position: { x: 10, y: 21 } });
  expect(uiStore.getState().selectedNodes).toEqual([added?.id]);
});

test('a copy keeps its wires and their settings, and pasting is one step of undo', () => {
  select(['n1', 'n2']);
  expect(copySelected()).toBe(true);
  pasteCopied();
  expect(names()).toEqual(['jobs', 'work', 'jobs-2', 'work-2']);
  expect(wires()[1]).toMatchObject({ type: 'mapping', batchSize: 5, from: 'n3', to: 'n4' });
  expect(uiStore.getState().selectedNodes).toEqual(['n3', 'n4']);
  undo();
  expect(names()).toEqual(['jobs', 'work']);
  expect(wires()).toHaveLength(1);
});

test('removing nodes takes their wires along and empties the selection, as one step of undo', () => {
  select(['n1'], ['w1']);
  removeSelected();
  expect(names()).toEqual(['work']);
  expect(wires()).toEqual([]);
  expect(uiStore.getState()).toMatchObject({ selectedNodes: [], selectedWires: [] });
  undo();
  expect(wires()).toHaveLength(1);
});

test('what the document refuses comes back as a reason and changes nothing', () => {
  const before = documentStore.getState().scenario;
  expect(renameNode('n1', 'no spaces')).toEqual(expect.any(String));
  expect(connectionBetween('n2', 'n2').ok).toBe(false);
  expect(connectNodes('n1', 'n2', 'mapping')).toContain('already joined');
  expect(documentStore.getState().scenario).toBe(before);
});

test('what an undo takes away is not selected any longer', () => {
  addNode('topic', position);
  undo();
  expect(uiStore.getState().selectedNodes).toEqual([]);
});
