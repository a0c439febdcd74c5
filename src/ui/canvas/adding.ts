import type { ReactFlowInstance } from 'reactflow';
import { toast } from 'sonner';
import { documentStore } from '../../app/documentStore.ts';
import { addNode } from '../../app/graphActions.ts';
import type { NodeType } from '../../scenario/schema.ts';

/** What a palette item carries while it is dragged. */
export const NODE_DRAG_TYPE = 'application/x-lambdarium-node';

/** Rough size of a new node, px, to centre it under the pointer. */
const SIZE: Readonly<Record<'function' | 'other', { readonly width: number; readonly height: number }>> = {
  function: { width: 280, height: 150 },
  other: { width: 176, height: 84 },
};

const sizeOf = (type: NodeType) => SIZE[type === 'function' ? 'function' : 'other'];

/** Adds a node where it was dropped (screen coordinates). */
export function addNodeAt(
  type: NodeType,
  point: { readonly x: number; readonly y: number },
  flow: ReactFlowInstance,
): void {
  const { x, y } = flow.screenToFlowPosition(point);
  const { width, height } = sizeOf(type);
  say(addNode(type, { x: x - width / 2, y: y - height / 2 }));
}

/** Adds a node in the middle of what is seen, beside nodes that are there already. */
export function addNodeInView(type: NodeType, flow: ReactFlowInstance): void {
  const canvas = document.querySelector('.react-flow')?.getBoundingClientRect();
  if (!canvas) return;
  const middle = flow.screenToFlowPosition({ x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 });
  const { width, height } = sizeOf(type);
  let x = middle.x - width / 2;
  let y = middle.y - height / 2;
  const { nodes } = documentStore.getState().scenario;
  const taken = () =>
    nodes.some((node) => {
      const other = sizeOf(node.type);
      return (
        Math.abs(node.position.x + other.width / 2 - x - width / 2) < (other.width + width) / 2 + 16 &&
        Math.abs(node.position.y + other.height / 2 - y - height / 2) < (other.height + height) / 2 + 16
      );
    });
  for (let tries = 0; tries < 60 && taken(); tries++) {
    // Down the column first, then the next column: new nodes never hide others.
    y += 44;
    if (tries % 12 === 11) {
      y = middle.y - height / 2;
      x += 210;
    }
  }
  say(addNode(type, { x, y }));
}

function say(refused: string | null): void {
  if (refused !== null) toast.error(refused);
}
