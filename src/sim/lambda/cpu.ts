/**
 * What a tick of the cost counter is worth in virtual CPU time. A model, not a measurement: what code costs in ticks follows
 * from measurements of its shapes, and is most often within three times of what it takes in Node.js.
 */

/**
 * Nanoseconds of one tick on a whole vCPU. An invocation with one log line is about 55,000 ticks: 0.06 ms at 1,769 MB, 0.8 ms at
 * 128 MB.
 * @assumed Chosen so that typical handlers take as long as they do on Lambda; AWS publishes no such figure.
 */
export const NS_PER_TICK_AT_FULL_VCPU = 1;

/**
 * A tick's cost in nanoseconds: 1,769 MB is one vCPU and less memory gives less of it; INIT is not slowed (ENV-23, ENV-24, D8).
 *
 * @source AWS Lambda Developer Guide, "Configure Lambda function memory",
 *   https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html, read 2026-11.
 * @assumed That INIT runs unthrottled is seen in benchmarks, not documented.
 * @simplified A handler's own thread never gets more than one vCPU, however much memory there is.
 */
export function nsPerTick(phase: 'init' | 'invoke', memoryMb: number, atFullVcpu = NS_PER_TICK_AT_FULL_VCPU): number {
  return phase === 'init' ? atFullVcpu : atFullVcpu / Math.min(1, memoryMb / 1769);
}

/** Virtual CPU time of a number of ticks, whole µs, rounded up: a step that did anything took time. */
export function cpuUs(ticks: number, ns: number): number {
  return Math.ceil((ticks * ns) / 1000);
}
