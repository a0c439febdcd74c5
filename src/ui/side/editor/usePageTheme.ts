import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

const read = () => (document.documentElement.dataset.theme === 'light' ? 'light' : 'dark');

/** The theme the page shows now, whether chosen or taken from the system; for what is not drawn by style sheets. */
export function usePageTheme(): 'dark' | 'light' {
  return useSyncExternalStore(subscribe, read);
}
