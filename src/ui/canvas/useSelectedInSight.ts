import { useEffect, useRef } from 'react';
import { useStore as useFlowStore, useReactFlow } from 'reactflow';
import { uiStore } from '../../app/uiStore.ts';
import { motionIsReduced } from '../shell/appearance.ts';
import { shiftInto } from './shiftInto.ts';

/** A panel that opens takes room from the canvas: what is selected then moves just far enough to stay in sight. */
export function useSelectedInSight(): void {
  const width = useFlowStore((flow) => flow.width);
  const height = useFlowStore((flow) => flow.height);
  const { getNode, getViewport, setViewport } = useReactFlow();
  const before = useRef({ width, height });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only less room asks for it; the user's own viewport is left alone
  useEffect(() => {
    const was = before.current;
    before.current = { width, height };
    if (width >= was.width && height >= was.height) return;
    const { x, y, zoom } = getViewport();
    const boxes = uiStore.getState().selectedNodes.flatMap((id) => {
      const node = getNode(id);
      if (!node?.measured?.width || !node.measured.height) return [];
      const left = node.position.x * zoom + x;
      const top = node.position.y * zoom + y;
      return [{ left, top, right: left + node.measured.width * zoom, bottom: top + node.measured.height * zoom }];
    });
    const shift = shiftInto({ width, height }, boxes);
    if (shift.x === 0 && shift.y === 0) return;
    void setViewport({ x: x + shift.x, y: y + shift.y, zoom }, { duration: motionIsReduced() ? 0 : 200 });
  }, [width, height]);
}
