import { setUi } from '../../../app/uiStore.ts';

/** Opens the panel of the node at which the user asked, at its answer. */
export function showMyAnswer(nodeId: string): void {
  setUi({ selectedNodes: [nodeId], selectedWires: [], sideOpen: true, sideTab: 'event' });
  // Two frames: the panel opens in the first, and a new tab begins at its top.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector('.side .answer')?.scrollIntoView({ block: 'nearest' })),
  );
}
