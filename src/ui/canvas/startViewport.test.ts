import { expect, test } from 'vitest';
import { PADDING_PX, READABLE_ZOOM, startViewport } from './startViewport.ts';

const WORDS_PX = 12;

test('words are at least 11 px high', () => {
  expect(WORDS_PX * READABLE_ZOOM).toBeGreaterThanOrEqual(11);
});

test('a drawing that is too wide is seen from its left', () => {
  const { x, y, zoom } = startViewport({ x: 40, y: 10, width: 1200, height: 100 }, { width: 790, height: 400 });
  expect(40 * zoom + x).toBeCloseTo(PADDING_PX.left);
  expect(10 * zoom + y).toBeGreaterThan(PADDING_PX.top);
});

test('a drawing that is too high is seen from its top', () => {
  const { y, zoom } = startViewport({ x: 0, y: -50, width: 300, height: 900 }, { width: 790, height: 400 });
  expect(-50 * zoom + y).toBeCloseTo(PADDING_PX.top);
});
