/**
 * Virtual time as code in the environment sees it: it stands still but for the CPU time that the code itself uses, and jumps when
 * the environment thaws (ENV-29).
 */
import { ticksSoFar } from './counter.ts';
import { floor } from './primordials.ts';

const state = { epochMs: 0, startUs: 0, nsPerTick: 1, originUs: 0 };

/** Time 0 of the run as a date; once, at init. */
export function startClock(epochMs: number, nowUs: number): void {
  state.epochMs = epochMs;
  state.originUs = nowUs;
}

/** The moment at which a step starts. */
export function setClock(nowUs: number, nsPerTick: number): void {
  state.startUs = nowUs;
  state.nsPerTick = nsPerTick;
}

/** µs since the start of the run. */
export function nowUs(): number {
  return state.startUs + floor((ticksSoFar() * state.nsPerTick) / 1000);
}

/** Whole milliseconds since 1970, as `Date.now()`. */
export function nowMs(): number {
  return floor(state.epochMs + nowUs() / 1000);
}

/** Milliseconds since 1970 of a time of the run, rounded down. */
export function dateOf(timeUs: number): number {
  return floor(state.epochMs + timeUs / 1000);
}

/** Milliseconds since the process started, with fractions, as `performance.now()`. */
export function processMs(): number {
  return (nowUs() - state.originUs) / 1000;
}

/** Milliseconds since 1970 at which the process started. */
export function originMs(): number {
  return state.epochMs + state.originUs / 1000;
}
