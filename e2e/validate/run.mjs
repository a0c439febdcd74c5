// Entry of `npm run validate`: the rest is TypeScript, which Vite loads.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { module } = await runnerImport(`${root}e2e/validate/main.ts`, { root, logLevel: 'error' });
// any: modules are loaded by path; TypeScript checks them where they are written.
process.exitCode = /** @type {any} */ (module).main(process.argv.slice(2));
