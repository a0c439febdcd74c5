/** Runs scenarios from a command, real handlers included, and says what happened. */
import { writeFile } from 'node:fs/promises';
import { runHeadless } from '../../src/engine/headless.ts';
import { traceDigest } from '../../src/sim/trace/digest.ts';
import { type Summary, summarize } from '../../src/sim/trace/readouts/summary.ts';
import type { Trace } from '../../src/sim/trace/trace.ts';
import { type RunToDo, readRun } from './readRun.ts';
import { parseOptions, type SimulateOptions, USAGE } from './simulateOptions.ts';
import { summaryText } from './summaryText.ts';

/** Where it writes; the console of the command. */
export interface Output {
  log(text: string): void;
  error(text: string): void;
}

export interface SimulatedRun extends Summary {
  readonly name: string;
  readonly seed: number;
  /** SHA-256 of the trace. */
  readonly digest: string;
  /** False when this machine had to stop an environment: another run may differ. */
  readonly reproducible: boolean;
  /** Whether the digest is the one that the link promises; left out without one, or when seed or end were changed. */
  readonly asPromised?: boolean;
}

/** Gives the exit code: 0 done, 1 a link promises another digest, 2 bad input. */
export async function simulate(words: readonly string[], output: Output): Promise<number> {
  const parsed = parseOptions(words);
  if (!parsed.ok) return refuse(output, [...parsed.problems, USAGE]);
  const { options } = parsed;
  const reads = await Promise.all(options.what.map(async (what) => ({ what, read: await readRun(what) })));
  const problems = reads.flatMap(({ what, read }) =>
    read.ok ? [] : read.problems.map((one) => `${short(what)}: ${one}`),
  );
  if (problems.length > 0) return refuse(output, problems);
  const runs: SimulatedRun[] = [];
  for (const { read } of reads) if (read.ok) runs.push(await simulated(read.run, options));
  output.log(
    options.json ? JSON.stringify(runs.length === 1 ? runs[0] : runs, null, 2) : runs.map(runText).join('\n\n'),
  );
  return runs.some(({ asPromised }) => asPromised === false) ? 1 : 0;
}

async function simulated(run: RunToDo, { untilS, seed, traceFile }: SimulateOptions): Promise<SimulatedRun> {
  const scenario = seed === undefined ? run.scenario : { ...run.scenario, seed };
  const untilUs = untilS === undefined ? undefined : untilS * 1e6;
  const { trace, reproducible } = await runHeadless(scenario, {
    inputs: run.inputs,
    ...(untilUs === undefined ? {} : { untilUs }),
  });
  if (traceFile !== undefined) await writeFile(traceFile, recordLines(trace));
  const digest = traceDigest(trace);
  const isWhole = seed === undefined && untilS === undefined && run.digest !== undefined;
  return {
    name: run.name,
    seed: scenario.seed,
    digest,
    reproducible,
    ...(isWhole ? { asPromised: digest === run.digest } : {}),
    ...summarize(trace, scenario),
  };
}

function recordLines(trace: Trace): string {
  return Array.from({ length: trace.length }, (_, i) => `${JSON.stringify(trace.at(i))}\n`).join('');
}

function runText(run: SimulatedRun): string {
  const promise =
    run.asPromised === undefined ? '' : run.asPromised ? ', as the link says' : ', not the one of the link';
  return [
    `${run.name} (seed ${run.seed})`,
    summaryText(run),
    `digest ${run.digest}${promise}`,
    ...(run.reproducible ? [] : ['not reproducible: this machine had to stop an environment']),
  ].join('\n');
}

function refuse(output: Output, problems: readonly string[]): number {
  for (const problem of problems) output.error(problem);
  return 2;
}

const short = (what: string) => (what.length > 60 ? `${what.slice(0, 57)}…` : what);
