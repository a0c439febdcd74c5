/** The runtime page as tests use it: built once for each worker of the test runner, then opened as often as needed. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, type Page } from 'playwright/test';
import { casesOf, type Recorded, type RuntimeCase } from '../../src/runtime/conformance/cases.ts';
import type { Comparison } from '../../src/runtime/conformance/compare.ts';
import type { RuntimePage } from './page.ts';
import { buildRuntimePage, serveRuntimePage } from './serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const SHARED = process.env.LAMBDARIUM_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

declare global {
  interface Window {
    readonly runtime: RuntimePage;
  }
}

/** Gives tests `runtime`, a page with a sandbox of its own. */
export const test = base.extend<{ runtime: Runtime }, { runtimeAddress: string }>({
  runtimeAddress: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright finds out what a fixture needs from this pattern.
    async ({}, use, { workerIndex }) => {
      const folder = `${root}.cache/conformance-${workerIndex}`;
      await buildRuntimePage(folder);
      const server = await serveRuntimePage(folder);
      await use(server.address);
      server.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  runtime: async ({ page, runtimeAddress }, use) => {
    await page.goto(runtimeAddress);
    await use(new Runtime(page));
  },
});

export class Runtime {
  constructor(readonly page: Page) {}

  /** What differs between a replay and its recording. */
  replay(one: RuntimeCase): Promise<Comparison> {
    return this.page.evaluate((recorded) => window.runtime.replay(recorded, 'nodejs22.x'), one);
  }

  /** What one invocation of a function gives. */
  record(files: string | Record<string, string>): Promise<Recorded> {
    const one: RuntimeCase = {
      group: 'e2e',
      id: 'e2e',
      what: '',
      files: typeof files === 'string' ? { 'index.mjs': files } : files,
      handler: 'index.handler',
      events: [{}],
      recorded: { invocations: [], logs: [], exit: '' },
    };
    return this.page.evaluate((recorded) => window.runtime.record(recorded, 'nodejs22.x'), one);
  }

  /** The response of one invocation. */
  async respond(files: string | Record<string, string>): Promise<unknown> {
    const { invocations, initError, exit } = await this.record(files);
    const [first] = invocations;
    return first && 'response' in first ? first.response : { exit, initError, error: first?.error };
  }
}

/** The cases of a recorded file. */
export function readCases(path: string): readonly RuntimeCase[] {
  return casesOf(JSON.parse(readFileSync(path, 'utf8')));
}
