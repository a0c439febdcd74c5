/**
 * Seeded random numbers: one independent stream per (seed, node id, purpose), so that adding a node or changing one
 * function leaves all other draws as they were (D16).
 */
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface RandomStream {
  /** A number in [0, 1) with 53 random bits. */
  float(): number;
  /** A whole number in [0, maxExclusive); `maxExclusive` at most 2^31. */
  int(maxExclusive: number): number;
}

/** The stream of one purpose of one node; the same three always give the same numbers. */
export function randomStream(seed: number, nodeId: string, purpose: string): RandomStream {
  const name = `${nodeId}\n${purpose}`;
  const generator = xoroshiro128plusFromState([
    hash(name, seed ^ 0x9e3779b9) | 1, // never all zero
    hash(name, seed ^ 0x243f6a88),
    hash(name, seed ^ 0xb7e15162),
    hash(name, seed ^ 0x3c6ef372),
  ]);
  const float = () => ((generator.next() >>> 5) * 67_108_864 + (generator.next() >>> 6)) / 9_007_199_254_740_992;
  return { float, int: (maxExclusive) => Math.floor(float() * maxExclusive) };
}

/** Murmur3 (32 bit) over UTF-16 code units: spreads similar names and seeds over all bits. */
function hash(text: string, seed: number): number {
  let h = mix(seed | 0);
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  return mix(h ^ text.length);
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
