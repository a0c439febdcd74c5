/** What evaluating each module cost, for the init flame chart: spans read off the cost counter. */
import type { ModuleCost } from '../../protocol.ts';
import { CHARGES } from '../charges.ts';
import { charge, ticksSoFar } from '../counter.ts';

interface Span {
  readonly path: string;
  readonly depth: number;
  readonly start: number;
  inner: number;
  ticks: number;
}

const spans: Span[] = [];
const open: Span[] = [];

/** Runs `evaluate` as the evaluation of a module and charges what loading its source costs. */
export function measured<T>(path: string, size: number, evaluate: () => T): T {
  const span: Span = { path, depth: open.length, start: ticksSoFar(), inner: 0, ticks: 0 };
  spans.push(span);
  open.push(span);
  try {
    charge(CHARGES.module + size * CHARGES.sourceCharacter);
    return evaluate();
  } finally {
    open.pop();
    span.ticks = ticksSoFar() - span.start;
    const outer = open.at(-1);
    if (outer) outer.inner += span.ticks;
  }
}

/** Runs what is left of a module after an `await`; the cost counts for the module. */
export function resumed<T>(path: string, goOn: () => T): T {
  const start = ticksSoFar();
  try {
    return goOn();
  } finally {
    const span = spans.find((one) => one.path === path);
    if (span) span.ticks += Math.max(0, ticksSoFar() - start);
  }
}

/** All modules evaluated so far, in the order in which they began. */
export function moduleCosts(): ModuleCost[] {
  return spans.map(({ path, ticks, inner, depth }) => ({ path, ticks, selfTicks: ticks - inner, depth }));
}
