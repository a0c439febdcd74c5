// The test command: runs the checks one after the other and stops at the first that fails.
// `node e2e/support/runChecks.mjs [stage …]`; without a stage, all of them. The last line is always
// `N passed, N failed`: the sum over the unit and the end-to-end tests. A stage that fails without a test report
// counts as one failure, so a failed command never ends in "0 failed".
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPlaywrightReport, readVitestReport, sum } from './testCounts.mjs';

/**
 * @typedef {import('./testCounts.mjs').Counts} Counts
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} commands
 * @property {string} [report] the file with the counts of a stage that runs tests
 * @property {(report: any) => Counts} [read] any: the report is parsed JSON of another program's making
 */

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @type {Stage[]} */
const STAGES = [
  { name: 'format', commands: ['biome check --error-on-warnings .'] },
  {
    name: 'types',
    commands: [
      'tsc -p src/sim',
      'tsc -p src/runtime/environment',
      'tsc -p src/runtime/environment/tsconfig.test.json',
      'tsc -p .',
    ],
  },
  {
    name: 'unit',
    commands: ['vitest run --reporter=default --reporter=json --outputFile.json=test-results/unit.json'],
    report: 'test-results/unit.json',
    read: readVitestReport,
  },
  { name: 'build', commands: ['vite build --logLevel warn'] },
  {
    name: 'e2e',
    commands: ['playwright test -c e2e/playwright.config.ts'],
    report: 'test-results/e2e.json',
    read: readPlaywrightReport,
  },
];

process.exitCode = main(process.argv.slice(2));

/** @param {string[]} wanted */
function main(wanted) {
  const known = STAGES.map((stage) => stage.name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown) {
    console.error(`There is no stage "${unknown}"; the stages are ${known.join(', ')}.`);
    return 2;
  }
  const outcomes = [];
  for (const stage of STAGES) {
    if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
    const outcome = runStage(stage);
    outcomes.push(outcome);
    if (!outcome.succeeded) break;
  }
  const total = sum(outcomes.map((outcome) => outcome.counts));
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return outcomes.every((outcome) => outcome.succeeded) ? 0 : 1;
}

/** @param {Stage} stage */
function runStage(stage) {
  console.log(`\n== ${stage.name}`);
  if (stage.report) rmSync(join(root, stage.report), { force: true });
  const startMs = performance.now();
  const succeeded = stage.commands.every(runCommand);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`== ${stage.name} ${succeeded ? 'passed' : 'FAILED'} in ${seconds} s`);
  const counts = readCounts(stage);
  if (!succeeded && counts.failed === 0) counts.failed = 1;
  return { succeeded, counts };
}

/** @param {string} command */
function runCommand(command) {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`;
  const env = { ...process.env, PATH: path };
  return spawnSync(command, { cwd: root, env, shell: true, stdio: 'inherit' }).status === 0;
}

/** @param {Stage} stage */
function readCounts({ report, read }) {
  const none = { passed: 0, failed: 0, skipped: 0 };
  if (!report || !read) return none;
  try {
    return read(JSON.parse(readFileSync(join(root, report), 'utf8')));
  } catch {
    return none; // The tests never got as far as a report.
  }
}
