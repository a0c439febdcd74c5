/** The three hosts that must agree: Chromium, Firefox and Node.js, each with the runtime of `runtime.ts` in it. */
import { fileURLToPath } from 'node:url';
import environmentScript from 'virtual:environment-script';
import { chromium } from 'playwright';
import { createNodeHost } from '../../src/runtime/hosts/nodeHost.ts';
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.mjs';
import { findFirefox, launchFirefox, NO_FIREFOX } from '../support/firefox.mjs';
import { type ConformanceRuntime, createConformanceRuntime } from './runtime.ts';
import { buildRuntimePage, serveRuntimePage } from './serve.mjs';

export const HOSTS = ['chromium', 'firefox', 'node'] as const;
export type HostName = (typeof HOSTS)[number];

export interface OpenHost {
  readonly runtime: ConformanceRuntime;
  close(): Promise<void>;
}

const folder = `${fileURLToPath(new URL('../..', import.meta.url))}.cache/conformance`;

/** Starts a host. Throws one sentence when the machine lacks the browser. */
export function openHost(name: HostName): Promise<OpenHost> {
  if (name === 'node') return openNode();
  return openBrowser(name === 'firefox' ? openFirefoxPage : openChromiumPage);
}

async function openNode(): Promise<OpenHost> {
  const host = createNodeHost(environmentScript);
  return { runtime: createConformanceRuntime(host), close: async () => host.dispose() };
}

/** A page of either browser library: what is called in it gets and gives plain data. */
interface DrivenPage {
  call(method: keyof ConformanceRuntime, args: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

let built: Promise<void> | undefined;

async function openBrowser(openPage: (address: string) => Promise<DrivenPage>): Promise<OpenHost> {
  built ??= buildRuntimePage(folder);
  await built;
  const server = await serveRuntimePage(folder);
  const page = await openPage(server.address).catch((error: unknown) => {
    server.close();
    throw error;
  });
  return {
    runtime: remoteRuntime(page),
    async close() {
      await page.close();
      server.close();
    },
  };
}

function remoteRuntime(page: DrivenPage): ConformanceRuntime {
  const method =
    (name: keyof ConformanceRuntime) =>
    (...args: unknown[]) =>
      page.call(name, args);
  // The page offers these methods with these types, see page.ts.
  return {
    replay: method('replay'),
    record: method('record'),
    digests: method('digests'),
    records: method('records'),
  } as ConformanceRuntime;
}

async function openChromiumPage(address: string): Promise<DrivenPage> {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(address);
  return { call: (name, args) => page.evaluate(callInPage, [name, args] as const), close: () => browser.close() };
}

async function openFirefoxPage(address: string): Promise<DrivenPage> {
  const path = findFirefox();
  if (!path) throw new Error(NO_FIREFOX);
  const browser = await launchFirefox(path);
  const page = await browser.newPage();
  await page.goto(address);
  return {
    // As text: the protocol has types of its own for some values.
    call: async (name, args) => JSON.parse(await page.evaluate(callInPageAsText, name, JSON.stringify(args))),
    close: () => browser.close(),
  };
}

// These two run in the page, where `window.runtime` has the methods.

function callInPage([name, args]: readonly [keyof ConformanceRuntime, readonly unknown[]]): Promise<unknown> {
  return Reflect.apply(window.runtime[name], window.runtime, args);
}

async function callInPageAsText(name: keyof ConformanceRuntime, args: string): Promise<string> {
  const result: unknown = await Reflect.apply(window.runtime[name], window.runtime, JSON.parse(args));
  return JSON.stringify(result);
}
