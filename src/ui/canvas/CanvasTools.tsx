import { Maximize, Minus, Network, Palette, Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactFlowInstance, useReactFlow } from 'reactflow';
import { IconButton } from '../controls/IconButton.tsx';
import { motionIsReduced } from '../shell/appearance.ts';
import { showAll, viewportIsUsers } from './fit.ts';
import { Legend } from './Legend.tsx';
import { layOut } from './layOut.ts';

function zoom(by: ReactFlowInstance['zoomIn']): void {
  viewportIsUsers();
  void by({ duration: motionIsReduced() ? 0 : 200 });
}

/** Zoom, fit, tidy up, and what the colours mean. */
export function CanvasTools() {
  const flow = useReactFlow();
  return (
    <div className="canvas-tools" role="toolbar" aria-label="View">
      <Popover.Root>
        <Popover.Trigger asChild>
          <IconButton label="What the colours mean" side="top" size="s">
            <Palette size={15} />
          </IconButton>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className="popover" side="top" align="end" sideOffset={8} aria-label="Legend">
            <Legend />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <IconButton label="Lay out from left to right" side="top" size="s" onClick={() => void layOut(flow)}>
        <Network size={15} />
      </IconButton>
      <IconButton label="Zoom out" side="top" size="s" onClick={() => zoom(flow.zoomOut)}>
        <Minus size={15} />
      </IconButton>
      <IconButton label="Zoom in" side="top" size="s" onClick={() => zoom(flow.zoomIn)}>
        <Plus size={15} />
      </IconButton>
      <IconButton label="Fit into view" keys="F" side="top" size="s" onClick={() => showAll(flow)}>
        <Maximize size={15} />
      </IconButton>
    </div>
  );
}
