import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { traceDigest } from '../trace/digest.ts';
import { checkInvariants } from './invariants.ts';
import { randomInputs, randomScenario, randomStandIns } from './randomScenario.ts';
import { Run } from './run.ts';

/** More in the long run: `LAMBDARIUM_RUNS=5000 npx vitest run src/sim/testing/invariants`, from a seed of the day. */
const RUNS = Number(process.env.LAMBDARIUM_RUNS ?? 100);
const SEED = process.env.LAMBDARIUM_RUNS ? {} : { seed: 20_260_105 };
const seeds = fc.integer({ min: 0, max: 0xffff_ffff });

function started(seed: number, options: { stops?: boolean } = {}): Run {
  const r = new Run(randomScenario(seed), randomStandIns(seed, options.stops));
  for (const input of randomInputs(seed, r.scenario)) r.kernel.input(input);
  return r;
}

function digestAt100S(seed: number): string | null {
  const r = started(seed);
  return r.untilOrLarge(100, { records: 10_000, chars: 2_000_000 }) ? traceDigest(r.kernel.trace) : null;
}

describe(`random scenarios, from the seed ${SEED.seed ?? 'of the day'}`, () => {
  test('time, environments, limits, requests and messages behave as they must', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const r = started(seed, { stops: true });
        // Half an hour beyond the end everything that waits has come to its end.
        const untilS = r.scenario.durationS + 1800;
        const untilUs = r.untilOrLarge(untilS) ? untilS * 1_000_000 : r.kernel.nowUs;
        checkInvariants(r.scenario, r.records(), untilUs);
      }),
      { ...SEED, numRuns: RUNS },
    );
  }, 600_000);

  test('the same inputs give the same trace', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(digestAt100S(seed)).toBe(digestAt100S(seed));
      }),
      { ...SEED, numRuns: Math.ceil(RUNS / 5) },
    );
  }, 600_000);

  test('any slicing of the advance gives the same trace', () => {
    const slice = fc.record({
      s: fc.double({ min: 0, max: 30, noNaN: true }),
      entries: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(seeds, fc.array(slice, { maxLength: 20 }), (seed, slices) => {
        const whole = digestAt100S(seed);
        fc.pre(whole !== null);
        const sliced = started(seed);
        let timeS = 0;
        for (const { s, entries } of slices) {
          timeS = Math.min(100, timeS + s);
          sliced.until(timeS, entries);
        }
        expect(traceDigest(sliced.until(100).kernel.trace)).toBe(whole);
      }),
      { ...SEED, numRuns: Math.ceil(RUNS / 3) },
    );
  }, 600_000);
});
