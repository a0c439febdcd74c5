import { expect, it } from 'vitest';
import { cpuWords, memoryAt, placeOf, SLIDER_STEPS } from './memoryScale.ts';

it('covers the whole range of the memory setting and never leaves it', () => {
  expect(memoryAt(0)).toBe(128);
  expect(memoryAt(SLIDER_STEPS)).toBe(10_240);
  for (let place = 1; place <= SLIDER_STEPS; place++) {
    expect(memoryAt(place)).toBeGreaterThanOrEqual(memoryAt(place - 1));
  }
});

it('can stop at exactly one vCPU', () => {
  expect(memoryAt(placeOf(1769))).toBe(1769);
});

it('says what share of a CPU comes with the memory (ENV-23)', () => {
  expect(cpuWords(128)).toBe('7 % of a vCPU');
  expect(cpuWords(1769)).toBe('1 vCPU');
  expect(cpuWords(10_240)).toBe('5.8 vCPUs');
});
