import { Plus } from 'lucide-react';
import { useReactFlow } from 'reactflow';
import type { NodeType } from '../../scenario/schema.ts';
import { addNodeInView, NODE_DRAG_TYPE } from '../canvas/adding.ts';
import { NODE_LOOKS, NODE_ORDER, NodeIcon } from '../canvas/nodeLooks.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Tooltip } from '../controls/Tooltip.tsx';
import { endQuietStart } from './quietStart.ts';
import './rail.css';

/** The palette: every sort of node; click, press Enter or drag one onto the canvas. */
export function Rail({ quiet }: { readonly quiet: boolean }) {
  if (quiet) {
    return (
      <nav className="rail" aria-label="Palette, folded" data-quiet="">
        <IconButton label="Add nodes" side="right" onClick={endQuietStart}>
          <Plus size={18} />
        </IconButton>
      </nav>
    );
  }
  return (
    <nav className="rail" aria-label="Palette">
      {NODE_ORDER.map((type) => (
        <RailItem key={type} type={type} />
      ))}
    </nav>
  );
}

function RailItem({ type }: { readonly type: NodeType }) {
  const flow = useReactFlow();
  const { label, purpose } = NODE_LOOKS[type];
  return (
    <Tooltip side="right" text={purpose}>
      <button
        type="button"
        className="rail-item"
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(NODE_DRAG_TYPE, type);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={() => addNodeInView(type, flow)}
        aria-label={`Add ${label}`}
      >
        <NodeIcon type={type} size={28} />
        <span>{label}</span>
      </button>
    </Tooltip>
  );
}
