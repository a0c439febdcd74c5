import { ZoomIn, ZoomOut } from 'lucide-react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { IconButton } from '../controls/IconButton.tsx';

const ZOOM_MAX = 256;

/** How much longer the axis is than what fits; 1 shows all of it. */
const zoomStore = createStore(() => ({ zoom: 1 }));

export const useTimelineZoom = (): number => useStore(zoomStore, ({ zoom }) => zoom);

/** Changes the zoom within its bounds; gives the new one. */
export function zoomTimeline(by: number): number {
  const zoom = Math.min(ZOOM_MAX, Math.max(1, zoomStore.getState().zoom * by));
  zoomStore.setState({ zoom });
  return zoom;
}

/** The buttons, in the head of the panel: over the lanes they would hide the newest bars and the playhead. */
export function TimelineZoom() {
  const zoom = useTimelineZoom();
  return (
    <>
      <IconButton label="Zoom out" size="s" side="top" disabled={zoom <= 1} onClick={() => zoomTimeline(0.5)}>
        <ZoomOut size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label="Zoom in" size="s" side="top" disabled={zoom >= ZOOM_MAX} onClick={() => zoomTimeline(2)}>
        <ZoomIn size={15} aria-hidden="true" />
      </IconButton>
    </>
  );
}
