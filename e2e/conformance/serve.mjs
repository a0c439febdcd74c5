// Builds a page for tests as the site is built, and serves it to a browser on this machine.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TYPES = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
]);

const RUNTIME_PAGE = 'e2e/conformance/page.html';

/**
 * @param {string} folder where to put the page
 * @param {string} page its path in the repository
 */
export async function buildRuntimePage(folder, page = RUNTIME_PAGE) {
  await build({
    root,
    logLevel: 'warn',
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(root, page) } },
  });
}

/**
 * Serves a folder; `address` is that of the page.
 * @param {string} folder
 * @param {string} page
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export function serveRuntimePage(folder, page = RUNTIME_PAGE) {
  const server = createServer(async (request, response) => {
    try {
      const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
      const body = await readFile(join(folder, path));
      response.setHeader('Content-Type', TYPES.get(extname(path)) ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      const port = typeof bound === 'object' && bound ? bound.port : 0;
      resolve({ address: `http://127.0.0.1:${port}/${page}`, close: () => server.close() });
    });
  });
}
