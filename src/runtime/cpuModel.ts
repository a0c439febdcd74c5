/**
 * How counted work becomes virtual CPU time when an environment is driven without the kernel (which has its own copy of the
 * figure, since it knows nothing of environments; a test compares them). It is a model: real cost per tick ranges from 0.04 ns (a tight compiled
 * loop) to some 10 ns (natives). Module code costs the same way, so that INIT grows with what it runs (COLD-6).
 *
 * 10 ns a tick at a full vCPU makes the common small handlers take what they take on Lambda: one invocation with one
 * log line is about 5,500 ticks (the runtime's own work included, see `environment/charges.ts`), which is 0.06 ms at
 * 1,769 MB and 0.8 ms at 128 MB.
 */
export const DEFAULT_NS_PER_TICK_AT_FULL_VCPU = 10;

/**
 * Ticks of one step after which it is presumed endless (D9): 1 s of virtual time at a full vCPU, 14 s at 128 MB. In
 * real time the slowest shape there is (throw and catch in a loop) takes about 1.3 s to get there on a slow core, so
 * that the wall-clock watchdog of 3 s stays out of it.
 */
export const TICK_BUDGET = 100_000_000;

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
