export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const MARGIN_PX = 24;

/** How far boxes have to move, px, so that all of them are within a room; what does not fit shows its left and its top. */
export function shiftInto(
  room: { readonly width: number; readonly height: number },
  boxes: readonly Box[],
): { readonly x: number; readonly y: number } {
  const along = (low: number, high: number, length: number): number => {
    const under = MARGIN_PX - low;
    const over = Math.min(high + MARGIN_PX - length, low - MARGIN_PX);
    if (under > 0) return under;
    return over > 0 ? -over : 0;
  };
  if (boxes.length === 0) return { x: 0, y: 0 };
  const x = along(Math.min(...boxes.map(({ left }) => left)), Math.max(...boxes.map(({ right }) => right)), room.width);
  const y = along(
    Math.min(...boxes.map(({ top }) => top)),
    Math.max(...boxes.map(({ bottom }) => bottom)),
    room.height,
  );
  return { x, y };
}
