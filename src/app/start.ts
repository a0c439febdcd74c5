/** Starts the page: settings, what to open first, autosave, and edits that reach a running simulation. */
import { readHash } from '../share/hash.ts';
import { type DocumentState, documentStore, type Origin } from './documentStore.ts';
import { compareWithLink, goToLinkPlayhead, openExample, openHash, openScenario, saveFile } from './openActions.ts';
import { pageApi } from './pageApi.ts';
import { deployEdits, notify } from './runActions.ts';
import { runStore } from './runStore.ts';
import { adoptFormerWork, newestWork, savedSettings, saveSettings, startAutosave } from './storage.ts';
import { setUi, uiStore } from './uiStore.ts';

/** Edits are deployed once they rest this long, so that a slider being dragged is one deployment. */
const DEPLOY_AFTER_MS = 300;

export function startApp(): void {
  const { theme, reducedMotion } = savedSettings();
  if (theme === 'dark' || theme === 'light') setUi({ theme });
  if (reducedMotion === 'on' || reducedMotion === 'off') setUi({ reducedMotion });
  uiStore.subscribe((ui, before) => {
    if (ui.theme !== before.theme || ui.reducedMotion !== before.reducedMotion) {
      saveSettings({ theme: ui.theme, reducedMotion: ui.reducedMotion });
    }
  });

  adoptFormerWork();
  if (!openHash(location.hash)) {
    // Why the address could not be opened must outlive the opening of something else.
    const { notices } = runStore.getState();
    openFirst();
    runStore.setState({ notices });
  }
  addEventListener('hashchange', () => openHash(location.hash));
  documentStore.subscribe(forgetAddress);
  startAutosave(() =>
    notify({
      kind: 'warning',
      text: 'This browser keeps none of your work: its storage is forbidden or full. Save it as a file before you leave.',
      action: { label: 'Save as a file', run: saveFile },
    }),
  );

  let deployTimer: ReturnType<typeof setTimeout> | undefined;
  documentStore.subscribe((state, before) => {
    if (state.scenario === before.scenario || state.loadedTimes !== before.loadedTimes) return;
    clearTimeout(deployTimer);
    deployTimer = setTimeout(deployEdits, DEPLOY_AFTER_MS);
  });
  runStore.subscribe((state, before) => {
    if (state.finished && !before.finished) void compareWithLink();
    if (!state.needsConsent && before.needsConsent) goToLinkPlayhead();
  });
  Object.assign(globalThis, { lambdarium: pageApi });
}

/** The address names what was opened. Once it was edited or replaced, a reload must bring back what is on the canvas. */
function forgetAddress(state: DocumentState, before: DocumentState): void {
  if (location.hash === '') return;
  const isReplaced = state.loadedTimes !== before.loadedTimes && !isNamedBy(location.hash, state.origin);
  if (!isReplaced && (before.edited || !state.edited)) return;
  history.replaceState(history.state, '', location.pathname + location.search);
}

function isNamedBy(hash: string, origin: Origin): boolean {
  const request = readHash(hash);
  return request.kind === 'example' ? origin.kind === 'example' && origin.id === request.id : origin.kind === 'link';
}

/** The user's own work if there is some, otherwise the quiet start. */
function openFirst(): void {
  const newest = newestWork();
  if (newest) openScenario(newest.scenario, { kind: 'restored', work: newest.entry.work });
  else openExample('hello');
}
