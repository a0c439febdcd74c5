/** Places on the timeline: from pixels to times, lanes and bars, and back. */
import { pxToTime, timeToPx } from './axis.ts';
import type { BarPlace } from './barPlaces.ts';
import { canvasX, HEAD_PX, LANE_PX, type Picture, placesInSight } from './drawTimeline.ts';
import { seenUntilUs } from './seen.ts';
import { type Bar, barIndexAt, type Lane } from './timelineModel.ts';

/** What lies at a place: a lane, and the bar in it if there is one. */
export interface Hit {
  readonly laneIndex: number;
  readonly lane: Lane;
  readonly bar: Bar | null;
}

export type PlacedHit = Hit & { readonly x: number; readonly y: number };

export function placePlayhead(
  picture: Picture,
  head: HTMLElement | null,
  veil: HTMLElement | null,
  timeUs: number,
): void {
  const x = canvasX(picture, timeUs) - picture.gutterPx;
  const seenX = canvasX(picture, Math.max(timeUs, seenUntilUs())) - picture.gutterPx;
  if (head) {
    head.style.transform = `translateX(${x}px)`;
    head.style.visibility = x < -1 ? 'hidden' : 'visible';
  }
  if (veil) {
    // Between the playhead and the farthest moment shown bars are pale; beyond, they are hidden.
    veil.style.transform = `translateX(${Math.max(0, x)}px)`;
    veil.style.setProperty('--seen', `${Math.max(0, seenX - Math.max(0, x))}px`);
  }
}

export function keepInSight(box: HTMLElement | null, picture: Picture, timeUs: number): void {
  if (!box || box.scrollWidth <= box.clientWidth) return;
  const x = timeToPx(picture.axis, timeUs);
  const room = box.clientWidth - picture.gutterPx;
  if (x < box.scrollLeft + room * 0.1 || x > box.scrollLeft + room * 0.85) box.scrollLeft = x - room * 0.5;
}

export function scrollToLane(box: HTMLElement | null, index: number): void {
  if (!box || index < 0) return;
  const top = index * LANE_PX;
  const room = box.clientHeight - HEAD_PX - LANE_PX;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + room) box.scrollTop = top - room;
}

interface Place {
  readonly clientX: number;
  readonly clientY: number;
}

export function localPlace(box: HTMLElement | null, event: Place): { readonly x: number; readonly y: number } {
  const rect = box?.getBoundingClientRect();
  return { x: event.clientX - (rect?.left ?? 0), y: event.clientY - (rect?.top ?? 0) };
}

export const isInHead = (box: HTMLElement | null, event: Place) => localPlace(box, event).y < HEAD_PX;
export const isInGutter = (picture: Picture | null, box: HTMLElement | null, event: Place) =>
  localPlace(box, event).x < (picture?.gutterPx ?? 0);

export function timeAt(picture: Picture | null, box: HTMLElement | null, clientX: number): number | null {
  if (!picture || !box) return null;
  const { x } = localPlace(box, { clientX, clientY: 0 });
  const px = x - picture.gutterPx + box.scrollLeft;
  return Math.min(pxToTime(picture.axis, px), seenOrMore(picture));
}

/** Dragging beyond what was shown goes on computing, at most to the end of the drawn axis. */
const seenOrMore = (picture: Picture): number => Math.max(seenUntilUs(), picture.axis.endUs);

/** A bar takes the pointer a little beyond its edges: short ones are only a few pixels wide. */
const REACH_PX = 4;

export function hitAt(picture: Picture | null, box: HTMLElement | null, event: Place): Hit | null {
  if (!picture || !box) return null;
  const { x, y } = localPlace(box, event);
  const laneIndex = Math.floor((y - HEAD_PX + box.scrollTop) / LANE_PX);
  const lane = picture.lanes[laneIndex];
  if (y < HEAD_PX || !lane) return null;
  if (x < picture.gutterPx) return { laneIndex, lane, bar: null };
  const time = pxToTime(picture.axis, x - picture.gutterPx + box.scrollLeft);
  if (time > seenUntilUs()) return { laneIndex, lane, bar: null };
  return { laneIndex, lane, bar: nearest(placesInSight(picture, lane), x) };
}

/** The bar at a place: what is drawn on top there, else the nearest within reach. */
function nearest(places: readonly BarPlace[], x: number): Bar | null {
  let best: { readonly bar: Bar; readonly awayPx: number } | null = null;
  for (const { bar, leftPx, rightPx } of places) {
    const awayPx = Math.max(0, leftPx - x, x - rightPx);
    if (awayPx <= REACH_PX && (!best || awayPx <= best.awayPx)) best = { bar, awayPx };
  }
  return best?.bar ?? null;
}

/** The bar of a lane at the playhead with the place of its tooltip, for the keyboard. */
export function barUnderPlayhead(
  picture: Picture | null,
  box: HTMLElement | null,
  laneIndex: number,
  timeUs: number,
): PlacedHit | null {
  const lane = picture?.lanes[laneIndex];
  const bar = lane?.bars[barIndexAt(lane.bars, timeUs)];
  if (!picture || !box || !lane || !bar || bar.endUs < timeUs) return null;
  const y = HEAD_PX + (laneIndex + 0.5) * LANE_PX - box.scrollTop;
  return { laneIndex, lane, bar, x: canvasX(picture, Math.max(bar.startUs, Math.min(timeUs, bar.endUs))), y };
}
