import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer-core';

/** What to tell someone whose machine has no Firefox. */
export const NO_FIREFOX =
  'No Firefox was found: install one (on Debian as root "apt-get install firefox-esr"), or set FIREFOX_PATH to its executable.';

const NAMES = ['firefox-esr', 'firefox'];
const USUAL_PLACES = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/**
 * The executable of a Firefox: `FIREFOX_PATH`, or a usual system name; undefined where there is none.
 * @param {NodeJS.ProcessEnv} env
 */
export function findFirefox(env = process.env) {
  if (env.FIREFOX_PATH) return env.FIREFOX_PATH;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...USUAL_PLACES].find(isExecutable);
}

/**
 * Starts a headless Firefox, driven over WebDriver BiDi: Playwright cannot drive one that it has not built.
 * @param {string} executablePath
 */
export function launchFirefox(executablePath) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // Nothing of the test machine is anyone's business.
    extraPrefsFirefox: {
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    },
  });
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
