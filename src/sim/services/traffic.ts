/** When a trigger fires: one arrival after the other, drawn as they are needed, so that a long run costs no memory. */
import type { Traffic } from '../../scenario/schema.ts';
import { exponential } from '../kernel/math.ts';
import type { RandomStream } from '../kernel/random.ts';

/** One arrival. */
export interface ArrivalState {
  /** µs since the start of the run, whole. */
  readonly timeUs: number;
  /** Running number of the trigger's arrivals, from 1; it replaces `{n}` in keys and messages. */
  readonly n: number;
}

/**
 * The first arrival of a trigger, or null when there is none. Only Poisson traffic takes random numbers, one a draw; as it has
 * no memory, what would have come before `sinceUs` is not even drawn.
 */
export function firstArrival(traffic: Traffic, random: RandomStream, sinceUs = 0): ArrivalState | null {
  const drawnFromUs = traffic.kind === 'poisson' ? Math.max(microseconds(traffic.startS), sinceUs) : null;
  return arrival(traffic, 1, drawnFromUs, random);
}

/** The arrival after `state`, or null when that was the last. Times never go back; those of a burst are equal. */
export function nextArrival(traffic: Traffic, state: ArrivalState, random: RandomStream): ArrivalState | null {
  return arrival(traffic, state.n + 1, state.timeUs, random);
}

function arrival(traffic: Traffic, n: number, beforeUs: number | null, random: RandomStream): ArrivalState | null {
  switch (traffic.kind) {
    case 'none':
      return null;
    case 'single':
      return n === 1 ? { n, timeUs: microseconds(traffic.atS) } : null;
    case 'burst':
      return n <= traffic.count ? { n, timeUs: microseconds(traffic.atS) } : null;
    case 'every':
      // From the start each time: adding up rounded steps would drift.
      return n <= traffic.count
        ? { n, timeUs: microseconds(traffic.startS) + Math.round((n - 1) * traffic.everyMs * 1000) }
        : null;
    case 'poisson': {
      const timeUs =
        (beforeUs ?? microseconds(traffic.startS)) + Math.round(exponential(1_000_000 / traffic.ratePerS, random));
      return timeUs < microseconds(traffic.endS) ? { n, timeUs } : null;
    }
    case 'times': {
      const timeUs = sortedTimesUs(traffic.timesS)[n - 1];
      return timeUs === undefined ? null : { n, timeUs };
    }
  }
}

function microseconds(seconds: number): number {
  return Math.round(seconds * 1_000_000);
}

/** Sorted once for each list: it is read for every arrival. Scenarios are never changed in place. */
const sortedLists = new WeakMap<readonly number[], readonly number[]>();

function sortedTimesUs(timesS: readonly number[]): readonly number[] {
  let sorted = sortedLists.get(timesS);
  if (!sorted) {
    sorted = timesS.map(microseconds).sort((a, b) => a - b);
    sortedLists.set(timesS, sorted);
  }
  return sorted;
}
