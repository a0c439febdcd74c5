import { describe, expect, test } from 'vitest';
import { Trace } from '../trace/trace.ts';
import { causeProblem, causeProblems } from './causes.ts';
import { randomInputs, randomScenario, randomStandIns } from './randomScenario.ts';
import { Run } from './run.ts';
import { sampleRun } from './sampleRun.ts';

const SEEDS = Array.from({ length: 60 }, (_, i) => i);

describe('causes', () => {
  test('every record of the sample follows from what led to it, back to an arrival, an input or the start', () => {
    expect(causeProblems(sampleRun().kernel.trace)).toEqual([]);
  });

  test('every record of random scenarios does, with edits and stops by the playground', () => {
    for (const seed of SEEDS) {
      const r = new Run(randomScenario(seed), randomStandIns(seed, true));
      for (const input of randomInputs(seed, r.scenario)) r.kernel.input(input);
      r.untilOrLarge(r.scenario.durationS + 1800, { records: 8000, chars: 5_000_000 });
      expect(causeProblems(r.kernel.trace).slice(0, 3), `seed ${seed}`).toEqual([]);
    }
  }, 300_000);

  test('a handler that ended because it was answered, and a cause of another request, are seen', () => {
    const trace = new Trace();
    trace.append({ timeUs: 0, kind: 'arrival', rule: 'INV-1', subject: 1, value: 1 });
    trace.append({ timeUs: 0, kind: 'invoke_sync', rule: 'INV-1', cause: 0, subject: 1, value: 2 });
    trace.append({ timeUs: 0, kind: 'invoke_started', rule: 'ENV-19', cause: 1, subject: 1, value: 1 });
    trace.append({ timeUs: 1, kind: 'responded', rule: 'INV-2', cause: 2, subject: 1, value: 200 });
    trace.append({ timeUs: 1, kind: 'invoke_ended', rule: 'ENV-7', cause: 3, subject: 1 });
    trace.append({ timeUs: 2, kind: 'invoke_started', rule: 'ENV-19', cause: 1, subject: 2, value: 1 });
    expect([0, 1, 2, 3].map((i) => causeProblem(trace, i))).toEqual([null, null, null, null]);
    expect(causeProblem(trace, 4)).toMatch(/^No invoke_ended follows from responded/);
    expect(causeProblem(trace, 5)).toMatch(/nothing to do with each other/);
  });
});
