/**
 * The time axis of the timeline: virtual time to pixels and back. One scale holds wherever something happens, so a bar
 * twice as long took twice as long; a quiet stretch is squeezed into a zigzag of fixed width and labelled. Pure.
 */

/** A stretch of virtual time in which something happens, µs; an instant has equal ends. */
export interface Interval {
  readonly startUs: number;
  readonly endUs: number;
}

/** A piece of the axis. `gap` is a squeezed quiet stretch; inside a `scene` the axis is linear. */
export interface Segment extends Interval {
  readonly kind: 'scene' | 'gap';
  readonly startPx: number;
  readonly endPx: number;
}

export interface Axis {
  readonly segments: readonly Segment[];
  /** Scale of every scene. */
  readonly pxPerUs: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly widthPx: number;
}

export interface AxisOptions {
  /** Busy stretches, in any order; they may overlap. */
  readonly busy: readonly Interval[];
  readonly startUs: number;
  readonly endUs: number;
  /** Room to fill; with many quiet stretches the axis is wider. */
  readonly widthPx: number;
  /** Width of a squeezed quiet stretch. */
  readonly gapPx?: number;
}

/** A millisecond is never drawn wider than this: a run of one short call would otherwise look like a long one. */
const PX_PER_US_MAX = 8 / 1000;
/** Room kept before and after what happens, so that a bar does not touch a zigzag. Share of the gap's width. */
const MARGIN = 0.12;
/** Quiet is squeezed only if, drawn to scale, it would be this many times as wide. */
const SQUEEZE_WORTH = 2.5;
/** All zigzags together are at most this many times as wide as the room: beyond, an overview to scale serves better. */
const GAPS_WIDTH_MAX = 3;

/**
 * Squeezes as many quiet stretches as that is worth, the longest first. What happens keeps at least half of the width that
 * is given; with many squeezed stretches the axis becomes wider than that, and is scrolled.
 */
export function axisOf({ busy, startUs, endUs, widthPx, gapPx = 72 }: AxisOptions): Axis {
  const end = Math.max(endUs, startUs + 1);
  const merged = mergeIntervals(busy, { startUs, endUs: end });
  const list = pieces(merged, { startUs, endUs: end });
  const fit = fitOf(list, { widthPx, gapPx: Math.min(gapPx, widthPx / 4) });
  const segments = layOut(list, fit);
  return { segments, pxPerUs: fit.pxPerUs, startUs, endUs: end, widthPx: segments.at(-1)?.endPx ?? 0 };
}

/** Sorted, clipped to the domain, overlaps joined. */
export function mergeIntervals(intervals: readonly Interval[], domain: Interval): Interval[] {
  const sorted = intervals
    .filter((i) => i.endUs >= domain.startUs && i.startUs <= domain.endUs)
    .map((i) => ({ startUs: Math.max(i.startUs, domain.startUs), endUs: Math.min(i.endUs, domain.endUs) }))
    .sort((a, b) => a.startUs - b.startUs);
  const merged: { startUs: number; endUs: number }[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && next.startUs <= last.endUs) last.endUs = Math.max(last.endUs, next.endUs);
    else merged.push(next);
  }
  return merged;
}

type Piece = Interval & { readonly quiet: boolean };

function pieces(busy: readonly Interval[], domain: Interval): Piece[] {
  const list: Piece[] = [];
  let at = domain.startUs;
  for (const interval of busy) {
    if (interval.startUs > at) list.push({ startUs: at, endUs: interval.startUs, quiet: true });
    if (interval.endUs > interval.startUs) list.push({ ...interval, quiet: false });
    at = interval.endUs;
  }
  if (at < domain.endUs) list.push({ startUs: at, endUs: domain.endUs, quiet: true });
  return list;
}

interface Fit {
  readonly pxPerUs: number;
  /** Quiet stretches at least this long are squeezed. */
  readonly squeezedFromUs: number;
  /** Width of each squeezed stretch. */
  readonly gapPx: number;
}

/** Many zigzags share half of the width, but none gets narrower than its label needs. */
const GAP_PX_MIN = 46;

const lengthOf = (interval: Interval) => interval.endUs - interval.startUs;

/**
 * The scale, and from which length on quiet is squeezed. The more stretches are squeezed, the larger the scale; we squeeze
 * as many as possible as long as each, drawn to scale, would be much wider than its zigzag.
 */
function fitOf(list: readonly Piece[], { widthPx, gapPx: gapPxMax }: { widthPx: number; gapPx: number }): Fit {
  const quiet = list.filter((piece) => piece.quiet).map(lengthOf);
  quiet.sort((a, b) => b - a);
  const totalUs = list.reduce((sum, piece) => sum + lengthOf(piece), 0);
  let fit: Fit = {
    pxPerUs: Math.min(PX_PER_US_MAX, widthPx / totalUs),
    squeezedFromUs: Number.POSITIVE_INFINITY,
    gapPx: 0,
  };
  let squeezedUs = 0;
  for (const [index, lengthUs] of quiet.entries()) {
    squeezedUs += lengthUs;
    const count = index + 1;
    const gapPx = Math.min(gapPxMax, Math.max(GAP_PX_MIN, widthPx / 2 / count));
    const gapsPx = count * gapPx;
    if (gapsPx > widthPx * GAPS_WIDTH_MAX) break;
    const roomPx = Math.max(widthPx - gapsPx, widthPx / 2);
    const linearUs = Math.max(totalUs - squeezedUs, 1);
    const pxPerUs = Math.min(PX_PER_US_MAX, roomPx / linearUs);
    if (lengthUs * pxPerUs > gapPx * SQUEEZE_WORTH) fit = { pxPerUs, squeezedFromUs: lengthUs, gapPx };
  }
  return fit;
}

