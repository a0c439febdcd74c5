/**
 * `node:zlib` over pako, a port of zlib that gives the same bytes for most inputs. Brotli and Zstandard are not here and
 * say so.
 */
import { Buffer } from 'buffer/';
import {
  ZStream,
  zlibDeflate,
  zlibDeflateEnd,
  zlibDeflateInit2,
  zlibDeflateReset,
  zlibDeflateSetDictionary,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  zlibInflateSetDictionary,
} from 'pako';
import { BURDENS, CHARGES } from '../charges.ts';
import { burden, charge } from '../counter.ts';
import { enqueueImmediate } from '../eventLoop.ts';
import { nodeError } from '../nodeError.ts';
import { type Duplex, streams } from './stream.ts';
import { checkFunction, checkNumber, invalidArgType, outOfRange } from './validate.ts';
import { ZLIB_CONSTANTS as C, crc32 } from './zlibConstants.ts';

interface Options {
  readonly level?: number;
  readonly windowBits?: number;
  readonly memLevel?: number;
  readonly strategy?: number;
  readonly dictionary?: unknown;
  readonly chunkSize?: number;
  readonly finishFlush?: number;
  readonly flush?: number;
  readonly maxOutputLength?: number;
  readonly info?: boolean;
}

type Kind = 'Deflate' | 'Inflate' | 'Gzip' | 'Gunzip' | 'DeflateRaw' | 'InflateRaw' | 'Unzip';
type Done = (error?: unknown, result?: unknown) => void;

const isCompressor = (kind: Kind) => kind === 'Deflate' || kind === 'Gzip' || kind === 'DeflateRaw';
/** What zlib wants to hear about the wrapper, in its window bits. */
const windowBits = (kind: Kind, bits: number) =>
  kind.endsWith('Raw') ? -bits : /^G/.test(kind) ? bits + 16 : kind === 'Unzip' ? bits + 32 : bits;

function bytesOf(data: unknown, name = 'buffer'): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const expected =
    name === 'buffer'
      ? 'of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer'
      : 'an instance of Buffer, TypedArray, DataView, or ArrayBuffer';
  throw invalidArgType(name, expected, data);
}

/** One compression or decompression that is under way. */
class Codec {
  private stream = new ZStream();
  private readonly dictionary: Uint8Array | undefined;
  private readonly chunkSize: number;
  /** Nothing more is read: the compressed data has ended. */
  isEnded = false;

  constructor(
    private readonly kind: Kind,
    options: Options = {},
  ) {
    checkOptions(options);
    const { level = C.Z_DEFAULT_COMPRESSION, memLevel = 8, strategy = 0, windowBits: bits = 15 } = options;
    this.chunkSize = options.chunkSize ?? 16 * 1024;
    this.dictionary = options.dictionary === undefined ? undefined : bytesOf(options.dictionary, 'options.dictionary');
    // Raw deflate has no window of 256 bytes; zlib makes it 512.
    const window = windowBits(kind, kind === 'DeflateRaw' && bits === 8 ? 9 : bits || 15);
    const work = isCompressor(kind) ? 'deflate' : 'inflate';
    charge(CHARGES[work]);
    burden(BURDENS[work]);
    // zlib checks the strategy itself.
    if (isCompressor(kind)) zlibDeflateInit2(this.stream, level, C.Z_DEFLATED, window, memLevel, strategy as 0);
    else zlibInflateInit2(this.stream, window);
    if (!this.dictionary || kind === 'Inflate') return;
    if (isCompressor(kind)) zlibDeflateSetDictionary(this.stream, this.dictionary);
    else if (kind === 'InflateRaw') zlibInflateSetDictionary(this.stream, this.dictionary);
  }

  /** Hands over bytes and gives what comes out; throws the errors of Node.js. */
  run(input: Uint8Array, flush: number): Buffer[] {
    const { stream } = this;
    const out: Buffer[] = [];
    stream.input = input;
    stream.next_in = 0;
    stream.avail_in = input.length;
    this.count(input.length);
    while (!this.isEnded) {
      stream.output = new Uint8Array(this.chunkSize);
      stream.next_out = 0;
      stream.avail_out = this.chunkSize;
      const status = this.turn(flush);
      this.count(stream.next_out);
      if (stream.next_out > 0) out.push(Buffer.from(stream.output.slice(0, stream.next_out)));
      if (status === C.Z_STREAM_END && !this.hasNextMember()) this.isEnded = !isCompressor(this.kind);
      if (status === C.Z_STREAM_END ? isCompressor(this.kind) || this.isEnded : stream.avail_out > 0) break;
    }
    return out;
  }

