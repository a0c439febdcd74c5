import { code, expect, linkTo, test } from './playground.ts';

const SCENARIO = {
  version: 1 as const,
  name: 'From outside',
  durationS: 120,
  model: { coldStart: { kind: 'fixed' as const, createMs: 200, runtimeInitMs: 100 } },
  nodes: [
    {
      id: 'n1',
      type: 'client' as const,
      name: 'caller',
      position: { x: 0, y: 0 },
      traffic: { kind: 'every' as const, everyMs: 10_000, count: 6 },
    },
    {
      id: 'n2',
      type: 'function' as const,
      name: 'work',
      position: { x: 320, y: 0 },
      handler: code(`let n = 0;
export const handler = async () => { n += 1; if (n === 3) throw new Error('third'); return n; };
`),
    },
  ],
  wires: [{ id: 'w1', type: 'sync' as const, from: 'n1', to: 'n2' }],
};

test('open, run, seek, summary, digest and trace do what README says', async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await page.evaluate((scenario) => window.lambdarium.open(scenario), SCENARIO);
  await expect(playground.scenarioName).toHaveValue('From outside');
  await expect(playground.node('work')).toContainText('no environment yet');

  await page.evaluate(() => window.lambdarium.run({ untilS: 25 }));
  await expect(playground.clock).toContainText('00:00:25.000');
  await expect(playground.node('caller')).toContainText('sent 3');
  expect((await playground.summary()).nodes.n1).toMatchObject({ type: 'client', name: 'caller' });

  await page.evaluate(() => window.lambdarium.run());
  await expect(playground.clock).toContainText('00:02:00.000');
  const { nodes, totals } = await playground.summary();
  expect(totals).toMatchObject({ invocations: 6, cold: 1, warm: 5, errors: 1 });
  expect(nodes.n1).toMatchObject({ sent: 6, ok: 5, failed: 1 });
  expect(nodes.n2).toMatchObject({ type: 'function', name: 'work', environments: 1, errors: 1 });
  expect(await playground.digest()).toMatch(/^[0-9a-f]{64}$/);

  await page.evaluate(() => window.lambdarium.seek(5));
  await expect(playground.clock).toContainText('00:00:05.000');
  await expect(playground.node('caller')).toContainText('sent 1');
  // Moving the playhead computes nothing away.
  expect((await playground.summary()).totals.invocations).toBe(6);
});

test('every record carries its cause and its rule', async ({ playground }) => {
  const { page } = playground;
  for (const id of ['counter', 'burst', 'async-retries', 'photos', 'poison']) {
    await playground.openExample(id);
    await page.evaluate(() => window.lambdarium.run());
    const trace = await playground.trace();
    expect(trace.length).toBeGreaterThan(20);
    for (const [i, record] of trace.entries()) {
      expect(record.index).toBe(i);
      expect(record.rule, `${id}: record ${i}, ${record.kind}`).toMatch(/^[A-Z]+-?\d+$/);
      // A root is its own cause; everything else was caused by something before it.
      expect(record.cause, `${id}: record ${i}, ${record.kind}`).toBeLessThanOrEqual(i);
      if (record.cause === i) expect(ROOTS, `${id}: record ${i}`).toContain(record.kind);
      expect(record.timeUs).toBeGreaterThanOrEqual(trace[i - 1]?.timeUs ?? 0);
    }
  }
});

const ROOTS = ['run_started', 'arrival', 'input'];

test('the same scenario gives the same digest again, and another seed or another code another one', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  const digestOf = (scenario: unknown) =>
    page.evaluate(async (given) => {
      window.lambdarium.open(given);
      await window.lambdarium.run();
      return window.lambdarium.digest();
    }, scenario);
  const digest = await digestOf(SCENARIO);
  expect(await digestOf(SCENARIO)).toBe(digest);
  // In two goes instead of one.
  await page.evaluate((scenario) => window.lambdarium.open(scenario), SCENARIO);
  await page.evaluate(() => window.lambdarium.run({ untilS: 11 }));
  await page.evaluate(() => window.lambdarium.run());
  expect(await playground.digest()).toBe(digest);

  expect(await digestOf({ ...SCENARIO, seed: 2 })).not.toBe(digest);
  const [client, work] = SCENARIO.nodes;
  const other = { ...work, handler: code('export const handler = async () => 7;\n') };
  expect(await digestOf({ ...SCENARIO, nodes: [client, other] })).not.toBe(digest);
});

test('open takes an object, its text or a link, and throws an Error that lists the problems', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  const open = (given: unknown) =>
    page.evaluate((input) => {
      try {
        window.lambdarium.open(input);
        return 'opened';
      } catch (error) {
        return error instanceof Error ? error.message : `threw ${typeof error}`;
      }
    }, given);
  expect(await open(JSON.stringify(SCENARIO))).toBe('opened');
  expect(await open(linkTo({ ...SCENARIO, name: 'By link' }))).toBe('opened');
  await expect(playground.scenarioName).toHaveValue('By link');
  await expect(playground.consent).toBeVisible();
  const refusal = await open({ ...SCENARIO, durationS: -1, seed: 'x' });
  expect(refusal).toContain('duration: must be a number between');
  expect(refusal).toContain('seed: must be a whole number');
  expect(await open('{"version":1')).toMatch(/JSON/);
  expect(await open('#s1.AAAA')).toContain('could not be opened');
  await expect(playground.scenarioName).toHaveValue('By link');
});
