/**
 * Autosave in the browser: each change is kept within a second, in a dated history of versions (`workHistory.ts`), and the
 * newest is there again at the next visit.
 */
import { parseScenarioText } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type DocumentState, documentStore } from './documentStore.ts';
import { type Place, parseEntries, type WorkEntry, withoutOne, withSave } from './workHistory.ts';

/** The list of versions; the text of each is under this key and its id. */
const WORK = 'lambdarium.work';
/** The two places of before there was a history: their texts become its first versions. */
const FORMER = ['lambdarium.document.previous', 'lambdarium.document'];
const SAVE_AFTER_MS = 500;

/** Storage may be forbidden or full; the playground works without it. */
function tryStorage<T>(act: (storage: Storage) => T): T | null {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

const textKey = (id: number): string => `${WORK}.${id}`;

/** The versions kept in this browser, newest first. Read anew each time: another tab may have saved since. */
export function workEntries(): readonly WorkEntry[] {
  return tryStorage((storage) => parseEntries(storage.getItem(WORK))) ?? [];
}

/** The scenario of a version; null when it is gone or cannot be read. */
export function workScenario(id: number): Scenario | null {
  const text = tryStorage((storage) => storage.getItem(textKey(id)));
  if (!text) return null;
  const parsed = parseScenarioText(text);
  return parsed.ok ? parsed.scenario : null;
}

/** The newest version that can be read, if any. */
export function newestWork(): { readonly entry: WorkEntry; readonly scenario: Scenario } | null {
  for (const entry of workEntries()) {
    const scenario = workScenario(entry.id);
    if (scenario) return { entry, scenario };
  }
  return null;
}

/** Where the edits of each document were saved last, and whether that was after an undo. */
const places = new Map<number, Place & { readonly undone: boolean }>();

/**
 * A restored document goes on with its work in a version of its own, and so does one in which something was undone: what was
 * undone can be lost to the next edit, the version of before it stays.
 */
function placeOf({ document, origin, canRedo }: DocumentState): Place {
  const place = places.get(document) ?? {
    id: null,
    work: origin.kind === 'restored' ? origin.work : null,
    undone: true,
  };
  return canRedo && !place.undone ? { ...place, id: null } : place;
}

/** The work that is open, or null when what is open has not been kept yet. */
export const openWork = (): number | null => placeOf(documentStore.getState()).work;

/** Saves a version and gives its place; null when the browser keeps nothing, or not so much. */
function keep(scenario: Scenario, place: Place): Place | null {
  const text = JSON.stringify(scenario);
  const saved = { name: scenario.name, nodes: scenario.nodes.length, chars: text.length };
  return tryStorage((storage) => {
    const { entries, entry, forgotten } = withSave(workEntries(), place, saved, Date.now());
    for (const id of forgotten) storage.removeItem(textKey(id));
    writeText(storage, entries, entry.id, text);
    return entry;
  });
}

/** The browser may grant less than our bound: then older versions make room. Throws when there is none at all. */
function writeText(storage: Storage, entries: readonly WorkEntry[], id: number, text: string): void {
  for (let kept = entries; ; kept = withoutOne(kept)) {
    try {
      storage.setItem(textKey(id), text);
      storage.setItem(WORK, JSON.stringify(kept));
      return;
    } catch (error) {
      if (kept.length <= 1) throw error;
      const fewer = withoutOne(kept);
      for (const entry of kept) if (!fewer.includes(entry)) storage.removeItem(textKey(entry.id));
    }
  }
}

/** Saves edits from now on; a document that is only looked at is not kept. `onFailure` is called once when nothing can be kept. */
export function startAutosave(onFailure: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Scenario | null = null;
  let failed = false;
  const save = (state: DocumentState) => {
    clearTimeout(timer);
    timer = undefined;
    if (!state.edited || state.scenario === last) return;
    const place = keep(state.scenario, placeOf(state));
    if (place) {
      places.set(state.document, { id: place.id, work: place.work, undone: state.canRedo });
      last = state.scenario;
    } else if (!failed) {
      failed = true;
      onFailure();
    }
  };
  documentStore.subscribe((state, before) => {
    if (state.scenario === before.scenario && state.document === before.document) return;
    // Another document takes the place of this one: its last edits are saved before it is gone.
    if (state.document !== before.document) save(before);
    // Counted from the first change, not the last: also who never rests is saved.
    else timer ??= setTimeout(() => save(documentStore.getState()), SAVE_AFTER_MS);
  });
  addEventListener('pagehide', () => save(documentStore.getState()));
}

/** Moves what an earlier version of the playground kept into the history. */
export function adoptFormerWork(): void {
  for (const key of FORMER) {
    const text = tryStorage((storage) => storage.getItem(key));
    if (!text) continue;
    const parsed = parseScenarioText(text);
    if (parsed.ok && keep(parsed.scenario, { id: null, work: null })) tryStorage((storage) => storage.removeItem(key));
  }
}

const SETTINGS = 'lambdarium.settings';

export function savedSettings(): Record<string, unknown> {
  const text = tryStorage((storage) => storage.getItem(SETTINGS));
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

export function saveSettings(settings: Record<string, unknown>): void {
  tryStorage((storage) => storage.setItem(SETTINGS, JSON.stringify(settings)));
}
