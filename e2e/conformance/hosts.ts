/** The three hosts that must agree: Chromium, Firefox and Node.js, each with the runtime of `runtime.ts` in it. */
import { fileURLToPath } from 'node:url';
import environmentScript from 'virtual:environment-script';
import { createInlineHost } from '../../src/runtime/hosts/inlineHost.ts';
import { type OpenHost, openChromium, openFirefox } from './browsers.ts';
import { createConformanceRuntime } from './runtime.ts';
import { buildRuntimePage, serveRuntimePage } from './serve.mjs';

export const HOSTS = ['chromium', 'firefox', 'node'] as const;
export type HostName = (typeof HOSTS)[number];

const folder = `${fileURLToPath(new URL('../..', import.meta.url))}.cache/conformance`;

/** Starts a host, a browser with as many workers as asked. Throws one sentence when the machine lacks the browser. */
export function openHost(name: HostName, workers?: number): Promise<OpenHost> {
  if (name === 'node') return openNode();
  return openBrowser(name === 'firefox' ? openFirefox : openChromium, workers);
}

async function openNode(): Promise<OpenHost> {
  const host = createInlineHost(environmentScript, { watchdogMs: WATCHDOG_MS });
  return { runtime: createConformanceRuntime(host), close: async () => host.dispose() };
}

/** Long: on a busy machine the budget of ticks must come before it. */
const WATCHDOG_MS = 60_000;

let built: Promise<void> | undefined;

async function openBrowser(openPage: (address: string) => Promise<OpenHost>, workers?: number): Promise<OpenHost> {
  built ??= buildRuntimePage(folder);
  await built;
  const server = await serveRuntimePage(folder);
  const opened = await openPage(workers === undefined ? server.address : `${server.address}?workers=${workers}`).catch(
    (error: unknown) => {
      server.close();
      throw error;
    },
  );
  return {
    runtime: opened.runtime,
    async close() {
      await opened.close();
      server.close();
    },
  };
}
