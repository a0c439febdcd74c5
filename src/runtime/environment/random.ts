/** The environment's only source of chance: streams that follow from its seed. */
import { floor } from './primordials.ts';

export interface RandomStream {
  /** A whole number from 0 to 2^32 - 1. */
  next32(): number;
}

/** A stream of its own for each purpose, so that drawing from one does not move another (sfc32). */
export function randomStream(seed: string, purpose: string): RandomStream {
  let a = hash(`${seed}/${purpose}/a`);
  let b = hash(`${seed}/${purpose}/b`);
  let c = hash(`${seed}/${purpose}/c`);
  let d = 1;
  const next32 = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) next32();
  return { next32 };
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}

/** From 0 up to but not including 1, with 53 random bits. */
export function fraction(stream: RandomStream): number {
  const high = stream.next32() >>> 5;
  const low = stream.next32() >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

export function fillRandom(stream: RandomStream, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = stream.next32() >>> 24;
}

/** A version 4 UUID. */
export function randomUuid(stream: RandomStream): string {
  const digits = '0123456789abcdef';
  let text = '';
  for (let i = 0; i < 32; i++) {
    if (i === 8 || i === 12 || i === 16 || i === 20) text += '-';
    const nibble = stream.next32() >>> 28;
    text += i === 12 ? '4' : digits.charAt(i === 16 ? 8 + (nibble & 3) : nibble);
  }
  return text;
}

/** A whole number from `min` up to but not including `max`. */
export function randomBelow(stream: RandomStream, min: number, max: number): number {
  return min + floor(fraction(stream) * (max - min));
}
