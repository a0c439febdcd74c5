import { useEffect, useMemo, useState } from 'react';
import { applyNodeChanges, type Edge, type Node, type NodeChange } from 'reactflow';
import { useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import { moveNodes } from '../../app/graphActions.ts';
import { runStore } from '../../app/runStore.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import { stacked } from './stacked.ts';

/**
 * The canvas's own list of nodes: which there are, where they stand, whether they are selected. What a node shows it reads itself.
 * A drag stays here until it ends, and then becomes one edit.
 */
export function useFlowNodes(narrow: boolean) {
  const drawn = useStore(documentStore, ({ scenario }) => scenario.nodes);
  const wires = useStore(documentStore, ({ scenario }) => scenario.wires);
  const selected = useStore(uiStore, (ui) => ui.selectedNodes);
  const front = useStore(runStore, (run) => run.mine?.nodeId ?? null);
  const scenarioNodes = useMemo(() => {
    if (!narrow) return drawn;
    const places = stacked(drawn, wires, front);
    return drawn.map((node) => ({ ...node, position: places.get(node.id) ?? node.position }));
  }, [narrow, drawn, wires, front]);
  const [nodes, setNodes] = useState<readonly Node[]>([]);
  useEffect(
    () => setNodes((before) => reconciled(before, scenarioNodes, selected, front)),
    [scenarioNodes, selected, front],
  );
  // The first render must already hold the nodes, or the canvas flashes empty.
  const shown = nodes.length === 0 ? reconciled([], scenarioNodes, selected, front) : nodes;

  const onNodesChange = (changes: NodeChange[]) => {
    const seen = changes.filter(
      // After Escape the pointer may still drag; the nodes stay where they were.
      // On a narrow screen nodes stand where there is room, not where the document has them.
      (change) => change.type === 'dimensions' || (change.type === 'position' && drag !== 'given up' && !narrow),
    );
    if (seen.length > 0) setNodes((before) => applyNodeChanges(seen, before.length === 0 ? [...shown] : [...before]));
    selectChanged(changes, 'selectedNodes');
    if (!narrow) moveByKeys(changes);
  };
  /** Puts the nodes back where the document has them, also those under the pointer. */
  const bail = () =>
    setNodes((before) =>
      reconciled(
        before.map((node) => ({ ...node, dragging: false })),
        scenarioNodes,
        uiStore.getState().selectedNodes,
        front,
      ),
    );
  return { nodes: shown, onNodesChange, bail };
}

/** Above the node that is selected, which stands 1000 higher than the others. */
const FRONT_Z = 2000;

/** `front`: the node whose answer must not be covered by others. */
export function reconciled(
  before: readonly Node[],
  scenarioNodes: readonly ScenarioNode[],
  selected: readonly string[],
  front: string | null,
): readonly Node[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return scenarioNodes.map(({ id, type, position, name }): Node => {
    const old = known.get(id);
    const isSelected = selected.includes(id);
    const ariaLabel = `${type} ${name}`;
    const same = old && !old.dragging && old.position.x === position.x && old.position.y === position.y;
    const zIndex = id === front ? FRONT_Z : 0;
    if (same && old.selected === isSelected && old.ariaLabel === ariaLabel && old.zIndex === zIndex) return old;
    return {
      ...old,
      id,
      type,
      position: old?.dragging ? old.position : position,
      selected: isSelected,
      zIndex,
      ariaLabel,
      data: {},
    };
  });
}

/** Positions that change without a drag come from the arrow keys. */
function moveByKeys(changes: readonly NodeChange[]): void {
  const moves = changes.flatMap((change) =>
    change.type === 'position' && change.position && change.dragging === false && drag === 'none'
      ? [{ id: change.id, position: change.position }]
      : [],
  );
  moveNodes(moves);
}

type Drag = 'none' | 'under way' | 'given up';
let drag: Drag = 'none';
/** Told by the canvas, since a drag's last change looks like one made by a key. */
export const setDrag = (now: Drag): void => {
  drag = now;
};
export const dragNow = (): Drag => drag;

interface SelectChange {
  readonly type: string;
  readonly id?: string;
  readonly selected?: boolean;
}

/** Clicks and selection boxes on the canvas become the page's selection. */
export function selectChanged(changes: readonly SelectChange[], of: 'selectedNodes' | 'selectedWires'): void {
  const selects = changes.filter((change) => change.type === 'select');
  if (selects.length === 0) return;
  const ids = new Set(uiStore.getState()[of]);
  for (const { id, selected } of selects) {
    if (id === undefined) continue;
    if (selected) ids.add(id);
    else ids.delete(id);
  }
  setUi({ [of]: [...ids] });
}

export function useFlowEdges(): Edge[] {
  const wires = useStore(documentStore, ({ scenario }) => scenario.wires);
  const names = useStore(documentStore, ({ scenario }) => scenario.nodes);
  const selected = useStore(uiStore, (ui) => ui.selectedWires);
  return useMemo(() => {
    const nameOf = (id: string) => names.find((node) => node.id === id)?.name ?? id;
    return wires.map(({ id, from, to, type }) => ({
      id,
      source: from,
      target: to,
      sourceHandle: 'out',
      targetHandle: 'in',
      type: 'wire',
      selected: selected.includes(id),
      ariaLabel: `${type} wire from ${nameOf(from)} to ${nameOf(to)}`,
    }));
  }, [wires, names, selected]);
}
