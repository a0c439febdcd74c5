/** `node:string_decoder`: text out of bytes that arrive in pieces. */
import { Buffer } from 'buffer/';

export class StringDecoder {
  readonly encoding: string;
  readonly #decoder: TextDecoder | undefined;

  constructor(encoding = 'utf8') {
    this.encoding = encoding.toLowerCase();
    this.#decoder = /^utf-?8$/.test(this.encoding) ? new TextDecoder('utf-8', { ignoreBOM: true }) : undefined;
  }
  write(bytes: Uint8Array): string {
    return this.#decoder
      ? this.#decoder.decode(bytes, { stream: true })
      : Buffer.from(bytes).toString(this.encoding as 'hex');
  }
  end(bytes?: Uint8Array): string {
    return (bytes ? this.write(bytes) : '') + (this.#decoder?.decode() ?? '');
  }
}
