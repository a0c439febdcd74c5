/** The memory slider: even steps in proportion, because 128 to 256 MB matters as much as 4 to 8 GB. */

const LEAST_MB = 128;
const MOST_MB = 10_240;
/** One vCPU (ENV-23). */
const VCPU_MB = 1769;
export const SLIDER_STEPS = 200;

const RATIO = MOST_MB / LEAST_MB;

/** The memory at a place of the slider, rounded to what people choose: multiples of 64 MB, and exactly one vCPU. */
export function memoryAt(place: number): number {
  const exact = LEAST_MB * RATIO ** (place / SLIDER_STEPS);
  if (placeOf(VCPU_MB) === place) return VCPU_MB;
  return Math.min(MOST_MB, Math.max(LEAST_MB, Math.round(exact / 64) * 64));
}

/** The place of a memory setting on the slider. */
export function placeOf(memoryMb: number): number {
  return Math.round((Math.log(memoryMb / LEAST_MB) / Math.log(RATIO)) * SLIDER_STEPS);
}

/** `7 % of a vCPU`, `1 vCPU`, `1.2 vCPUs`. */
export function cpuWords(memoryMb: number): string {
  const vcpus = memoryMb / VCPU_MB;
  if (memoryMb === VCPU_MB) return '1 vCPU';
  if (vcpus < 1) return `${Math.round(vcpus * 100)} % of a vCPU`;
  return `${vcpus.toFixed(1)} vCPUs`;
}
