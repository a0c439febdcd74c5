import { expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport, sum } from './testCounts.mjs';

test('a test file that cannot be loaded counts as a failure', () => {
  const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  const files = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}, {}] },
  ];
  expect(readVitestReport({ ...report, testResults: files })).toEqual({ passed: 3, failed: 2, skipped: 3 });
});

test('an end-to-end test that passed when tried again has passed; an error outside tests is a failure', () => {
  const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
  expect(readPlaywrightReport({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 3 });
});

test('counts add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
