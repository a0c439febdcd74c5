import { expect, test } from 'vitest';
import { checkLayers } from './layers.ts';
import { parseSource } from './sourceFile.ts';

function problems(path: string, text: string): string[] {
  return checkLayers(parseSource({ path, text })).map(({ message }) => message);
}

test.each([
  ['the scenario importing the kernel', 'src/scenario/a.ts', "import { b } from '../sim/b.ts';"],
  ['the clock of the kernel importing Lambda', 'src/sim/kernel/a.ts', "import { b } from '../lambda/b.ts';"],
  ['the kernel importing the engine', 'src/sim/a.ts', "export { b } from '../engine/b.ts';"],
  ['the kernel importing a type of the app', 'src/sim/a.ts', "import type { B } from '../app/b.ts';"],
  ['a type named in place', 'src/sim/a.ts', "type B = import('../app/b.ts').B;"],
  ['the compiler loading the runtime late', 'src/compile/a.ts', "const b = import('../runtime/b.ts');"],
  ['a host running rules of Lambda', 'src/runtime/hosts/a.ts', "import { b } from '../../sim/lambda/b.ts';"],
  ['an environment importing its host', 'src/runtime/environment/a.ts', "import { b } from '../hosts/b.ts';"],
  ['the app starting a Worker of the screen', 'src/app/a.ts', "new URL('../ui/b.ts', import.meta.url);"],
  ['the screen importing the kernel', 'src/ui/A.tsx', "import { b } from '../sim/trace/b.ts';"],
  ['the kernel importing the environment as text', 'src/sim/a.ts', "import s from 'virtual:environment-script';"],
  ['the app importing React', 'src/app/a.ts', "import { useState } from 'react';"],
  ['the app importing types of React Flow', 'src/app/a.ts', "import type { Node } from 'reactflow';"],
  ['the kernel importing a store', 'src/sim/a.ts', "import { create } from 'zustand';"],
  ['the screen importing Node.js', 'src/ui/a.ts', "import { readFileSync } from 'node:fs';"],
  ['the product importing what is for tests', 'src/engine/a.ts', "import { b } from '../sim/testing/b.ts';"],
  ['a file outside the map', 'src/utils/a.ts', "import { b } from './b.ts';"],
])('%s is refused', (_title, path, text) => {
  expect(problems(path, text)).toHaveLength(1);
});

test.each([
  ['a folder importing itself', 'src/scenario/a.ts', "import { b } from './parts/b.ts';"],
  ['the kernel importing the scenario', 'src/sim/lambda/a.ts', "import { b } from '../../scenario/b.ts';"],
  ['a host importing types of the kernel', 'src/runtime/hosts/a.ts', "import type { B } from '../../sim/steps.ts';"],
  ['read-outs of the trace', 'src/lessons/a.ts', "import { b } from '../sim/trace/b.ts';"],
  ['the screen importing types one by one', 'src/ui/A.tsx', "import { type B, type C } from '../sim/trace/b.ts';"],
  ['the screen importing React Flow', 'src/ui/A.tsx', "import { ReactFlow } from 'reactflow';"],
  ['a host importing the environment as text', 'src/runtime/hosts/a.ts', "import s from 'virtual:environment-script';"],
  ['a test importing from anywhere', 'src/scenario/a.test.ts', "import { b } from '../engine/b.ts';"],
])('%s is allowed', (_title, path, text) => {
  expect(problems(path, text)).toEqual([]);
});

test('the message names what is allowed and what to do', () => {
  const [message] = problems('src/sim/a.ts', "\nimport { b } from '../engine/b.ts';");
  expect(message).toContain('src/sim may not import src/engine/b.ts (allowed: src/scenario)');
  expect(message).toContain('pass the value in');
});
