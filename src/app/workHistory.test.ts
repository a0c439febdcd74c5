import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  otherWorks,
  type Place,
  parseEntries,
  WORK_BYTES_MAX,
  WORK_ENTRIES_MAX,
  type WorkEntry,
  withSave,
} from './workHistory.ts';

const MINUTE = 60_000;
const fresh: Place = { id: null, work: null };
const saved = (name: string, chars = 1000) => ({ name, nodes: 2, chars });

/** Saves one after the other; a step is [place, name, minute, characters]. */
function history(...steps: [Place, string, number, number?][]): readonly WorkEntry[] {
  let entries: readonly WorkEntry[] = [];
  for (const [place, name, minute, chars] of steps) {
    entries = withSave(entries, place, saved(name, chars), minute * MINUTE).entries;
  }
  return entries;
}

describe('the history of work', () => {
  it('replaces a version for ten minutes, then begins another of the same work', () => {
    const { entry } = withSave([], fresh, saved('a'), 0);
    const entries = history([fresh, 'a', 0], [entry, 'b', 9], [entry, 'c', 10]);
    expect(entries.map(({ name, id, work }) => [name, id, work])).toEqual([
      ['c', 2, 1],
      ['b', 1, 1],
    ]);
  });

  it('gives another document a work of its own, and keeps the one before', () => {
    const entries = history([fresh, 'mine', 0], [fresh, 'burst', 1], [fresh, 'new', 2]);
    expect(entries.map(({ name }) => name)).toEqual(['new', 'burst', 'mine']);
    expect(otherWorks(entries, entries[0]?.work ?? null).map(({ name }) => name)).toEqual(['burst', 'mine']);
  });

  it('a restored version is never written over: the work goes on in a version of its own', () => {
    const entries = history([fresh, 'a', 0], [{ id: null, work: 1 }, 'a, restored', 1]);
    expect(entries.map(({ id, work }) => [id, work])).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  it('keeps 30 versions, and gives up earlier versions of a work before the only one of another', () => {
    const steps = Array.from({ length: 50 }, (_, i): [Place, string, number] => [
      { id: null, work: 2 },
      `v${i}`,
      i + 2,
    ]);
    const entries = history([fresh, 'rare', 0], [fresh, 'busy', 1], ...steps);
    expect(entries).toHaveLength(WORK_ENTRIES_MAX);
    expect(entries.at(-1)?.name).toBe('rare');
    expect(entries[0]?.name).toBe('v49');
  });

  it('keeps to 4 MiB, but always the newest version', () => {
    const entries = history([fresh, 'a', 0, 900_000], [fresh, 'b', 1, 900_000], [fresh, 'c', 2, 900_000]);
    expect(entries.map(({ name }) => name)).toEqual(['c', 'b']);
    expect(bytesOf(entries)).toBeLessThanOrEqual(WORK_BYTES_MAX);
    const large = withSave(entries, fresh, saved('large', 3_000_000), 3);
    expect(large.entries.map(({ name }) => name)).toEqual(['large']);
    expect(large.forgotten).toEqual([3, 2]);
  });

  it('takes what others put into its place as nothing', () => {
    const entries = history([fresh, 'a', 0]);
    expect(parseEntries(JSON.stringify(entries))).toEqual(entries);
    expect([null, '', '{"a":1}', '[1,null,{"id":"x"}]', '[{'].map(parseEntries)).toEqual([[], [], [], [], []]);
  });
});
