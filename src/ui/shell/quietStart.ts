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
    if (isHello()) setUi({ dockOpen: uiStore.getState().dockOpen || runStore.getState().exists });
    else setUi({ dockOpen: true, sideOpen: true });
  };
  for (const store of [documentStore, runStore, uiStore]) stops.push(store.subscribe(check));
  check();
}

/** Selects the first function of every scenario that is opened after the quiet start, so that its code is seen beside it. */
export function watchOpenedScenarios(): void {
  const look = () => {
    const { scenario } = documentStore.getState();
    const { selectedNodes, selectedWires } = uiStore.getState();
    if (quietStore.getState().quiet || selectedNodes.length + selectedWires.length > 0) return;
    const first = scenario.nodes.find(({ type }) => type === 'function');
    if (first) setUi({ selectedNodes: [first.id] });
  };
  look();
  documentStore.subscribe((state, before) => {
    // What opens a document also sets the selection, just after; it goes first.
    if (state.loadedTimes !== before.loadedTimes) queueMicrotask(look);
  });
}

function isHello(): boolean {
  const { origin } = documentStore.getState();
  return origin.kind === 'example' && origin.id === 'hello';
}
