/** Chromium through Playwright, Firefox through WebDriver BiDi: the two engines the attacks are tried in. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.mjs';
import type { AttackPage, Defence, Outcome } from './page.ts';
import type { Engine, Sink } from './probes.ts';

declare global {
  interface Window {
    readonly attack: AttackPage;
  }
}

export interface EnginePage extends AsyncDisposable {
  run(defence: Defence, name: string, sink: Sink): Promise<Outcome>;
  respond(source: string): Promise<unknown>;
}

const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

/** Why an engine cannot be used here, as a sentence; undefined when it can. */
export function whyMissing(engine: Engine): string | undefined {
  if (engine === 'chromium' || existsSync(FIREFOX)) return undefined;
  return `Firefox is not here (${FIREFOX}; set FIREFOX_PATH, or on Debian install firefox-esr), so its half of the attacks was not tried.`;
}

export function openEngine(engine: Engine, address: string): Promise<EnginePage> {
  return engine === 'chromium' ? openChromium(address) : openFirefox(address);
}

async function openChromium(address: string): Promise<EnginePage> {
  // With QUIC, which one of the attacks uses.
  const args = CHROMIUM_FLAGS.filter((flag) => flag !== '--disable-quic');
  const browser = await chromium.launch({ executablePath: ensureChromium(), args });
  const page = await browser.newPage();
  await page.goto(address);
  return {
    run: (...all) => page.evaluate(([defence, name, sink]) => window.attack.run(defence, name, sink), all),
    respond: (source) => page.evaluate((text) => window.attack.respond(text), source),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openFirefox(address: string): Promise<EnginePage> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    // The peer connection of the control aims at this machine.
    extraPrefsFirefox: { 'media.peerconnection.ice.loopback': true },
  });
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'attack' in window);
  return {
    run: (...all) => page.evaluate((defence, name, sink) => window.attack.run(defence, name, sink), ...all),
    respond: (source) => page.evaluate((text) => window.attack.respond(text), source),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
