/**
 * How fast a run is shown: the pace function of `learning.md` 1.2. Interesting moments hold the clock, repeats get shorter,
 * quiet stretches are compressed, and the bars of one scene keep their proportions.
 *
 * Only the showing is compressed: the times themselves never change (SIM-10).
 *
 * A *step* is one instant of virtual time with everything that happened in it. Virtual times are ms here, wall times ms.
 */

/** How long the clock holds at the first sight of an event, wall ms. Names as in `learning.md`. */
export const HOLD_MS = {
  env_start: 500,
  init_end: 300,
  warm_reuse: 250,
  spill: 600,
  throttle: 600,
  error: 600,
  timeout: 600,
  retry_wait: 500,
  batch: 400,
  visible_again: 500,
  record: 500,
  dlq: 600,
  env_stop: 400,
  ext_tail: 400,
  frozen: 300,
  thawed: 400,
  response: 150,
  log: 120,
} as const;
export type PaceEvent = keyof typeof HOLD_MS;

const OTHER_HOLD_MS = 120;
const HOLD_MS_MAX = 2500;
export const BUDGET_MS = 90_000;

export interface PaceStep {
  /** Virtual time, ms. */
  readonly v: number;
  readonly events: readonly string[];
  /** An environment is starting, running or finishing after this instant. */
  readonly busy: boolean;
}

export interface PacedStep {
  readonly v: number;
  /** Wall ms the clock holds at this instant. */
  readonly hold: number;
  /** Novelty of the most novel event here: 1 is new, less is familiar. */
  readonly novelty: number;
  /** Wall ms until the next instant. */
  readonly span: number;
}

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/** Weight of the n-th time a kind is seen. */
export const novelty = (n: number): number => (n === 1 ? 2 : n <= 4 ? 1 : n <= 12 ? 0.4 : 0.02);

/** Wall ms for a quiet gap of `gapMs` virtual ms: a minute and an hour differ, but neither bores. */
export const quietMs = (gapMs: number): number => clamp(600 + 450 * Math.log10(1 + gapMs / 1000), 600, 2400);

/** Wall ms for a busy gap: in proportion up to 3 s, then compressed, never above 6 s. */
export function activeMs(gapMs: number, rate: number): number {
  const wall = gapMs / rate;
  return wall <= 3000 ? wall : Math.min(6000, 3000 + 800 * Math.log2(wall / 3000));
}

/** Virtual ms per wall ms inside a scene: a typical cold start takes 1.6 s, without one a typical handler 0.8 s. */
export function sceneRate(coldStartsMs: readonly number[], handlersMs: readonly number[]): number {
  const cold = median(coldStartsMs);
  if (cold !== null) return clamp(cold / 1600, 0.02, 5);
  const warm = median(handlersMs);
  return warm === null ? 1 : clamp(warm / 800, 0.02, 5);
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** Counts what has been seen and paces one step after the other; steps must come in order. */
export class Pacer {
  private readonly seen = new Map<string, number>();

  /** `nextV`: virtual time of the next instant, null at the end. */
  pace(step: PaceStep, nextV: number | null, rate: number): PacedStep {
    const weights = step.events.map((event) => {
      const n = (this.seen.get(event) ?? 0) + 1;
      this.seen.set(event, n);
      return novelty(n);
    });
    const k = Math.min(1, Math.max(0, ...weights.slice(0, 50_000)));
    const holds = step.events
      // Other names than those of HOLD_MS find nothing there.
      .map((event, i) => (HOLD_MS[event as PaceEvent] ?? OTHER_HOLD_MS) * (weights[i] ?? 0))
      .sort((a, b) => b - a);
    const crowd = holds.length > 3 ? 250 * Math.log2(holds.length - 2) * k : 0;
    const hold = Math.min(HOLD_MS_MAX, holds.slice(0, 3).reduce((sum, ms) => sum + ms, 0) + crowd);
    const gap = nextV === null ? 0 : nextV - step.v;
    const span = gap === 0 ? 0 : k * (step.busy ? activeMs(gap, rate) : quietMs(gap));
    return { v: step.v, hold, novelty: k, span };
  }
}

/** By how much familiar steps are squeezed so that the whole fits the budget. */
export function squeeze(steps: readonly PacedStep[], budgetMs = BUDGET_MS): number {
  let fresh = 0;
  let familiar = 0;
  for (const s of steps) {
    if (s.novelty < 1) familiar += s.hold + s.span;
    else fresh += s.hold + s.span;
  }
  return familiar === 0 ? 1 : clamp((budgetMs - fresh) / familiar, 0.02, 1);
}

/** Paces a whole run; gives the wall time of each step. For tests and for known, finished runs. */
export function paceRun(
  steps: readonly PaceStep[],
  rate: number,
  { speed = 1, budgetMs = BUDGET_MS } = {},
): (PacedStep & { readonly w: number })[] {
  const pacer = new Pacer();
  const paced = steps.map((step, i) => pacer.pace(step, steps[i + 1]?.v ?? null, rate));
  const factor = squeeze(paced, budgetMs);
  let w = 0;
  return paced.map((step) => {
    const at = w;
    w += ((step.novelty < 1 ? factor : 1) * (step.hold + step.span)) / speed;
    return { ...step, w: at };
  });
}
