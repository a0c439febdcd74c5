/** Opens the served page of the runtime tests in Chromium or Firefox. */
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.mjs';
import { findFirefox, launchFirefox, NO_FIREFOX } from '../support/firefox.mjs';
import type { ConformanceRuntime } from './runtime.ts';

/** A host that runs, with the runtime of `runtime.ts` in it. */
export interface OpenHost {
  readonly runtime: ConformanceRuntime;
  close(): Promise<void>;
}

/** Calls a method of `window.runtime`, see page.ts: plain data goes in and comes out. */
type Call = (method: keyof ConformanceRuntime, args: readonly unknown[]) => Promise<unknown>;

function remoteRuntime(call: Call): ConformanceRuntime {
  const method =
    (name: keyof ConformanceRuntime) =>
    (...args: unknown[]) =>
      call(name, args);
  // The page offers these methods with these types.
  return {
    replay: method('replay'),
    record: method('record'),
    digests: method('digests'),
    records: method('records'),
    outcomes: method('outcomes'),
  } as ConformanceRuntime;
}

/** Opens the page in Chromium. */
export async function openChromium(address: string): Promise<OpenHost> {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(address);
  const runtime = remoteRuntime((name, args) => page.evaluate(callInPage, [name, args] as const));
  return { runtime, close: () => browser.close() };
}

/** Opens the page in Firefox. Throws one sentence when there is none. */
export async function openFirefox(address: string): Promise<OpenHost> {
  const path = findFirefox();
  if (!path) throw new Error(NO_FIREFOX);
  const browser = await launchFirefox(path);
  const page = await browser.newPage();
  await page.goto(address);
  // As text: the protocol has types of its own for some values.
  const runtime = remoteRuntime(async (name, args) =>
    JSON.parse(await page.evaluate(callInPageAsText, name, JSON.stringify(args))),
  );
  return { runtime, close: () => browser.close() };
}

// These two run in the page, where `window.runtime` has the methods.

function callInPage([name, args]: readonly [keyof ConformanceRuntime, readonly unknown[]]): Promise<unknown> {
  return Reflect.apply(window.runtime[name], window.runtime, args);
}

async function callInPageAsText(name: keyof ConformanceRuntime, args: string): Promise<string> {
  const result: unknown = await Reflect.apply(window.runtime[name], window.runtime, JSON.parse(args));
  return JSON.stringify(result);
}
