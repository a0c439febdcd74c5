import { beforeEach, describe, expect, it } from 'vitest';
import { newNodeDefaults } from '../scenario/newNodes.ts';
import { Scenario } from '../scenario/schema.ts';
import { documentStore, loadDocument, undo } from './documentStore.ts';
import { envProblem, partFields, partKinds, partOf, pathProblem, tryEdit, tryEdits, warningsAt } from './settings.ts';

const empty = Scenario.parse({ version: 1 });
const fn = newNodeDefaults('function', empty);

beforeEach(() => loadDocument({ ...empty, nodes: [fn] }, { kind: 'new' }));

describe('settings of several kinds', () => {
  it('come with the fields of each kind, as the schema has them', () => {
    expect(partKinds('traffic').map(({ kind }) => kind)).toEqual([
      'none',
      'single',
      'every',
      'poisson',
      'burst',
      'times',
    ]);
    expect(partFields('traffic', 'every').map(({ key, unit }) => [key, unit])).toEqual([
      ['everyMs', 'ms'],
      ['startS', 's'],
      ['count', undefined],
    ]);
    expect(partOf('idleLifetime', 'fixed')).toEqual({ kind: 'fixed', s: 480 });
  });
});

describe('edits that are tried', () => {
  it('change the document when they can be', () => {
    expect(tryEdit({ type: 'updateNode', id: fn.id, patch: { timeoutS: 60 } })).toBeNull();
    expect(documentStore.getState().scenario.nodes[0]).toMatchObject({ timeoutS: 60 });
  });

  it('say why they cannot be, and change nothing', () => {
    const { scenario } = documentStore.getState();
    expect(tryEdit({ type: 'updateNode', id: fn.id, patch: { timeoutS: 9999 } })).toContain('between 1 and 900');
    expect(tryEdit({ type: 'updateNode', id: fn.id, patch: { reservedConcurrency: 950 } })).toMatch(
      /^Reserved concurrency is too much: At least 100/,
    );
    expect(documentStore.getState().scenario).toBe(scenario);
  });

  it('are one step of undo together, and none of them stays when one cannot be', () => {
    const set = (path: string) => ({ type: 'setFile', id: fn.id, path, text: '// new' }) as const;
    expect(tryEdits([{ type: 'addFile', id: fn.id, path: 'a.mjs' }, set('a.mjs')])).toBeNull();
    undo();
    expect(documentStore.getState().scenario.nodes[0]).toEqual(fn);
    expect(tryEdits([{ type: 'addFile', id: fn.id, path: 'a.mjs' }, set('missing.mjs')])).not.toBeNull();
    expect(documentStore.getState().scenario.nodes[0]).toEqual(fn);
  });
});

it('warns at the setting that it is about', () => {
  tryEdit({ type: 'updateNode', id: fn.id, patch: { testEvent: '{' } });
  const { scenario } = documentStore.getState();
  expect(warningsAt(scenario, 'nodes[0].testEvent')[0]).toContain('not JSON');
  expect(warningsAt(scenario, 'nodes[0].timeoutS')).toEqual([]);
});

it('checks names of files and of environment variables', () => {
  expect(pathProblem('lib/a.mjs')).toBeNull();
  expect(pathProblem('../a.mjs')).not.toBeNull();
  expect(envProblem('TABLE', 'x')).toBeNull();
  expect(envProblem('1st', 'x')).toContain('starts with a letter');
});
