import type { FitViewOptions } from 'reactflow';

/** How the whole drawing is shown: as large as it goes, with room above for a caption and below for the tools. */
export const FIT_OPTIONS = {
  padding: { top: '76px', bottom: '64px', left: '28px', right: '28px' },
  maxZoom: 1,
  minZoom: 0.3,
} as const satisfies FitViewOptions;
