import { expect, test } from 'vitest';
import { coversWire } from './wireLooks.ts';

test('a label that would hide most of its wire stands beside it', () => {
  expect(coversWire('batches of 10', 80)).toBe(true);
  expect(coversWire('batches of 10', 160)).toBe(false);
  expect(coversWire('sync', 90)).toBe(false);
});

test('the label of a wire that goes back is left where it is', () => {
  expect(coversWire('batches of 10', -80)).toBe(false);
});
