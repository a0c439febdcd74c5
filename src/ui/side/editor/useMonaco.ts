import { useEffect, useState } from 'react';
import type { Monaco } from './monaco.ts';

export type MonacoState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly monaco: Monaco }
  /** Not wanted on this device, or it could not be loaded: a plain text field does the job. */
  | { readonly kind: 'plain'; readonly reason: 'touch' | 'failed' };

let loading: Promise<Monaco> | null = null;
let state: MonacoState = { kind: 'loading' };

/** The editor library, loaded when first asked for; until then and on touch screens a plain text field is to be shown. */
export function useMonaco(): MonacoState {
  const [shown, setShown] = useState<MonacoState>(() => (isTouchScreen() ? { kind: 'plain', reason: 'touch' } : state));
  useEffect(() => {
    if (shown.kind !== 'loading') return;
    let isMounted = true;
    loading ??= import('./monaco.ts').then((module) => module.monaco);
    loading.then(
      (monaco) => {
        state = { kind: 'ready', monaco };
        if (isMounted) setShown(state);
      },
      () => {
        // The next visit tries again: the network may be back.
        loading = null;
        if (isMounted) setShown({ kind: 'plain', reason: 'failed' });
      },
    );
    return () => {
      isMounted = false;
    };
  }, [shown]);
  return shown;
}

/** Touch screens and phones: the big editor handles neither on-screen keyboards nor selection handles well. */
function isTouchScreen(): boolean {
  return matchMedia('(pointer: coarse), (max-width: 640px)').matches;
}
