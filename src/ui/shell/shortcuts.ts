import { bailGesture, documentStore, redo, undo } from '../../app/documentStore.ts';
import { invoke, pause, resetRun, runToEnd, stepBack, stepForward, togglePlay } from '../../app/runActions.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { flushEdits } from '../side/pendingEdits.ts';
import { invokeTarget } from './invokeTarget.ts';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** All keys, as the list behind `?` shows them. */
export const SHORTCUT_GROUPS: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Run',
    shortcuts: [
      { keys: ['Ctrl+Enter'], does: 'Invoke: the selected node, else the first client or function' },
      { keys: ['Space'], does: 'Play and pause' },
      { keys: [',', '.'], does: 'One step back, one step forward' },
      { keys: ['Home', 'End'], does: 'Reset the run, run to the end' },
    ],
  },
  {
    title: 'Draw',
    shortcuts: [
      { keys: ['Ctrl+K'], does: 'Find a command: add, connect, open' },
      { keys: ['Enter'], does: 'On a node: select it' },
      { keys: ['F2'], does: 'Rename the selected node' },
      { keys: ['C'], does: 'Connect the selected node to …' },
      { keys: ['Ctrl+D'], does: 'Duplicate' },
      { keys: ['Ctrl+C', 'Ctrl+V'], does: 'Copy, paste' },
      { keys: ['Delete'], does: 'Delete nodes and wires' },
      { keys: ['Arrows'], does: 'Move the selected nodes' },
      { keys: ['F'], does: 'Fit everything into view' },
      { keys: ['Esc'], does: 'Give a drag up; deselect' },
    ],
  },
  {
    title: 'Document',
    shortcuts: [
      { keys: ['Ctrl+Z', 'Ctrl+Shift+Z'], does: 'Undo, redo' },
      { keys: ['Ctrl+S'], does: 'Share or save' },
      { keys: ['?'], does: 'This list' },
    ],
  },
];

/** What fingers do, for those who have no keys. */
export const TOUCH_HELP: readonly { readonly gesture: string; readonly does: string }[] = [
  { gesture: 'Tap a node', does: 'Read its code, settings and environments under “Selected node”' },
  { gesture: 'Tap a button on a node', does: 'Invoke it, or let it send once' },
  { gesture: 'Drag the canvas', does: 'See other nodes; tap beside them to see all from the top' },
  { gesture: 'Drag along the timeline', does: 'Go back and forth in time' },
  { gesture: 'Tap a bar of the timeline', does: 'Why it happened' },
];

/** True where letters are typed: there, plain keys belong to the text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}

/** Controls that Space and Enter press by themselves. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'button, a, summary, [role^="menuitem"], [role="tab"], [role="slider"], [role="switch"], [role="option"]',
    ) !== null
  );
}

/** Handles keys that work anywhere on the page; true when the key was one of them. */
export function handleGlobalKey(event: KeyboardEvent): boolean {
  const mod = event.ctrlKey || event.metaKey;
  if (mod && !event.altKey) return handleModKey(event);
  if (event.altKey || isTextField(event.target) || uiStore.getState().dialog !== null) return false;
  // An open menu or pop-up keeps its keys.
  if (event.target instanceof HTMLElement && event.target.closest('[role="menu"], [role="dialog"]')) return false;
  // Where Home and End walk to the first and the last, they do not touch the run.
  const walks =
    event.target instanceof HTMLElement && event.target.closest('[role="grid"], [role="tablist"], [role="slider"]');
  if (walks && (event.key === 'Home' || event.key === 'End')) return false;
  return handlePlainKey(event);
}

function handleModKey(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (key === 'enter') {
    // What runs is what was typed.
    flushEdits();
    const target = invokeTarget(documentStore.getState().scenario, uiStore.getState().selectedNodes);
    if (target) invoke(target);
    return true;
  }
  if (key === 's') {
    flushEdits();
    setUi({ dialog: 'share' });
    return true;
  }
  if (key === 'k') {
    setUi({ dialog: 'palette' });
    return true;
  }
  // The editor and the fields undo their own typing.
  if (isTextField(event.target)) return false;
  if (key === 'z') {
    if (event.shiftKey) redo();
    else undo();
    return true;
  }
  if (key === 'y') {
    redo();
    return true;
  }
  return false;
}

function handlePlainKey(event: KeyboardEvent): boolean {
  switch (event.key) {
    case ' ':
      if (isPressable(event.target)) return false;
      togglePlay();
      return true;
    case ',':
      stepBack();
      return true;
    case '.':
      stepForward();
      return true;
    case 'Home':
      resetRun();
      return true;
    case 'End':
      runToEnd();
      return true;
    case '?':
      pause();
      setUi({ dialog: 'shortcuts' });
      return true;
    case 'Escape':
      bailGesture();
      return false;
    default:
      return false;
  }
}
