/** What is open and selected on the page. Not part of the document and not of its history. */
import { createStore } from 'zustand/vanilla';

export type Theme = 'system' | 'dark' | 'light';
export type SideTab = 'code' | 'configure' | 'event' | 'environments' | 'contents';
export type DockTab = 'timeline' | 'logs' | 'trace';

export interface UiState {
  readonly selectedNodes: readonly string[];
  readonly selectedWires: readonly string[];
  /** A record of the trace the user looks at ("Why?"), or null. */
  readonly selectedRecord: number | null;
  /** An environment the user looks at (number), or null. */
  readonly selectedEnvironment: number | null;
  readonly sideTab: SideTab;
  readonly dockTab: DockTab;
  /** The side panel (code, configure …) is folded until it is needed (quiet start). */
  readonly sideOpen: boolean;
  readonly dockOpen: boolean;
  readonly theme: Theme;
  readonly reducedMotion: 'system' | 'on' | 'off';
  readonly dialog: null | 'shortcuts' | 'gallery' | 'recent' | 'share' | 'about' | 'palette';
}

export const uiStore = createStore<UiState>(() => ({
  selectedNodes: [],
  selectedWires: [],
  selectedRecord: null,
  selectedEnvironment: null,
  sideTab: 'code',
  dockTab: 'timeline',
  sideOpen: false,
  dockOpen: false,
  theme: 'system',
  reducedMotion: 'system',
  dialog: null,
}));

export const setUi = (change: Partial<UiState>): void => uiStore.setState(change);
