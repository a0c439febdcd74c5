import type { ReactFlowInstance } from 'reactflow';
import { documentStore } from '../../app/documentStore.ts';
import { moveNodes } from '../../app/graphActions.ts';
import { showAll } from './fit.ts';

/** Places all nodes from left to right along their wires, as one step of undo, and shows them all. */
export async function layOut(flow: ReactFlowInstance): Promise<void> {
  // Needed once in a while only, so it does not weigh on the first load.
  const { default: dagre } = await import('@dagrejs/dagre');
  const { nodes, wires } = documentStore.getState().scenario;
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: 120, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) {
    const { width = 184, height = 84 } = flow.getNode(id)?.measured ?? {};
    graph.setNode(id, { width, height });
  }
  for (const { from, to } of wires) graph.setEdge(from, to);
  dagre.layout(graph);
  moveNodes(
    nodes.map(({ id }) => {
      const { x, y, width, height } = graph.node(id);
      return { id, position: { x: Math.round(x - width / 2), y: Math.round(y - height / 2) } };
    }),
  );
  requestAnimationFrame(() => showAll(flow));
}
