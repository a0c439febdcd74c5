import { type FitViewOptions, getViewportForBounds, type ReactFlowInstance, type Rect, type Viewport } from 'reactflow';
import { motionIsReduced } from '../shell/appearance.ts';
import { type Box, shiftInto } from './shiftInto.ts';
import { PADDING_PX, READABLE_ZOOM, startViewport } from './startViewport.ts';

/** From so many nodes on the overview is worth more than the words; a small map stands beside it. */
export const MANY_NODES = 13;

const px = <N extends number>(n: N) => `${n}px` as const;

/** How the whole drawing is shown: as large as it goes, with room above for a caption and below for the tools. */
export const FIT_OPTIONS = {
  padding: {
    top: px(PADDING_PX.top),
    bottom: px(PADDING_PX.bottom),
    left: px(PADDING_PX.left),
    right: px(PADDING_PX.right),
  },
  maxZoom: 1,
  minZoom: 0.3,
} as const satisfies FitViewOptions;

/** On a phone words must be readable and targets large enough for a thumb: what does not fit then is scrolled to. */
const NARROW = { zoomMin: 0.92, zoomMax: 1, sidePx: 14, topPx: 74, bottomPx: 20 } as const;

/** Below the boxes that must be seen lie the canvas's tools, px. */
const TOOLS_PX = 36;

let chosenByUser = false;
/** The user asked for all of the drawing, however small its words are then. */
let wantsWhole = false;

/** The user moved the drawing: from now on it is theirs, and only what must be seen is moved into sight. */
export const viewportIsUsers = (): void => {
  chosenByUser = true;
};

export const isUsersViewport = (): boolean => chosenByUser;

/** Shows the whole drawing, answers beside nodes included, now and when a panel takes room from it. */
export function showAll(flow: ReactFlowInstance, { narrow = false } = {}): void {
  wantsWhole = true;
  showWhole(flow, narrow, 200);
}

function showWhole(flow: ReactFlowInstance, narrow: boolean, duration: number): void {
  show(flow, (bounds, room) => (narrow ? readingViewport(bounds, room) : wholeViewport(bounds, room)), duration);
}

/**
 * What to see when nobody asked for anything else: the whole drawing where its words can be read then; else its beginning at a
 * readable size, with what is selected in sight. Playing moves on to where something happens.
 */
export function showReadable(
  flow: ReactFlowInstance,
  { narrow, selected = [], duration = 200 }: { narrow: boolean; selected?: readonly string[]; duration?: number },
): void {
  if (narrow || wantsWhole || flow.getNodes().length >= MANY_NODES) return showWhole(flow, narrow, duration);
  show(
    flow,
    (bounds, room) => {
      const whole = wholeViewport(bounds, room);
      if (whole.zoom >= READABLE_ZOOM) return whole;
      const start = startViewport(bounds, room);
      const boxes = selected.flatMap((id) => rectsOf(flow, id)).map((rect) => toScreen(rect, start));
      const shift = shiftInto(seenRoom(room), boxes);
      return { ...start, x: start.x + shift.x, y: start.y + shift.y };
    },
    duration,
  );
}

/** Another document: what was asked for is about the one before. */
export function forgetViewport(): void {
  chosenByUser = false;
  wantsWhole = false;
}

function show(flow: ReactFlowInstance, viewportOf: (bounds: Rect, room: Room) => Viewport, duration: number): void {
  chosenByUser = false;
  const room = roomOf();
  const bounds = drawnBounds(flow);
  if (!room || !bounds) return;
  void flow.setViewport(viewportOf(bounds, room), { duration: motionIsReduced() ? 0 : duration });
}

function wholeViewport(bounds: Rect, { width, height }: Room): Viewport {
  const { padding, minZoom, maxZoom } = FIT_OPTIONS;
  return getViewportForBounds(bounds, width, height, minZoom, maxZoom, padding);
}

