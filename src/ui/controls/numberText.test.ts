import { expect, test } from 'vitest';
import { formatNumber, readNumber } from './numberText.ts';

const memory = { min: 128, max: 10_240, integer: true };

test('a number inside its range is taken, with or without thousands separators', () => {
  expect(readNumber('512', memory)).toEqual({ kind: 'value', value: 512 });
  expect(readNumber(' 10,240 ', memory)).toEqual({ kind: 'value', value: 10_240 });
});

test('a number outside its range is refused with the bound that it passes', () => {
  expect(readNumber('64', memory)).toEqual({ kind: 'problem', text: 'The least is 128.' });
  expect(readNumber('20000', memory)).toEqual({ kind: 'problem', text: 'The most is 10,240.' });
});

test('what is no whole number, or no number, is refused in words', () => {
  expect(readNumber('128.5', memory)).toEqual({ kind: 'problem', text: 'Only whole numbers.' });
  expect(readNumber('lots', memory)).toEqual({ kind: 'problem', text: '“lots” is not a number.' });
});

test('an empty field means no value only where that is allowed', () => {
  expect(readNumber('', memory).kind).toBe('problem');
  expect(readNumber('', { ...memory, nullable: true })).toEqual({ kind: 'value', value: null });
});

test('numbers are shown with separators', () => {
  expect(formatNumber(10_240)).toBe('10,240');
});
