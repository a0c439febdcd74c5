import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'playwright/test';

const command = fileURLToPath(new URL('conformance/run.mjs', import.meta.url));

// Firefox is left out where there is none; the command says so on stderr.
test('examples and tricky handlers give one digest in Chromium, in Firefox, in Node.js, with one worker and with many, and on every repeat', () => {
  test.setTimeout(240_000);
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--repeat', '5'], { encoding: 'utf8' });
  if (stderr) console.log(stderr);
  expect(stdout.split('\n').filter((line) => line.startsWith('DIFFER'))).toEqual([]);
  expect(status, stdout + stderr).toBe(0);
});
