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
  | { readonly kind: 'restored' };

export interface DocumentState {
  readonly scenario: Scenario;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly origin: Origin;
  /** Number of loads: a component that keeps local state of a document starts anew when it changes. */
  readonly loadedTimes: number;
  /** True once the document was changed since it was loaded. */
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
  model: {
    idleLifetime: { kind: 'uniform', minS: 300, maxS: 1800 },
    maximumAge: { kind: 'uniform', minS: 7200, maxS: 10_800 },
    routing: 'mostRecentlyUsed',
    coldStart: { kind: 'measured' },
  },
  nodes: [],
  wires: [],
};

let history = History.historyOf(empty);

export const documentStore = createStore<DocumentState>(() => ({
  scenario: empty,
  canUndo: false,
  canRedo: false,
  origin: { kind: 'new' },
  loadedTimes: 0,
  edited: false,
}));

function publish(next: History.History<Scenario>): void {
  // Opening and closing a gesture is not an edit.
  const edited = documentStore.getState().edited || next.present !== history.present;
  history = next;
  documentStore.setState({
    scenario: history.present,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edited,
  });
}

/** Edits the document. */
export function dispatch(command: Command): void {
  publish(History.push(history, applyCommand(history.present, command)));
}

/** Starts a gesture (drag, typing burst): until `squashGesture` all edits are one undo step. */
export const markGesture = (): void => publish(History.mark(history));
export const squashGesture = (): void => publish(History.squash(history));
export const bailGesture = (): void => publish(History.bail(history));
export const undo = (): void => publish(History.undo(history));
export const redo = (): void => publish(History.redo(history));

/** Replaces the document; its undo history starts anew. */
export function loadDocument(scenario: Scenario, origin: Origin): void {
  history = History.historyOf(scenario);
  documentStore.setState({
    scenario,
    origin,
    canUndo: false,
    canRedo: false,
    loadedTimes: documentStore.getState().loadedTimes + 1,
    edited: false,
  });
}
