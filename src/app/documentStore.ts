/**
 * The document being edited: the scenario, its undo history and where it came from.
 * Edits are commands; nothing else changes the scenario.
 */
import { createStore } from 'zustand/vanilla';
import { applyCommand, type Command } from '../scenario/commands.ts';
import type { Scenario } from '../scenario/schema.ts';
import * as History from './history.ts';

/** Where the document came from; `link` carries a stranger's code, which runs only after a click. */
export type Origin =
  | { readonly kind: 'new' }
  | { readonly kind: 'example'; readonly id: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'file'; readonly fileName: string }
  /** A version out of the history of one's work; `work` is whose. */
  | { readonly kind: 'restored'; readonly work: number };

export interface DocumentState {
  readonly scenario: Scenario;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly origin: Origin;
  /** Counts the documents that were opened; an undo that brings one back brings back its number. */
  readonly document: number;
  /** Counts how often another document took the place of one, also by an undo: whoever keeps state of a document starts anew. */
  readonly loadedTimes: number;
  /** True once the document was changed since it was opened. */
  readonly edited: boolean;
}

const empty: Scenario = {
  version: 1,
  name: 'Untitled',
  description: '',
  seed: 1,
  startAt: '2026-01-05T09:00:00Z',
  durationS: 60,
  account: { concurrencyLimit: 1000 },
  parameters: [],
  secrets: [],
  layers: [],
  model: {
    idleLifetime: { kind: 'uniform', minS: 300, maxS: 1800 },
    maximumAge: { kind: 'uniform', minS: 7200, maxS: 10_800 },
    routing: 'mostRecentlyUsed',
    coldStart: { kind: 'measured' },
  },
  nodes: [],
  wires: [],
};

/** What undo works on: opening another document is a step like any other. */
type Step = Pick<DocumentState, 'scenario' | 'origin' | 'document'>;

let history = History.historyOf<Step>({ scenario: empty, origin: { kind: 'new' }, document: 0 });
/** Numbers of the documents that were changed. */
const changed = new Set<number>();

export const documentStore = createStore<DocumentState>(() => ({
  ...history.present,
  canUndo: false,
  canRedo: false,
  loadedTimes: 0,
  edited: false,
}));

function publish(next: History.History<Step>): void {
  const before = history.present;
  const { scenario, origin, document } = next.present;
  history = next;
  const isOther = document !== before.document;
  // Opening and closing a gesture is not an edit, and neither is coming back to a document.
  if (!isOther && scenario !== before.scenario) changed.add(document);
  documentStore.setState({
    scenario,
    origin,
    document,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    loadedTimes: documentStore.getState().loadedTimes + (isOther ? 1 : 0),
    edited: changed.has(document),
  });
}

/** Edits the document. */
export function dispatch(command: Command): void {
  const { present } = history;
  const scenario = applyCommand(present.scenario, command);
  publish(History.push(history, scenario === present.scenario ? present : { ...present, scenario }));
}

/** Starts a gesture (drag, typing burst): until `squashGesture` all edits are one undo step. */
export const markGesture = (): void => publish(History.mark(history));
export const squashGesture = (): void => publish(History.squash(history));
export const bailGesture = (): void => publish(History.bail(history));
export const undo = (): void => publish(History.undo(history));
export const redo = (): void => publish(History.redo(history));

let documents = 0;

/** Opens another document: one step, which an undo takes back. What the page opens first is no step. */
export function loadDocument(scenario: Scenario, origin: Origin): void {
  const step: Step = { scenario, origin, document: ++documents };
  publish(documents === 1 ? { ...history, present: step } : History.push(History.squash(history), step));
}
