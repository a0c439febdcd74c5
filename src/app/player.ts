/**
 * Playback: moves the playhead over the computed trace at the pace of `learning.md` 1.2 and publishes one view per animation frame.
 * It never computes a run; it asks for more when the trace ahead gets short.
 */
import type { Scenario } from '../scenario/schema.ts';
import { ViewCursor } from '../sim/trace/readouts/view.ts';
import { KIND } from '../sim/trace/records.ts';
import { Instants } from './instants.ts';
import { publishFrame, runStore, trace } from './runStore.ts';

/** Why playing stops by itself: at the end of the run, or when everything under way has been shown. */
type PlayMode = 'end' | 'settled';

/** What the player needs from the run: more trace. */
export interface TraceSource {
  /** Everything at or before this has happened, µs. */
  frontierUs(): number;
  finished(): boolean;
  /** Called when the playhead comes close to the end of what is known. */
  wantMore(recordIndex: number): void;
}

/** After a pause of the page itself (hidden tab) playback goes on where it was, not where it would have been. */
const FRAME_MS_MAX = 100;
const EPSILON_MS = 1e-6;

let source: TraceSource = { frontierUs: () => -1, finished: () => false, wantMore: () => {} };
let instants = new Instants(trace.current);
/** What the run started with. */
let scenario: Scenario | undefined;
let cursor = new ViewCursor(trace.current);
/** Position in `instants`, -1 before the first. */
let position = -1;
/** Wall ms of hold still to go at this instant, and wall ms already spent on the way from `fromUs` to the next. */
let holdLeftMs = 0;
let spentMs = 0;
/** Virtual time in µs from which the way to the next instant is gone: of the instant, or wherever a seek put the playhead after it. */
let fromUs = 0;
let mode: PlayMode = 'end';
let frameRequest = 0;
let lastWallMs = 0;
let lastRate = 0;
let skippingUs: number | null = null;
let published = { recordIndex: -2, traceLength: -1 };

export function attachSource(next: TraceSource): void {
  source = next;
}

/** A trace that was cut: starts from what it holds now, keeping the time of the playhead. */
export function resetPlayer(): void {
  instants = new Instants(trace.current);
  cursor = new ViewCursor(trace.current, scenario);
  instants.extend(source.frontierUs());
  placeAtTime(runStore.getState().playheadUs);
}

export function startPlaying(playMode: PlayMode): void {
  const { playing } = runStore.getState();
  // Acting while the run plays to its end does not make it stop earlier.
  if (!playing || playMode === 'end') mode = playMode;
  if (!playing) {
    runStore.setState({ playing: true });
    lastWallMs = 0;
  }
  requestFrame();
}

export function stopPlaying(): void {
  if (!runStore.getState().playing) return;
  runStore.setState({ playing: false });
  publish();
}

/** The trace grew. */
export function traceGrew(): void {
  instants.extend(source.frontierUs());
  if (runStore.getState().playing) requestFrame();
}

/** Goes to the last instant at or before a time; `false` when that has not been computed yet. */
export function seekTo(timeUs: number): void {
  instants.extend(source.frontierUs());
  placeAtTime(Math.max(0, timeUs));
  publish();
}

/** Goes to the instant of a record. */
export function seekToRecord(index: number): void {
  instants.extend(source.frontierUs());
  const at = instants.at(index - 1) + 1;
  placeAt(Math.min(at, instants.list.length - 1));
  publish();
}

/** One instant forward; false when there is none yet. */
export function stepInstant(direction: 1 | -1): boolean {
  instants.extend(source.frontierUs());
  const here = instants.list[position];
  const between = here !== undefined && runStore.getState().playheadUs > here.timeUs;
  const next = direction === -1 && between ? position : position + direction;
  if (next < 0 || next >= instants.list.length) return false;
  placeAt(next);
  publish();
  return true;
}

function placeAt(index: number): void {
  position = index;
  holdLeftMs = 0;
  setOff(instants.list[index]?.timeUs ?? 0);
}

function placeAtTime(timeUs: number): void {
  const index = trace.current.indexAt(timeUs);
  position = instants.at(index);
  holdLeftMs = 0;
  setOff(timeUs);
}

let timeUs = 0;

/** The playhead stands at a time, from where it goes on to the next instant. */
function setOff(from: number): void {
  fromUs = from;
  timeUs = from;
  spentMs = 0;
}

