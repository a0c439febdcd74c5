/** Autosave in the browser: the document is kept within a second of each change and restored at the next visit. */
import { parseScenarioText } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type DocumentState, documentStore } from './documentStore.ts';

const CURRENT = 'lambdarium.document';
/** What was there before something else was opened and edited; the gallery offers it. */
const PREVIOUS = 'lambdarium.document.previous';
const SAVE_AFTER_MS = 500;

/** Storage may be forbidden or full; the playground works without it. */
function tryStorage<T>(act: (storage: Storage) => T): T | null {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

function read(key: string): Scenario | null {
  const text = tryStorage((storage) => storage.getItem(key));
  if (!text) return null;
  const parsed = parseScenarioText(text);
  return parsed.ok ? parsed.scenario : null;
}

export const savedDocument = (): Scenario | null => read(CURRENT);
export const previousDocument = (): Scenario | null => read(PREVIOUS);

/** Saves edits from now on; a document that is only looked at replaces nothing. */
export function startAutosave(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let savedLoad = documentStore.getState().origin.kind === 'restored' ? documentStore.getState().loadedTimes : -1;
  const save = ({ scenario, edited, loadedTimes }: DocumentState) => {
    if (!edited) return;
    tryStorage((storage) => {
      const before = storage.getItem(CURRENT);
      // The first edit of another document moves the older work aside instead of losing it.
      if (before !== null && savedLoad !== loadedTimes) storage.setItem(PREVIOUS, before);
      storage.setItem(CURRENT, JSON.stringify(scenario));
    });
    savedLoad = loadedTimes;
  };
  documentStore.subscribe((state, before) => {
    if (state.scenario === before.scenario) return;
    clearTimeout(timer);
    // Another document takes the place of this one: its last edits are saved before it is gone.
    if (state.loadedTimes !== before.loadedTimes) save(before);
    else timer = setTimeout(() => save(documentStore.getState()), SAVE_AFTER_MS);
  });
  addEventListener('pagehide', () => save(documentStore.getState()));
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
