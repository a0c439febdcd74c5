/** Draws the lanes in sight onto a canvas. No state of its own: same input, same picture. */

import { spanText } from '../shell/timeText.ts';
import { type Axis, ticksOf, timeToPx } from './axis.ts';
import { type BarPlace, barPlaces, refusedPx } from './barPlaces.ts';
import { gapLabelMiddle } from './gapLabel.ts';
import { tickText } from './tickText.ts';
import type { Bar, BarState, Lane } from './timelineModel.ts';

export const LANE_PX = 24;
export const HEAD_PX = 28;
const BAR_PX = 16;
const BAR_TOP = (LANE_PX - BAR_PX) / 2;

/** Colours of the page's theme, read from its style sheet. */
export type Palette = (token: string) => string;

export interface Picture {
  readonly axis: Axis;
  /** Lanes shown, from the top; only those in sight are drawn. */
  readonly lanes: readonly Lane[];
  /** Size of the canvas in CSS px. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Width of the column with the names. */
  readonly gutterPx: number;
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly palette: Palette;
  readonly selectedEnvironment: number | null;
  readonly selectedInvocation: number | null;
  readonly selectedRecord: number | null;
  readonly focusedLane: number;
  readonly fonts: { readonly ui: string; readonly mono: string };
}

export function drawTimeline(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { widthPx, heightPx, gutterPx, palette } = picture;
  ctx.clearRect(0, 0, widthPx, heightPx);
  ctx.fillStyle = palette('panel');
  ctx.fillRect(0, 0, widthPx, heightPx);

  ctx.save();
  ctx.beginPath();
  ctx.rect(gutterPx, 0, widthPx - gutterPx, heightPx);
  ctx.clip();
  drawGrid(ctx, picture);
  forGapsInSight(picture, (left, right) => drawGapGround(ctx, picture, left, right));
  // Labels of long waits go on top of the breaks that cut through them.
  const labels: (() => void)[] = [];
  forLanesInSight(picture, (lane, y, index) => drawLane(ctx, picture, { lane, y, index, labels }));
  forGapsInSight(picture, (left, right) => drawBreaks(ctx, picture, left, right));
  for (const drawLabel of labels) drawLabel();
  drawHead(ctx, picture);
  ctx.restore();
  drawNames(ctx, picture);
}

/** Where a time is drawn on the canvas. */
export const canvasX = (picture: Pick<Picture, 'axis' | 'gutterPx' | 'scrollLeft'>, timeUs: number): number =>
  picture.gutterPx + timeToPx(picture.axis, timeUs) - picture.scrollLeft;

function forLanesInSight(picture: Picture, draw: (lane: Lane, y: number, index: number) => void): void {
  const first = Math.max(0, Math.floor(picture.scrollTop / LANE_PX));
  const last = Math.min(picture.lanes.length - 1, Math.ceil((picture.scrollTop + picture.heightPx) / LANE_PX));
  for (let index = first; index <= last; index++) {
    const lane = picture.lanes[index];
    if (lane) draw(lane, HEAD_PX + index * LANE_PX - picture.scrollTop, index);
  }
}

// ------------------------------------------------------------------------------------------------ ground

function drawGrid(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { palette, heightPx, axis } = picture;
  ctx.strokeStyle = palette('line');
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.55;
  for (const tick of ticksOf(axis)) {
    const x = Math.round(picture.gutterPx + tick.px - picture.scrollLeft) + 0.5;
    line(ctx, x, HEAD_PX, x, heightPx);
  }
  ctx.globalAlpha = 1;
}

function forGapsInSight(picture: Picture, draw: (left: number, right: number) => void): void {
  for (const gap of picture.axis.segments) {
    if (gap.kind !== 'gap') continue;
    const left = picture.gutterPx + gap.startPx - picture.scrollLeft;
    const right = picture.gutterPx + gap.endPx - picture.scrollLeft;
    if (right >= picture.gutterPx && left <= picture.widthPx) draw(left, right);
  }
}

