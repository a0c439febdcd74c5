import { createStore, useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import { runStore } from '../../app/runStore.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';

/**
 * The quiet start: the first example, untouched, shows little more than one button. It ends with the first thing the user does
 * and does not come back in this visit, so that nothing disappears under their hands.
 */
const quietStore = createStore(() => ({ quiet: true }));

export const useQuietStart = (): boolean => useStore(quietStore, (state) => state.quiet);

/** Ends the quiet start because the user asked for more. */
export const endQuietStart = (): void => quietStore.setState({ quiet: false });

function untouched(): boolean {
  const { origin, edited } = documentStore.getState();
  const { selectedNodes, sideOpen, dockOpen, dialog } = uiStore.getState();
  const atStart = origin.kind === 'example' && origin.id === 'hello' && !edited && !runStore.getState().exists;
  return atStart && selectedNodes.length === 0 && !sideOpen && !dockOpen && (dialog === null || dialog === 'gallery');
}

/** Watches for the end of the quiet start. Called once, after the first document was loaded. */
export function watchQuietStart(): void {
  const stops: (() => void)[] = [];
  const check = () => {
    if (untouched()) return;
    for (const stop of stops) stop();
    quietStore.setState({ quiet: false });
    // A first run is followed on the timeline; another scenario is opened to be read as well.
    const otherScenario = documentStore.getState().origin.kind !== 'example' || !isHello();
    setUi(otherScenario ? { dockOpen: true, sideOpen: true } : { dockOpen: runStore.getState().exists });
  };
  for (const store of [documentStore, runStore, uiStore]) stops.push(store.subscribe(check));
  check();
}

function isHello(): boolean {
  const { origin } = documentStore.getState();
  return origin.kind === 'example' && origin.id === 'hello';
}
