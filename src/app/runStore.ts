/**
 * The run as the page shows it: the trace received so far, the playhead, and what stands in the way.
 * Everything about the run that components show comes from `view` (the read-out at the playhead) or from the trace.
 */
import { createStore } from 'zustand/vanilla';
import type { Disabled } from '../engine/disabledCode.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { RunView } from '../sim/trace/readouts/view.ts';
import { Trace } from '../sim/trace/trace.ts';

/** Why nothing happens, or what just happened that the user must know (D32). Shown, never thrown. */
export interface Notice {
  readonly kind: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Node it is about, to be shown beside it. */
  readonly nodeId?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** An invocation started by the user from a node: its answer is shown where it was clicked. */
export interface Mine {
  readonly nodeId: string;
  /** Input number; the invocation is found by it in the trace. */
  readonly input: number;
  /** Invocation number once the record has been passed by the playhead. */
  readonly invocation: number | null;
  /** Record that says what became of it where that was no invocation: refused, or put into a queue. */
  readonly elsewhere: number | null;
  /** Code, settings or wires were changed since: the answer is that of an older version (D32). */
  readonly older: boolean;
}

export interface RunState {
  /** False: nothing has run since the document was loaded or reset; the clock stands at 0. */
  readonly exists: boolean;
  /** The scenario the run started with; null while there is none. Later edits reach a run as deployments. */
  readonly start: Scenario | null;
  readonly playing: boolean;
  /** The playhead: the index of the last record shown, -1 before the first. */
  readonly recordIndex: number;
  /** Virtual time of the playhead in µs as of the last view (between records it is past the record's time). */
  readonly playheadUs: number;
  /** Records received from the kernel. */
  readonly traceLength: number;
  /** How far the kernel has computed, µs. */
  readonly computedUs: number;
  readonly durationUs: number;
  readonly computing: boolean;
  /** The kernel has reached the end of the run. */
  readonly finished: boolean;
  /** The read-out at the playhead; null when no run exists. */
  readonly view: RunView | null;
  readonly mine: Mine | null;
  readonly notices: readonly Notice[];
  /** Pace: wall speed factor; `auto` is 1 × the pace function. */
  readonly speed: number;
  /** No compression of quiet time: real time × speed. */
  readonly trueScale: boolean;
  /** A link's code was not yet allowed to run. */
  readonly needsConsent: boolean;
  /** The run on screen ended before the last edit: it is older than the code or the settings. */
  readonly stale: boolean;
  /** The run cannot be reproduced (a wall-clock stop happened, D9). */
  readonly reproducible: boolean;
  /** Code that does not run until it is changed. */
  readonly disabled: readonly Disabled[];
  /** Digest comparison of an opened link: null unknown, else whether this replay matches. */
  readonly linkMatches: boolean | null;
}

/** The trace of the present run; it grows, and is cut when the user acts in the past. */
export const trace = { current: new Trace() };

export const initialRun: RunState = {
  exists: false,
  start: null,
  playing: false,
  recordIndex: -1,
  playheadUs: 0,
  traceLength: 0,
  computedUs: 0,
  durationUs: 0,
  computing: false,
  finished: false,
  view: null,
  mine: null,
  notices: [],
  speed: 1,
  trueScale: false,
  needsConsent: false,
  stale: false,
  reproducible: true,
  disabled: [],
  linkMatches: null,
};

export const runStore = createStore<RunState>(() => initialRun);

/** One animation frame of playback, for what moves every frame (clock, bars, tokens): no React involved. */
export interface Frame {
  /** Virtual time of the playhead, µs (fractional between records). */
  readonly timeUs: number;
  readonly recordIndex: number;
  /** Virtual ms per wall ms right now; 0 while paused or holding. */
  readonly rate: number;
  readonly playing: boolean;
  /** Wall-clock ms of the frame, for animation only. */
  readonly wallMs: number;
  /** The quiet stretch being skipped, if any: for "▶▶ 15 min". */
  readonly skippingUs: number | null;
}

type FrameListener = (frame: Frame) => void;
const listeners = new Set<FrameListener>();
let lastFrame: Frame = { timeUs: 0, recordIndex: -1, rate: 0, playing: false, wallMs: 0, skippingUs: null };

/** Calls `listener` now and at each frame in which something changed. Returns the unsubscribe function. */
export function onFrame(listener: FrameListener): () => void {
  listeners.add(listener);
  listener(lastFrame);
  return () => listeners.delete(listener);
}

export function publishFrame(frame: Frame): void {
  lastFrame = frame;
  for (const listener of listeners) listener(frame);
}
