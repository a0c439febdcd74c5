import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryQueue, PRIORITY, type Priority } from './queue.ts';

test('entries come by time, then priority, then order of scheduling', () => {
  const queue = new EntryQueue();
  queue.add(20, PRIORITY.completion, 1);
  queue.add(10, PRIORITY.expiry, 2);
  queue.add(10, PRIORITY.arrival, 3);
  queue.add(10, PRIORITY.completion, 4);
  queue.add(10, PRIORITY.arrival, 5);
  expect(taken(queue)).toEqual([4, 3, 5, 2, 1]);
});

test('any mix of adding and taking gives what a sorted list gives', () => {
  const step = fc.oneof(
    fc.record({ time: fc.nat(50), priority: fc.integer({ min: 0, max: 4 }) }),
    fc.constant('take' as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 1500 }), (steps) => {
      const queue = new EntryQueue();
      let list: { time: number; priority: number; a: number }[] = [];
      steps.forEach((s, a) => {
        if (s === 'take') {
          if (list.length === 0) return;
          list = list.toSorted((x, y) => x.time - y.time || x.priority - y.priority || x.a - y.a);
          const first = list.shift();
          queue.take();
          expect([queue.timeUs, queue.priority, queue.a, queue.b, queue.type]).toEqual([
            first?.time,
            first?.priority,
            first?.a,
            (first?.a ?? 0) + 1,
            (first?.a ?? 0) & 0xff,
          ]);
          return;
        }
        // fast-check draws from the range of Priority
        queue.add(s.time, s.priority as Priority, a & 0xff, a, a + 1);
        list.push({ ...s, a });
      });
      expect(queue.size).toBe(list.length);
    }),
    { numRuns: 100 },
  );
});

function taken(queue: EntryQueue): number[] {
  const types: number[] = [];
  while (queue.size > 0) {
    queue.take();
    types.push(queue.type);
  }
  return types;
}
