/** MD5 as S3 and SQS use it: a checksum of what was sent, no protection. */
import { md5 } from '@noble/hashes/legacy.js';

/** The bytes of a text in UTF-8; a lone half of a surrogate pair becomes U+FFFD, as in every encoder of the platform. */
export function utf8(text: string): Uint8Array {
  // The kernel has no TextEncoder; there are at most three bytes for each UTF-16 unit.
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = code <= 0xdbff ? text.charCodeAt(i + 1) : 0;
      const isPair = low >= 0xdc00 && low <= 0xdfff;
      code = isPair ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
      if (isPair) i++;
    }
    if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12);
      else {
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 63);
      }
      bytes[length++] = 0x80 | ((code >> 6) & 63);
    }
    bytes[length++] = 0x80 | (code & 63);
  }
  return bytes.subarray(0, length);
}

/** MD5 of a text in UTF-8, or of bytes, as 32 hexadecimal digits. */
export function md5Hex(content: string | Uint8Array): string {
  const bytes = md5(typeof content === 'string' ? utf8(content) : content);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
