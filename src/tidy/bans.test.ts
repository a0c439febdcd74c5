import { expect, test } from 'vitest';
import { checkAmbient, checkConsole, checkExactMath, checkLocale, checkMachinePaths, checkSleeps } from './bans.ts';
import { type Finding, parseSource, type SourceFile } from './sourceFile.ts';

function messages(check: (file: SourceFile) => Finding[], path: string, text: string): string[] {
  return check(parseSource({ path, text })).map(({ message }) => message);
}

test.each([
  'Date.now();',
  'new Date();',
  'Date();',
  'globalThis.Date.now();',
  'Math.random();',
  'performance.now();',
  'setTimeout(() => {}, 1);',
  'self.setInterval(tick, 1);',
  "globalThis['setImmediate'](tick);",
  'requestAnimationFrame(tick);',
  'crypto.randomUUID();',
  'const later = setTimeout;',
  'const { now } = Date;',
  'const { random: chance } = Math;',
])('a run may not depend on real time or chance: %s', (text) => {
  const found = messages(checkAmbient, 'src/engine/a.ts', text);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/banned here: (take|schedule|draw|count)/);
});

test.each([
  ['a date of a given time', 'src/engine/a.ts', 'new Date(epochMs).getTime(); Date.UTC(2026, 0);'],
  ['a type', 'src/engine/a.ts', 'let handle: ReturnType<typeof setTimeout>; interface A { crypto: string }'],
  ['a property of the same name', 'src/engine/a.ts', 'clock.setTimeout(1); const a = { performance: 1 };'],
  ['a parameter of the same name', 'src/engine/a.ts', 'function run({ crypto }) { return crypto.id; }'],
  ['a handler in a text', 'src/engine/a.ts', "const source = 'Date.now()';"],
  ['a host', 'src/runtime/hosts/a.ts', 'setTimeout(stop, 1000);'],
  ['the virtual clock itself', 'src/runtime/environment/a.ts', 'const real = Date;'],
  ['playback', 'src/app/player.ts', 'requestAnimationFrame(tick);'],
])('real time and chance are fine in %s', (_title, path, text) => {
  expect(messages(checkAmbient, path, text)).toEqual([]);
});

test.each(['Math.log(2);', 'Math.pow(2, 3);', 'const { exp } = Math;', 'x ** 2;', 'x **= 2;'])(
  'the kernel may not calculate with %s',
  (text) => {
    expect(messages(checkExactMath, 'src/sim/kernel/a.ts', text)).toHaveLength(1);
  },
);

test('the kernel may use what every engine calculates the same', () => {
  const text = 'const { round, PI } = Math; Math.floor(Math.sqrt(Math.PI)) + 2 ** 31 + curve.log(2);';
  expect(messages(checkExactMath, 'src/sim/kernel/a.ts', text)).toEqual([]);
  expect(messages(checkExactMath, 'src/ui/a.ts', 'Math.log(2);')).toEqual([]);
});

test.each(["a.localeCompare('b');", 'n.toLocaleString();'])('the kernel may not ask for the language: %s', (text) => {
  expect(messages(checkLocale, 'src/sim/a.ts', text)).toHaveLength(1);
  expect(messages(checkLocale, 'src/ui/a.ts', text)).toEqual([]);
});

test('printing to the console is left to environments and tests', () => {
  expect(messages(checkConsole, 'src/app/a.ts', 'console.log(1); console.error(2);')).toHaveLength(1);
  expect(messages(checkConsole, 'src/runtime/environment/a.ts', 'console.log(1);')).toEqual([]);
  expect(messages(checkConsole, 'src/app/a.test.ts', 'console.log(1);')).toEqual([]);
});

test('an end-to-end test may not wait for real time', () => {
  expect(messages(checkSleeps, 'e2e/a.spec.ts', 'await page.waitForTimeout(100);')).toHaveLength(1);
});

test('paths of one machine are found, those of Lambda and of the web are not', () => {
  const found = (text: string) => checkMachinePaths({ path: 'src/a.ts', text });
  for (const folder of ['home/someone/x', 'Users/someone/x', 'root/x', 'work/x']) {
    expect(found(`\nread('/${folder}');`)).toMatchObject([{ line: 2 }]);
  }
  expect(found("'/var/task/index.mjs' '/home/sbx_user1051' 'https://example.com/work/x' '../work/x'")).toEqual([]);
});
