import environmentScript from 'virtual:environment-script';
import { expect, it } from 'vitest';
import { createInlineHost } from '../../src/runtime/hosts/inlineHost.ts';
import { Scenario } from '../../src/scenario/schema.ts';
import { commonJs, MESSY } from '../bench/messyHandlers.ts';
import { runScenario } from '../bench/runScenario.ts';
import { scenariosToCompare } from '../conformance/digests.ts';
import { createConformanceRuntime } from '../conformance/runtime.ts';
import { createSharedHost } from './sharedContext.ts';

const alone = createInlineHost(environmentScript);

/** Neither the stack of the thread, nor what takes long, is another environment's. */
const scenarios = scenariosToCompare().filter(({ name }) => name !== 'recursion' && name !== 'runaway');
/** Node.js itself comes to its end when the global object of a context is looked at while every object has a `get`. */
const MESSY_IN_NODE = MESSY.replace(/^.*Object\.prototype, 'get', \{.*$/m, '');
const messy = { name: 'messy', scenario: Scenario.parse(commonJs(MESSY_IN_NODE, 5)) };

it.each([...scenarios, messy])(
  '$name gives the same records in a shared context as in one for each',
  async ({ scenario }) => {
    const shared = await createSharedHost(environmentScript);
    const records = await createConformanceRuntime(shared).records(scenario);
    expect(records).toEqual(await createConformanceRuntime(alone).records(scenario));
  },
);

it('environments of a shared context find nothing of each other, and everything of their own', async () => {
  const { answers } = await runScenario(commonJs(MESSY_IN_NODE, 5), await createSharedHost(environmentScript));
  const results = answers.map((answer) => JSON.parse(answer ?? 'null'));
  expect(results).toHaveLength(15);
  expect(results.map(({ keeps }) => keeps)).toEqual(results.map(() => true));
  expect(new Set(results.slice(0, 5).map(({ before }) => JSON.stringify(before))).size).toBe(1);
});
