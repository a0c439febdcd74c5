/**
 * ENV-19: which of several idle environments gets the next request.
 *
 * @assumed AWS does not say. The most recently used one fits what is seen from outside (the surplus ages out); the other
 *   rules are there to compare (D25, SIM-2).
 */
import type { Model } from '../../../scenario/schema.ts';
import type { RandomStream } from '../../kernel/random.ts';

/** Index of the chosen one in `idle`, which is in the order in which they became idle and not empty. */
export function chooseIdle(
  idle: readonly { readonly number: number }[],
  routing: Model['routing'],
  random: RandomStream,
): number {
  switch (routing) {
    case 'mostRecentlyUsed':
      return idle.length - 1;
    case 'leastRecentlyUsed':
      return 0;
    case 'random':
      return random.int(idle.length);
    case 'newest':
      return indexOfBest(idle, (number, best) => number > best);
    case 'oldest':
      return indexOfBest(idle, (number, best) => number < best);
  }
}

function indexOfBest(
  idle: readonly { readonly number: number }[],
  isBetter: (number: number, best: number) => boolean,
): number {
  let best = 0;
  idle.forEach(({ number }, i) => {
    if (isBetter(number, idle[best]?.number ?? number)) best = i;
  });
  return best;
}
