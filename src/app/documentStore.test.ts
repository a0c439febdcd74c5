import { beforeEach, describe, expect, it } from 'vitest';
import { Scenario } from '../scenario/schema.ts';
import { dispatch, documentStore, loadDocument, markGesture, redo, undo } from './documentStore.ts';

const named = (name: string) => Scenario.parse({ version: 1, name });
const now = () => documentStore.getState();
const rename = (name: string) => dispatch({ type: 'setRun', patch: { name } });

describe('opening another document', () => {
  beforeEach(() => loadDocument(named('mine'), { kind: 'new' }));

  it('is one step: an undo brings the work back, with where it came from and its edits; a redo opens the other again', () => {
    const { document } = now();
    rename('mine, edited');
    loadDocument(named('example'), { kind: 'example', id: 'burst' });
    expect(now()).toMatchObject({ origin: { kind: 'example', id: 'burst' }, edited: false, canUndo: true });
    undo();
    expect(now()).toMatchObject({ document, origin: { kind: 'new' }, edited: true, canRedo: true });
    expect(now().scenario.name).toBe('mine, edited');
    undo();
    expect(now().scenario.name).toBe('mine');
    redo();
    redo();
    expect(now().scenario.name).toBe('example');
    expect(now().edited).toBe(false);
  });

  it('counts as a load in both directions, so that nothing of one document is shown with the other', () => {
    const { loadedTimes } = now();
    loadDocument(named('example'), { kind: 'new' });
    undo();
    redo();
    expect(now().loadedTimes).toBe(loadedTimes + 3);
    rename('changed');
    expect(now().loadedTimes).toBe(loadedTimes + 3);
  });

  it('in the middle of a gesture ends the gesture first', () => {
    markGesture();
    rename('dragged');
    loadDocument(named('example'), { kind: 'new' });
    undo();
    expect(now().scenario.name).toBe('dragged');
    undo();
    expect(now().scenario.name).toBe('mine');
  });

  it('a command that changes nothing is no step and no edit', () => {
    rename('mine');
    expect(now().edited).toBe(false);
  });
});
