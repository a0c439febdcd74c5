import { expect, it } from 'vitest';
import { FunctionNode } from '../../../scenario/schema.ts';
import { filesWithLayers } from './layers.ts';

const file = (path: string, text: string) => ({ path, text });
const fn = (layers: readonly string[]) =>
  FunctionNode.parse({
    id: 'n1',
    type: 'function',
    name: 'f',
    position: { x: 0, y: 0 },
    layers,
    handler: { kind: 'code', files: [file('index.mjs', 'own')] },
  });
const ALL = [
  { name: 'a', files: [file('nodejs/node_modules/x/index.js', 'a'), file('data.txt', 'a')] },
  { name: 'b', files: [file('nodejs/node_modules/x/index.js', 'b')] },
];

it('a later layer overwrites the files of an earlier one, in the order in which the function lists them (LAYER-2)', () => {
  expect(filesWithLayers(fn(['a', 'b']), ALL)).toEqual([
    file('index.mjs', 'own'),
    file('/opt/nodejs/node_modules/x/index.js', 'b'),
    file('/opt/data.txt', 'a'),
  ]);
  expect(filesWithLayers(fn(['b', 'a']), ALL)[1]?.text).toBe('a');
});

it('a function without layers has its own files and no copy of them', () => {
  const one = fn([]);
  expect(filesWithLayers(one, ALL)).toBe(one.handler.kind === 'code' && one.handler.files);
});
