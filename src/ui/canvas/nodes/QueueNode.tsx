import { memo } from 'react';
import type { NodeProps } from 'reactflow';
import { useStore } from 'zustand';
import { runStore } from '../../../app/runStore.ts';
import type { QueueView } from '../../../sim/trace/readouts/viewTypes.ts';
import { countText } from '../../shell/timeText.ts';
import { NodeFrame, useNode } from './NodeFrame.tsx';
import { SendButton } from './SendButton.tsx';

/** An SQS queue: its depth as two numbers and a pile. */
export const QueueNode = memo(function QueueNode({ id, selected }: NodeProps) {
  const node = useNode(id, 'queue');
  const view = useStore(runStore, (run) => run.view?.queues[id] ?? null);
  if (!node) return null;
  return (
    <NodeFrame node={node} selected={selected} action={<SendButton node={node} />}>
      {view && <Depth view={view} />}
    </NodeFrame>
  );
});

const PILE_MAX = 20;

function Depth({ view }: { readonly view: QueueView }) {
  const { visible, inFlight } = view;
  const scale = Math.max(1, (visible + inFlight) / PILE_MAX);
  const blocks = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round(count / scale)));
  return (
    <div className="node-part">
      <div className="node-row">
        <span>
          visible <b className="numbers">{countText(visible)}</b>
        </span>
        <span>
          in flight <b className="numbers">{countText(inFlight)}</b>
        </span>
      </div>
      <div className="pile" aria-hidden="true">
        {Array.from({ length: blocks(visible) }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks stand for a number, not for messages
          <span key={`v${i}`} data-state="visible" />
        ))}
        {Array.from({ length: blocks(inFlight) }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <span key={`f${i}`} data-state="in-flight" />
        ))}
      </div>
    </div>
  );
}
