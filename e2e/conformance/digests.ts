/** Runs the examples and tricky handlers on several hosts and compares the digests (D12). */

import { code } from '../../src/lessons/example.ts';
import { examples } from '../../src/lessons/examples.ts';
import { Scenario } from '../../src/scenario/schema.ts';
import { type HostName, openHost } from './hosts.ts';
import { RACES, TRICKY_HANDLERS } from './trickyHandlers.ts';

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

/** Digests by the name of what was run. */
type Digests = Readonly<Record<string, readonly string[]>>;

async function digestsOn(host: HostName, repeat: number): Promise<Digests> {
  const { runtime, close } = await openHost(host);
  const digests: Record<string, readonly string[]> = {};
  try {
    for (const { name, scenario } of scenariosToCompare()) digests[name] = await runtime.digests(scenario, 1);
    digests[`races, ${repeat} times`] = await runtime.digests(scenarioOf(RACES, 1), repeat);
  } finally {
    await close();
  }
  return digests;
}

/** Prints what each host gives; the result is the exit code: 1 when two runs of one thing differ, on one host or between hosts. */
export async function compareDigests(hosts: readonly HostName[], repeat: number, json: boolean): Promise<number> {
  const all: Partial<Record<HostName, Digests>> = {};
  for (const host of hosts) all[host] = await digestsOn(host, repeat);
  const names = Object.keys(all[hosts[0] ?? 'node'] ?? {});
  const rows = names.map((name) => {
    const distinct = Object.fromEntries(hosts.map((host) => [host, [...new Set(all[host]?.[name])]]));
    return { name, distinct, agrees: new Set(Object.values(distinct).flat()).size === 1 };
  });
  if (json) console.log(JSON.stringify(rows, null, 2));
  else for (const row of rows) printRow(row);
  const agreeing = rows.filter(({ agrees }) => agrees).length;
  if (!json) console.log(`${agreeing} of ${rows.length} give one digest on ${hosts.join(', ')}`);
  return agreeing === rows.length ? 0 : 1;
}

function printRow({
  name,
  distinct,
  agrees,
}: {
  name: string;
  distinct: Record<string, string[]>;
  agrees: boolean;
}): void {
  const [first] = Object.values(distinct).flat();
  console.log(`${agrees ? 'same' : 'DIFFER'} ${name} ${agrees ? first : ''}`);
  if (agrees) return;
  for (const [host, digests] of Object.entries(distinct))
    console.log(`     ${host}: ${digests.length} distinct, ${digests.slice(0, 3).join(' ')}`);
}
