import { LIMITS } from './protocol.ts';

/**
 * How counted work becomes virtual CPU time when an environment is driven without the kernel (which has its own copy of the
 * figure, since it knows nothing of environments; a test compares them). It is a model: a tick is a nanosecond of a full vCPU, and
 * what code and natives cost in ticks follows measurements (`src/compile/weights.ts`, `environment/charges.ts`): most handlers
 * come within three times of what Node.js takes for them, as `npm run calibrate` shows. Module code costs the same way, so that INIT
 * grows with what it runs (COLD-6). One invocation with one log line is 0.06 ms at 1,769 MB and 0.8 ms at 128 MB, the runtime's own
 * work included.
 */
export const DEFAULT_NS_PER_TICK_AT_FULL_VCPU = 1;

/**
 * Ticks of one step after which it is presumed endless (D9): 3 s of virtual time at a full vCPU, 41 s at 128 MB, so that the default
 * timeout is always counted out. In real time that takes some 2 to 8 s on a slow core, whatever the shape of the loop: what takes the
 * playground longer than the model says uses up the budget sooner (`burden` in `environment/counter.ts`). A step that counts
 * says so to its host, whose watchdog is for natives that hang.
 */
export const TICK_BUDGET = LIMITS.ticksPerStep;

/** Memory at which a function has one whole vCPU (ENV-23). */
const FULL_VCPU_MB = 1769;

/** Virtual nanoseconds of a tick: the handler's thread gets a share of a vCPU during INVOKE and all of it in INIT (D8). */
export function nsPerTick(
  phase: 'init' | 'invoke',
  memoryMb: number,
  nsAtFullVcpu = DEFAULT_NS_PER_TICK_AT_FULL_VCPU,
): number {
  return phase === 'init' ? nsAtFullVcpu : nsAtFullVcpu / Math.min(1, memoryMb / FULL_VCPU_MB);
}
