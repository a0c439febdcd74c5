import { expect, test } from 'vitest';
import { cpuUs, nsPerTick } from './cpu.ts';

test('CPU is proportional to memory up to 1,769 MB, which is one vCPU (ENV-23)', () => {
  expect(nsPerTick('invoke', 1769, 5)).toBe(5);
  expect(nsPerTick('invoke', 10_240, 5)).toBe(5);
  expect(nsPerTick('invoke', 128, 5)).toBeCloseTo((5 * 1769) / 128, 9);
});

test('INIT is not slowed by low memory (ENV-24)', () => {
  expect(nsPerTick('init', 128, 5)).toBe(5);
});

test('CPU time is whole µs, rounded up', () => {
  expect([cpuUs(0, 5), cpuUs(1, 5), cpuUs(200, 5), cpuUs(201, 5)]).toEqual([0, 1, 1, 2]);
});
