/** UTF-8 as the Encoding Standard says: each longest mistake becomes one U+FFFD. */

const CHUNK = 8192;
const REPLACEMENT = 0xfffd;

/** Bytes that follow a first byte, and the range of the second one; `undefined` for what begins nothing. */
function sequenceOf(first: number): readonly [more: number, least: number, most: number] | undefined {
  if (first >= 0xc2 && first <= 0xdf) return [1, 0x80, 0xbf];
  if (first === 0xe0) return [2, 0xa0, 0xbf];
  if (first === 0xed) return [2, 0x80, 0x9f];
  if (first >= 0xe1 && first <= 0xef) return [2, 0x80, 0xbf];
  if (first === 0xf0) return [3, 0x90, 0xbf];
  if (first >= 0xf1 && first <= 0xf3) return [3, 0x80, 0xbf];
  return first === 0xf4 ? [3, 0x80, 0x8f] : undefined;
}

const LEAD_MASKS = [0, 0x1f, 0x0f, 0x07] as const;
/** By the number of bytes that follow. */
const FIRST_BYTES = [0, 0xc0, 0xe0, 0xf0] as const;

/** The text of bytes. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  let units: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] ?? 0;
    let code = first;
    if (first >= 0x80) {
      const sequence = sequenceOf(first);
      code = REPLACEMENT;
      if (sequence) {
        let [more, least, most] = sequence;
        let value = first & (LEAD_MASKS[more] ?? 0);
        for (; more > 0; more--) {
          const byte = bytes[i] ?? 0;
          if (i >= bytes.length || byte < least || byte > most) break;
          value = (value << 6) | (byte & 0x3f);
          [least, most] = [0x80, 0xbf];
          i++;
        }
        if (more === 0) code = value;
      }
    }
    // Not by `push`, which counts what it does.
    if (code > 0xffff) {
      units[units.length] = 0xd7c0 + (code >> 10);
      units[units.length] = 0xdc00 | (code & 0x3ff);
    } else units[units.length] = code;
    if (units.length >= CHUNK) {
      text += String.fromCharCode(...units);
      units = [];
    }
  }
  return text + String.fromCharCode(...units);
}

/** The bytes of a text; halves of a pair that stand alone become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) i++;
    else if (code >= 0xd800 && code <= 0xdfff) code = REPLACEMENT;
    if (code < 0x80) bytes[at++] = code;
    else {
      const more = code < 0x800 ? 1 : code < 0x1_0000 ? 2 : 3;
      bytes[at++] = (FIRST_BYTES[more] ?? 0) | (code >> (6 * more));
      for (let rest = more - 1; rest >= 0; rest--) bytes[at++] = 0x80 | ((code >> (6 * rest)) & 0x3f);
    }
  }
  return bytes.subarray(0, at);
}
