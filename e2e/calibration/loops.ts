/** Runs the endless loops on a host and prints what each took of a processor. */
import environmentScript from 'virtual:environment-script';
import { chromium } from 'playwright';
import { createNodeHost } from '../../src/runtime/hosts/nodeHost.ts';
import type { ManyRun } from '../bench/page.ts';
import { startMeter } from '../bench/processes.ts';
import { runScenario } from '../bench/runScenario.ts';
import { buildRuntimePage, serveRuntimePage } from '../conformance/serve.mjs';
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.mjs';
import { findFirefox, launchFirefox, NO_FIREFOX } from '../support/firefox.mjs';
import { ENDLESS_LOOPS, endlessScenario } from './endlessLoops.ts';

const PAGE = 'e2e/bench/page.html';
const folder = new URL('../../.cache/calibration', import.meta.url).pathname;
/** Longer than what is presumed to have no end. */
const TIMEOUT_S = Number(process.env.LOOP_TIMEOUT_S ?? 60);

type Run = (scenario: object) => Promise<ManyRun>;

export async function loops(host: string, only: string): Promise<number> {
  const open = { node: inNode, chromium: inChromium, firefox: inFirefox }[host];
  if (!open) throw new Error(`There is no host ${host}.`);
  await open(async (run) => {
    for (const [name, body] of Object.entries(ENDLESS_LOOPS)) {
      if (!name.includes(only) && !only.split('|').includes(name)) continue;
      const meter = startMeter(host === 'node' ? [process.pid] : undefined);
      meter.mark();
      const { reproducible, answers } = await run(endlessScenario(body, TIMEOUT_S));
      const { processorS } = meter.read();
      meter.end();
      const end = reproducible ? (answers[0] ?? '').slice(0, 100) : 'stopped by the clock';
      console.log(`${host.padEnd(9)} ${name.padEnd(26)} ${processorS.toFixed(2).padStart(7)} s  ${end}`);
    }
  });
  return 0;
}

async function inNode(use: (run: Run) => Promise<void>): Promise<void> {
  await use(async (scenario) => {
    const host = createNodeHost(environmentScript, 120_000);
    try {
      return await runScenario(scenario, host);
    } finally {
      host.dispose();
    }
  });
}

/** Each run in a page of its own. */
interface Browser {
  newPage(): Promise<{
    goto(address: string): Promise<unknown>;
    evaluate(run: (scenario: object) => Promise<ManyRun>, scenario: object): Promise<ManyRun>;
    close(): Promise<void>;
  }>;
  close(): Promise<void>;
}

async function inBrowser(browser: Browser, use: (run: Run) => Promise<void>): Promise<void> {
  await buildRuntimePage(folder, PAGE);
  const server = await serveRuntimePage(folder, PAGE);
  try {
    await use(async (scenario) => {
      const page = await browser.newPage();
      await page.goto(server.address);
      const run = await page.evaluate((one) => window.many.run(one), scenario);
      await page.close();
      return run;
    });
  } finally {
    await browser.close();
    server.close();
  }
}

async function inChromium(use: (run: Run) => Promise<void>): Promise<void> {
  await inBrowser(await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS }), use);
}

async function inFirefox(use: (run: Run) => Promise<void>): Promise<void> {
  const path = findFirefox();
  if (path) await inBrowser(await launchFirefox(path), use);
  else console.log(NO_FIREFOX);
}
