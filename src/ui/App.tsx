import { useEffect } from 'react';
import { ReactFlowProvider } from 'reactflow';
import { Toaster } from 'sonner';
import { TooltipProvider } from './controls/Tooltip.tsx';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { useNarrow, useTheme } from './shell/appearance.ts';
import { FileDrop } from './shell/FileDrop.tsx';
import { LiveRegion } from './shell/LiveRegion.tsx';
import { NarrowLayout } from './shell/NarrowLayout.tsx';
import { useQuietStart } from './shell/quietStart.ts';
import { handleGlobalKey } from './shell/shortcuts.ts';
import { WideLayout } from './shell/WideLayout.tsx';
import './theme.css';
import './app.css';

/** The whole page. */
export function App() {
  const narrow = useNarrow();
  const quiet = useQuietStart();
  const theme = useTheme();
  useGlobalKeys();
  return (
    <TooltipProvider>
      <ReactFlowProvider>
        <FileDrop>{narrow ? <NarrowLayout quiet={quiet} /> : <WideLayout quiet={quiet} />}</FileDrop>
        <Dialogs />
      </ReactFlowProvider>
      <LiveRegion />
      <Toaster theme={theme} position="bottom-center" offset={24} closeButton toastOptions={{ className: 'toast' }} />
    </TooltipProvider>
  );
}

/** Keys are taken before the focused element sees them, so that they work the same everywhere, the editor included. */
function useGlobalKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !handleGlobalKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
