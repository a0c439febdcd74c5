/** `node:buffer`. */
import { Buffer } from 'buffer/';
import { invalidArgType } from './validate.ts';

const LENGTH_MAX = 4_294_967_296;
const STRING_MAX = 536_870_888;

function bytesOf(input: unknown): Uint8Array {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw invalidArgType('input', 'an instance of ArrayBuffer, Buffer, or TypedArray', input);
}

function transcode(source: unknown, from: string, to: string): Buffer {
  if (!(source instanceof Uint8Array)) throw invalidArgType('source', 'an instance of Buffer or Uint8Array', source);
  const text = Buffer.from(source).toString(from as 'utf8');
  const isNarrow = /^(ascii|latin1|binary)$/.test(to);
  return Buffer.from(isNarrow ? text.replace(/[^\0-\xff]/gu, '?') : text, to as 'utf8');
}

export function bufferModule(): Record<string, unknown> {
  const globals = globalThis as unknown as Record<string, unknown>;
  return {
    Buffer,
    Blob: globals.Blob,
    File: globals.File,
    SlowBuffer: Buffer,
    transcode,
    isUtf8: (input: unknown) => {
      const bytes = bytesOf(input);
      return Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf8').equals(Buffer.from(bytes));
    },
    isAscii: (input: unknown) => bytesOf(input).every((byte) => byte < 128),
    resolveObjectURL: () => undefined,
    kMaxLength: LENGTH_MAX,
    kStringMaxLength: STRING_MAX,
    btoa: globals.btoa,
    atob: globals.atob,
    constants: { MAX_LENGTH: LENGTH_MAX, MAX_STRING_LENGTH: STRING_MAX },
    INSPECT_MAX_BYTES: 50,
  };
}
