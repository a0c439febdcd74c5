import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Scenario } from '../scenario/schema.ts';

/** `localStorage` with a bound, in bytes at two a character. */
class FakeStorage {
  readonly items = new Map<string, string>();
  bytesMax = Number.POSITIVE_INFINITY;
  getItem = (key: string) => this.items.get(key) ?? null;
  removeItem = (key: string) => void this.items.delete(key);
  setItem(key: string, value: string): void {
    const others = [...this.items].filter(([k]) => k !== key).reduce((sum, [, v]) => sum + v.length * 2, 0);
    if (others + value.length * 2 > this.bytesMax) throw new Error('QuotaExceededError');
    this.items.set(key, value);
  }
}

let storage: FakeStorage;
let leave: () => void;
const failures = vi.fn();
const named = (name: string) => Scenario.parse({ version: 1, name });

/** The page anew, as after a reload: modules keep nothing, the browser's storage does. */
async function visit() {
  vi.resetModules();
  const document = await import('./documentStore.ts');
  const kept = await import('./storage.ts');
  document.loadDocument(named('example'), { kind: 'new' });
  kept.startAutosave(failures);
  const rename = (name: string) => document.dispatch({ type: 'setRun', patch: { name } });
  return { ...document, ...kept, rename, names: () => kept.workEntries().map(({ name }) => name) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 25, 9) });
  storage = new FakeStorage();
  failures.mockReset();
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('addEventListener', (_type: string, listener: () => void) => {
    leave = listener;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is only looked at is not kept; a change is kept within a second, also while one goes on typing', async () => {
  const page = await visit();
  vi.advanceTimersByTime(5000);
  expect(page.names()).toEqual([]);
  for (let i = 0; i < 8; i++) {
    page.rename(`typed ${i}`);
    vi.advanceTimersByTime(100);
  }
  expect(page.names()).toEqual(['typed 4']);
  vi.advanceTimersByTime(1000);
  expect(page.names()).toEqual(['typed 7']);
});

test('opening one document after the other and editing each loses none of them', async () => {
  const page = await visit();
  for (const name of ['first', 'second', 'third']) {
    page.loadDocument(named('another'), { kind: 'new' });
    page.rename(name);
  }
  vi.advanceTimersByTime(1000);
  expect(page.names()).toEqual(['third', 'second', 'first']);
  page.undo();
  page.undo();
  expect(page.documentStore.getState().scenario.name).toBe('second');
  page.rename('second, again');
  vi.advanceTimersByTime(1000);
  // The last edit of the third was undone on the way; its version stays beside what the undo left.
  expect(page.names()).toEqual(['second, again', 'another', 'third', 'first']);
});

test('closing the page saves at once; a reload has the newest version, and goes on in one of its own', async () => {
  const page = await visit();
  page.rename('last words');
  leave();
  const next = await visit();
  const newest = next.newestWork();
  expect(newest?.scenario.name).toBe('last words');
  next.loadDocument(newest?.scenario ?? named(''), { kind: 'restored', work: newest?.entry.work ?? 0 });
  next.rename('after the reload');
  vi.advanceTimersByTime(1000);
  expect(next.workEntries().map(({ name, work }) => [name, work])).toEqual([
    ['after the reload', 1],
    ['last words', 1],
  ]);
  expect(next.workScenario(1)?.name).toBe('last words');
});

test('two tabs keep a version each', async () => {
  const one = await visit();
  one.rename('one');
  vi.advanceTimersByTime(1000);
  const other = await visit();
  other.rename('other');
  vi.advanceTimersByTime(1000);
  one.rename('one, again');
  vi.advanceTimersByTime(1000);
  expect(one.names()).toEqual(['one, again', 'other']);
});

test('where the browser grants less, older versions make room; where it grants nothing, the user is told once', async () => {
  const page = await visit();
  page.rename('old');
  vi.advanceTimersByTime(1000);
  storage.bytesMax = [...storage.items.values()].reduce((sum, text) => sum + text.length * 2, 0) + 100;
  page.loadDocument(named('x'), { kind: 'new' });
  page.rename('new');
  vi.advanceTimersByTime(1000);
  expect(page.names()).toEqual(['new']);
  expect([...storage.items.keys()].sort()).toEqual(['lambdarium.work', 'lambdarium.work.2']);
  expect(failures).not.toHaveBeenCalled();
  storage.bytesMax = 10;
  page.rename('lost');
  vi.advanceTimersByTime(1000);
  page.rename('lost too');
  vi.advanceTimersByTime(1000);
  expect(failures).toHaveBeenCalledTimes(1);
});

test('what an earlier version of the playground kept becomes part of the history', async () => {
  storage.setItem('lambdarium.document', JSON.stringify(named('present')));
  storage.setItem('lambdarium.document.previous', JSON.stringify(named('before')));
  const page = await visit();
  page.adoptFormerWork();
  expect(page.names()).toEqual(['present', 'before']);
  expect(storage.items.has('lambdarium.document')).toBe(false);
});
