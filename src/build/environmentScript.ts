import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { bundleScript } from './bundleScript.ts';

const MODULE_ID = 'virtual:environment-script';
const ENTRY = 'src/runtime/environment/main.ts';

/**
 * Serves the code that runs inside an execution environment as text, so that the page can turn it into a blob worker
 * in the sandbox and tests can run it in a `vm` context: both run the same script.
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
        const script = await bundleScript(resolve(root, ENTRY), { minify });
        for (const file of script.files) this.addWatchFile(file);
        return `export default ${JSON.stringify(script.code)};`;
      },
    },
  };
}
