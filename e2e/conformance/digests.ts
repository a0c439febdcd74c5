/** Runs the examples and tricky handlers on several hosts and compares the digests (D12). */

import { readFileSync } from 'node:fs';
import { code } from '../../src/lessons/example.ts';
import { examples } from '../../src/lessons/examples.ts';
import { Scenario } from '../../src/scenario/schema.ts';
import type { OpenHost } from './browsers.ts';
import { type HostName, openHost } from './hosts.ts';
import { TRICKY_HANDLERS } from './trickyHandlers.ts';

/** The scenario that is run as often as asked. */
const REPEATED = 'races';

export interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** All that every host must give the same digest for. */
export function scenariosToCompare(): NamedScenario[] {
  return [
    ...examples.map(({ id, scenario }) => ({ name: id, scenario })),
    ...Object.entries(TRICKY_HANDLERS).map(([name, text]) => ({ name, scenario: scenarioOf(text, 4) })),
    { name: 'depths', scenario: scenarioOf(read('depths.txt'), 1) },
  ];
}

/** A function that is called at 0 s, 20 s, 40 s …; the first and one more at the same time. */
function scenarioOf(text: string, requests: number): Scenario {
  const timesS = Array.from({ length: requests }, (_, i) => 20 * Math.max(0, i - 1));
  return Scenario.parse({
    version: 1,
    name: 'tricky',
    durationS: 20 * requests,
    nodes: [
      { id: 'n1', type: 'client', name: 'caller', position: { x: 0, y: 0 }, traffic: { kind: 'times', timesS } },
      { id: 'n2', type: 'function', name: 'tricky', position: { x: 300, y: 0 }, handler: code(text) },
    ],
    wires: [{ id: 'w1', type: 'sync', from: 'n1', to: 'n2' }],
  });
}

interface Row {
  readonly name: string;
  /** Different digests by host. */
  readonly distinct: Readonly<Record<string, readonly string[]>>;
  readonly runs: number;
  readonly agrees: boolean;
  readonly firstDifference?: string;
}

/** A host under the name that is printed. */
interface Named extends OpenHost {
  readonly label: string;
}

/** All hosts asked for, browsers also with a single worker in which all environments of a function take turns. */
async function openAll(names: readonly HostName[]): Promise<readonly Named[]> {
  const variants = names.flatMap((name): { name: HostName; workers?: number }[] =>
    name === 'node' ? [{ name }] : [{ name }, { name, workers: 1 }],
  );
  const opening = variants.map(async ({ name, workers }) => ({
    ...(await openHost(name, workers)),
    label: workers === undefined ? name : `${name} with ${workers} worker`,
  }));
  const results = await Promise.allSettled(opening);
  const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    await closeAll(opened);
    throw failure.reason;
  }
  return opened;
}

async function closeAll(opened: readonly Named[]): Promise<void> {
  await Promise.all(opened.map(({ close }) => close()));
}

/** Prints what each host gives; the result is the exit code: 1 when two runs of one thing differ, on one host or between hosts. */
export async function compareDigests(hosts: readonly HostName[], repeat: number, json: boolean): Promise<number> {
  const opened = await openAll(hosts);
  const rows: Row[] = [];
  try {
    for (const scenario of scenariosToCompare()) {
      const row = await compare(scenario, opened, scenario.name === REPEATED ? repeat : 1);
      rows.push(row);
      if (!json) printRow(row);
    }
  } finally {
    await closeAll(opened);
  }
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  if (json) console.log(JSON.stringify(rows, null, 2));
  else console.log(`${agreeing} of ${rows.length} give one digest on ${opened.map(({ label }) => label).join(', ')}`);
  return agreeing === rows.length ? 0 : 1;
}

async function compare({ name, scenario }: NamedScenario, hosts: readonly Named[], runs: number): Promise<Row> {
  const digests = await Promise.all(hosts.map(({ runtime }) => runtime.digests(scenario, runs)));
  const distinct = Object.fromEntries(hosts.map(({ label }, i) => [label, [...new Set(digests[i])]]));
  const agrees = new Set(digests.flat()).size === 1;
  const row = { name, distinct, runs, agrees };
  return agrees ? row : { ...row, firstDifference: await firstDifference(scenario, hosts) };
}

async function firstDifference(scenario: Scenario, hosts: readonly Named[]): Promise<string> {
  const all = await Promise.all(hosts.map(({ runtime }) => runtime.records(scenario)));
  const length = Math.max(...all.map((records) => records.length));
  for (let i = 0; i < length; i++) {
    if (new Set(all.map((records) => records[i])).size === 1) continue;
    const texts = hosts.map(({ label }, host) => `     ${label}: ${all[host]?.[i] ?? 'no such record'}`);
    return [`     first at record ${i}:`, ...texts].join('\n');
  }
  return '     in none of the records of another run';
}

function printRow({ name, distinct, runs, agrees, firstDifference: where }: Row): void {
  const times = runs === 1 ? '' : ` (${runs} runs)`;
  console.log(`${agrees ? 'same  ' : 'DIFFER'} ${name}${times} ${agrees ? Object.values(distinct).flat()[0] : ''}`);
  if (agrees) return;
  for (const [host, digests] of Object.entries(distinct))
    console.log(`     ${host}: ${digests.length} distinct, ${digests.slice(0, 3).join(' ')}`);
  console.log(where);
}
