import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { bundleScript } from './bundleScript.ts';

const MODULE_ID = 'virtual:environment-script';
const ENTRY = 'src/runtime/environment/main.ts';
const WORKER_ENTRY = 'src/runtime/environment/worker/main.ts';

/** What libraries in the environment ask for by the names of Node.js, from `src/runtime/environment/node/npm`. */
const OURS: Readonly<Record<string, RegExp>> = {
  'buffer.ts': /^(buffer|safe-buffer)$/,
  'events.ts': /^events$/,
  'process.ts': /^process\/$/,
  'abortController.ts': /^abort-controller$/,
  'querystring.ts': /^qs$/,
};

export const environmentAlias = (root: string) =>
  Object.entries(OURS).map(([file, find]) => ({
    find,
    replacement: resolve(root, 'src/runtime/environment/node/npm', file),
  }));

/**
 * Serves the code that makes an execution environment as text, so that the page can have it evaluated in workers of
 * the sandbox and tests can run it in a `vm` context: both run the same script. The script of such a worker comes with it.
 */
export function environmentScript(): Plugin {
  let root = '';
  let minify = false;
  return {
    name: 'lambdarium:environment-script',
    configResolved(config) {
      root = config.root;
      minify = config.isProduction;
    },
    resolveId: { filter: { id: /^virtual:environment-script$/ }, handler: () => `\0${MODULE_ID}` },
    load: {
      filter: { id: /^\0virtual:environment-script$/ },
      async handler() {
        const script = await bundleScript(resolve(root, ENTRY), { minify, alias: environmentAlias(root) });
        const worker = await bundleScript(resolve(root, WORKER_ENTRY), { minify });
        for (const file of [...script.files, ...worker.files]) this.addWatchFile(file);
        return `export default ${JSON.stringify(script.code)};\nexport const workerScript = ${JSON.stringify(worker.code)};`;
      },
    },
  };
}
