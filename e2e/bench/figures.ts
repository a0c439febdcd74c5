/** Figures of repeated runs of a bench as text. */
import type { Measured } from './benches.ts';
import type { Usage } from './processes.ts';

export type Figures = Measured & Usage;

/** One line of the table. */
export interface Row {
  readonly host: string;
  readonly bench: string;
  readonly runs: readonly Figures[];
}

export const figuresOf = (measured: Measured, usage: Usage): Figures => ({ ...measured, ...usage });

interface Column {
  readonly heading: string;
  readonly of: (figures: Figures) => number;
  readonly digits: number;
}

/**
 * A machine that does other work too makes the clock's figures worse: by about the time waited where one thread runs at
 * a time. The processor's it makes worse by what its caches lose.
 */
const COLUMNS: readonly Column[] = [
  { heading: 'per second', of: ({ count, seconds }) => count / seconds, digits: 0 },
  { heading: 'seconds', of: ({ seconds }) => seconds, digits: 2 },
  { heading: 'processor ms each', of: ({ processorS, count }) => (processorS * 1000) / count, digits: 3 },
  { heading: 'waited s', of: ({ waitedS }) => waitedS, digits: 2 },
  { heading: 'MB more', of: ({ mbMore }) => mbMore, digits: 0 },
  { heading: 'load', of: ({ load }) => load, digits: 1 },
];
const WIDTH = 22;

const cells = (host: string, bench: string, texts: readonly string[]) =>
  [host.padEnd(9), bench.padEnd(28), ...texts.map((text) => text.padStart(WIDTH))].join(' ');

export const HEADINGS = cells(
  'host',
  'bench: median (from–to)',
  COLUMNS.map(({ heading }) => heading),
);

export function rowText({ host, bench, runs }: Row): string {
  return cells(
    host,
    bench,
    COLUMNS.map(({ of, digits }) => spread(runs.map(of), digits)),
  );
}

function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const text = (value: number | undefined) =>
    (value ?? Number.NaN).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const median = text(sorted[Math.floor(sorted.length / 2)]);
  return sorted.length > 1 ? `${median} (${text(sorted[0])}–${text(sorted.at(-1))})` : median;
}
