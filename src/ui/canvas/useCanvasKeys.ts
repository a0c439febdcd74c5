import { useEffect, useRef } from 'react';
import { useReactFlow } from 'reactflow';
import { documentStore } from '../../app/documentStore.ts';
import {
  copySelected,
  duplicateNodes,
  pasteCopied,
  removeSelected,
  select,
  selectAll,
} from '../../app/graphActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { isTextField } from '../shell/shortcuts.ts';
import { openConnectMenu } from './CanvasMenu.tsx';
import { connectingStore, stopConnecting } from './connecting.ts';
import { showAll } from './fit.ts';
import { startRenaming } from './nodes/NodeName.tsx';

/** Keys that act on the drawing, wherever the focus is but in a text. `bailDrag` gives a drag up and says whether there was one. */
export function useCanvasKeys(bailDrag: () => boolean): void {
  const flow = useReactFlow();
  const bail = useRef(bailDrag);
  bail.current = bailDrag;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTextField(event.target) || uiStore.getState().dialog !== null) return;
      if (!isOnCanvas(event.target)) return;
      const mod = event.ctrlKey || event.metaKey;
      const done = mod
        ? modKey(event)
        : event.altKey
          ? false
          : plainKey(event, { showAll: () => showAll(flow), bail: bail.current });
      if (done) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [flow]);
}

/** Keys mean the drawing unless the focus is in another part of the page, where they may mean that part's selection. */
function isOnCanvas(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true;
  if (target.closest('[role="menu"], [role="dialog"]')) return false;
  return target === document.body || target.closest('.canvas-panel, .rail, .top-bar') !== null;
}

function modKey(event: KeyboardEvent): boolean {
  const { selectedNodes } = uiStore.getState();
  // Text that is selected is what the user wants to copy.
  const textSelected = (window.getSelection()?.toString() ?? '') !== '';
  switch (event.key.toLowerCase()) {
    case 'd':
      duplicateNodes(selectedNodes);
      return true;
    case 'c':
      return !textSelected && copySelected();
    case 'x':
      if (textSelected || !copySelected()) return false;
      removeSelected();
      return true;
    case 'v':
      pasteCopied();
      return true;
    case 'a':
      selectAll();
      return true;
    default:
      return false;
  }
}

function plainKey(
  event: KeyboardEvent,
  { showAll, bail }: { readonly showAll: () => void; readonly bail: () => boolean },
): boolean {
  const [first] = uiStore.getState().selectedNodes;
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      removeSelected();
      return true;
    case 'F2':
      if (first === undefined) return false;
      startRenaming(first);
      return true;
    case 'f':
    case 'F':
      showAll();
      return true;
    case 'c':
    case 'C':
      if (first === undefined) return false;
      openConnectMenu(first);
      return true;
    case 'Enter':
      return openFocusedNode(event);
    case 'Escape':
      if (bail()) return true;
      if (connectingStore.getState().from !== null) stopConnecting();
      else select([]);
      return true;
    default:
      return false;
  }
}

/** Enter on a node selects it (React Flow sees to that) and opens the panel about it. */
function openFocusedNode(event: KeyboardEvent): boolean {
  const focused =
    event.target instanceof HTMLElement && event.target.classList.contains('react-flow__node')
      ? event.target.dataset.id
      : undefined;
  if (focused === undefined || !documentStore.getState().scenario.nodes.some(({ id }) => id === focused)) return false;
  select([focused]);
  setUi({ sideOpen: true });
  return true;
}
