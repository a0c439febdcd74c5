import { describe, expect, it } from 'vitest';
import { bail, HISTORY_STEPS, historyOf, mark, push, redo, squash, undo } from './history.ts';

describe('history', () => {
  it('undoes and redoes one edit at a time', () => {
    const edited = push(push(historyOf('a'), 'b'), 'c');
    expect(undo(edited).present).toBe('b');
    expect(undo(undo(edited)).present).toBe('a');
    expect(redo(undo(edited)).present).toBe('c');
    expect(undo(historyOf('a')).present).toBe('a');
  });

  it('makes one gesture one undo', () => {
    const dragged = squash(push(push(mark(historyOf('a')), 'b'), 'c'));
    expect(undo(dragged).present).toBe('a');
  });

  it('leaves no step for a gesture that changed nothing', () => {
    expect(squash(mark(historyOf('a'))).past).toEqual([]);
  });

  it('gives a gesture up on bail', () => {
    const given = bail(push(mark(historyOf('a')), 'b'));
    expect(given.present).toBe('a');
    expect(given.past).toEqual([]);
  });

  it('ends an open gesture when the user undoes', () => {
    const h = undo(push(mark(push(historyOf('a'), 'b')), 'c'));
    expect(h.present).toBe('b');
  });

  it('forgets the future at a new edit', () => {
    expect(push(undo(push(historyOf('a'), 'b')), 'c').future).toEqual([]);
  });

  it('keeps 100 steps', () => {
    let h = historyOf(0);
    for (let i = 1; i <= 150; i++) h = push(h, i);
    expect(h.past.length).toBe(HISTORY_STEPS);
    expect(h.past[0]).toBe(50);
  });
});
