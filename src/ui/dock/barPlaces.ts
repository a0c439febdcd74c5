/** Where the bars of a lane are drawn. Pure: drawing and pointing share it, so that one points at what one sees. */
import { type Bar, barIndexAt, type Lane } from './timelineModel.ts';

export interface BarPlace {
  readonly bar: Bar;
  readonly leftPx: number;
  readonly rightPx: number;
}

/** No bar is narrower, however little time it took; its tooltip says how long that was. */
export const BAR_PX_MIN = 4;
/** A bar that neighbours would push farther than this from its time is left to them. */
const PUSH_PX_MAX = 2 * BAR_PX_MIN;
/** Refused requests take no time; their mark is as wide as its words. */
export const refusedPx = (bar: Bar): number => 14 + (bar.labels[0]?.length ?? 3) * 6.5;
const REFUSED_APART_PX = 6;

/** States in which nothing works are thin lines: they give way to the bars beside them. */
const isLine = ({ state }: Bar): boolean => state === 'idle' || state === 'failed';

export interface BarsWanted {
  readonly lane: Lane;
  /** The earliest time in sight, µs. */
  readonly fromUs: number;
  /** The end of the axis, µs. */
  readonly endUs: number;
  /** Where a time is drawn, px. */
  readonly x: (timeUs: number) => number;
  /** The right edge of what is seen, px. */
  readonly untilPx: number;
}

/**
 * The places of the bars in sight, from left to right. A short bar ends where its time ends and is widened to its left; bars that
 * would then lie upon each other stand beside each other, equal ones as one.
 */
export function barPlaces({ lane, fromUs, endUs, x, untilPx }: BarsWanted): readonly BarPlace[] {
  const places: BarPlace[] = [];
  // The last one that is no line, and its position.
  let last = -1;
  for (let i = Math.max(0, barIndexAt(lane.bars, fromUs)); i < lane.bars.length; i++) {
    const bar = lane.bars[i];
    if (!bar || bar.startUs > endUs) break;
    const leftPx = x(bar.startUs);
    if (leftPx > untilPx) break;
    const rightPx = x(Math.min(bar.endUs, endUs));
    const before = places[last];
    if (isLine(bar)) {
      const from = Math.max(leftPx, before?.rightPx ?? leftPx);
      if (rightPx - from >= 1) places.push({ bar, leftPx: from, rightPx });
      continue;
    }
    const place =
      bar.state === 'throttled' ? refusedPlace(bar, leftPx, before) : placeBeside(bar, leftPx, rightPx, before);
    if (place) {
      places.push(place);
      last = places.length - 1;
    } else if (before && bar.isFailed && !before.bar.isFailed) {
      // One bar stands for all at its place: the one that failed.
      places[last] = { ...before, bar };
    }
  }
  return places;
}

function placeBeside(bar: Bar, leftPx: number, rightPx: number, before: BarPlace | undefined): BarPlace | null {
  if (rightPx - leftPx >= BAR_PX_MIN) {
    // A widened bar before it keeps its place; a few pixels of this one are hidden.
    const from = Math.max(leftPx, before?.rightPx ?? leftPx);
    return { bar, leftPx: Math.min(from, rightPx - BAR_PX_MIN), rightPx };
  }
  const wish = rightPx - BAR_PX_MIN;
  if (!before) return { bar, leftPx: wish, rightPx };
  const isSame = before.bar.state === bar.state && before.bar.isFailed === bar.isFailed;
  if (isSame && rightPx < before.rightPx + BAR_PX_MIN) return null;
  const from = Math.max(wish, before.leftPx + BAR_PX_MIN);
  return from - leftPx > PUSH_PX_MAX ? null : { bar, leftPx: from, rightPx: from + BAR_PX_MIN };
}

function refusedPlace(bar: Bar, leftPx: number, before: BarPlace | undefined): BarPlace | null {
  if (before && leftPx - before.leftPx < REFUSED_APART_PX) return null;
  return { bar, leftPx, rightPx: leftPx + refusedPx(bar) };
}
