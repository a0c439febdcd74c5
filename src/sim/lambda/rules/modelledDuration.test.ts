import { expect, test } from 'vitest';
import { randomStream } from '../../kernel/random.ts';
import { drawDurationUs } from './modelledDuration.ts';

const mean = (law: Parameters<typeof drawDurationUs>[0]) => {
  const random = randomStream(1, 'n1', 'duration');
  let sum = 0;
  for (let i = 0; i < 100_000; i++) sum += drawDurationUs(law, random);
  return sum / 100_000 / 1000;
};

test('a modelled handler takes what its law says, on average', () => {
  expect(mean({ kind: 'constant', ms: 12.3456 })).toBeCloseTo(12.346, 6);
  expect(mean({ kind: 'uniform', minMs: 50, maxMs: 150 })).toBeCloseTo(100, 0);
  expect(mean({ kind: 'exponential', meanMs: 200 }) / 200).toBeCloseTo(1, 1);
});
