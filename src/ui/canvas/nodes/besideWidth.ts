interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const WISH_PX = 304;
const APART_PX = 12;
/** As far below a node as what stands there usually reaches. */
const DEPTH_PX = 130;

/** How wide what stands below a node may be: as wide as it likes, but not over the node that stands to the right. */
export function besideWidth(node: Placed, others: readonly Placed[]): number {
  const top = node.y + node.height;
  const inTheWay = others.filter(({ x, y, height }) => x > node.x && y < top + DEPTH_PX && y + height > top);
  const room = Math.min(...inTheWay.map(({ x }) => x - APART_PX - node.x), WISH_PX);
  return Math.max(node.width, room);
}
