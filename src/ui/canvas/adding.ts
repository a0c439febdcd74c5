import type { ReactFlowInstance } from 'reactflow';
import { toast } from 'sonner';
import { addNode } from '../../app/graphActions.ts';
import type { NodeType } from '../../scenario/schema.ts';
import { roomNear } from './room.ts';

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

/** Adds a node in what is seen of the canvas, as near to its middle as there is room. */
export function addNodeInView(type: NodeType, flow: ReactFlowInstance): void {
  const canvas = document.querySelector('.react-flow')?.getBoundingClientRect();
  if (!canvas) return;
  const topLeft = flow.screenToFlowPosition({ x: canvas.left, y: canvas.top });
  const bottomRight = flow.screenToFlowPosition({ x: canvas.right, y: canvas.bottom });
  const taken = flow.getNodes().map(({ position, measured }) => ({
    ...position,
    width: measured?.width ?? SIZE.other.width,
    height: measured?.height ?? SIZE.other.height,
  }));
  say(addNode(type, roomNear({ topLeft, bottomRight, size: sizeOf(type), taken })));
}

function say(refused: string | null): void {
  if (refused !== null) toast.error(refused);
}
