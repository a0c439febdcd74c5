import { expect, test } from 'vitest';
import { checkLockFile, checkPackages, checkRuleFiles, checkTopLevel } from './repository.ts';

function lockProblems(packages: object): number {
  return checkLockFile({ path: 'package-lock.json', text: JSON.stringify({ packages }) }).length;
}

test('a package from another registry is found', () => {
  const from = (resolved: string) => lockProblems({ 'node_modules/a': { resolved } });
  expect(from('https://packages.example.com/npm/a.tgz')).toBe(1);
  expect(from('git+ssh://git@example.com/a.git')).toBe(1);
  expect(from('https://registry.npmjs.org/a/-/a-1.0.0.tgz')).toBe(0);
});

test('a lock file without the builds for other systems is found', () => {
  const tool = { optionalDependencies: { '@tool/linux': '1', '@tool/mac': '1' } };
  const all = { 'node_modules/tool': tool, 'node_modules/@tool/linux': {}, 'node_modules/@tool/mac': {} };
  expect(lockProblems(all)).toBe(0);
  expect(lockProblems({ ...all, 'node_modules/@tool/mac': undefined })).toBe(1);
});

test('a package that is not needed is found', () => {
  expect(checkPackages({ path: 'package.json', text: '{ "@playwright/test": "1" }' })).toHaveLength(1);
  expect(checkPackages({ path: 'package.json', text: '{ "playwright": "1" }' })).toEqual([]);
});

test('a file at the top that belongs into a folder is found', () => {
  expect(checkTopLevel(['src', 'README.md', 'node_modules', 'scripts'])).toMatchObject([{ path: 'scripts' }]);
});

test('a rule without source or test is found', () => {
  const rule = { path: 'src/sim/lambda/rules/a.ts', text: '/** @source AWS, January 2026 */' };
  const itsTest = { path: 'src/sim/lambda/rules/a.test.ts', text: '' };
  expect(checkRuleFiles([rule, itsTest])).toEqual([]);
  expect(checkRuleFiles([rule])).toMatchObject([{ message: 'a rule has its test beside it' }]);
  expect(checkRuleFiles([{ ...rule, text: '' }, itsTest])).toHaveLength(1);
});
