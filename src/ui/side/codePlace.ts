/** A line of a function's code that something else on the page wants to show: a log line, a stack trace, a problem. */
import { setUi } from '../../app/uiStore.ts';

export interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

type Listener = (place: CodePlace) => void;
const listeners = new Map<string, Listener>();
let waiting: { readonly nodeId: string; readonly place: CodePlace } | null = null;

/** Opens the code of a function at a line. */
export function revealCode(nodeId: string, place: CodePlace): void {
  setUi({ selectedNodes: [nodeId], selectedWires: [], sideTab: 'code', sideOpen: true });
  const listener = listeners.get(nodeId);
  if (listener) listener(place);
  else waiting = { nodeId, place };
}

/** Registers who shows the code of a function; a wish that came before is handed over at once. */
export function onReveal(nodeId: string, listener: Listener): () => void {
  listeners.set(nodeId, listener);
  if (waiting?.nodeId === nodeId) {
    listener(waiting.place);
    waiting = null;
  }
  return () => {
    if (listeners.get(nodeId) === listener) listeners.delete(nodeId);
  };
}
