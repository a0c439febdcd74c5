/** Edits of the graph in the user's words. What is refused comes back as a text for the user; nothing is half-done. */
import { type Command, newNodeDefaults, tryCommand } from '../scenario/commands.ts';
import { nextId, uniqueName } from '../scenario/newNodes.ts';
import type { NodeType, Scenario, ScenarioNode, Wire, WireType } from '../scenario/schema.ts';
import { type Connection, canConnect } from '../scenario/wiring.ts';
import { dispatch, documentStore, markGesture, squashGesture } from './documentStore.ts';
import { tooLateTrigger } from './firstEvents.ts';
import { setUi, uiStore } from './uiStore.ts';

export { retryOwner, retrySentence } from '../scenario/wiring.ts';
export type { Connection };

interface Point {
  readonly x: number;
  readonly y: number;
}

const scenario = (): Scenario => documentStore.getState().scenario;
const nodeOf = (id: string): ScenarioNode | undefined => scenario().nodes.find((node) => node.id === id);

/** Dispatches an edit; the reason when the document refuses it, else null. */
export function edit(command: Command): string | null {
  const applied = tryCommand(scenario(), command);
  if (!applied.ok) return applied.problems[0]?.message ?? 'This edit is not possible.';
  dispatch(command);
  return null;
}

/** Adds a node of a type and selects it; without a place it stands where nothing else does. */
export function addNode(type: NodeType, position?: Point): string | null {
  const node = newNodeDefaults(type, scenario(), position && { x: Math.round(position.x), y: Math.round(position.y) });
  let refused: string | null = null;
  asOneStep(() => {
    refused = edit({ type: 'addNode', node });
    if (refused === null && type === 'schedule') makeRoomFor(node.id);
  });
  if (refused === null) select([node.id]);
  return refused;
}

/** A schedule that is new fires one period later: a run that ends before would show nothing of it. */
function makeRoomFor(nodeId: string): void {
  const late = tooLateTrigger({ ...scenario(), nodes: scenario().nodes.filter(({ id }) => id === nodeId) });
  if (late?.longEnoughS) dispatch({ type: 'setRun', patch: { durationS: late.longEnoughS } });
}

/** Whether these two nodes can be joined, and how; or why not. */
export function connectionBetween(fromId: string, toId: string): Connection {
  const from = nodeOf(fromId);
  const to = nodeOf(toId);
  if (!from || !to) return { ok: false, reason: 'One of the two nodes is gone.' };
  return canConnect(from, to, scenario());
}

export const connectNodes = (from: string, to: string, wire: WireType): string | null =>
  edit({ type: 'connect', from, to, wire });

export function renameNode(id: string, name: string): string | null {
  return edit({ type: 'renameNode', id, name });
}

/** Removes what is selected: nodes with their wires, and wires. */
export function removeSelected(): void {
  const { selectedNodes, selectedWires } = uiStore.getState();
  removeParts(selectedNodes, selectedWires);
}

export function removeParts(nodes: readonly string[], wires: readonly string[]): void {
  if (nodes.length + wires.length === 0) return;
  asOneStep(() => {
    if (wires.length > 0) dispatch({ type: 'removeWires', ids: wires });
    if (nodes.length > 0) dispatch({ type: 'removeNodes', ids: nodes });
  });
  const { selectedNodes, selectedWires } = uiStore.getState();
  setUi({
    selectedNodes: selectedNodes.filter((id) => !nodes.includes(id)),
    selectedWires: selectedWires.filter((id) => !wires.includes(id)),
  });
}

/** Copies nodes beside themselves, with the wires between them, and selects the copies. */
export function duplicateNodes(ids: readonly string[]): void {
  if (ids.length === 0) return;
  const before = new Set(scenario().nodes.map(({ id }) => id));
  dispatch({ type: 'duplicateNodes', ids });
  selectNew(before);
}

let clipboard: { readonly nodes: readonly ScenarioNode[]; readonly wires: readonly Wire[]; pasted: number } | null =
  null;

/** Remembers the selected nodes and the wires between them. */
export function copySelected(): boolean {
  const chosen = new Set(uiStore.getState().selectedNodes);
  const nodes = scenario().nodes.filter(({ id }) => chosen.has(id));
  if (nodes.length === 0) return false;
  clipboard = {
    nodes,
    wires: scenario().wires.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    pasted: 0,
  };
  return true;
}

/** Pastes what was copied, also into another scenario, and selects it. */
export function pasteCopied(): void {
  if (!clipboard) return;
  clipboard.pasted += 1;
  const { nodes, wires, pasted } = clipboard;
  const before = new Set(scenario().nodes.map(({ id }) => id));
  asOneStep(() => {
    const ids = new Map(nodes.map((node) => [node.id, pasteNode(node, 40 * pasted)]));
    for (const wire of wires) pasteWire(wire, ids);
  });
  selectNew(before);
}

function pasteNode(node: ScenarioNode, by: number): string {
  const { nodes } = scenario();
  const id = nextId('n', nodes);
  const name = uniqueName(
    node.name,
    nodes.map((other) => other.name),
  );
  dispatch({
    type: 'addNode',
    node: { ...node, id, name, position: { x: node.position.x + by, y: node.position.y + by } },
  });
  return id;
}

function pasteWire(wire: Wire, ids: ReadonlyMap<string, string>): void {
  const from = ids.get(wire.from);
  const to = ids.get(wire.to);
  if (from === undefined || to === undefined) return;
  const id = nextId('w', scenario().wires);
  dispatch({ type: 'connect', from, to, wire: wire.type });
  const { id: _, from: _from, to: _to, type: _type, ...patch } = wire;
  if (Object.keys(patch).length > 0) dispatch({ type: 'updateWire', id, patch });
}

/** Puts nodes to new places, as one step of undo. */
export function moveNodes(moves: readonly { readonly id: string; readonly position: Point }[]): void {
  if (moves.length > 0) dispatch({ type: 'moveNodes', moves });
}

export const select = (nodes: readonly string[], wires: readonly string[] = []): void =>
  setUi({ selectedNodes: nodes, selectedWires: wires });

/** What an undo took away is not selected any longer. */
documentStore.subscribe(({ scenario: { nodes, wires } }, { scenario: before }) => {
  if (nodes === before.nodes && wires === before.wires) return;
  const { selectedNodes, selectedWires } = uiStore.getState();
  const nodesLeft = selectedNodes.filter((id) => nodes.some((node) => node.id === id));
  const wiresLeft = selectedWires.filter((id) => wires.some((wire) => wire.id === id));
  if (nodesLeft.length + wiresLeft.length < selectedNodes.length + selectedWires.length) select(nodesLeft, wiresLeft);
});

export const selectAll = (): void => select(scenario().nodes.map(({ id }) => id));

function selectNew(before: ReadonlySet<string>): void {
  select(
    scenario()
      .nodes.map(({ id }) => id)
      .filter((id) => !before.has(id)),
  );
}

function asOneStep(edits: () => void): void {
  markGesture();
  edits();
  squashGesture();
}
