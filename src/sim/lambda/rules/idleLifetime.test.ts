import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../kernel/random.ts';
import { drawIdleLifetimeUs, drawMaximumAgeUs, idleEndUs } from './idleLifetime.ts';

test('each environment draws its idle lifetime within the bounds of the scenario, 5–30 min by default (ENV-18, SIM-1)', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = randomStream(seed, 'n1', 'idle lifetime');
      const us = drawIdleLifetimeUs({ kind: 'uniform', minS: 300, maxS: 1800 }, random);
      expect(us).toBeGreaterThanOrEqual(300_000_000);
      expect(us).toBeLessThanOrEqual(1_800_000_000);
      expect(Number.isInteger(us)).toBe(true);
    }),
  );
});

test('a fixed lifetime is what it says, and no maximum age ends nothing', () => {
  const random = randomStream(1, 'n1', 'idle lifetime');
  expect(drawIdleLifetimeUs({ kind: 'fixed', s: 600 }, random)).toBe(600_000_000);
  expect(drawMaximumAgeUs({ kind: 'none' }, random)).toBe(Number.POSITIVE_INFINITY);
});

test('what comes first ends an idle environment: its idle lifetime or its maximum age', () => {
  const times = { idleSinceUs: 100, idleLifetimeUs: 50, createdUs: 0 };
  expect(idleEndUs({ ...times, maximumAgeUs: 1000 })).toEqual({ dueUs: 150, reason: 'idle' });
  expect(idleEndUs({ ...times, maximumAgeUs: 120 })).toEqual({ dueUs: 120, reason: 'maximum_age' });
  expect(idleEndUs({ ...times, maximumAgeUs: 80 })).toEqual({ dueUs: 100, reason: 'maximum_age' });
});
