/**
 * `npm run validate [-- --part SHARE] [--only TEXT] [--json]`: the kernel against reference figures, at their stated samples or a share of
 * them, with confidence intervals. Needs the data in `../shared`, or where LAMBDARIUM_SHARED points.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leftOut, type ReferenceCase } from '../../src/sim/testing/reference/cases.ts';
import { measure } from '../../src/sim/testing/reference/measure.ts';
import { awsRows, figuresOfSimfaas } from './simfaasRows.ts';

/** One line of the table. */
export interface Row {
  readonly id: string;
  readonly expected: number;
  readonly measured: number;
  /** Half of the 95 % confidence interval. */
  readonly halfWidth: number | null;
  readonly tolerance: number;
  /** Requests, events or runs; null without chance. */
  readonly sample: number | null;
  readonly passes: boolean;
}

export function main(words: readonly string[]): number {
  const folder = join(process.env.LAMBDARIUM_SHARED ?? join(process.cwd(), '..', 'shared'), 'reference');
  if (!existsSync(folder)) {
    console.error(`The reference figures are not here: ${folder} does not exist.`);
    return 2;
  }
  const part = words.includes('--part') ? Number(words[words.indexOf('--part') + 1]) : 1;
  if (!(part > 0 && part <= 1)) {
    console.error('--part takes a share of the stated samples, above 0 and at most 1.');
    return 2;
  }
  const only = words.includes('--only') ? (words[words.indexOf('--only') + 1] ?? '') : '';
  const isJson = words.includes('--json');
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { cases }: { cases: ReferenceCase[] } = read('closed-form.json');
  const rows: Row[] = [];
  const add = (row: Row) => {
    rows.push(row);
    if (!isJson) console.log(line(row));
  };
  const reasons = cases.flatMap((c) => (leftOut(c) === null ? [] : [`${c.id}: left out, ${leftOut(c)}`]));
  for (const c of cases) if (c.id.includes(only) && leftOut(c) === null) add(caseRow(c, part));
  for (const row of figuresOfSimfaas(read('simfaas.json'), part, only)) add(row);
  for (const row of awsRows(read('simfaas.json'), part, only)) add(row);
  const failed = rows.filter(({ passes }) => !passes);
  if (isJson) console.log(JSON.stringify({ part, rows, leftOut: reasons }, null, 2));
  else
    console.log(
      `${reasons.join('\n')}\n${rows.length - failed.length} of ${rows.length} figures within their tolerance`,
    );
  return failed.length > 0 ? 1 : 0;
}

function caseRow(c: ReferenceCase, part: number): Row {
  // Below some thousand requests, or some dozen runs, a figure says nothing.
  const { value, halfWidth, tolerance, sample, passes } = measure(c, {
    part,
    least: c.sample?.runs === undefined ? 2000 : 50,
  });
  return { id: c.id, expected: c.expected, measured: value, halfWidth, tolerance, sample, passes };
}

function line({ id, expected, measured, halfWidth, tolerance, sample, passes }: Row): string {
  const figure = (value: number) => String(Number(value.toPrecision(6)));
  const interval = halfWidth === null ? '' : ` ± ${figure(halfWidth)}`;
  const from = sample === null ? 'exact' : `of ${Math.round(sample).toLocaleString('en-US')}`;
  return `${passes ? 'ok  ' : 'FAIL'} ${id.padEnd(44)} ${`${figure(measured)}${interval}`.padEnd(26)} expected ${figure(expected)} ± ${figure(tolerance)} (${from})`;
}
