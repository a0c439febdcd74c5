interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface RoomWanted {
  /** What is seen, in the canvas's coordinates. */
  readonly topLeft: Point;
  readonly bottomRight: Point;
  readonly size: Size;
  readonly taken: readonly (Point & Size)[];
}

const MARGIN = 24;
const STEP = 22;

/** The free place nearest to the middle of what is seen; the middle itself when there is none. */
export function roomNear({ topLeft, bottomRight, size, taken }: RoomWanted): Point {
  const middle = { x: (topLeft.x + bottomRight.x - size.width) / 2, y: (topLeft.y + bottomRight.y - size.height) / 2 };
  let best: { readonly place: Point; readonly distance: number } | null = null;
  for (let x = topLeft.x + MARGIN; x <= bottomRight.x - size.width - MARGIN; x += STEP) {
    for (let y = topLeft.y + MARGIN; y <= bottomRight.y - size.height - MARGIN; y += STEP) {
      const distance = Math.hypot(x - middle.x, y - middle.y);
      if (best && distance >= best.distance) continue;
      if (taken.every((other) => isApart({ x, y, ...size }, other))) best = { place: { x, y }, distance };
    }
  }
  return best?.place ?? middle;
}

function isApart(a: Point & Size, b: Point & Size): boolean {
  return (
    a.x + a.width + MARGIN <= b.x ||
    b.x + b.width + MARGIN <= a.x ||
    a.y + a.height + MARGIN <= b.y ||
    b.y + b.height + MARGIN <= a.y
  );
}
