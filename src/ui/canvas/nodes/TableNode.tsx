import { memo } from 'react';
import type { NodeProps } from 'reactflow';
import { useStore } from 'zustand';
import { runStore } from '../../../app/runStore.ts';
import { countText } from '../../shell/timeText.ts';
import { NodeFrame, useNode } from './NodeFrame.tsx';

/** A DynamoDB table: how many items it holds, and the key of the last that was written. */
export const TableNode = memo(function TableNode({ id, selected }: NodeProps) {
  const node = useNode(id, 'table');
  const view = useStore(runStore, (run) => run.view?.tables[id] ?? null);
  if (!node) return null;
  const [last] = view?.latest ?? [];
  return (
    <NodeFrame node={node} selected={selected}>
      {view && (
        <div className="node-part node-row">
          <span>
            items <b className="numbers">{countText(view.items)}</b>
          </span>
          {last && <span className="node-last mono">{last.key}</span>}
        </div>
      )}
    </NodeFrame>
  );
});
