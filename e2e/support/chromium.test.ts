import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensureChromium, INSTALL_HINT } from './chromium.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, text = '#!/bin/sh\n'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

function machine(over: { path?: string; places?: string[]; canInstall?: boolean }) {
  const env = { PATH: [folder, '/nowhere'].join(delimiter), ...(over.path ? { CHROMIUM_PATH: over.path } : {}) };
  return { env, places: over.places ?? [], canInstall: over.canInstall ?? false };
}

test('the browser named by CHROMIUM_PATH comes before all others', () => {
  program('chromium');
  const mine = program('mine');
  expect(ensureChromium(machine({ path: mine }))).toBe(mine);
});

test('a CHROMIUM_PATH that names nothing is an error, not a reason to take another', () => {
  program('chromium');
  expect(() => ensureChromium(machine({ path: join(folder, 'absent') }))).toThrow('CHROMIUM_PATH names');
});

test('a system browser comes before the one of Playwright', () => {
  const own = program('own');
  expect(ensureChromium(machine({ places: [own] }))).toBe(own);
  const system = program('google-chrome');
  expect(ensureChromium(machine({ places: [own] }))).toBe(system);
});

test('without a browser one sentence says what to install', () => {
  expect(() => ensureChromium(machine({}))).toThrow(INSTALL_HINT);
});

test.skipIf(process.platform === 'win32')('where it may, it updates the package lists and installs Chromium', () => {
  // A stand-in for apt-get, written with shell built-ins only: the path holds nothing else.
  program(
    'apt-get',
    `#!/bin/sh
[ "$1" = update ] && echo updated > ${folder}/lists
[ "$1" = install ] && [ -f ${folder}/lists ] && [ "$4" = chromium ] || exit 0
/bin/cp ${folder}/apt-get ${folder}/chromium
`,
  );
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(ensureChromium(machine({ canInstall: true }))).toBe(join(folder, 'chromium'));
  expect(said).toHaveBeenCalledWith(expect.stringContaining('installing'));
  said.mockRestore();
});