function drawGapGround(ctx: CanvasRenderingContext2D, picture: Picture, left: number, right: number): void {
  ctx.fillStyle = picture.palette('canvas');
  ctx.fillRect(left, HEAD_PX, right - left, picture.heightPx - HEAD_PX);
}

/** A zigzag at both ends of a squeezed stretch, through all lanes, so that no bar seems to go on unbroken. */
function drawBreaks(ctx: CanvasRenderingContext2D, picture: Picture, left: number, right: number): void {
  const { palette, heightPx } = picture;
  for (const x of [left + 3, right - 3]) {
    ctx.lineWidth = 5;
    ctx.strokeStyle = palette('panel');
    zigzag(ctx, x, HEAD_PX, heightPx);
    ctx.lineWidth = 1.25;
    ctx.strokeStyle = palette('line-strong');
    zigzag(ctx, x, HEAD_PX, heightPx);
  }
}

function zigzag(ctx: CanvasRenderingContext2D, x: number, top: number, bottom: number): void {
  ctx.beginPath();
  for (let y = top, side = -1; y <= bottom + 6; y += 6, side = -side) ctx.lineTo(x + side * 2.5, y);
  ctx.stroke();
}

function drawHead(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { palette, widthPx, gutterPx, axis, fonts } = picture;
  ctx.fillStyle = palette('panel');
  ctx.fillRect(gutterPx, 0, widthPx - gutterPx, HEAD_PX);
  ctx.strokeStyle = palette('line');
  ctx.lineWidth = 1;
  line(ctx, gutterPx, HEAD_PX - 0.5, widthPx, HEAD_PX - 0.5);
  ctx.font = `11px ${fonts.mono}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const gaps = axis.segments.filter((segment) => segment.kind === 'gap');
  for (const tick of ticksOf(axis)) {
    const x = gutterPx + tick.px - picture.scrollLeft;
    const text = tickText(tick.timeUs);
    const width = ctx.measureText(text).width;
    // A label that would run into a zigzag is left out; the zigzag says how much is skipped.
    const inGap = gaps.some((gap) => tick.px + width + 6 > gap.startPx && tick.px < gap.endPx);
    if (inGap && tick.px > 0) continue;
    ctx.fillStyle = palette('text-2');
    ctx.fillText(text, x + 4, HEAD_PX / 2);
    ctx.strokeStyle = palette('line-strong');
    line(ctx, Math.round(x) + 0.5, HEAD_PX - 6, Math.round(x) + 0.5, HEAD_PX - 1);
  }
  ctx.textAlign = 'center';
  for (const gap of gaps) {
    const text = gapText(
      gap.endUs - gap.startUs,
      (words) => ctx.measureText(words).width <= gap.endPx - gap.startPx + 8,
    );
    const half = ctx.measureText(text).width / 2 + 4;
    const left = gutterPx + gap.startPx - picture.scrollLeft + 3;
    const right = gutterPx + gap.endPx - picture.scrollLeft - 3;
    const middle = gapLabelMiddle({ left, right, half, seenFrom: gutterPx, seenTo: widthPx });
    if (middle === null) continue;
    ctx.fillStyle = palette('text');
    ctx.fillText(text, middle, HEAD_PX / 2);
    ctx.strokeStyle = palette('outline');
    if (middle - half > left + 3) smallZigzag(ctx, left, middle - half, HEAD_PX / 2);
    if (middle + half < right - 3) smallZigzag(ctx, middle + half, right, HEAD_PX / 2);
  }
  ctx.textAlign = 'left';
}

/** How much is skipped, as exactly as there is room for. */
function gapText(us: number, fits: (words: string) => boolean): string {
  const exact = spanText(us);
  const [number = '', unit = ''] = exact.split(' ');
  const short = `${Math.round(Number(number))} ${unit}`;
  return [exact, `${number} ${unit}`, short].find(fits) ?? short.replace(' ', '');
}

function smallZigzag(ctx: CanvasRenderingContext2D, left: number, right: number, y: number): void {
  ctx.beginPath();
  for (let x = left, side = 1; x <= right; x += 3, side = -side) ctx.lineTo(x, y + side * 2);
  ctx.stroke();
}

function drawNames(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { palette, gutterPx, heightPx, fonts } = picture;
  ctx.fillStyle = palette('panel');
  ctx.fillRect(0, 0, gutterPx, heightPx);
  ctx.textBaseline = 'middle';
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, HEAD_PX, gutterPx - 4, heightPx - HEAD_PX);
  ctx.clip();
  forLanesInSight(picture, (lane, y, index) => {
    const middle = y + LANE_PX / 2;
    const isSelected = lane.environment !== null && lane.environment === picture.selectedEnvironment;
    if (isSelected || index === picture.focusedLane) {
      ctx.fillStyle = palette(isSelected ? 'accent' : 'outline');
      ctx.fillRect(0, y + 3, 3, LANE_PX - 6);
    }
    ctx.font = `${isSelected ? 600 : 400} 11.5px ${fonts.ui}`;
    ctx.fillStyle = palette(isSelected ? 'text' : 'text-2');
    ctx.fillText(clipped(ctx, lane.label, gutterPx - 18), 12, middle);
  });
  ctx.restore();
  ctx.fillStyle = palette('panel');
  ctx.fillRect(0, 0, gutterPx, HEAD_PX);
  ctx.strokeStyle = palette('line');
  ctx.lineWidth = 1;
  line(ctx, 0, HEAD_PX - 0.5, gutterPx, HEAD_PX - 0.5);
  line(ctx, gutterPx - 0.5, 0, gutterPx - 0.5, heightPx);
}

/** A text cut with an ellipsis so that it fits. */
function clipped(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let keep = text.length - 1;
  while (keep > 1 && ctx.measureText(`${text.slice(0, keep)}…`).width > width) keep--;
  return `${text.slice(0, keep)}…`;
}

// ------------------------------------------------------------------------------------------------ bars

interface Placed {
  readonly lane: Lane;
  readonly y: number;
  readonly index: number;
  readonly labels: (() => void)[];
}

function drawLane(ctx: CanvasRenderingContext2D, picture: Picture, { lane, y, index, labels }: Placed): void {
  const { gutterPx, widthPx, palette } = picture;
  if (lane.environment !== null && lane.environment === picture.selectedEnvironment) {
    ctx.fillStyle = palette('accent-soft');
    ctx.fillRect(gutterPx, y, widthPx - gutterPx, LANE_PX);
  } else if (index % 2 === 1) {
    ctx.fillStyle = palette('outline');
    ctx.globalAlpha = 0.06;
    ctx.fillRect(gutterPx, y, widthPx - gutterPx, LANE_PX);
    ctx.globalAlpha = 1;
  }
  for (const { bar, leftPx, rightPx } of placesInSight(picture, lane)) {
    drawBar(ctx, picture, bar, { left: leftPx, right: rightPx, top: y + BAR_TOP, labels });
  }
}

/** The bars of a lane that are in sight, with their places on the canvas. */
export function placesInSight(picture: Picture, lane: Lane): readonly BarPlace[] {
  return barPlaces({
    lane,
    fromUs: leftTime(picture),
    endUs: picture.axis.endUs,
    x: (timeUs) => canvasX(picture, timeUs),
    untilPx: picture.widthPx,
  });
}

const leftTime = (picture: Picture): number => {
  const { axis, scrollLeft } = picture;
  const segment = axis.segments.find((s) => s.endPx >= scrollLeft);
  return segment ? segment.startUs : axis.startUs;
};

const FILLS: Readonly<Record<BarState, readonly [fill: string, ink: string]>> = {
  creating: ['cold', 'text'],
  init: ['cold', 'on-cold'],
  busy: ['busy', 'on-busy'],
  idle: ['idle', 'text-2'],
  finishing: ['finishing', 'on-finishing'],
  failed: ['failed', 'text-2'],
  throttled: ['throttled', 'on-throttled'],
  waiting: ['waiting', 'text'],
  batch: ['sunken', 'text-2'],
};

interface DrawnPlace {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly labels: (() => void)[];
}

function drawBar(
  ctx: CanvasRenderingContext2D,
  picture: Picture,
  bar: Bar,
  { left, right, top, labels }: DrawnPlace,
): void {
  const { palette } = picture;
  const [fill, ink] = FILLS[bar.state];
  const isDimmed =
    picture.selectedInvocation !== null && bar.invocation !== picture.selectedInvocation && bar.state !== 'idle';
  ctx.globalAlpha = isDimmed ? 0.38 : 1;
  const width = right - left;
  switch (bar.state) {
    case 'idle':
      // Frozen: a thin line, so that work stands out.
      ctx.strokeStyle = palette('line-strong');
      ctx.lineWidth = 2;
      ctx.setLineDash([2, 4]);
      line(ctx, left + 1, top + BAR_PX / 2, right, top + BAR_PX / 2);
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
      return;
    case 'failed':
      // Its process is gone: a cross, and a line until it is initialised again.
      ctx.strokeStyle = palette('failed');
      ctx.lineWidth = 2;
      ctx.setLineDash([6, 4]);
      line(ctx, left, top + BAR_PX / 2, right, top + BAR_PX / 2);
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
      return;
    case 'batch':
      ctx.strokeStyle = palette('outline');
      ctx.lineWidth = 1.25;
      ctx.fillStyle = palette('sunken');
      rounded(ctx, left + 0.5, top + 0.5, width - 1, BAR_PX - 1, 4);
      ctx.fill();
      ctx.stroke();
      break;
    case 'creating':
      hatched(ctx, palette, fill, left, top, width);
      break;
    case 'waiting':
      waitingBar(ctx, palette, left, top, width);
      break;
    case 'throttled':
      ctx.fillStyle = palette(fill);
      notchedBox(ctx, left, top, refusedPx(bar));
      text(ctx, picture, bar.labels, left + 1, left + refusedPx(bar) + 6, top, palette(ink));
      ctx.globalAlpha = 1;
      return;
    default:
      ctx.fillStyle = palette(fill);
      rounded(ctx, left, top, width, BAR_PX, Math.min(4, width / 2));
      ctx.fill();
      if (bar.state === 'finishing') stripes(ctx, palette, left, top, width);
  }
  if (bar.isFailed) failedEnd(ctx, palette, left, right, top);
  if (bar.recordIndex === picture.selectedRecord || (picture.selectedInvocation !== null && !isDimmed)) {
    ctx.strokeStyle = palette('text');
    ctx.lineWidth = 1.5;
    rounded(ctx, left - 1, top - 1.5, width + 2, BAR_PX + 3, 5);
    ctx.stroke();
  }
  const inset = bar.isFailed ? 18 : 0;
  if (bar.state === 'waiting') labels.push(() => text(ctx, picture, bar.labels, left, right, top, palette(ink)));
  else {
    // Words on the hatch stand on a plate of its ground.
    const plate = bar.state === 'creating' ? palette('cold-soft') : undefined;
    text(ctx, picture, bar.labels, left, right - inset, top, palette(ink), plate);
  }
  ctx.globalAlpha = 1;
}

function text(
  ctx: CanvasRenderingContext2D,
  picture: Picture,
  words: readonly string[],
  left: number,
  right: number,
  top: number,
  colour: string,
  plate?: string,
): void {
  // The text stays in sight while its bar is scrolled out to the left.
  const from = Math.max(left, picture.gutterPx) + 5;
  const room = Math.min(right, picture.widthPx) - from - 3;
  ctx.font = `600 10.5px ${picture.fonts.ui}`;
  ctx.textBaseline = 'middle';
  const fitting = words.find((each) => ctx.measureText(each).width <= room);
  if (fitting === undefined) return;
  if (plate !== undefined) {
    ctx.fillStyle = plate;
    ctx.fillRect(from - 2, top + 3, ctx.measureText(fitting).width + 4, BAR_PX - 6);
  }
  ctx.fillStyle = colour;
  ctx.fillText(fitting, from, top + BAR_PX / 2 + 0.5);
}

function hatched(
  ctx: CanvasRenderingContext2D,
  palette: Palette,
  fill: string,
  left: number,
  top: number,
  width: number,
): void {
  ctx.save();
  rounded(ctx, left + 0.75, top + 0.75, Math.max(0.5, width - 1.5), BAR_PX - 1.5, 3.5);
  ctx.clip();
  ctx.fillStyle = palette('cold-soft');
  ctx.fillRect(left, top, width, BAR_PX);
  ctx.strokeStyle = palette(fill);
  ctx.lineWidth = 1.5;
  ctx.globalAlpha *= 0.55;
  for (let x = left - BAR_PX; x < left + width; x += 6) line(ctx, x, top + BAR_PX, x + BAR_PX, top);
  ctx.restore();
  ctx.strokeStyle = palette(fill);
  ctx.lineWidth = 1.5;
  rounded(ctx, left + 0.75, top + 0.75, Math.max(0.5, width - 1.5), BAR_PX - 1.5, 3.5);
  ctx.stroke();
}

function waitingBar(ctx: CanvasRenderingContext2D, palette: Palette, left: number, top: number, width: number): void {
  ctx.fillStyle = palette('raised');
  rounded(ctx, left + 0.5, top + 0.5, Math.max(0.5, width - 1), BAR_PX - 1, 4);
  ctx.fill();
  ctx.strokeStyle = palette('waiting');
  ctx.lineWidth = 1.25;
  ctx.setLineDash([4, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
}

function stripes(ctx: CanvasRenderingContext2D, palette: Palette, left: number, top: number, width: number): void {
  ctx.fillStyle = palette('panel');
  ctx.globalAlpha *= 0.35;
  for (let y = top + 3; y < top + BAR_PX; y += 5) ctx.fillRect(left, y, width, 2);
  ctx.globalAlpha = 1;
}

/** A square with a notch: a request that bounced off. */
function notchedBox(ctx: CanvasRenderingContext2D, left: number, top: number, width: number): void {
  ctx.beginPath();
  ctx.moveTo(left, top + BAR_PX / 2);
  ctx.lineTo(left + 5, top);
  ctx.lineTo(left + width, top);
  ctx.lineTo(left + width, top + BAR_PX);
  ctx.lineTo(left + 5, top + BAR_PX);
  ctx.closePath();
  ctx.fill();
}

/** The end of a bar that failed: a box in the colour of failure with a cross in it. */
function failedEnd(ctx: CanvasRenderingContext2D, palette: Palette, left: number, right: number, top: number): void {
  const width = Math.min(BAR_PX, Math.max(6, right - left));
  const from = right - width;
  ctx.fillStyle = palette('failed');
  rounded(ctx, from, top, width, BAR_PX, 3);
  ctx.fill();
  if (width < 12) return;
  ctx.strokeStyle = palette('on-failed');
  ctx.lineWidth = 1.75;
  const x = from + width / 2;
  const y = top + BAR_PX / 2;
  line(ctx, x - 3, y - 3, x + 3, y + 3);
  line(ctx, x + 3, y - 3, x - 3, y + 3);
}

function rounded(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): void {
  ctx.beginPath();
  ctx.roundRect(x, y, Math.max(0.5, width), height, Math.max(0, Math.min(radius, width / 2)));
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
