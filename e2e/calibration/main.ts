/**
 * `npm run calibrate [-- TEXT]`: for each workload whose name has TEXT in it, what it takes in this Node.js, called for the first time and
 * again, what the model says at a full vCPU, and how the two compare. `npm run calibrate -- --loops node|chromium|firefox [TEXT]`: what
 * loops without an end take of a processor until they are presumed endless.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import environmentScript from 'virtual:environment-script';
import { DEFAULT_NS_PER_TICK_AT_FULL_VCPU } from '../../src/runtime/cpuModel.ts';
import { createNodeHost } from '../../src/runtime/hosts/nodeHost.ts';
import { Drive } from '../../src/runtime/testing/drive.ts';
import { loops } from './loops.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

const NATIVE = fileURLToPath(new URL('./native.mjs', import.meta.url));
/** A modelled time this many times too long or too short is marked. */
const FAR = 3;
/** Processes for each workload, of which the middle one counts. */
const PROCESSES = 3;

interface Native {
  readonly coldMs: number;
  readonly warmMs: number;
}

export async function main(args: readonly string[]): Promise<number> {
  if (args[0] === '--loops') return loops(args[1] ?? 'node', args[2] ?? '');
  const [only = ''] = args;
  const wanted = WORKLOADS.filter(({ name }) => name.includes(only));
  console.log(
    `${'workload'.padEnd(34)} ${['cold ms', 'warm ms', 'ticks', 'model ms', '/cold', '/warm', 'counted ms'].map((text) => text.padStart(11)).join('')}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'lambdarium-'));
  try {
    for (const workload of wanted) console.log(line(workload.name, native(folder, workload), await counted(workload)));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
}

function native(folder: string, { text }: Workload): Native {
  const file = join(folder, 'index.mjs');
  writeFileSync(file, text);
  const runs = Array.from(
    { length: PROCESSES },
    // What the script prints.
    () => JSON.parse(execFileSync(process.execPath, [NATIVE, file], { encoding: 'utf8' })) as Native,
  );
  return { coldMs: median(runs.map(({ coldMs }) => coldMs)), warmMs: median(runs.map(({ warmMs }) => warmMs)) };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

interface Counted {
  readonly ticks: number;
  /** Why there is no answer, if there is none. */
  readonly problem: string;
  /** Processor time that counting it took here. */
  readonly realMs: number;
}

/** An environment of its own: nothing is warm. */
async function counted({ text }: Workload): Promise<Counted> {
  const host = createNodeHost(environmentScript, 60_000);
  try {
    const drive = new Drive(host, { files: { 'index.mjs': text }, over: { memoryMb: 10_240 } });
    await drive.init();
    const before = process.cpuUsage();
    const problem = await drive.invoke().then(
      () => '',
      (error: Error) => error.message.slice(0, 60),
    );
    const { user, system } = process.cpuUsage(before);
    return { ticks: drive.lastAnswer?.ticks ?? 0, problem, realMs: (user + system) / 1000 };
  } finally {
    host.dispose();
  }
}

function line(name: string, { coldMs, warmMs }: Native, { ticks, problem, realMs }: Counted): string {
  const modelMs = (ticks * DEFAULT_NS_PER_TICK_AT_FULL_VCPU) / 1e6;
  const figures = [coldMs, warmMs, ticks, modelMs, modelMs / coldMs, modelMs / warmMs, realMs];
  const isFar = (ratio: number) => ratio > FAR || ratio < 1 / FAR;
  const mark = problem ? problem : isFar(modelMs / coldMs) && isFar(modelMs / warmMs) ? 'far' : '';
  const texts = figures.map((value, i) => (i === 2 ? String(value) : value.toFixed(2)).padStart(11));
  return `${name.padEnd(34)} ${texts.join('')} ${mark}`;
}
