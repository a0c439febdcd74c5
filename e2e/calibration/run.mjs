// Entry of `npm run calibrate`: the rest is TypeScript, which Vite loads with the plugins of the site.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} path @param {import('vite').Plugin[]} [plugins] */
const load = async (path, plugins = []) =>
  (await runnerImport(`${root}${path}`, { root, plugins, logLevel: 'error' })).module;

// any: modules are loaded by path; TypeScript checks them where they are written.
const { environmentScript } = /** @type {any} */ (await load('src/build/environmentScript.ts'));
const { main } = /** @type {any} */ (await load('e2e/calibration/main.ts', [environmentScript()]));
process.exitCode = await main(process.argv.slice(2));
