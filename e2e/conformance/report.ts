/** What the command says about a replay. */
import type { Comparison } from '../../src/runtime/conformance/compare.ts';
import type { HostName } from './hosts.ts';
import type { RuntimeName } from './replayer.ts';

export interface Result extends Comparison {
  readonly group: string;
  readonly id: string;
}

interface Counts {
  passed: number;
  failed: number;
}

export interface Report extends Readonly<Counts> {
  readonly host: HostName;
  readonly runtime: RuntimeName;
  readonly groups: Readonly<Record<string, Counts>>;
  readonly results: readonly Result[];
}

export function jsonReport(host: HostName, runtime: RuntimeName, results: readonly Result[]): Report {
  const total: Counts = { passed: 0, failed: 0 };
  const groups: Record<string, Counts> = {};
  for (const { group, differences } of results) {
    groups[group] ??= { passed: 0, failed: 0 };
    for (const counts of [total, groups[group]]) counts[differences.length > 0 ? 'failed' : 'passed'] += 1;
  }
  return { host, runtime, ...total, groups, results };
}

export function printReport({ host, runtime, passed, failed, groups, results }: Report): void {
  for (const { group, id, differences } of results) {
    console.log(`${differences.length > 0 ? 'FAIL' : 'pass'} ${group}/${id}`);
    for (const difference of differences) console.log(`     ${difference}`);
  }
  const worded = results.flatMap((one) => one.worded.map((text) => `     ${one.group}/${one.id} ${text}`));
  if (worded.length > 0) {
    console.log(`Passed, though the engine words a native error in its own way (${worded.length}):`);
    for (const line of worded) console.log(line);
  }
  for (const [group, counts] of Object.entries(groups)) {
    console.log(`${group}: ${counts.passed} of ${counts.passed + counts.failed}`);
  }
  console.log(`${host}, ${runtime}: ${passed} passed, ${failed} failed`);
}
