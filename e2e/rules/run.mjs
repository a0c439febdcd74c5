// Entry of `npm run rules`: the rest is TypeScript, which Vite loads.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { module } = await runnerImport(`${root}e2e/rules/main.ts`, { root, logLevel: 'error' });
// any: modules are loaded by path; TypeScript checks them where they are written.
/** @type {any} */ (module).main(process.argv.slice(2));
