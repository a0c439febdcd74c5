/** TextEncoder, TextDecoder, atob, btoa and structuredClone for hosts that have none (a bare context of Node.js). */
import { Buffer } from 'buffer/';
import { defineGlobal } from './strip.ts';

// As they are before they are charged: hosts that have these functions do not charge for them either.
const { from, concat } = Buffer;

class Utf8Encoder {
  readonly encoding = 'utf-8';
  encode(text = ''): Uint8Array {
    return new Uint8Array(from(`${text}`, 'utf8'));
  }
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text);
    target.set(bytes.subarray(0, target.length));
    return { read: text.length, written: Math.min(bytes.length, target.length) };
  }
}

class Utf8Decoder {
  readonly encoding: string;
  #rest: Uint8Array = new Uint8Array(0);
  constructor(label = 'utf-8') {
    this.encoding = /^utf-?8$/i.test(label) ? 'utf-8' : label.toLowerCase();
  }
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string {
    const bytes = concat([this.#rest, bytesOf(input)]);
    if (this.encoding !== 'utf-8') return bytes.toString(this.encoding === 'utf-16le' ? 'utf16le' : 'latin1');
    const end = options?.stream ? bytes.length - partialLength(bytes) : bytes.length;
    this.#rest = bytes.slice(end);
    const text = bytes.slice(0, end).toString('utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }
}

function bytesOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (!input) return new Uint8Array(0);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  return new Uint8Array(input);
}

/** Bytes at the end that begin a character without finishing it. */
function partialLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return size > back ? back : 0;
  }
  return 0;
}

/** A deep copy of data; functions and symbols cannot be copied. */
function clone(value: unknown, copies = new Map<unknown, unknown>()): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    const error = new Error(`${String(value)} could not be cloned.`);
    Object.defineProperty(error, 'name', { value: 'DataCloneError', configurable: true });
    throw error;
  }
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known) return known;
  const copy = emptyCopy(value);
  copies.set(value, copy);
  if (value instanceof Map && copy instanceof Map)
    for (const [key, item] of value) copy.set(clone(key, copies), clone(item, copies));
  else if (value instanceof Set && copy instanceof Set) for (const item of value) copy.add(clone(item, copies));
  else if (!ArrayBuffer.isView(value) && !(value instanceof Date) && !(value instanceof RegExp)) {
    for (const key of Object.keys(value)) Reflect.set(copy, key, clone(Reflect.get(value, key), copies));
  }
  return copy;
}

function emptyCopy(value: object): object {
  if (Array.isArray(value)) return new Array(value.length);
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof DataView)
    return new DataView(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  if (value instanceof Error)
    return Object.assign(new (value.constructor as ErrorConstructor)(value.message), { stack: value.stack });
  return {};
}

export function installText(): void {
  const provided = {
    TextEncoder: Utf8Encoder,
    TextDecoder: Utf8Decoder,
    structuredClone: (value: unknown) => clone(value),
    btoa: (text: unknown) => from(`${text as string}`, 'latin1').toString('base64'),
    atob: (text: unknown) => from(`${text as string}`, 'base64').toString('latin1'),
  };
  Object.defineProperty(Utf8Encoder, 'name', { value: 'TextEncoder' });
  Object.defineProperty(Utf8Decoder, 'name', { value: 'TextDecoder' });
  for (const [name, value] of Object.entries(provided)) if (!(name in globalThis)) defineGlobal(name, value);
}
