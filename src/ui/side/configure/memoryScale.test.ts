import { expect, it } from 'vitest';
import { cpuWords, memoryAt, placeOf, SLIDER_MAX } from './memoryScale.ts';

it('covers the whole range of the memory setting, and each step goes on', () => {
  expect(memoryAt(0)).toBe(128);
  expect(memoryAt(SLIDER_MAX)).toBe(10_240);
  for (let place = 1; place <= SLIDER_MAX; place++) expect(memoryAt(place)).toBeGreaterThan(memoryAt(place - 1));
});

it('finds the place of every stop again, one vCPU included', () => {
  for (let place = 0; place <= SLIDER_MAX; place++) expect(placeOf(memoryAt(place))).toBe(place);
  expect(memoryAt(placeOf(1769))).toBe(1769);
});

it('places a typed number between its neighbours', () => {
  expect(placeOf(144)).toBeCloseTo(0.5);
  expect(placeOf(10_000)).toBeLessThan(SLIDER_MAX);
});

it('says what share of a CPU comes with the memory (ENV-23)', () => {
  expect(cpuWords(128)).toBe('7 % of a vCPU');
  expect(cpuWords(1769)).toBe('1 vCPU');
  expect(cpuWords(10_240)).toBe('5.8 vCPUs');
});
