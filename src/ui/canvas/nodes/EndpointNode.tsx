import { memo } from 'react';
import type { NodeProps } from 'reactflow';
import { NodeFrame, useNode } from './NodeFrame.tsx';
import { TakerLine } from './SourceNode.tsx';

/** An HTTP service outside AWS: how often it was asked, and for what last. */
export const EndpointNode = memo(function EndpointNode({ id, selected }: NodeProps) {
  const node = useNode(id, 'endpoint');
  if (!node) return null;
  return (
    <NodeFrame node={node} selected={selected}>
      <TakerLine id={id} word="requests" />
    </NodeFrame>
  );
});
