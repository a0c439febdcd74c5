/** What the timeline draws, independent of how the trace is read. Times are µs since the start of the run. */

export type BarState =
  | 'creating'
  | 'init'
  | 'busy'
  | 'idle'
  | 'finishing'
  | 'failed'
  | 'throttled'
  | 'waiting'
  | 'batch';

export interface Bar {
  readonly startUs: number;
  /** Infinity: it goes on. */
  readonly endUs: number;
  readonly state: BarState;
  /** Texts for inside the bar, the longest first; the first that fits is written. */
  readonly labels: readonly string[];
  /** The record that this bar is about: where "Why?" begins. */
  readonly recordIndex: number;
  readonly invocation: number | null;
  /** The bar ended badly: a notch and a cross at its end. */
  readonly isFailed: boolean;
}

export interface Lane {
  readonly id: string;
  readonly label: string;
  /** Such as the function's name, in front of the label where there are several functions. */
  readonly group: string;
  readonly kind: 'environment' | 'queue' | 'poller' | 'source';
  readonly nodeId: string;
  readonly environment: number | null;
  /** In order of start; they do not overlap within a lane. */
  readonly bars: readonly Bar[];
}

/** Bars in which nothing works: they do not hold the axis open. */
const QUIET: ReadonlySet<BarState> = new Set(['idle', 'waiting', 'failed', 'batch']);

/** Stretches in which something works, up to a moment; a bar that goes on ends there. */
export function busyIntervals(lanes: readonly Lane[], untilUs: number): { startUs: number; endUs: number }[] {
  const busy: { startUs: number; endUs: number }[] = [];
  for (const lane of lanes) {
    for (const bar of lane.bars) {
      if (bar.startUs > untilUs) break;
      // The moment at which waiting begins is an event, the waiting itself is not.
      const endUs = QUIET.has(bar.state) ? bar.startUs : Math.min(bar.endUs, untilUs);
      busy.push({ startUs: bar.startUs, endUs });
    }
  }
  return busy;
}

/** The last bar that starts at or before a time, or -1. */
export function barIndexAt(bars: readonly Bar[], timeUs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars[middle]?.startUs ?? 0) <= timeUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const WORDS: Readonly<Record<BarState, string>> = {
  creating: 'starting',
  init: 'init',
  busy: 'running',
  idle: 'idle',
  finishing: 'finishing',
  failed: 'no process',
  throttled: 'refused (429)',
  waiting: 'waiting',
  batch: 'polling',
};

export const stateWord = (state: BarState): string => WORDS[state];
