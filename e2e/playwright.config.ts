import { fileURLToPath } from 'node:url';
import { defineConfig } from 'playwright/test';
import { CHROMIUM_FLAGS, ensureChromium } from './support/chromium.mjs';
import { freePort } from './support/freePort.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// Test workers read this file again; through the environment they get the same browser and port as the first reader.
process.env.CHROMIUM_PATH ||= ensureChromium();
process.env.E2E_PORT ||= String(await freePort());

// A sub-path, because the site must work from any folder of a static host.
const address = `http://127.0.0.1:${process.env.E2E_PORT}/some/folder/`;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: `${root}test-results/e2e`,
  fullyParallel: true,
  // The pages start many Workers; more than two at once only slow each other down.
  workers: 2,
  forbidOnly: !!process.env.CI,
  // A machine that is busy with something else must not hide a good build; a test that needed its second try is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: `${root}test-results/e2e.json` }]],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // Recording doubles the time of each test; `--trace retain-on-failure` asks for it.
    trace: 'off',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: CHROMIUM_FLAGS },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${process.env.E2E_PORT} --strictPort --base /some/folder/`,
    cwd: root,
    url: address,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
