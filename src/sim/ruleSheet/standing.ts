/**
 * How this simulator stands to a rule of the fact sheet of Lambda's behaviour. What a rule says stands in
 * `trace/readouts/rules.ts`; here is whether it holds here, where, and which test would notice if it did not.
 */

/**
 * - `modelled`: runs here as the sheet says.
 * - `simplified`: a part of it holds here, or it holds in another way; the note says which.
 * - `assumed`: AWS is silent; the note says what was chosen.
 * - `explanation`: says nothing of its own: a misconception, a correction, history; follows from the rules it names.
 * - `missing`: not modelled, and why.
 */
export type Standing =
  | ({ readonly kind: 'modelled' } & Place)
  | ({ readonly kind: 'simplified' | 'assumed'; readonly note: string } & Place)
  | { readonly kind: 'explanation'; readonly rules: readonly string[]; readonly note: string }
  | { readonly kind: 'missing'; readonly note: string };

/** Paths from the root of the repository; both files name the rule. */
interface Place {
  readonly file: string;
  readonly test: string;
}

/** `file` below src, without its ending; the test stands beside it unless another is named. */
export function modelled(file: string, test = file): Standing {
  return { kind: 'modelled', ...place(file, test) };
}

export function simplified(note: string, file: string, test = file): Standing {
  return { kind: 'simplified', note, ...place(file, test) };
}

export function assumed(note: string, file: string, test = file): Standing {
  return { kind: 'assumed', note, ...place(file, test) };
}

export function explanation(rules: readonly string[], note = ''): Standing {
  return { kind: 'explanation', rules, note };
}

export function missing(note: string): Standing {
  return { kind: 'missing', note };
}

function place(file: string, test: string): Place {
  return { file: `src/${file}.ts`, test: `src/${test}.test.ts` };
}

export type Sheet = Readonly<Record<string, Standing>>;

/** Why whole groups of rules are missing. */
export const NO_EXTENSIONS = 'Extensions are not modelled.';
export const NO_PROVISIONED = 'Provisioned concurrency is not modelled.';
export const NO_VERSIONS = 'Versions and aliases are not modelled: every request runs $LATEST.';
export const NO_STREAM_READERS = 'A stream keeps its records; nothing reads them.';
export const NO_FILTERS = 'Mappings have no filter criteria.';
export const NO_FIFO = 'Queues and topics are standard ones; FIFO is not modelled.';
export const NO_METRICS = 'Counts are shown for the whole run, not as metrics of CloudWatch.';
