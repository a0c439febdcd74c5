import { expect } from 'playwright/test';
import { BURST_SIZE, burstHandler, burstScenario } from './bench/burstScenario.ts';
import { test } from './bench/manyPage.ts';
import { commonJs, FREEZING, MESSY } from './bench/messyHandlers.ts';

/** One worker for all, some, and one for each. */
const LIMITS = [
  { live: 1, hard: 400 },
  { live: 4, hard: 400 },
  { live: 200, hard: 400 },
];
const REQUESTS = 12;

test('environments that share a worker find nothing of each other, and everything of their own', async ({ many }) => {
  const { answers, sharing } = await many.run(commonJs(MESSY, REQUESTS), LIMITS[0]);
  const results = answers.map((answer) => JSON.parse(answer ?? 'null'));
  expect(sharing).toBe(REQUESTS);
  expect(results).toHaveLength(3 * REQUESTS);
  expect(results.map(({ keeps }) => keeps)).toEqual(results.map(() => true));
  const firsts = new Set(results.slice(0, REQUESTS).map(({ before }) => JSON.stringify(before)));
  expect([...firsts]).toHaveLength(1);
  expect(results[0].before.slice(0, 12)).toEqual([
    'undefined',
    'undefined',
    'undefined',
    false,
    true,
    null,
    null,
    null,
    null,
    null,
    null,
    'mark',
  ]);
});

for (const [name, text] of Object.entries({ MESSY, FREEZING })) {
  test(`the limit of workers never changes a run, ${name === 'MESSY' ? 'whatever handlers leave behind' : 'also when it cannot be undone'}`, async ({
    many,
  }) => {
    test.setTimeout(120_000);
    const runs = [];
    for (const limits of LIMITS) runs.push(await many.run(commonJs(text, REQUESTS), limits));
    expect(new Set(runs.map(({ digest }) => digest)).size, JSON.stringify(runs.map(({ answers }) => answers[0]))).toBe(
      1,
    );
    expect(runs.map(({ reproducible }) => reproducible)).toEqual([true, true, true]);
    expect(runs[2]?.sharing).toBe(0);
  });
}

test(`${BURST_SIZE} requests at once are served by as many environments, each with a counter of its own`, async ({
  many,
}) => {
  // On a busy machine it takes its time; what counts is that it gets there.
  test.setTimeout(300_000);
  // Most of the time would go into starting workers and into steps: fewer of both prove the same.
  const { answers, reproducible, sharing } = await many.run(burstScenario(burstHandler(2)), { live: 20, hard: 400 });
  expect(answers).toHaveLength(BURST_SIZE);
  expect(new Set(answers)).toEqual(new Set(['{"count":1}']));
  expect(reproducible).toBe(true);
  expect(sharing).toBe(BURST_SIZE);
});
