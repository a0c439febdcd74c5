/** The page of the attacks and the sinks they aim at: a server for HTTP and WebSocket and sockets for UDP, all on this machine. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Sink } from './probes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

export interface AttackSite {
  readonly pageAddress: string;
  /** Where the attack of this key may call; keys are paths like `chromium/none/fetch`. */
  sinkOf(key: string): Promise<Sink>;
  /** Connections, requests and datagrams that reached the sinks of a key. */
  hits(key: string): number;
  close(): void;
}

export async function startAttackSite(folder: string): Promise<AttackSite> {
  await build({
    root,
    logLevel: 'warn',
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(root, 'e2e/attacks/page.html') } },
  });
  const counts = new Map<string, number>();
  const sockets: { close(): void }[] = [];
  const hit = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const sinkKey = (url: string | undefined) => /^\/sink\/([\w/-]+)/.exec(url ?? '')?.[1];

  const server = createServer(async (request, response) => {
    const key = sinkKey(request.url);
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (key !== undefined) {
      hit(key);
      response.setHeader('Content-Type', 'text/javascript');
      response.end('0');
      return;
    }
    try {
      const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
      const body = await readFile(join(folder, path));
      response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  server.on('upgrade', (request, socket) => {
    const key = sinkKey(request.url);
    if (key !== undefined) hit(key);
    socket.on('error', () => {});
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;

  const udpPorts = new Map<string, Promise<number>>();
  async function openUdp(key: string): Promise<number> {
    const socket = createSocket('udp4');
    socket.on('message', () => hit(key));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    sockets.push(socket);
    return socket.address().port;
  }

  return {
    pageAddress: `http://127.0.0.1:${port}/e2e/attacks/page.html`,
    async sinkOf(key) {
      let udpPort = udpPorts.get(key);
      if (!udpPort && /udp|transport|peer/.test(key)) {
        udpPort = openUdp(key);
        udpPorts.set(key, udpPort);
      }
      return {
        http: `http://127.0.0.1:${port}/sink/${key}`,
        other: `http://localhost:${port}/sink/${key}`,
        websocket: `ws://127.0.0.1:${port}/sink/${key}`,
        udpPort: (await udpPort) ?? 0,
      };
    },
    hits: (key) => counts.get(key) ?? 0,
    close() {
      server.close();
      server.closeAllConnections();
      for (const socket of sockets) socket.close();
    },
  };
}
