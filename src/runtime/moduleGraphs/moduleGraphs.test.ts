import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../../compile/compileFiles.ts';
import { replayCase } from '../conformance/replay.ts';
import { createNodeHost } from '../hosts/nodeHost.ts';
import type { CompiledFile } from '../protocol.ts';
import { generateGraph, type ModuleGraph } from './generate.ts';

const GRAPHS = 520;
/** A feature that is rarer than this is hardly tested. */
const USES_MIN = 8;
const TIMEOUT_MS = 300_000;
/**
 * Graphs in which V8 departs from the language: a namespace there shows a name although one level below two `export *`
 * conflict over it.
 */
const V8_ALONE = new Set([197]);
/** As Lambda starts Node.js (NODE-4). */
const FLAGS = ['--no-experimental-require-module', '--no-experimental-detect-module', '--no-warnings'];

type Trail = readonly string[] | { readonly error: unknown };
interface Planted {
  readonly bug: string;
  source?(text: string): string;
  compiled?(code: string): string;
}

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());
let nextEnvironment = 1;

const graphs = Array.from({ length: GRAPHS }, (_, i) => generateGraph(i + 1));
const native = runNative(graphs);

describe('random module graphs', () => {
  it(`behave as in Node.js, ${GRAPHS} of them`, { timeout: TIMEOUT_MS }, async () => {
    expect(await differing(graphs)).toEqual([]);
  });

  it('make use of every feature of modules', () => {
    const uses = new Map<string, number>();
    for (const { features } of graphs) for (const one of features) uses.set(one, (uses.get(one) ?? 0) + 1);
    const counts = [...uses].sort().map(([feature, count]) => `${feature}: ${count}`);
    console.log(`graphs in which a feature occurs\n${counts.join('\n')}`);
    expect([...uses].filter(([, count]) => count < USES_MIN)).toEqual([]);
    expect(uses.size).toBeGreaterThan(40);
  });

  for (const planted of plantedBugs()) {
    it(`differ from Node.js with ${planted.bug}`, { timeout: TIMEOUT_MS }, async () => {
      expect(await differing(graphs, { planted, most: 1 })).not.toEqual([]);
    });
  }
});

function plantedBugs(): readonly Planted[] {
  const getter = /\["(\w+)",\(\)=>(\w+)\]/g;
  return [
    {
      bug: 'a lost live binding',
      compiled: (code) => code.replace(getter, '["$1",((v,s)=>()=>s?v:(v=$2,s=1,v))()]'),
    },
    {
      bug: 'a missing error of a variable that is read too early',
      compiled: (code) => code.replace(getter, '["$1",()=>{try{return $2}catch{}}]'),
    },
    {
      bug: 'dependencies that run in the wrong order',
      source: (text) => {
        const isImport = (line: string) => /^(import|export) .*["']/.test(line);
        const lines = text.split('\n');
        return [...lines.filter(isImport).toReversed(), ...lines.filter((line) => !isImport(line))].join('\n');
      },
    },
    {
      bug: 'a name of an `export *` that stands in for a conflict',
      compiled: (code) => code.replace(/"stars":\[(\d+),[\d,]+\]/, '"stars":[$1]'),
    },
  ];
}

/** The first difference of each graph that has one, up to `most`. Node.js fails an assertion of its own in a few; these do not count. */
async function differing(
  list: readonly ModuleGraph[],
  { planted, most = 10 }: { planted?: Planted; most?: number } = {},
): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const [i, graph] of list.entries()) {
    if (found.length >= most) break;
    const expected = native[i] ?? { error: 'not run' };
    if (V8_ALONE.has(graph.seed) || comparable(expected).includes('ERR_INTERNAL_ASSERTION')) continue;
    const ours = await runOurs(graph, planted);
    if (comparable(ours) !== comparable(expected)) found.push(firstDifference(graph, expected, ours));
  }
  return found;
}

/**
 * Errors of variables that are read too early name them by their export, where V8 says the importer's name for it; other engines
 * have words of their own.
 */
function comparable(trail: unknown): string {
  return JSON.stringify(trail).replaceAll(/Cannot access '[^']*' before initialization/g, 'too early');
}

function firstDifference({ seed }: ModuleGraph, expected: Trail, actual: Trail): unknown {
  if (!isTrail(expected) || !isTrail(actual)) return { seed, expected, actual };
  const at = expected.findIndex((line, i) => comparable(line) !== comparable(actual[i] ?? ''));
  return { seed, before: expected[at - 1], expected: expected[at], actual: actual[at] };
}

function isTrail(trail: Trail): trail is readonly string[] {
  return Array.isArray(trail);
}

async function runOurs({ files }: ModuleGraph, planted?: Planted): Promise<Trail> {
  const environment = nextEnvironment;
  nextEnvironment += 100;
  const recorded = await replayCase(
    {
      group: 'modules',
      id: 'graph',
      what: '',
      files,
      handler: 'index.handler',
      events: [{}],
      recorded: { invocations: [], logs: [], exit: '' },
    },
    { host, compile: (sources) => compiled(sources, planted), runtime: 'nodejs22.x', environment },
  );
  const [first] = recorded.invocations;
  // The handler gives a list of texts; anything else shows as a difference.
  return first && 'response' in first ? (first.response as readonly string[]) : { error: recorded };
}

function compiled(
  sources: readonly { readonly path: string; readonly text: string }[],
  { source = (text) => text, compiled: change = (code) => code }: Partial<Planted> = {},
): readonly CompiledFile[] {
  const changed = sources.map(({ path, text }) => ({ path, text: path === 'index.mjs' ? text : source(text) }));
  return compileFiles(changed).files.map(({ path, code }) => ({ path, code: change(code) }));
}

function runNative(list: readonly ModuleGraph[]): readonly Trail[] {
  const folder = mkdtempSync(join(tmpdir(), 'module-graphs-'));
  try {
    const listPath = join(folder, 'graphs.json');
    writeFileSync(listPath, JSON.stringify(list));
    const script = join(import.meta.dirname, 'native.mjs');
    const options = { encoding: 'utf8', maxBuffer: 1e9 } as const;
    return JSON.parse(execFileSync(process.execPath, [...FLAGS, script, listPath, folder], options));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
