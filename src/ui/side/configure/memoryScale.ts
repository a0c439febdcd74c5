/** The memory slider: stops that people choose, in even proportions, because 128 to 256 MB matters as much as 4 to 8 GB. */

/** One vCPU (ENV-23). */
const VCPU_MB = 1769;

const STOPS_MB = [
  ...[128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024, 1280, 1536],
  ...[VCPU_MB, 2048, 2560, 3072, 3584, 4096, 5120, 6144, 7168, 8192, 9216, 10_240],
] as const;

export const SLIDER_MAX = STOPS_MB.length - 1;

/** The memory at a place of the slider. */
export function memoryAt(place: number): number {
  const index = Math.min(SLIDER_MAX, Math.max(0, Math.round(place)));
  return STOPS_MB[index] ?? STOPS_MB[0];
}

/** The place of a memory setting on the slider; between two stops for a number that was typed. */
export function placeOf(memoryMb: number): number {
  const above = STOPS_MB.findIndex((stop) => stop >= memoryMb);
  if (above <= 0) return above < 0 ? SLIDER_MAX : 0;
  const low = STOPS_MB[above - 1] ?? memoryMb;
  const high = STOPS_MB[above] ?? memoryMb;
  return above - 1 + (memoryMb - low) / (high - low);
}

/** `7 % of a vCPU`, `1 vCPU`, `1.2 vCPUs`. */
export function cpuWords(memoryMb: number): string {
  const vcpus = memoryMb / VCPU_MB;
  if (memoryMb === VCPU_MB) return '1 vCPU';
  if (vcpus < 1) return `${Math.round(vcpus * 100)} % of a vCPU`;
  return `${vcpus.toFixed(1)} vCPUs`;
}
