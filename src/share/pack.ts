/** Text to bytes and back, compressed, with a check value that finds damage. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

export type Unpacked = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: Fault };
/** `short`: ends too early. `damaged`: not what was packed. `bomb`: would grow beyond the limit. */
export type Fault = 'short' | 'damaged' | 'bomb';

const CHECK_BYTES = 4;

/** Four bytes of check value, then the text deflated. The same text gives the same bytes. */
export function pack(text: string): Uint8Array {
  const bytes = strToU8(text);
  const deflated = deflateSync(bytes, { level: 9, mem: 8 });
  const packed = new Uint8Array(CHECK_BYTES + deflated.length);
  new DataView(packed.buffer).setUint32(0, checkValue(bytes));
  packed.set(deflated, CHECK_BYTES);
  return packed;
}

/** The text again, if it has at most `limitBytes`. Nothing larger is ever held in memory for long. */
export function unpack(packed: Uint8Array, limitBytes: number): Unpacked {
  if (packed.length <= CHECK_BYTES) return { ok: false, fault: 'short' };
  const inflated = inflate(packed.subarray(CHECK_BYTES), limitBytes);
  if (!(inflated instanceof Uint8Array)) return { ok: false, fault: inflated };
  const check = new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  return check === checkValue(inflated) ? { ok: true, text: strFromU8(inflated) } : { ok: false, fault: 'damaged' };
}

/** Deflate makes at most about a thousand bytes of one, so a small piece cannot do harm before the sum is looked at. */
const PIECE_BYTES = 1024;

function inflate(deflated: Uint8Array, limitBytes: number): Uint8Array | Fault {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  const stream = new Inflate((piece, final) => {
    pieces.push(piece);
    bytes += piece.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < deflated.length; at += PIECE_BYTES) {
      stream.push(deflated.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= deflated.length);
      if (bytes > limitBytes) return 'bomb';
    }
  } catch (error) {
    return isTooShort(error) ? 'short' : 'damaged';
  }
  return ended ? joined(pieces, bytes) : 'short';
}

/** fflate's code for data that ends in the middle. */
const UNEXPECTED_END = 0;

function isTooShort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === UNEXPECTED_END;
}

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** FNV-1a, 32 bits: finds accidents; it is no protection against intent. */
function checkValue(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
