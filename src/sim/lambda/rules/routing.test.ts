import { expect, test } from 'vitest';
import { randomStream } from '../../kernel/random.ts';
import { chooseIdle } from './routing.ts';

// Became idle in this order.
const idle = [{ number: 2 }, { number: 5 }, { number: 1 }, { number: 3 }];
const chosen = (routing: Parameters<typeof chooseIdle>[1]) =>
  idle[chooseIdle(idle, routing, randomStream(1, 'n1', 'routing'))]?.number;

test('the most recently used idle environment gets the next request, unless the scenario says otherwise (ENV-19, SIM-2)', () => {
  expect(chosen('mostRecentlyUsed')).toBe(3);
  expect(chosen('leastRecentlyUsed')).toBe(2);
  expect(chosen('newest')).toBe(5);
  expect(chosen('oldest')).toBe(1);
  expect(idle.map(({ number }) => number)).toContain(chosen('random'));
});