/** Wall ms from where the playhead set off to the next instant, which may have become known only afterwards. */
function wayMs(next: { readonly timeUs: number }): number {
  if (runStore.getState().trueScale) return (next.timeUs - fromUs) / 1000;
  const here = instants.list[position];
  if (!here) return 0;
  return (instants.spanMs(position) * (next.timeUs - fromUs)) / (next.timeUs - here.timeUs);
}

function requestFrame(): void {
  if (frameRequest === 0) frameRequest = requestAnimationFrame(frame);
}

function frame(wallMs: number): void {
  frameRequest = 0;
  const { playing, speed } = runStore.getState();
  if (!playing) return;
  const elapsedMs = lastWallMs === 0 ? 0 : Math.min(FRAME_MS_MAX, wallMs - lastWallMs);
  lastWallMs = wallMs;
  const before = timeUs;
  const stopped = move(elapsedMs * speed);
  lastRate = elapsedMs > 0 ? (timeUs - before) / 1000 / elapsedMs : 0;
  source.wantMore(instants.list[position]?.lastIndex ?? -1);
  if (stopped) runStore.setState({ playing: false });
  publish(wallMs);
  if (!stopped) requestFrame();
}

/** True when what the user started has been shown, and all that followed from it. */
function hasSettled(): boolean {
  const shown = instants.list[position]?.lastIndex ?? -1;
  // Before the input's own record has been shown there is no open work either.
  return shown >= 0 && inputIsShown(shown) && cursor.at(shown).openWork === 0;
}

function inputIsShown(shown: number): boolean {
  const { mine } = runStore.getState();
  if (!mine) return true;
  const { current } = trace;
  for (let i = shown; i >= 0; i--) {
    if (current.kind[i] === KIND.input && current.value[i] === mine.input) return true;
  }
  return false;
}

/** Moves the playhead by `ms` of paced wall time; true when playing is over. */
function move(ms: number): boolean {
  let left = ms;
  skippingUs = null;
  while (left > EPSILON_MS) {
    if (holdLeftMs > 0) {
      const held = Math.min(holdLeftMs, left);
      holdLeftMs -= held;
      left -= held;
      continue;
    }
    if (mode === 'settled' && hasSettled()) return true;
    const next = instants.list[position + 1];
    if (!next) return source.finished();
    const here = instants.list[position];
    const gapUs = next.timeUs - fromUs;
    const spanMs = wayMs(next);
    if (spentMs + left < spanMs) {
      spentMs += left;
      timeUs = fromUs + (gapUs * spentMs) / spanMs;
      if (here && !here.busy && gapUs > 1e6) skippingUs = gapUs;
      return false;
    }
    left -= spanMs - spentMs;
    position += 1;
    setOff(next.timeUs);
    holdLeftMs = runStore.getState().trueScale ? 0 : instants.holdMs(position);
  }
  return false;
}

/** Publishes the view at the playhead, if it is another one, and the frame. */
export function publish(wallMs = 0): void {
  const run = runStore.getState();
  const recordIndex = instants.list[position]?.lastIndex ?? -1;
  const traceLength = trace.current.length;
  if (published.recordIndex !== recordIndex || published.traceLength !== traceLength || run.view === null) {
    published = { recordIndex, traceLength };
    runStore.setState({
      recordIndex,
      traceLength,
      playheadUs: Math.floor(timeUs),
      view: cursor.at(recordIndex),
    });
  } else if (run.playheadUs !== Math.floor(timeUs)) {
    runStore.setState({ playheadUs: Math.floor(timeUs) });
  }
  publishFrame({
    timeUs,
    recordIndex,
    rate: run.playing ? lastRate : 0,
    playing: runStore.getState().playing,
    wallMs,
    skippingUs,
  });
}

/** A new run of a scenario: the clock stands at 0. */
export function clearPlayer(startScenario?: Scenario): void {
  scenario = startScenario;
  position = -1;
  holdLeftMs = 0;
  setOff(0);
  published = { recordIndex: -2, traceLength: -1 };
  instants = new Instants(trace.current);
  cursor = new ViewCursor(trace.current, scenario);
  publishFrame({ timeUs: 0, recordIndex: -1, rate: 0, playing: false, wallMs: 0, skippingUs: null });
}
