import { expect, test } from 'vitest';
import { Heap } from './heap.ts';
import { randomStream } from './random.ts';

test('items come out in their order, whatever the order in which they came and go', () => {
  const random = randomStream(1, 'heap', 'items');
  const heap = new Heap<number>((a, b) => a < b);
  const kept: number[] = [];
  for (let turn = 0; turn < 2000; turn++) {
    if (random.int(3) > 0) {
      const item = random.int(500);
      heap.push(item);
      kept.push(item);
    } else {
      kept.sort((a, b) => a - b);
      expect(heap.first()).toBe(kept[0]);
      expect(heap.shift()).toBe(kept.shift());
    }
    expect(heap.length).toBe(kept.length);
  }
  while (kept.length > 0) expect(heap.shift()).toBe(kept.sort((a, b) => a - b).shift());
  expect(heap.shift()).toBeUndefined();
});
