/** The kernel against figures that can be worked out: queueing theory, exact counts, arithmetic. Samples are small, tolerances scaled (D35). */
import { expect, test } from 'vitest';
import { fullSample, leftOut, type ReferenceCase } from './reference/cases.ts';
import { measure } from './reference/measure.ts';
import { run } from './run.ts';
import { scenario } from './scenarioBuilder.ts';
import { describeWithSharedData, sharedJson } from './sharedData.ts';

/** Cases that take too long or need the whole of their sample: `npm run validate` has them. */
const ONLY_IN_VALIDATE = /^(a-quantile|b-block-(900|1000)|d-simfaas|d-.*-100x2-|d-.*0\.9x1\.991|e-sqs-n50)/;

describeWithSharedData('closed-form cases', () => {
  const all: ReferenceCase[] = sharedJson('reference/closed-form.json').cases;
  const here = all.filter((c) => leftOut(c) === null && !ONLY_IN_VALIDATE.test(c.id));

  test('are nearly all of them', () => {
    expect(all).toHaveLength(202);
    expect(all.filter((c) => leftOut(c) !== null)).toHaveLength(12);
    expect(here.length).toBeGreaterThan(150);
  });

  test.each(here.map((c) => [c.id, c.quantity, c] as const))('%s: %s', (_, __, c) => {
    const most = c.sample?.runs === undefined ? 6000 : 100;
    const { value, tolerance, passes } = measure(c, { part: Math.min(1, most / (fullSample(c) ?? 1)) });
    expect(passes, `${value} for ${c.expected} ± ${tolerance}`).toBe(true);
  });

  test('e-sqs-drain: seconds to drain a queue, and those in which the pollers grow', () => {
    const { inputs, expected } = all.find(({ id }) => id === 'e-sqs-drain') as ReferenceCase; // it is in the file
    const { messages, pollers, batch, service_s } = inputs;
    const r = run(
      scenario()
        .queue('q', { traffic: { kind: 'burst', count: messages }, visibilityTimeoutS: 43_200, message: 'm' })
        .modelled('f', service_s * 1000)
        .wire('mapping', 'q', 'f', { batchSize: batch, maximumConcurrency: pollers }),
    ).until(100);
    // They grow from 5 to 50 in 9 s.
    const lost = [0, 1, 2, 3, 4, 5, 6, 7, 8].reduce((sum, s) => sum + (45 - 5 * s), 0) / pollers;
    const lastUs = r.records('message_deleted').at(-1)?.timeUs ?? 0;
    expect(r.records('message_deleted')).toHaveLength(messages);
    expect(lastUs / 1_000_000).toBeGreaterThanOrEqual(expected);
    expect(lastUs / 1_000_000).toBeLessThanOrEqual(expected + lost + 2 * service_s);
  });
});
