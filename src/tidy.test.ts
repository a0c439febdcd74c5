import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkAssertions } from './tidy/assertions.ts';
import {
  checkAmbient,
  checkConsole,
  checkExactMath,
  checkLocale,
  checkMachinePaths,
  checkSleeps,
} from './tidy/bans.ts';
import { checkLayers } from './tidy/layers.ts';
import { checkLockFile, checkPackages, checkRuleFiles, checkTopLevel } from './tidy/repository.ts';
import { type Finding, parseSource, type SourceFile, type TextFile } from './tidy/sourceFile.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const texts = [...filesIn('src'), ...filesIn('e2e'), ...filesIn('.ci'), ...filesAtTop()];
const sources = texts.filter(({ path }) => /\.tsx?$/.test(path)).map(parseSource);

describe('the repository is tidy', () => {
  test.each<[string, (file: SourceFile) => Finding[]]>([
    ['folders import only what the map allows', checkLayers],
    ['real time and real chance stay with hosts, playback and screen', checkAmbient],
    ['the kernel calculates exactly the same in every engine', checkExactMath],
    ['the kernel does not depend on the language of the machine', checkLocale],
    ['nothing is left printing to the console', checkConsole],
    ['no end-to-end test sleeps', checkSleeps],
    ['every type assertion says why it holds', checkAssertions],
  ])('%s', (_title, check) => {
    expect(printed(sources.flatMap(check))).toEqual([]);
  });

  test('no file names a path of one machine', () => {
    const others = texts.filter(({ path }) => path !== 'package-lock.json' && !path.startsWith('src/tidy'));
    expect(printed(others.flatMap(checkMachinePaths))).toEqual([]);
  });

  test('the lock file names the public registry only', () => {
    expect(printed(checkLockFile(textFile('package-lock.json')))).toEqual([]);
  });

  test('only the needed test packages are asked for', () => {
    expect(printed(checkPackages(textFile('package.json')))).toEqual([]);
  });

  test('the top level holds nothing that belongs into a folder', () => {
    expect(printed(checkTopLevel(namesAtTop()))).toEqual([]);
  });

  test('every rule of Lambda has a source and a test', () => {
    expect(printed(checkRuleFiles(texts))).toEqual([]);
  });
});

function printed(findings: readonly Finding[]): string[] {
  return findings.map(({ path, line, message }) => `${path}:${line} ${message}`);
}

function textFile(path: string): TextFile {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** What is committed at the top; without git, whatever is there. */
function namesAtTop(): string[] {
  const git = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  if (git.status !== 0) return readdirSync(root);
  return [...new Set(git.stdout.split('\0').flatMap((path) => path.split('/')[0] || []))];
}

function filesAtTop(): TextFile[] {
  const entries = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.filter((entry) => isText(entry.name)).map((entry) => textFile(entry.name));
}

function filesIn(folder: string): TextFile[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return isText(path) ? [textFile(path)] : [];
  });
}

function isText(path: string): boolean {
  return /(\.(tsx?|m?js|cjs|json|css|html|md|svg)|\/run)$/.test(path);
}
