import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { bundleParts, type PartedScript } from './bundleParts.ts';
import { bundleScript } from './bundleScript.ts';

const MODULE_ID = 'virtual:environment-script';
const ENTRY = 'src/runtime/environment/main.ts';
const WORKER_ENTRY = 'src/runtime/environment/worker/main.ts';

/** What few handlers need: a worker evaluates each of these when it is first asked for, and does not even parse it before. */
const PARTS = {
  assert: 'src/runtime/environment/node/assert.ts',
  basics: 'src/runtime/environment/node/basics.ts',
  crypto: 'src/runtime/environment/node/crypto.ts',
  fetch: 'src/runtime/environment/globals/fetch/install.ts',
  http: 'src/runtime/environment/node/http.ts',
  stringDecoder: 'node_modules/string_decoder/lib/string_decoder.js',
  stream: 'node_modules/readable-stream/lib/stream.js',
  url: 'src/runtime/environment/node/url.ts',
  webCrypto: 'src/runtime/environment/node/webCrypto.ts',
  webStreams: 'src/runtime/environment/globals/webStreams.ts',
  zlib: 'src/runtime/environment/node/zlib.ts',
} as const;

/** What libraries of parts ask for by these names is ours. */
const LIBRARIES = ['buffer', 'safe-buffer', 'events', 'process/', 'abort-controller', 'qs'];

/** Bundles the environment; `root` is the folder of the repository. */
export function bundleEnvironment(root: string, minify: boolean): Promise<PartedScript> {
  const parts = Object.fromEntries(Object.entries(PARTS).map(([name, path]) => [name, resolve(root, path)]));
  return bundleParts(resolve(root, ENTRY), { parts, libraries: LIBRARIES, minify });
}

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
        const { core, parts, files } = await bundleEnvironment(root, minify);
        const worker = await bundleScript(resolve(root, WORKER_ENTRY), { minify });
        for (const file of [...files, ...worker.files]) this.addWatchFile(file);
        return `export default ${JSON.stringify({ core, parts })};\nexport const workerScript = ${JSON.stringify(worker.code)};`;
      },
    },
  };
}
