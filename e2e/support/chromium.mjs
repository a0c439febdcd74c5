import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Start flags for headless Chromium: they let it run as root and keep it from calling home. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What to tell someone whose machine has no Chromium. */
export const INSTALL_HINT =
  'No Chromium was found: install one (on Debian as root "apt-get install chromium", elsewhere "npx playwright install chromium" or Google Chrome), or set CHROMIUM_PATH to its executable.';

const SYSTEM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const USUAL_PLACES = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Where to look and what may be done about finding nothing.
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {string[]} places executables to try after those on the path
 * @property {boolean} canInstall whether the package manager may be asked
 */

/** @returns {Machine} */
function thisMachine() {
  return {
    env: process.env,
    places: [...USUAL_PLACES, playwrightsOwn()],
    canInstall: isDebian() && process.getuid?.() === 0,
  };
}

/**
 * The executable of a Chromium: `CHROMIUM_PATH`, a usual system name, or Playwright's own, in this order. Where there
 * is none, on Debian as root the package `chromium` is installed; otherwise throws one sentence on what to install.
 */
export function ensureChromium(machine = thisMachine()) {
  const found = findChromium(machine);
  if (found) return found;
  if (machine.canInstall) installChromium(machine.env);
  const installed = findChromium(machine);
  if (!installed) throw new Error(INSTALL_HINT);
  return installed;
}

/** @param {Machine} machine */
function findChromium({ env, places }) {
  const wanted = env.CHROMIUM_PATH;
  if (wanted) {
    if (!isExecutable(wanted)) throw new Error(`CHROMIUM_PATH names "${wanted}", which is not an executable file.`);
    return wanted;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...places].find(isExecutable);
}

/** @param {NodeJS.ProcessEnv} env */
function installChromium(env) {
  process.stderr.write('No Chromium was found; installing the Debian package "chromium".\n');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    // The output goes to stderr, so that stdout stays the test command's own.
    spawnSync('apt-get', args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 2, 2] });
  }
}

function playwrightsOwn() {
  try {
    return chromium.executablePath();
  } catch {
    return ''; // Playwright has no build for this system.
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Debian itself, not Ubuntu, whose package `chromium` is a stub. */
function isDebian() {
  const path = '/etc/os-release';
  return existsSync(path) && /^ID="?debian"?$/m.test(readFileSync(path, 'utf8'));
}
