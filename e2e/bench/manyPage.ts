/** The page for many environments as tests use it. */
import { fileURLToPath } from 'node:url';
import { test as base, type Page } from 'playwright/test';
import type { WorkerLimits } from '../../src/runtime/hosts/residences.ts';
import { buildRuntimePage, serveRuntimePage } from '../conformance/serve.mjs';
import type { ManyRun } from './page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = 'e2e/bench/page.html';

/** Gives tests `many`, built once for each worker of the test runner. */
export const test = base.extend<{ many: Many }, { manyAddress: string }>({
  manyAddress: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright finds out what a fixture needs from this pattern.
    async ({}, use, { workerIndex }) => {
      const folder = `${root}.cache/many-${workerIndex}`;
      await buildRuntimePage(folder, PAGE);
      const server = await serveRuntimePage(folder, PAGE);
      await use(server.address);
      server.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  many: async ({ page, manyAddress }, use) => {
    await page.goto(manyAddress);
    await use(new Many(page));
  },
});

export class Many {
  constructor(private readonly page: Page) {}

  /** Runs a scenario with at most `limits` workers and gives what came of it. */
  run(scenario: object, limits?: WorkerLimits): Promise<ManyRun> {
    return this.page.evaluate(([one, most]) => window.many.run(one, most), [scenario, limits] as const);
  }
}
