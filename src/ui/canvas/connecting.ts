import { toast } from 'sonner';
import { createStore } from 'zustand';
import { connectionBetween, connectNodes } from '../../app/graphActions.ts';
import type { WireType } from '../../scenario/schema.ts';

/** A wire being drawn, and the choice when two nodes can be joined in several ways. */
export interface Connecting {
  /** Node the wire starts at, while it is drawn. */
  readonly from: string | null;
  /** Wire under the pointer, which then tells more. */
  readonly hovered: string | null;
  readonly choice: {
    readonly from: string;
    readonly to: string;
    readonly types: readonly WireType[];
    /** Where the pointer was let go, in the window. */
    readonly x: number;
    readonly y: number;
  } | null;
  /** Why the wire that was just drawn cannot be, and where the pointer was let go, in the window. */
  readonly refused: { readonly reason: string; readonly x: number; readonly y: number } | null;
}

export const connectingStore = createStore<Connecting>(() => ({
  from: null,
  hovered: null,
  choice: null,
  refused: null,
}));

export const startConnecting = (from: string): void => connectingStore.setState({ from, choice: null, refused: null });
export const stopConnecting = (): void => connectingStore.setState({ from: null });
export const closeRefusal = (): void => connectingStore.setState({ refused: null });
export const closeChoice = (): void => connectingStore.setState({ choice: null });

/** The wire was let go over a node: joins them, asks how, or says why not. */
export function finishConnecting(from: string, to: string, point: { readonly x: number; readonly y: number }): void {
  const connection = connectionBetween(from, to);
  if (!connection.ok) {
    connectingStore.setState({ refused: { reason: connection.reason, ...point } });
    return;
  }
  const [only, ...more] = connection.types;
  if (only !== undefined && more.length === 0) join(from, to, only);
  else {
    // Once the pointer's own events are over; they would close the list that just opened.
    setTimeout(() => connectingStore.setState({ choice: { from, to, types: connection.types, ...point } }), 0);
  }
}

export function join(from: string, to: string, type: WireType): void {
  closeChoice();
  const refused = connectNodes(from, to, type);
  if (refused !== null) toast.error(refused, { id: 'connect' });
}

/** Gives the focus back to a node when the menu that was opened for it closes. */
export function focusNode(event: Event, id: string): void {
  event.preventDefault();
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)?.focus({ preventScroll: true });
}