  /** Charges bytes that go in or come out. */
  private count(bytes: number): void {
    const work = isCompressor(this.kind) ? 'deflatedByte' : 'inflatedByte';
    charge(bytes * CHARGES[work]);
    burden(bytes * BURDENS[work]);
  }

  private turn(flush: number): number {
    const { stream } = this;
    // Both take any number.
    let status: number = isCompressor(this.kind)
      ? zlibDeflate(stream, flush as 0)
      : zlibInflate(stream, (flush === C.Z_FINISH ? C.Z_SYNC_FLUSH : flush) as 0);
    if (status === C.Z_NEED_DICT) {
      if (!this.dictionary) throw zlibError('Missing dictionary', C.Z_NEED_DICT, 'Z_NEED_DICT');
      status = zlibInflateSetDictionary(stream, this.dictionary);
      if (status !== C.Z_OK) throw zlibError('Bad dictionary', C.Z_DATA_ERROR, 'Z_DATA_ERROR');
      status = zlibInflate(stream, C.Z_SYNC_FLUSH as 2);
    }
    if (status === C.Z_DATA_ERROR) throw zlibError(stream.msg || 'zlib error', C.Z_DATA_ERROR, 'Z_DATA_ERROR');
    if (status === C.Z_STREAM_ERROR) throw zlibError('stream error', C.Z_STREAM_ERROR, 'Z_STREAM_ERROR');
    return status;
  }

  /** A gzip file may be several, one after the other; anything else behind it is ignored. */
  private hasNextMember(): boolean {
    const { stream, kind } = this;
    if ((kind !== 'Gunzip' && kind !== 'Unzip') || stream.avail_in === 0) return false;
    if (stream.input[stream.next_in] !== 0x1f || stream.input[stream.next_in + 1] === 0) return false;
    zlibInflateReset(stream);
    return true;
  }

  reset(): void {
    this.isEnded = false;
    if (isCompressor(this.kind)) zlibDeflateReset(this.stream);
    else zlibInflateReset(this.stream);
  }

  close(): void {
    if (isCompressor(this.kind)) zlibDeflateEnd(this.stream);
  }
}

function checkOptions(options: Options): void {
  const check = (
    name: 'chunkSize' | 'windowBits' | 'level' | 'memLevel' | 'strategy',
    least: number,
    most?: number,
  ) => {
    const value = options[name];
    if (value === undefined) return;
    checkNumber(value, `options.${name}`);
    if (value < least || (most !== undefined && value > most))
      throw outOfRange(`options.${name}`, most === undefined ? `>= ${least}` : `>= ${least} and <= ${most}`, value);
  };
  check('chunkSize', 64);
  check('level', -1, 9);
  check('memLevel', 1, 9);
  check('strategy', 0, 4);
  if (options.windowBits !== 0) check('windowBits', 8, 15);
}

function zlibError(message: string, errno: number, code: string): Error {
  return Object.assign(new Error(message), { errno, code });
}

/** All at once. */
function whole(kind: Kind, data: unknown, options: Options = {}): Buffer {
  const codec = new Codec(kind, options);
  const parts = codec.run(bytesOf(data), options.finishFlush ?? C.Z_FINISH);
  if (!isCompressor(kind) && !codec.isEnded && (options.finishFlush ?? C.Z_FINISH) === C.Z_FINISH)
    throw zlibError('unexpected end of file', C.Z_BUF_ERROR, 'Z_BUF_ERROR');
  const result = Buffer.concat(parts);
  const most = options.maxOutputLength;
  if (most !== undefined && result.length > most)
    throw nodeError(new RangeError(`Cannot create a Buffer larger than ${most} bytes`), 'ERR_BUFFER_TOO_LARGE');
  return result;
}

function later(kind: Kind, data: unknown, options: unknown, callback: unknown): void {
  const done = typeof options === 'function' ? options : callback;
  checkFunction(done, 'callback');
  bytesOf(data);
  enqueueImmediate(() => {
    let result: Buffer;
    try {
      result = whole(kind, data, typeof options === 'function' ? {} : (options as Options));
    } catch (error) {
      done(error);
      return;
    }
    done(null, result);
  });
}

