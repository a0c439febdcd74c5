import { expect, test } from 'vitest';
import { shiftInto } from './shiftInto.ts';

const room = { width: 900, height: 500 };

test('what is in sight stays where it is', () => {
  expect(shiftInto(room, [])).toEqual({ x: 0, y: 0 });
  expect(shiftInto(room, [{ left: 100, top: 100, right: 400, bottom: 300 }])).toEqual({ x: 0, y: 0 });
});

test('what hangs over the right or the lower edge moves in, with a margin', () => {
  expect(shiftInto(room, [{ left: 700, top: 100, right: 1000, bottom: 300 }])).toEqual({ x: -124, y: 0 });
  expect(shiftInto(room, [{ left: 100, top: 400, right: 400, bottom: 600 }])).toEqual({ x: 0, y: -124 });
});

test('what hangs over the left or the upper edge moves in as well', () => {
  expect(shiftInto(room, [{ left: -100, top: 10, right: 200, bottom: 300 }])).toEqual({ x: 124, y: 14 });
});

test('what is larger than the room keeps its beginning in sight', () => {
  expect(shiftInto(room, [{ left: 300, top: 30, right: 1500, bottom: 100 }])).toEqual({ x: -276, y: 0 });
});
