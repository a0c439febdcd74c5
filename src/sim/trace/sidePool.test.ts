import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SidePool } from './sidePool.ts';

test('a side pool gives back what a Map would', () => {
  const action = fc.record({
    index: fc.oneof(fc.nat(20), fc.nat(20_000)),
    value: fc.option(fc.nat(5), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const pool = new SidePool<number>();
      const map = new Map<number, number>();
      for (const { index, value } of actions) {
        if (value === undefined) {
          pool.delete(index);
          map.delete(index);
        } else {
          pool.set(index, value);
          map.set(index, value);
        }
      }
      for (const { index } of actions)
        expect([pool.get(index), pool.has(index)]).toEqual([map.get(index), map.has(index)]);
    }),
  );
});
