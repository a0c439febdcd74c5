/** Bodies and bytes: text, bytes and streams on the handler's side; on the wire text, or base64 where it is no text. */
import { Buffer } from 'buffer/';
import type { Json } from '../../protocol.ts';
import { streams } from '../node/stream.ts';

/** Bytes that are UTF-8 cross as their text, so that traces and logs show them; others as base64. */
export type WireBytes = string | { readonly base64: string };

/** The bytes of what the SDK takes as a blob; a text stands for its UTF-8. Throws a TypeError for anything else. */
export function bytesOf(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (ArrayBuffer.isView(value)) return Buffer.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  throw new TypeError(`The playground takes text, bytes and streams as a body, not ${typeof value}.`);
}

export function toWire(value: unknown): WireBytes {
  if (typeof value === 'string') return value;
  const bytes = bytesOf(value);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : { base64: bytes.toString('base64') };
}

export function fromWire(value: Json | undefined): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  const { base64 } = Object(value);
  return Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64');
}

/** A blob as the JSON protocols of AWS write it. */
export function toBase64(value: unknown): string {
  return bytesOf(value).toString('base64');
}

/** The body of a request; a stream or an async iterable is read to its end. */
export async function bodyToWire(body: unknown): Promise<WireBytes> {
  if (body === undefined || body === null) return '';
  if (typeof Object(body)[Symbol.asyncIterator] !== 'function') return toWire(body);
  const parts: Buffer[] = [];
  // Tested above.
  for await (const part of body as AsyncIterable<unknown>) parts.push(bytesOf(part));
  return toWire(Buffer.concat(parts));
}

/**
 * The body of a response: a readable stream with the SDK's conversions, each body good for one.
 * @source Smithy's `sdkStreamMixin` (github.com/smithy-lang/smithy-typescript, packages/util-stream), read 2026-11.
 */
export function bodyStream(value: Json | undefined): unknown {
  const bytes = fromWire(value);
  const { Readable } = streams();
  const stream = Readable.from(bytes.length > 0 ? [bytes] : []);
  let transformed = false;
  const once = () => {
    if (transformed) throw new Error('The stream has already been transformed.');
    transformed = true;
  };
  const transformToByteArray = async () => {
    once();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(bytesOf(part));
    return new Uint8Array(Buffer.concat(parts));
  };
  return Object.assign(stream, {
    transformToByteArray,
    transformToString: async (encoding?: string) => textOf(Buffer.from(await transformToByteArray()), encoding),
    transformToWebStream() {
      const toWeb: unknown = Reflect.get(Readable, 'toWeb');
      if (typeof toWeb !== 'function')
        throw new Error('The playground has no web streams; read the body as a stream of Node.js.');
      once();
      return toWeb(stream);
    },
  });
}

/** The SDK gives payloads as bytes that know how to become text. */
export function payloadBytes(value: Json | undefined): Uint8Array {
  const bytes = new Uint8Array(fromWire(value));
  const transformToString = (encoding?: string) => textOf(Buffer.from(bytes), encoding);
  return Object.defineProperty(bytes, 'transformToString', { value: transformToString, enumerable: false });
}

function textOf(bytes: Buffer, encoding = 'utf8'): string {
  return bytes.toString(encoding === 'utf-8' ? 'utf8' : encoding);
}