/** `flush` is a number here and a function to streams. */
function streamOptions({ flush: _flush, ...options }: Options): Record<string, unknown> {
  return options;
}

/** The stream classes; they may be called without `new`. */
function streamType(kind: Kind): unknown {
  class Type extends streams().Transform {
    readonly #codec: Codec;
    readonly #finish: number;
    readonly #flush: number;
    bytesWritten = 0;

    constructor(options: Options = {}) {
      super(streamOptions(options));
      this.#codec = new Codec(kind, options);
      this.#finish = options.finishFlush ?? C.Z_FINISH;
      this.#flush = options.flush ?? C.Z_NO_FLUSH;
    }
    #run(chunk: Uint8Array, flush: number): void {
      this.bytesWritten += chunk.length;
      for (const part of this.#codec.run(chunk, flush)) this.push(part);
    }
    _transform(chunk: unknown, _encoding: string, done: Done): void {
      try {
        this.#run(bytesOf(chunk), this.#flush);
      } catch (error) {
        done(error);
        return;
      }
      done();
    }
    _flush(done: Done): void {
      try {
        this.#run(new Uint8Array(0), this.#finish);
        if (!isCompressor(kind) && !this.#codec.isEnded && this.#finish === C.Z_FINISH && this.bytesWritten > 0)
          throw zlibError('unexpected end of file', C.Z_BUF_ERROR, 'Z_BUF_ERROR');
      } catch (error) {
        done(error);
        return;
      }
      done();
    }
    flush(kindOfFlush?: unknown, callback?: unknown): void {
      const done = typeof kindOfFlush === 'function' ? kindOfFlush : callback;
      const how = typeof kindOfFlush === 'number' ? kindOfFlush : C.Z_FULL_FLUSH;
      const run = () => {
        this.#run(new Uint8Array(0), how);
        if (typeof done === 'function') done();
      };
      if (Reflect.get(this, 'writableLength') === 0) queueMicrotask(run);
      else this.once('drain', run);
    }
    reset(): void {
      this.#codec.reset();
    }
    close(callback?: () => void): void {
      if (callback) this.once('close', callback);
      this.#codec.close();
      this.destroy();
    }
    get _closed(): boolean {
      return (this as unknown as Duplex).destroyed;
    }
  }
  Object.defineProperty(Type, 'name', { value: kind });
  return new Proxy(Type, { apply: (target, _this, [options]) => new target(options as Options) });
}

const KINDS: readonly Kind[] = ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip'];

function missing(name: string) {
  return () => {
    throw new Error(`The playground does not have zlib.${name}; gzip and deflate work.`);
  };
}

/** What `require('node:zlib')` gives. */
export function zlib(): Record<string, unknown> {
  const module: Record<string, unknown> = { constants: C, codes: codes(), crc32 };
  for (const kind of KINDS) {
    const Type = streamType(kind) as new (options?: Options) => unknown;
    const name = kind.charAt(0).toLowerCase() + kind.slice(1);
    module[kind] = Type;
    module[`create${kind}`] = (options?: Options) => new Type(options);
    module[`${name}Sync`] = (data: unknown, options?: Options) => whole(kind, data, options);
    module[name] = (data: unknown, options: unknown, callback?: unknown) => later(kind, data, options, callback);
    Object.defineProperty(module[name], 'name', { value: name });
  }
  for (const name of ['BrotliCompress', 'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress']) {
    const small = name.charAt(0).toLowerCase() + name.slice(1);
    for (const one of [name, `create${name}`, small, `${small}Sync`]) module[one] = missing(one);
  }
  for (const [name, value] of Object.entries(C)) if (/^Z_/.test(name)) module[name] = value;
  return module;
}

function codes(): Record<string, string | number> {
  const all: Record<string, string | number> = {};
  for (const name of 'Z_OK Z_STREAM_END Z_NEED_DICT Z_ERRNO Z_STREAM_ERROR Z_DATA_ERROR Z_MEM_ERROR Z_BUF_ERROR Z_VERSION_ERROR'.split(
    ' ',
  )) {
    const value = C[name] ?? 0;
    all[name] = value;
    all[value] = name;
  }
  return all;
}
