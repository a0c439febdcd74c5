/** Below this zoom the words on nodes and wires, 12 px, are smaller than 11 px. */
export const READABLE_ZOOM = 0.92;

/** Room above for a caption and below for the tools. */
export const PADDING_PX = { top: 76, bottom: 64, left: 28, right: 28 } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Readable; in the middle of each direction in which all of the drawing fits, else from the left and from the top. */
export function startViewport(
  bounds: Size & { readonly x: number; readonly y: number },
  room: Size,
): { readonly x: number; readonly y: number; readonly zoom: number } {
  const { top, bottom, left, right } = PADDING_PX;
  return {
    x: start(bounds.x, bounds.width, room.width, left, right),
    y: start(bounds.y, bounds.height, room.height, top, bottom),
    zoom: READABLE_ZOOM,
  };
}

function start(low: number, length: number, room: number, before: number, after: number): number {
  const spare = room - before - after - length * READABLE_ZOOM;
  return before + Math.max(0, spare / 2) - low * READABLE_ZOOM;
}
