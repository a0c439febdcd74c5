/**
 * Ids that a learner sees. Inside, everything is counted; what is shown is a function of the seed and the count (D16), so
 * that ids are the same in every run of a scenario and look as unpredictable as the real ones.
 */

/** 32 hexadecimal digits for the `number`th thing of a sort. */
export function visibleHex(seed: number, sort: string, number: number): string {
  const [a, b, c, d] = words(seed, sort, number);
  return hex(a) + hex(b) + hex(c) + hex(d);
}

/** A version 4 UUID for the `number`th thing of a sort. */
export function visibleUuid(seed: number, sort: string, number: number): string {
  const [a, b, c, d] = words(seed, sort, number);
  const low = hex((b & 0xffff0fff) | 0x4000);
  const high = hex((c & 0x3fffffff) | 0x80000000);
  return `${hex(a)}-${low.slice(0, 4)}-${low.slice(4)}-${high.slice(0, 4)}-${high.slice(4)}${hex(d)}`;
}

function words(seed: number, sort: string, number: number): readonly [number, number, number, number] {
  const a = mix(seed ^ 0x9e3779b9 ^ sortCode(sort));
  // Runs count below 2^53; both halves of the count take part.
  const b = mix(a ^ (number | 0));
  const c = mix(b ^ Math.floor(number / 0x1_0000_0000) ^ 0x85ebca6b);
  const d = mix(c ^ a ^ 0xc2b2ae35);
  return [mix(b ^ 0x27d4eb2f), c, d, mix(d ^ b)];
}

const sortCodes = new Map<string, number>();

function sortCode(sort: string): number {
  let code = sortCodes.get(sort);
  if (code === undefined) {
    code = 0x811c9dc5;
    for (let i = 0; i < sort.length; i++) code = Math.imul(code ^ sort.charCodeAt(i), 0x01000193);
    sortCodes.set(sort, code);
  }
  return code;
}

/** A bijection of 32-bit numbers that spreads every bit over all others. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

const BYTES = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

function hex(word: number): string {
  return byte(word >>> 24) + byte(word >>> 16) + byte(word >>> 8) + byte(word);
}

function byte(value: number): string {
  return BYTES[value & 0xff] as string; // a byte is always inside the table
}
