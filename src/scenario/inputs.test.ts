import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Input as KernelInput } from '../sim/kernel.ts';
import { Input, type ScenarioInputs } from './inputs.ts';

describe('inputs', () => {
  it('are what the kernel takes', () => {
    expectTypeOf<Input>().toExtend<KernelInput>();
    expectTypeOf<KernelInput>().toExtend<ScenarioInputs[number]>();
  });

  it('have a time in whole microseconds, not before the start', () => {
    const invoke = { type: 'invoke', timeUs: 1_500_000, nodeId: 'n2', mode: 'async' };
    expect(Input.parse(invoke)).toEqual(invoke);
    expect(Input.safeParse({ ...invoke, timeUs: -1 }).success).toBe(false);
    expect(Input.safeParse({ ...invoke, timeUs: 0.5 }).success).toBe(false);
    expect(Input.safeParse({ ...invoke, nodeId: 'resize' }).success).toBe(false);
    expect(Input.safeParse({ type: 'undo', timeUs: 0 }).success).toBe(false);
  });
});
