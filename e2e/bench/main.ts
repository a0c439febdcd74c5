/** `npm run bench [-- --json] [--host node|chromium]… [--only TEXT] [--repeat N]`: prints figures of this machine. */
import { cpus } from 'node:os';
import environmentScript from 'virtual:environment-script';
import { chromium } from 'playwright';
import { createInlineHost } from '../../src/runtime/hosts/inlineHost.ts';
import { buildRuntimePage, serveRuntimePage } from '../conformance/serve.mjs';
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.mjs';
import { BENCHES, type BenchName, runBench } from './benches.ts';
import { type Figures, figuresOf, HEADINGS, type Row, rowText } from './figures.ts';
import { startMeter } from './processes.ts';

const PAGE = 'e2e/bench/page.html';
const folder = new URL('../../.cache/bench', import.meta.url).pathname;
/** Node.js does so much more in the time that a browser takes. */
const NODE_SCALE = 8;

type Bench = (name: BenchName) => Promise<Figures>;
const HOSTS: Readonly<Record<string, (use: (bench: Bench) => Promise<void>) => Promise<void>>> = {
  node: inNode,
  chromium: inChromium,
};

export async function main(args: readonly string[]): Promise<number> {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const isJson = args.includes('--json');
  const repeat = Number(option('--repeat') ?? 3);
  const names = benchNames().filter((name) => name.includes(option('--only') ?? ''));
  const hosts = Object.keys(HOSTS).filter((host) => !args.includes('--host') || args.includes(host));
  const rows: Row[] = [];
  if (!isJson) console.log(HEADINGS);
  for (const host of hosts)
    await HOSTS[host]?.(async (bench) => {
      for (const name of names) {
        const runs: Figures[] = [];
        while (runs.length < repeat) runs.push(await bench(name));
        rows.push({ host, bench: name, runs });
        if (!isJson) console.log(rowText({ host, bench: name, runs }));
      }
    });
  if (isJson) console.log(JSON.stringify({ processors: cpus().length, rows }, null, 2));
  return 0;
}

// The keys of a literal object are the names it was written with.
const benchNames = () => Object.keys(BENCHES) as BenchName[];

async function inNode(use: (bench: Bench) => Promise<void>): Promise<void> {
  await use(async (name) => {
    const host = createInlineHost(environmentScript);
    const meter = startMeter([process.pid]);
    try {
      return figuresOf(await runBench(name, host, { scale: NODE_SCALE, onStart: meter.mark }), meter.read());
    } finally {
      meter.end();
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
      const meter = startMeter();
      try {
        await page.exposeFunction('onBenchStart', meter.mark);
        return figuresOf(await page.evaluate((bench) => window.many.bench(bench), name), meter.read());
      } finally {
        meter.end();
        await page.close();
      }
    });
  } finally {
    await browser.close();
    server.close();
  }
}
