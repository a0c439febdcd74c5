// Replays recorded runtime cases in real workers in headless Chromium:
// `npm run conformance -- FILE [--json] [--runtime nodejs22.x] [--host chromium]`.
// Prints each case as passed or with its differences, then the counts; the exit code is 1 when a case differs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, ensureChromium } from '../support/chromium.mjs';
import { buildRuntimePage, serveRuntimePage } from './serve.mjs';

const USAGE =
  'Usage: npm run conformance -- FILE [--json] [--runtime nodejs22.x|nodejs24.x|nodejs20.x] [--host chromium]';
const folder = join(fileURLToPath(new URL('../..', import.meta.url)), '.cache/conformance');

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  const options = parse(args);
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const { cases } = JSON.parse(readFileSync(options.file, 'utf8'));
  await buildRuntimePage(folder);
  const results = await replayAll(cases, options.runtime);
  const failed = results.filter((result) => result.differences.length > 0).length;
  const counts = { passed: results.length - failed, failed, groups: groupCounts(results) };
  if (options.json)
    console.log(JSON.stringify({ host: 'chromium', runtime: options.runtime, ...counts, results }, null, 2));
  else print(results, counts);
  return failed > 0 ? 1 : 0;
}

/** @param {string[]} args */
function parse(args) {
  const rest = [...args];
  const json = rest.includes('--json');
  if (json) rest.splice(rest.indexOf('--json'), 1);
  const runtime = take(rest, '--runtime') ?? 'nodejs22.x';
  const host = take(rest, '--host') ?? 'chromium';
  const [file, ...more] = rest;
  return file && more.length === 0 && host === 'chromium' ? { file, json, runtime } : undefined;
}

/**
 * @param {string[]} args
 * @param {string} name
 */
function take(args, name) {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

/**
 * @param {any[]} cases any: the file's format is checked by what replays it
 * @param {string} runtime
 * @returns {Promise<{ group: string, id: string, differences: string[] }[]>}
 */
async function replayAll(cases, runtime) {
  const server = await serveRuntimePage(folder);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(server.address);
    const results = [];
    for (const one of cases) {
      // any: the page offers this object, see page.ts.
      const differences = await page.evaluate(
        ([recorded, version]) => /** @type {any} */ (window).runtime.replay(recorded, version),
        [one, runtime],
      );
      results.push({ group: one.group, id: one.id, differences });
    }
    return results;
  } finally {
    await browser.close();
    server.close();
  }
}

/** @param {{ group: string, differences: string[] }[]} results */
function groupCounts(results) {
  /** @type {Record<string, { passed: number, failed: number }>} */
  const groups = {};
  for (const { group, differences } of results) {
    const counts = groups[group] ?? { passed: 0, failed: 0 };
    groups[group] = counts;
    if (differences.length > 0) counts.failed += 1;
    else counts.passed += 1;
  }
  return groups;
}

/**
 * @param {{ group: string, id: string, differences: string[] }[]} results
 * @param {{ passed: number, failed: number, groups: Record<string, { passed: number, failed: number }> }} counts
 */
function print(results, { passed, failed, groups }) {
  for (const { group, id, differences } of results) {
    console.log(`${differences.length > 0 ? 'FAIL' : 'pass'} ${group}/${id}`);
    for (const difference of differences) console.log(`     ${difference}`);
  }
  for (const [group, counts] of Object.entries(groups)) {
    console.log(`${group}: ${counts.passed} of ${counts.passed + counts.failed}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
}