function layOut(list: readonly Piece[], { pxPerUs, squeezedFromUs, gapPx }: Fit): Segment[] {
  const segments: Segment[] = [];
  let x = 0;
  const add = (kind: Segment['kind'], startUs: number, endUs: number, width: number) => {
    const last = segments.at(-1);
    // What is linear on both sides of a border is one scene.
    if (kind === 'scene' && last?.kind === 'scene')
      segments[segments.length - 1] = { ...last, endUs, endPx: x + width };
    else segments.push({ kind, startUs, endUs, startPx: x, endPx: x + width });
    x += width;
  };
  for (const [index, piece] of list.entries()) {
    if (!piece.quiet || lengthOf(piece) < squeezedFromUs) {
      add('scene', piece.startUs, piece.endUs, lengthOf(piece) * pxPerUs);
      continue;
    }
    const marginPx = gapPx * MARGIN;
    const marginUs = marginPx / pxPerUs;
    const before = index > 0 ? 1 : 0;
    const after = index < list.length - 1 ? 1 : 0;
    if (before) add('scene', piece.startUs, piece.startUs + marginUs, marginPx);
    add('gap', piece.startUs + before * marginUs, piece.endUs - after * marginUs, gapPx - (before + after) * marginPx);
    if (after) add('scene', piece.endUs - marginUs, piece.endUs, marginPx);
  }
  return segments;
}

/** Where a time is drawn; times outside the axis lie at its ends. */
export function timeToPx(axis: Axis, timeUs: number): number {
  const segment = findSegment(axis, (s) => timeUs <= s.endUs);
  if (!segment) return 0;
  const share = (timeUs - segment.startUs) / (segment.endUs - segment.startUs || 1);
  return segment.startPx + clamp01(share) * (segment.endPx - segment.startPx);
}

/** The time drawn at a place; places outside the axis give its ends. */
export function pxToTime(axis: Axis, px: number): number {
  const segment = findSegment(axis, (s) => px <= s.endPx);
  if (!segment) return axis.startUs;
  const share = (px - segment.startPx) / (segment.endPx - segment.startPx || 1);
  return segment.startUs + clamp01(share) * (segment.endUs - segment.startUs);
}

/** The first segment that fulfils a condition which, once true, stays true; else the last. */
function findSegment(axis: Axis, isReached: (segment: Segment) => boolean): Segment | undefined {
  const { segments } = axis;
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const segment = segments[middle];
    if (segment && isReached(segment)) high = middle;
    else low = middle + 1;
  }
  return segments[low];
}

const clamp01 = (x: number) => Math.min(1, Math.max(0, x));

/** A labelled place on the axis. */
export interface Tick {
  readonly px: number;
  readonly timeUs: number;
}

/** Round times inside the scenes, at least `spacingPx` apart. Every scene that is wide enough starts with its own. */
export function ticksOf(axis: Axis, spacingPx = 90): Tick[] {
  const stepUs = roundStepUs(spacingPx / axis.pxPerUs);
  const ticks: Tick[] = [];
  const add = (timeUs: number) => {
    const px = timeToPx(axis, timeUs);
    const last = ticks.at(-1);
    if (!last || px - last.px >= spacingPx * 0.75) ticks.push({ px, timeUs });
  };
  for (const scene of axis.segments) {
    if (scene.kind === 'gap') continue;
    for (let t = Math.ceil(scene.startUs / stepUs) * stepUs; t <= scene.endUs; t += stepUs) add(t);
  }
  return ticks;
}

const STEPS_US = [1, 2, 5].flatMap((n) => [1, 10, 100, 1e3, 1e4, 1e5].map((p) => n * p));
const LONG_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800];
const ALL_STEPS_US = [...STEPS_US, ...LONG_STEPS_S.map((s) => s * 1e6)].sort((a, b) => a - b);

/** The smallest step people count in that is not below `us`. */
export function roundStepUs(us: number): number {
  return ALL_STEPS_US.find((step) => step >= us) ?? Math.ceil(us / 604_800e6) * 604_800e6;
}

/**
 * How far a scene that is still going on is drawn: beyond the playhead, in coarse steps, so that the axis stands still
 * most of the time instead of shrinking at each frame.
 */
export function horizonUs({ sceneStartUs, seenUs }: { sceneStartUs: number; seenUs: number }): number {
  const length = Math.max(seenUs - sceneStartUs, 1000);
  const magnitude = 10 ** Math.floor(Math.log10(length));
  const steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15];
  const step = steps.find((n) => n * magnitude > length * 1.02) ?? 15;
  return sceneStartUs + step * magnitude;
}
