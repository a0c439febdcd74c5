import { expect, test } from 'vitest';
import { clockText, costText, countdownText, spanText } from './timeText.ts';

const MS = 1000;
const S = 1_000_000;

test('the clock shows hours, minutes, seconds and milliseconds, and days only when there are any', () => {
  expect(clockText(0)).toBe('00:00:00.000');
  expect(clockText(64_212 * MS)).toBe('00:01:04.212');
  expect(clockText(1_204 * MS + 999)).toBe('00:00:01.204');
  expect(clockText(51 * 3600 * S)).toBe('2d 03:00:00.000');
});

test('a span has the unit in which people think', () => {
  expect(spanText(80)).toBe('0.08 ms');
  expect(spanText(3_240)).toBe('3.2 ms');
  expect(spanText(412 * MS)).toBe('412 ms');
  expect(spanText(999_600)).toBe('1 s');
  expect(spanText(1_240 * MS)).toBe('1.24 s');
  expect(spanText(60 * S)).toBe('1 min');
  expect(spanText(125 * S)).toBe('2 min 5 s');
  expect(spanText(3600 * S)).toBe('1 h');
  expect(spanText(90_000 * S)).toBe('1 d 1 h');
});

test('a countdown never shows less than what is left', () => {
  expect(countdownText(55_800 * MS)).toBe('0:55.8');
  expect(countdownText(1)).toBe('0:00.1');
  expect(countdownText(7_395 * S)).toBe('2:03:15');
});

test('costs keep two digits that matter', () => {
  expect(costText(0)).toBe('$0');
  expect(costText(0.00021)).toBe('$0.00021');
  expect(costText(0.0000009)).toBe('$0.0000009');
  expect(costText(0.1)).toBe('$0.10');
  expect(costText(12.5)).toBe('$12.50');
});
