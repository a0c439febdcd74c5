import { useSyncExternalStore } from 'react';
import { uiStore } from '../../app/uiStore.ts';

/**
 * Theme and motion of the page: what the user chose, else what the system prefers, written to `data-theme` and `data-motion`
 * of <html> so that style sheets need not ask.
 */
const prefersLight = window.matchMedia('(prefers-color-scheme: light)');
const prefersReduced = window.matchMedia('(prefers-reduced-motion: reduce)');
const narrow = window.matchMedia('(max-width: 719px)');

export type ResolvedTheme = 'dark' | 'light';

function theme(): ResolvedTheme {
  const chosen = uiStore.getState().theme;
  if (chosen !== 'system') return chosen;
  return prefersLight.matches ? 'light' : 'dark';
}

/** True when nothing may move: states are shown in steps and crowds as counts. */
export function motionIsReduced(): boolean {
  const chosen = uiStore.getState().reducedMotion;
  return chosen === 'system' ? prefersReduced.matches : chosen === 'on';
}

function subscribe(listener: () => void): () => void {
  const stop = uiStore.subscribe(listener);
  const queries = [prefersLight, prefersReduced, narrow];
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    stop();
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

export const useTheme = (): ResolvedTheme => useSyncExternalStore(subscribe, theme);
export const useReducedMotion = (): boolean => useSyncExternalStore(subscribe, motionIsReduced);
/** True on a phone: read, run, scrub and step; editing needs a wide screen. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);

/** Keeps <html> up to date; called once, before the first render, so that no wrong theme flashes. */
export function startAppearance(): void {
  const apply = () => {
    const root = document.documentElement;
    root.dataset.theme = theme();
    root.dataset.motion = motionIsReduced() ? 'reduced' : 'full';
  };
  apply();
  subscribe(apply);
}
