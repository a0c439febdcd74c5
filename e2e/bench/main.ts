/** `npm run bench [-- --json] [--host node|chromium|firefox]… [--only TEXT]`: prints a table of figures of this machine. */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import environmentScript from 'virtual:environment-script';
import { chromium } from 'playwright';
import { createNodeHost } from '../../src/runtime/hosts/nodeHost.ts';
import { buildRuntimePage, serveRuntimePage } from '../conformance/serve.mjs';
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.mjs';
import { BENCHES, type BenchName, type Figures, runBench } from './benches.ts';

const PAGE = 'e2e/bench/page.html';
const folder = `${fileURLToPath(new URL('../..', import.meta.url))}.cache/bench`;

/** One line of the table. */
interface Row {
  readonly host: string;
  readonly bench: string;
  readonly figures: Figures;
  /** Processes that wanted to run over the last minute, when the bench began: figures of a busy machine are low. */
  readonly load: number;
}

type Bench = (name: BenchName) => Promise<Figures>;
const HOSTS: Readonly<Record<string, (use: (bench: Bench) => Promise<void>) => Promise<void>>> = {
  node: inNode,
  chromium: inChromium,
};

export async function main(args: readonly string[]): Promise<number> {
  const isJson = args.includes('--json');
  const only = args[args.indexOf('--only') + 1] ?? '';
  const wanted = args.includes('--only') ? names().filter((name) => name.includes(only)) : names();
  const hosts = Object.keys(HOSTS).filter((host) => !args.includes('--host') || args.includes(host));
  const rows: Row[] = [];
  for (const host of hosts)
    await HOSTS[host]?.(async (bench) => {
      for (const name of wanted) {
        const load = loadavg()[0] ?? 0;
        const row = { host, bench: name, figures: await bench(name), load };
        rows.push(row);
        if (!isJson) console.log(line(row));
      }
    });
  if (isJson) console.log(JSON.stringify({ processors: cpus().length, rows }, null, 2));
  return 0;
}

// The keys of a literal object are the names it was written with.
const names = () => Object.keys(BENCHES) as BenchName[];

function line({ host, bench, figures, load }: Row): string {
  const texts = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(value < 100 ? 2 : 0)}`);
  return `${host.padEnd(9)} ${bench.padEnd(30)} ${texts.join(', ')}  (load ${load.toFixed(1)})`;
}

async function inNode(use: (bench: Bench) => Promise<void>): Promise<void> {
  await use(async (name) => {
    const host = createNodeHost(environmentScript);
    const before = process.memoryUsage().rss;
    try {
      const figures = await runBench(name, host);
      return { ...figures, mbMore: (process.memoryUsage().rss - before) / 2 ** 20 };
    } finally {
      host.dispose();
    }
  });
}

async function inChromium(use: (bench: Bench) => Promise<void>): Promise<void> {
  await buildRuntimePage(folder, PAGE);
  const server = await serveRuntimePage(folder, PAGE);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
  try {
    await use(async (name) => {
      const page = await browser.newPage();
      await page.goto(server.address);
      const before = browserMb();
      let most = before;
      const sampler = setInterval(() => {
        most = Math.max(most, browserMb());
      }, 500);
      try {
        const figures = await page.evaluate((bench) => window.many.bench(bench), name);
        return { ...figures, mbMore: most - before };
      } finally {
        clearInterval(sampler);
        await page.close();
      }
    });
  } finally {
    await browser.close();
    server.close();
  }
}

/** Resident memory of all processes of browsers that this process started, MB; what they share counts once for each. */
function browserMb(): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const processes = lines.map((text) => text.trim().split(/\s+/).map(Number));
  const ours = new Set([process.pid]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [pid = 0, parent = 0] of processes) {
      if (!ours.has(parent) || ours.has(pid)) continue;
      ours.add(pid);
      grew = true;
    }
  }
  ours.delete(process.pid);
  return processes.reduce((sum, [pid = 0, , kb = 0]) => (ours.has(pid) ? sum + kb / 1024 : sum), 0);
}
