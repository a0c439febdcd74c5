import { expect, it } from 'vitest';
import { nsPerTick as environmentNs } from '../runtime/cpuModel.ts';
import { nsPerTick as kernelNs } from '../sim/lambda/cpu.ts';

it('a tick costs the same in the kernel and where environments are driven without it', () => {
  for (const phase of ['init', 'invoke'] as const)
    for (const memoryMb of [128, 1024, 1769, 10_240])
      expect(environmentNs(phase, memoryMb)).toBe(kernelNs(phase, memoryMb));
});
