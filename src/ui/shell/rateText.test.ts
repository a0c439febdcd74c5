import { expect, test } from 'vitest';
import { rateText } from './rateText.ts';

test('the rate says what one second of watching shows', () => {
  expect(rateText({ rate: 0.25, playing: true, skippingUs: null })).toBe('1 s = 250 ms');
  expect(rateText({ rate: 0.2512, playing: true, skippingUs: null })).toBe('1 s = 250 ms');
  expect(rateText({ rate: 1, playing: true, skippingUs: null })).toBe('1 s = 1 s');
});

test('skipped quiet time is named by its length', () => {
  expect(rateText({ rate: 900, playing: true, skippingUs: 900_000_000 })).toBe('▶▶ 15 min');
});

test('a hold is named, and a paused run has no rate', () => {
  expect(rateText({ rate: 0, playing: true, skippingUs: null })).toBe('holding');
  expect(rateText({ rate: 0.25, playing: false, skippingUs: null })).toBe('');
});
