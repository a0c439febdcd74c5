/** The model of memory use: what Node.js and the runtime take, and what is known to be loaded or held. An estimate. */

const BASE_MB = 66;
const MB = 1024 * 1024;
let heldBytes = 0;

/** Notes memory that stays in use, in bytes. */
export function holdMemory(bytes: number): void {
  heldBytes += bytes;
}

export function memoryBytes(): number {
  return BASE_MB * MB + heldBytes;
}

/** High-water mark in whole MB. */
export function memoryMb(): number {
  return Math.round(memoryBytes() / MB);
}
