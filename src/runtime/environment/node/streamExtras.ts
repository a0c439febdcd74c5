/** `node:stream/consumers`: all of a stream as one value. */
import { Buffer } from 'buffer/';

type Source = AsyncIterable<unknown>;

async function bytesOf(source: Source): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) {
    parts.push(typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part as Uint8Array));
  }
  return Buffer.concat(parts);
}

async function text(source: Source): Promise<string> {
  const decoder = new TextDecoder();
  let all = '';
  for await (const part of source) {
    all += typeof part === 'string' ? part : decoder.decode(part as Uint8Array, { stream: true });
  }
  return all + decoder.decode();
}

export const consumers = {
  arrayBuffer: async (source: Source) => {
    const bytes = await bytesOf(source);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  },
  blob: async (source: Source) => new Blob([(await bytesOf(source)) as Uint8Array<ArrayBuffer>]),
  buffer: bytesOf,
  text,
  json: async (source: Source) => JSON.parse(await text(source)),
};
