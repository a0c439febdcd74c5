import { expect, test } from 'vitest';
import { gapLabelMiddle } from './gapLabel.ts';

const seen = { seenFrom: 84, seenTo: 390, half: 20 };

test('the label of a skipped stretch stands in its middle', () => {
  expect(gapLabelMiddle({ ...seen, left: 100, right: 160 })).toBe(130);
});

test('a stretch that is partly out of sight has its label in what is seen of it', () => {
  expect(gapLabelMiddle({ ...seen, left: 0, right: 160 })).toBe(104);
  expect(gapLabelMiddle({ ...seen, left: 340, right: 500 })).toBe(370);
});

test('no piece of a label is left at an edge', () => {
  expect(gapLabelMiddle({ ...seen, left: 60, right: 100 })).toBeNull();
  expect(gapLabelMiddle({ ...seen, left: 380, right: 420 })).toBeNull();
});

test('a stretch narrower than its label keeps it where all of it is seen', () => {
  expect(gapLabelMiddle({ ...seen, left: 200, right: 210 })).toBe(205);
});
