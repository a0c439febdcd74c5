/** The words behind `npm run simulate --`. */

export interface SimulateOptions {
  /** Files and links. */
  readonly what: readonly string[];
  /** Virtual time at which to end, s; undefined: the duration of the scenario. */
  readonly untilS?: number;
  readonly seed?: number;
  readonly json: boolean;
  /** Where to write the records. */
  readonly traceFile?: string;
}

export const USAGE = `npm run simulate -- FILE|LINK … [--until SECONDS] [--seed N] [--json] [--trace FILE]
Runs scenarios with their handlers and prints what happened. A link is the address of a share link or the part behind its #,
#example=NAME included. --trace writes the records of a single run, one JSON object a line.`;

export type ParsedOptions =
  | { readonly ok: true; readonly options: SimulateOptions }
  | { readonly ok: false; readonly problems: readonly string[] };

export function parseOptions(words: readonly string[]): ParsedOptions {
  const what: string[] = [];
  const values: Record<string, string> = {};
  const problems: string[] = [];
  let json = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--json') json = true;
    else if (/^--(until|seed|trace)$/.test(word)) {
      i += 1;
      if (words[i] === undefined) problems.push(`${word} needs a value.`);
      values[word] = words[i] ?? '';
    } else if (word.startsWith('-')) problems.push(`${word} is no option.`);
    else what.push(word);
  }
  if (what.length === 0) problems.push('Name a scenario file or a link.');
  const { '--until': until, '--seed': seed, '--trace': traceFile } = values;
  if (until !== undefined && !(Number(until) > 0)) problems.push('--until takes a number of seconds above 0.');
  if (seed !== undefined && !/^\d{1,10}$/.test(seed)) problems.push('--seed takes a whole number.');
  else if (Number(seed) > 4_294_967_295) problems.push('--seed is at most 4294967295.');
  if (traceFile !== undefined && what.length > 1) problems.push('--trace takes the records of one run.');
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    options: {
      what,
      json,
      ...(until === undefined ? {} : { untilS: Number(until) }),
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      ...(traceFile === undefined ? {} : { traceFile }),
    },
  };
}
