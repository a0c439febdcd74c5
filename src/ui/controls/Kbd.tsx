import './controls.css';

const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** Key names in the manner of this machine: `Ctrl+Z` is `⌘Z` on a Mac. */
export function keysText(keys: string): string {
  return isMac ? keys.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥') : keys;
}

/** Keys to press, such as `Ctrl+Enter`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="kbd">{keysText(keys)}</kbd>;
}
