/** Node's Buffer with the encodings that the library lacks. */
import { Buffer } from 'buffer/';

type From = (value: unknown, ...rest: unknown[]) => Buffer;

const isUrlSafe = (encoding: unknown) => typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';

/** Adds `base64url`, which Node.js has and the library does not. */
export function completeBuffer(): typeof Buffer {
  const { from, byteLength, isEncoding } = Buffer;
  const { toString: toText } = Buffer.prototype;
  const plain = (encoding: unknown) => (isUrlSafe(encoding) ? 'base64' : encoding);
  Object.assign(Buffer, {
    from: (value: unknown, encoding?: unknown, length?: unknown) => (from as From)(value, plain(encoding), length),
    byteLength: (value: string, encoding?: unknown) => byteLength(value, plain(encoding) as 'base64'),
    isEncoding: (encoding: unknown) => isUrlSafe(encoding) || isEncoding(encoding as 'hex'),
  });
  Object.defineProperty(Buffer.prototype, 'toString', {
    value: function (this: Buffer, encoding?: unknown, ...rest: number[]): string {
      const text = Reflect.apply(toText, this, [plain(encoding) as 'hex', ...rest] as never);
      return isUrlSafe(encoding) ? text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') : text;
    },
    writable: true,
    configurable: true,
  });
  return Buffer;
}
