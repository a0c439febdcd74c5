/**
 * `npm run conformance`: replays recorded runtime cases, or repeats runs and compares their digests, on the hosts asked for.
 * Exit code 0: all as it should be; 1: something differs; 2: wrong options, a file that is not of the format, a host that is missing.
 */
import { readFileSync } from 'node:fs';
import { casesOf, type RuntimeCase } from '../../src/runtime/conformance/cases.ts';
import { compareDigests } from './digests.ts';
import { openHost } from './hosts.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { jsonReport, printReport, type Result } from './report.ts';

export async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  try {
    if (options.repeat !== undefined) return await compareDigests(options.hosts, options.repeat, options.json);
    return await replayFile(options, readCases(options.file ?? ''));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

/** Throws one sentence when the file is not there, is no JSON, or not of the format. */
function readCases(path: string): readonly RuntimeCase[] {
  try {
    return casesOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path} cannot be replayed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function replayFile({ hosts, runtime, json }: Options, cases: readonly RuntimeCase[]): Promise<number> {
  const reports = [];
  for (const name of hosts) {
    const host = await openHost(name);
    const results: Result[] = [];
    try {
      for (const one of cases)
        results.push({ group: one.group, id: one.id, ...(await host.runtime.replay(one, runtime)) });
    } finally {
      await host.close();
    }
    const report = jsonReport(name, runtime, results);
    reports.push(report);
    if (!json) printReport(report);
  }
  if (json) console.log(JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2));
  return reports.some(({ failed }) => failed > 0) ? 1 : 0;
}
