import { expect, test } from 'vitest';
import { roomNear } from './room.ts';

const view = { topLeft: { x: 0, y: 0 }, bottomRight: { x: 1000, y: 600 }, size: { width: 200, height: 100 } };

test('an empty canvas gets its first node near the middle', () => {
  const { x, y } = roomNear({ ...view, taken: [] });
  expect(Math.hypot(x - 400, y - 250)).toBeLessThan(22);
});

test('a new node is seen whole and stands apart from the others', () => {
  const taken = [{ x: 350, y: 200, width: 300, height: 200 }];
  const { x, y } = roomNear({ ...view, taken });
  expect(x >= 24 && y >= 24 && x + 200 <= 976 && y + 100 <= 576).toBe(true);
  expect(x + 224 <= 350 || x >= 674 || y + 124 <= 200 || y >= 424).toBe(true);
});

test('where there is no room it goes into the middle', () => {
  expect(roomNear({ ...view, taken: [{ x: 0, y: 0, width: 1000, height: 600 }] })).toEqual({ x: 400, y: 250 });
});
