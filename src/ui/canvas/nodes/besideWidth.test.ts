import { expect, test } from 'vitest';
import { besideWidth } from './besideWidth.ts';

const node = { x: 0, y: 0, width: 184, height: 100 };

test('an answer is wider than a narrow node, as wide as its neighbour to the right lets it be', () => {
  expect(besideWidth(node, [])).toBe(304);
  expect(besideWidth(node, [{ x: 272, y: -20, width: 288, height: 190 }])).toBe(260);
});

test('it is never narrower than its node, and nodes above, far below or to the left are not in its way', () => {
  expect(besideWidth(node, [{ x: 190, y: 50, width: 288, height: 190 }])).toBe(184);
  expect(
    besideWidth(node, [
      { x: 200, y: -120, width: 184, height: 100 },
      { x: 200, y: 400, width: 184, height: 100 },
      { x: -250, y: 50, width: 184, height: 100 },
    ]),
  ).toBe(304);
});
