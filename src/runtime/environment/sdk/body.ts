/** Bodies of requests and responses: text, bytes and streams on the handler's side, text on the wire. */
import { Buffer } from 'buffer/';
import { Readable } from '../node/stream.ts';

/** The body of a request as text; bytes that are not UTF-8 are not kept. */
export function bodyText(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (ArrayBuffer.isView(body))
    return Buffer.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)).toString('utf8');
  if (body instanceof ArrayBuffer) return Buffer.from(body).toString('utf8');
  throw new TypeError('The playground takes text and bytes as a body; read a stream before you send it.');
}

/** The body of a response: a readable stream with the SDK's conversions. */
export function bodyStream(text: string): unknown {
  const bytes = Buffer.from(text, 'utf8');
  return Object.assign(Readable.from([bytes]), {
    transformToString: async (encoding = 'utf-8') => bytes.toString(encoding === 'utf-8' ? 'utf8' : encoding),
    transformToByteArray: async () => new Uint8Array(bytes),
  });
}