/** By the width; from the top where not all fits, else in the middle of what is left below the hint. */
function readingViewport(bounds: Rect, room: Room): Viewport {
  const { zoomMin, zoomMax, sidePx, topPx, bottomPx } = NARROW;
  const zoom = Math.min(zoomMax, Math.max(zoomMin, (room.width - 2 * sidePx) / bounds.width));
  const spare = room.height - topPx - bottomPx - bounds.height * zoom;
  const top = topPx + Math.max(0, spare / 2);
  return { x: room.width / 2 - (bounds.x + bounds.width / 2) * zoom, y: top - bounds.y * zoom, zoom };
}

/** Whether all that is drawn is within the canvas. */
export function isAllInSight(flow: ReactFlowInstance): boolean {
  const room = roomOf();
  const bounds = drawnBounds(flow);
  if (!room || !bounds) return true;
  const { x, y, zoom } = flow.getViewport();
  const left = bounds.x * zoom + x;
  const top = bounds.y * zoom + y;
  return left >= 0 && top >= 0 && left + bounds.width * zoom <= room.width && top + bounds.height * zoom <= room.height;
}

/** Moves the drawing just far enough that these nodes, with what stands beside them, are in sight. */
export function bringIntoSight(flow: ReactFlowInstance, ids: readonly string[]): void {
  const room = roomOf();
  if (!room) return;
  const { x, y, zoom } = flow.getViewport();
  const boxes = ids.flatMap((id) => rectsOf(flow, id)).map((rect) => toScreen(rect, { x, y, zoom }));
  shiftBy(flow, shiftInto(seenRoom(room), boxes));
}

/**
 * The same for a node where something happens while an answer stands below another one: the answer stays whole as well, as far
 * as there is room for both.
 */
export function bringIntoSightWith(flow: ReactFlowInstance, id: string, answerAt: string): void {
  const room = roomOf();
  if (!room) return;
  const viewport = flow.getViewport();
  const [own, beside] = [rectsOf(flow, id), rectsOf(flow, answerAt).slice(1)].map((rects) =>
    rects.map((rect) => toScreen(rect, viewport)),
  );
  const both = [...(own ?? []), ...(beside ?? [])];
  const height = Math.max(...both.map(({ bottom }) => bottom)) - Math.min(...both.map(({ top }) => top));
  shiftBy(flow, shiftInto(seenRoom(room), height <= room.height ? both : (own ?? [])));
}

const seenRoom = ({ width, height }: Room): Room => ({ width, height: height - TOOLS_PX });

function shiftBy(flow: ReactFlowInstance, shift: { readonly x: number; readonly y: number }): void {
  const { x, y, zoom } = flow.getViewport();
  if (shift.x === 0 && shift.y === 0) return;
  void flow.setViewport({ x: x + shift.x, y: y + shift.y, zoom }, { duration: motionIsReduced() ? 0 : 200 });
}

function toScreen(rect: Rect, { x, y, zoom }: { readonly x: number; readonly y: number; readonly zoom: number }): Box {
  const left = rect.x * zoom + x;
  const top = rect.y * zoom + y;
  return { left, top, right: left + rect.width * zoom, bottom: top + rect.height * zoom };
}

function drawnBounds(flow: ReactFlowInstance): Rect | null {
  const rects = flow.getNodes().flatMap(({ id }) => rectsOf(flow, id));
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** A node, and what stands below it, in the canvas's coordinates. */
function rectsOf(flow: ReactFlowInstance, id: string): readonly Rect[] {
  const node = flow.getNode(id);
  if (!node?.measured?.width || !node.measured.height) return [];
  const { x, y } = node.position;
  const own = { x, y, width: node.measured.width, height: node.measured.height };
  const beside = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"] .node-beside`);
  if (!beside) return [own];
  // Offsets are not scaled by the zoom.
  return [
    own,
    { x: x + beside.offsetLeft, y: y + beside.offsetTop, width: beside.offsetWidth, height: beside.offsetHeight },
  ];
}

interface Room {
  readonly width: number;
  readonly height: number;
}

function roomOf(): Room | null {
  const canvas = document.querySelector<HTMLElement>('.react-flow');
  return canvas ? { width: canvas.clientWidth, height: canvas.clientHeight } : null;
}
