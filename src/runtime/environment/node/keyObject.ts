/** Secret keys of `node:crypto`. */
import { Buffer } from 'buffer/';

export class KeyObject {
  readonly #bytes: Uint8Array;
  readonly type = 'secret';
  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  static secret(bytes: Uint8Array): KeyObject {
    return new KeyObject(bytes.slice());
  }
  get symmetricKeySize(): number {
    return this.#bytes.length;
  }
  export(options?: { format?: string }): unknown {
    const buffer = Buffer.from(this.#bytes);
    if (options?.format !== 'jwk') return buffer;
    return { kty: 'oct', k: buffer.toString('base64').replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') };
  }
  equals(other: KeyObject): boolean {
    return this.#bytes.length === other.#bytes.length && this.#bytes.every((byte, i) => byte === other.#bytes[i]);
  }
}
