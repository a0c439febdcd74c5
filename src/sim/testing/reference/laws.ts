/** Distributions of the reference figures, drawn from a seeded stream; times in s. */
import type { DurationLaw } from '../../../scenario/schema.ts';
import { log } from '../../kernel/math.ts';
import type { RandomStream } from '../../kernel/random.ts';

export type Law =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'lognormal'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly mean: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'mixture'; readonly p: readonly number[]; readonly parts: readonly Law[] };

export function draw(law: Law, random: RandomStream): number {
  switch (law.kind) {
    case 'constant':
      return law.value;
    case 'exponential':
      return -law.mean * log(1 - random.float());
    case 'lognormal': {
      const variance = Math.log(1 + law.cv ** 2);
      return law.mean * Math.exp(Math.sqrt(variance) * normal(random) - variance / 2);
    }
    case 'gamma': {
      let sum = 0;
      for (let i = 0; i < law.shape; i++) sum -= log(1 - random.float());
      return (sum * law.mean) / law.shape;
    }
    case 'uniform':
      return law.low + (law.high - law.low) * random.float();
    case 'mixture': {
      let left = random.float();
      const part = law.parts.find((_, i) => {
        left -= law.p[i] ?? 0;
        return left < 0;
      });
      return draw(part ?? { kind: 'constant', value: 0 }, random);
    }
  }
}

/** By the method of Box and Muller. */
function normal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
}

/** The law of a modelled handler, where there is one. */
export function modelledLaw(law: Law): DurationLaw | null {
  if (law.kind === 'constant') return { kind: 'constant', ms: law.value * 1000 };
  return law.kind === 'exponential' ? { kind: 'exponential', meanMs: law.mean * 1000 } : null;
}
