/**
 * A modelled handler takes a time drawn from its law and fails at its rate; nothing of it runs.
 *
 * @simplified CPU share and memory have no part in it: what the law says is what the handler takes.
 */
import type { DurationLaw } from '../../../scenario/schema.ts';
import { exponential } from '../../kernel/math.ts';
import type { RandomStream } from '../../kernel/random.ts';

/** How long the handler takes, whole µs; takes one random number unless the law is constant. */
export function drawDurationUs(law: DurationLaw, random: RandomStream): number {
  switch (law.kind) {
    case 'constant':
      return Math.round(law.ms * 1000);
    case 'uniform':
      return Math.round((law.minMs + (law.maxMs - law.minMs) * random.float()) * 1000);
    case 'exponential':
      return Math.round(exponential(law.meanMs * 1000, random));
  }
}
