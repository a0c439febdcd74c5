import { createServer } from 'node:http';
import { freePort } from './support/freePort.mjs';

export interface OutsideServer extends AsyncDisposable {
  readonly address: string;
  /** Requests and opened connections that reached it so far. */
  requests(): number;
}

/** A server on this machine that lets every page read it and counts what reaches it. */
export async function listen(): Promise<OutsideServer> {
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'text/javascript');
    response.end('"reached"');
  });
  server.on('upgrade', (_request, socket) => {
    count += 1;
    socket.destroy();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${port}/`,
    requests: () => count,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
