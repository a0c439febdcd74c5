/** Bytes as they travel: UTF-8 as text, so that it can be read in the trace, anything else in base64. */
import type { JsonValue } from '../steps.ts';
import { utf8 } from './digest.ts';

export type Content = string | { readonly base64: string };

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const digits = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    const used = Math.min(3, bytes.length - i) + 1;
    text += digits.map((digit, place) => (place < used ? DIGITS[digit] : '=')).join('');
  }
  return text;
}

/** What is no digit is passed over, as decoders of the platform do. */
export function fromBase64(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character === '-' ? '+' : character === '_' ? '/' : character);
    if (digit < 0) continue;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return Uint8Array.from(bytes);
}

/** The text of bytes in UTF-8, or undefined when they are none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    const further =
      first < 0x80
        ? 0
        : first >= 0xc2 && first < 0xe0
          ? 1
          : first >= 0xe0 && first < 0xf0
            ? 2
            : first >= 0xf0 && first < 0xf5
              ? 3
              : -1;
    if (further < 0 || i + further >= bytes.length) return undefined;
    let code = further === 0 ? first : first & (0x3f >> further);
    for (let k = 1; k <= further; k++) {
      const next = bytes[i + k] ?? 0;
      if ((next & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (next & 0x3f);
    }
    const least = [0, 0x80, 0x800, 0x10000][further] ?? 0;
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    text += String.fromCodePoint(code);
    i += further + 1;
  }
  return text;
}

export function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? utf8(content) : fromBase64(content.base64);
}

export function contentOf(bytes: Uint8Array): Content {
  return utf8Text(bytes) ?? { base64: toBase64(bytes) };
}

/** A body as a handler sent it; what is neither text nor base64 is taken as its JSON. */
export function sentContent(value: JsonValue | undefined): Content {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && !Array.isArray(value) && 'base64' in value && typeof value.base64 === 'string')
    return { base64: value.base64 };
  return JSON.stringify(value);
}

/** The order of S3: by the bytes of UTF-8, in which characters beyond U+FFFF come after all others. */
export function compareKeys(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const place = (unit: number) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
    return place(x) - place(y);
  }
  return a.length - b.length;
}
