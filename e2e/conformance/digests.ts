/** Runs the examples and tricky handlers on several hosts and compares the digests (D12). */

import { code } from '../../src/lessons/example.ts';
import { examples } from '../../src/lessons/examples.ts';
import { Scenario } from '../../src/scenario/schema.ts';
import { type HostName, openHost } from './hosts.ts';
import { TRICKY_HANDLERS } from './trickyHandlers.ts';

export interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

/** All that every host must give the same digest for. */
export function scenariosToCompare(): NamedScenario[] {
  return [
    ...examples.map(({ id, scenario }) => ({ name: id, scenario })),
    ...Object.entries(TRICKY_HANDLERS).map(([name, text]) => ({ name, scenario: scenarioOf(text, 4) })),
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

/** What a host gave for one scenario: digests, and the records of the first run. */
interface Outcome {
  readonly name: string;
  readonly digests: readonly string[];
  readonly records: readonly string[];
}

async function outcomesOn(host: HostName, repeat: number): Promise<readonly Outcome[]> {
  const { runtime, close } = await openHost(host);
  const outcomes: Outcome[] = [];
  try {
    for (const { name, scenario } of scenariosToCompare()) {
      const repeats = name === 'races' ? repeat : 1;
      const digests = await runtime.digests(scenario, repeats);
      outcomes.push({ name, digests, records: await runtime.records(scenario) });
    }
  } finally {
    await close();
  }
  return outcomes;
}

interface Row {
  readonly name: string;
  /** Different digests by host. */
  readonly distinct: Readonly<Record<string, readonly string[]>>;
  readonly runs: number;
  readonly agrees: boolean;
  readonly firstDifference?: string;
}

/** Prints what each host gives; the result is the exit code: 1 when two runs of one thing differ, on one host or between hosts. */
export async function compareDigests(hosts: readonly HostName[], repeat: number, json: boolean): Promise<number> {
  const byHost = new Map<HostName, readonly Outcome[]>();
  for (const host of hosts) byHost.set(host, await outcomesOn(host, repeat));
  const rows = scenariosToCompare().map(({ name }, i) =>
    rowOf(
      name,
      [...byHost].map(([host, all]) => [host, all[i]]),
    ),
  );
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  if (json) console.log(JSON.stringify(rows, null, 2));
  else for (const row of rows) printRow(row);
  if (!json) console.log(`${agreeing} of ${rows.length} give one digest on ${hosts.join(', ')}`);
  return agreeing === rows.length ? 0 : 1;
}

function rowOf(name: string, outcomes: readonly (readonly [HostName, Outcome | undefined])[]): Row {
  const distinct = Object.fromEntries(outcomes.map(([host, outcome]) => [host, [...new Set(outcome?.digests)]]));
  const agrees = new Set(Object.values(distinct).flat()).size === 1;
  const runs = outcomes[0]?.[1]?.digests.length ?? 0;
  const row = { name, distinct, runs, agrees };
  return agrees ? row : { ...row, firstDifference: firstDifference(outcomes) };
}

function firstDifference(outcomes: readonly (readonly [HostName, Outcome | undefined])[]): string {
  const length = Math.max(...outcomes.map(([, outcome]) => outcome?.records.length ?? 0));
  for (let i = 0; i < length; i++) {
    const texts = outcomes.map(([host, outcome]) => `     ${host}: ${outcome?.records[i] ?? 'no such record'}`);
    if (new Set(outcomes.map(([, outcome]) => outcome?.records[i])).size > 1)
      return [`     first at record ${i}:`, ...texts].join('\n');
  }
  return '     in none of the records of the first run';
}

function printRow({ name, distinct, runs, agrees, firstDifference: where }: Row): void {
  const times = runs === 1 ? '' : ` (${runs} runs)`;
  console.log(`${agrees ? 'same  ' : 'DIFFER'} ${name}${times} ${agrees ? Object.values(distinct).flat()[0] : ''}`);
  if (agrees) return;
  for (const [host, digests] of Object.entries(distinct))
    console.log(`     ${host}: ${digests.length} distinct, ${digests.slice(0, 3).join(' ')}`);
  console.log(where);
}
