/** TextEncoder, TextDecoder, atob and btoa, the same in every host. */
import { Buffer } from 'buffer/';
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { inspect } from '../inspect.ts';
import { invalidArgType } from '../node/validate.ts';
import { nodeError } from '../nodeError.ts';
import { domException } from './domException.ts';
import { defineGlobal } from './strip.ts';
import { decodeUtf8 } from './utf8.ts';

class Utf8Encoder {
  get encoding(): string {
    return 'utf-8';
  }
  encode(text: unknown = ''): Uint8Array {
    const bytes = Buffer.from(`${text as string}`, 'utf8');
    charge(bytes.length * CHARGES.hashByte);
    return new Uint8Array(bytes);
  }
  encodeInto(text: unknown, target: unknown): { read: number; written: number } {
    if (typeof text !== 'string') throw invalidArgType('src', 'of type string', text);
    if (!(target instanceof Uint8Array)) throw invalidArgType('dest', 'an instance of Uint8Array', target);
    let [read, written] = [0, 0];
    for (const character of text) {
      const bytes = Buffer.from(character, 'utf8');
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
  [inspect.custom](depth: number, options: object): string {
    return depth < 0 ? '[Object]' : inspect({ encoding: 'utf-8' }, options);
  }
}

const LABELS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16': 'utf-16le',
  utf16le: 'utf-16le',
  'ucs-2': 'utf-16le',
  'utf-16be': 'utf-16be',
  latin1: 'windows-1252',
  ascii: 'windows-1252',
  'us-ascii': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

/** Where windows-1252 differs from Latin-1: bytes 0x80 to 0x9f. */
const WINDOWS_1252 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

interface DecoderOptions {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}

class Decoder {
  readonly #encoding: string;
  readonly #fatal: boolean;
  readonly #ignoreBom: boolean;
  #rest: Uint8Array = new Uint8Array(0);
  #isStarted = false;

  constructor(label: unknown = 'utf-8', options: DecoderOptions | null = {}) {
    const encoding = LABELS[`${label as string}`.trim().toLowerCase()];
    if (encoding === undefined)
      throw nodeError(
        new RangeError(`The "${label as string}" encoding is not supported`),
        'ERR_ENCODING_NOT_SUPPORTED',
      );
    this.#encoding = encoding;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBom = Boolean(options?.ignoreBOM);
  }
  get encoding(): string {
    return this.#encoding;
  }
  get fatal(): boolean {
    return this.#fatal;
  }
  get ignoreBOM(): boolean {
    return this.#ignoreBom;
  }
  decode(input?: unknown, options?: { stream?: boolean }): string {
    const bytes = joined(this.#rest, bytesOf(input));
    charge(bytes.length * CHARGES.hashByte);
    const streams = Boolean(options?.stream);
    const held = streams ? partial(bytes, this.#encoding) : 0;
    const whole = bytes.subarray(0, bytes.length - held);
    this.#rest = bytes.slice(bytes.length - held);
    let text = this.#text(whole);
    if (!this.#isStarted && !this.#ignoreBom && this.#encoding !== 'windows-1252' && text.startsWith('\uFEFF'))
      text = text.slice(1);
    this.#isStarted = streams && (this.#isStarted || whole.length > 0);
    return text;
  }
  #text(bytes: Uint8Array): string {
    const buffer = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
    if (this.#encoding === 'windows-1252')
      return buffer.toString('latin1').replace(/[\x80-\x9f]/g, (one) => WINDOWS_1252.charAt(one.charCodeAt(0) - 0x80));
    if (this.#encoding !== 'utf-8') return this.#utf16(buffer);
    const text = decodeUtf8(bytes);
    if (this.#fatal && text.includes('\uFFFD') && !Buffer.from(text, 'utf8').equals(buffer)) this.#fail();
    return text;
  }
  #utf16(buffer: Buffer): string {
    const even = Buffer.from(buffer.subarray(0, buffer.length & ~1));
    const text = (this.#encoding === 'utf-16be' ? even.swap16() : even).toString('utf16le');
    const repaired = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
    if (this.#fatal && (repaired !== text || buffer.length % 2 === 1)) this.#fail();
    return repaired + (buffer.length % 2 === 1 ? '\uFFFD' : '');
  }
  #fail(): never {
    this.#rest = new Uint8Array(0);
    this.#isStarted = false;
    throw nodeError(
      new TypeError(`The encoded data was not valid for encoding ${this.#encoding}`),
      'ERR_ENCODING_INVALID_ENCODED_DATA',
    );
  }
}

function bytesOf(input: unknown): Uint8Array {
  if (input === undefined) return new Uint8Array(0);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  throw invalidArgType('list', 'an instance of ArrayBuffer or ArrayBufferView', input);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** Bytes at the end that begin a character without finishing it. */
function partial(bytes: Uint8Array, encoding: string): number {
  const at = (back: number) => bytes[bytes.length - back] ?? 0;
  if (encoding === 'windows-1252') return 0;
  if (encoding.startsWith('utf-16')) {
    const odd = bytes.length % 2;
    const high = encoding === 'utf-16le' ? at(1 + odd) : at(2 + odd);
    return odd + (bytes.length >= 2 + odd && high >= 0xd8 && high <= 0xdb ? 2 : 0);
  }
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = at(back);
    if ((byte & 0xc0) === 0x80) continue;
    const size =
      byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 1;
    return size > back ? back : 0;
  }
  return 0;
}

function btoa(...args: unknown[]): string {
  if (args.length === 0) throw nodeError(new TypeError('The "input" argument must be specified'), 'ERR_MISSING_ARGS');
  const text = `${args[0] as string}`;
  if (/[^\0-\xff]/.test(text)) throw domException('Invalid character', 'InvalidCharacterError');
  return Buffer.from(text, 'latin1').toString('base64');
}

function atob(...args: unknown[]): string {
  if (args.length === 0) throw nodeError(new TypeError('The "input" argument must be specified'), 'ERR_MISSING_ARGS');
  const text = `${args[0] as string}`.replace(/[\t\n\f\r ]/g, '');
  const plain = text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text;
  if (/[^A-Za-z\d+/]/.test(plain)) throw domException('Invalid character', 'InvalidCharacterError');
  if (plain.length % 4 === 1)
    throw domException('The string to be decoded is not correctly encoded.', 'InvalidCharacterError');
  return Buffer.from(plain, 'base64').toString('latin1');
}

export function installText(): void {
  Object.defineProperty(Utf8Encoder, 'name', { value: 'TextEncoder' });
  Object.defineProperty(Decoder, 'name', { value: 'TextDecoder' });
  for (const [Type, name] of [
    [Utf8Encoder, 'TextEncoder'],
    [Decoder, 'TextDecoder'],
  ] as const)
    Object.defineProperty(Type.prototype, Symbol.toStringTag, { value: name, configurable: true });
  for (const [name, value] of Object.entries({ TextEncoder: Utf8Encoder, TextDecoder: Decoder, btoa, atob }))
    defineGlobal(name, value);
}
