import { useEffect, useRef } from 'react';
import { useStore as useFlowStore, useReactFlow } from 'reactflow';
import { documentStore } from '../../app/documentStore.ts';
import { runStore } from '../../app/runStore.ts';
import { uiStore } from '../../app/uiStore.ts';
import { bringIntoSight, isAllInSight, isUsersViewport, showReadable } from './fit.ts';

/**
 * A panel that opens takes room from the canvas. What no longer fits is fitted anew; where the user has chosen what to see, the
 * drawing only moves just far enough that what is selected stays in sight.
 */
export function useInSight(narrow: boolean): void {
  const width = useFlowStore((flow) => flow.width);
  const height = useFlowStore((flow) => flow.height);
  const flow = useReactFlow();
  const before = useRef({ width, height });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only less room asks for it
  useEffect(() => {
    const was = before.current;
    before.current = { width, height };
    if (was.width === 0 || (width >= was.width && height >= was.height)) return;
    const { selectedNodes } = uiStore.getState();
    if (!isUsersViewport()) {
      if (!isAllInSight(flow)) showReadable(flow, { narrow, selected: selectedNodes });
      return;
    }
    const mine = runStore.getState().mine?.nodeId;
    bringIntoSight(flow, selectedNodes.length > 0 || mine === undefined ? selectedNodes : [mine]);
  }, [width, height]);
}

/** A node that was added or copied is selected: what one works on next must not stand out of sight. */
export function useNewInSight(): void {
  const flow = useReactFlow();
  useEffect(
    () =>
      documentStore.subscribe((state, before) => {
        const isLoad = state.loadedTimes !== before.loadedTimes;
        if (isLoad || state.scenario.nodes.length <= before.scenario.nodes.length) return;
        // Two frames: the first draws the nodes, the second has measured them.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => bringIntoSight(flow, uiStore.getState().selectedNodes));
        });
      }),
    [flow],
  );
}
