/** Node's Buffer: what the library lacks, and the checks and errors of Node.js around what it has. */
import { Buffer } from 'buffer/';
import { BURDENS, CHARGES } from '../charges.ts';
import { burden, charge, uncharged } from '../counter.ts';
import { inspect } from '../inspect.ts';
import { checkNumber, invalidArgType, invalidArgValue, outOfRange } from '../node/validate.ts';
import { nodeError } from '../nodeError.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

type From = (value: unknown, ...rest: unknown[]) => Buffer;
type Method = (this: Buffer, ...args: unknown[]) => unknown;
type Methods = Record<string, Method>;
type AnyBuffer = Buffer & Record<string, (...args: unknown[]) => never>;

const LENGTH_MAX = 2 ** 32;
const INSPECT_BYTES = 50;
const ENCODINGS: Readonly<Record<string, string>> = {
  utf8: 'utf8',
  'utf-8': 'utf8',
  hex: 'hex',
  base64: 'base64',
  base64url: 'base64url',
  ascii: 'ascii',
  latin1: 'latin1',
  binary: 'latin1',
  ucs2: 'utf16le',
  'ucs-2': 'utf16le',
  utf16le: 'utf16le',
  'utf-16le': 'utf16le',
};

function known(encoding: unknown, fallback = 'utf8'): string {
  if (encoding === undefined || encoding === null || encoding === '') return fallback;
  const name = ENCODINGS[`${encoding as string}`.toLowerCase()];
  if (name === undefined)
    throw nodeError(new TypeError(`Unknown encoding: ${encoding as string}`), 'ERR_UNKNOWN_ENCODING');
  return name;
}

/** The library's name for an encoding. */
const plain = (encoding: string) => (encoding === 'base64url' ? 'base64' : encoding === 'ascii' ? 'latin1' : encoding);
const urlSafe = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Text that the library would read otherwise: base64 in either alphabet, hexadecimal up to the first mistake. */
function cleaned(text: string, encoding: string): string {
  if (encoding === 'hex') return /^(?:[\da-f]{2})*/i.exec(text)?.[0] ?? '';
  if (!encoding.startsWith('base64')) return text;
  const end = text.indexOf('=');
  return (end < 0 ? text : text.slice(0, end)).replace(/[^A-Za-z\d+/_-]/g, '');
}

/** Going over so many bytes, which Node.js does natively. */
function goOver(bytes: number): void {
  charge(bytes * CHARGES.element);
  burden(bytes * BURDENS.copiedByte);
}

/** The library's own way to make bytes out of a text or back is not ours to count. */
function converted<T extends { readonly length: number }>(encoding: string, make: () => T): T {
  const result = uncharged(make);
  charge(result.length * CHARGES.element);
  burden(result.length * (encoding === 'utf8' ? BURDENS.utf8Byte : BURDENS.bufferByte));
  return result;
}

export function completeBuffer(): typeof Buffer {
  const native = { from: Buffer.from as From, alloc: Buffer.alloc, byteLength: Buffer.byteLength };
  const prototype = Buffer.prototype as unknown as Methods;
  const own = {
    ...Object.fromEntries(Object.getOwnPropertyNames(prototype).map((name) => [name, prototype[name]])),
  } as Methods;
  const define = (methods: Methods) => {
    for (const [name, value] of Object.entries(methods))
      Object.defineProperty(prototype, name, { value, writable: true, configurable: true, enumerable: true });
  };
  const textToBytes = (text: string, encoding: unknown) => {
    const name = known(encoding);
    return converted(name, () => bytesOfText(text, name));
  };
  const bytesOfText = (text: string, name: string) => {
    if (name === 'utf8') return native.from(encodeUtf8(text));
    const source = cleaned(text, name);
    const bytes = native.alloc(native.byteLength(source, plain(name) as 'hex'));
    const count = Reflect.apply(own.write as Method, bytes, [source, plain(name)]) as number;
    return count === bytes.length ? bytes : slice(bytes, 0, count);
  };

  const textOf = (buffer: Buffer, name: string, start: unknown, end: unknown): string => {
    if (name === 'utf8') return decodeUtf8(slice(buffer, start, end));
    const how = name === 'ascii' ? 'ascii' : plain(name);
    const text = Reflect.apply(own.toString as Method, buffer, [how, start, end]) as string;
    return name === 'base64url' ? urlSafe(text) : text;
  };

  Object.assign(Buffer, {
    from(value: unknown, encodingOrOffset?: unknown, length?: unknown): Buffer {
      if (typeof value === 'string') return textToBytes(value, encodingOrOffset);
      if (typeof value === 'object' && value !== null) {
        if (value instanceof ArrayBuffer) return fromArrayBuffer(value, encodingOrOffset, length);
        const primitive: unknown = typeof value.valueOf === 'function' ? value.valueOf() : value;
        if (
          primitive !== null &&
          primitive !== value &&
          (typeof primitive === 'string' || typeof primitive === 'object')
        )
          return (Buffer.from as From)(primitive, encodingOrOffset, length);
        if (ArrayBuffer.isView(value) || Array.isArray(value) || typeof Reflect.get(value, 'length') === 'number')
          return native.from(Array.isArray(value) ? value.map((one) => Number(one) & 255) : value);
        const record = value as { type?: unknown; data?: unknown };
        if (record.type === 'Buffer' && Array.isArray(record.data)) return native.from(record.data);
        const convert: unknown = Reflect.get(value, Symbol.toPrimitive);
        if (typeof convert === 'function') {
          const text: unknown = Reflect.apply(convert, value, ['string']);
          if (typeof text === 'string') return textToBytes(text, encodingOrOffset);
        }
      }
      throw invalidArgType(
        'first argument',
        'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object',
        value,
      );
    },
    alloc(size: unknown, fill?: unknown, encoding?: unknown): Buffer {
      checkNumber(size, 'size', 0, LENGTH_MAX);
      const buffer = native.alloc(size);
      return fill !== undefined && fill !== 0 && size > 0
        ? buffer.fill(fill as string, known(encoding) as never)
        : buffer;
    },
    allocUnsafe(size: unknown): Buffer {
      checkNumber(size, 'size', 0, LENGTH_MAX);
      return native.alloc(size);
    },
    allocUnsafeSlow(size: unknown): Buffer {
      checkNumber(size, 'size', 0, LENGTH_MAX);
      return native.alloc(size);
    },
    concat(list: unknown, length?: unknown): Buffer {
      if (!Array.isArray(list)) throw invalidArgType('list', 'an instance of Array', list);
      list.forEach((one, i) => {
        if (!(one instanceof Uint8Array))
          throw invalidArgType(`list[${i}]`, 'an instance of Buffer or Uint8Array', one);
      });
      if (length !== undefined) checkNumber(length, 'length', 0, LENGTH_MAX);
      const total =
        (length as number | undefined) ?? list.reduce((sum: number, one: Uint8Array) => sum + one.length, 0);
      const all = native.alloc(total);
      let at = 0;
      for (const one of list as Uint8Array[]) {
        all.set(one.subarray(0, Math.max(0, total - at)), Math.min(at, total));
        at += one.length;
      }
      return all;
    },
    byteLength(value: unknown, encoding?: unknown): number {
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
      if (typeof value !== 'string')
        throw invalidArgType('string', 'of type string or an instance of Buffer or ArrayBuffer', value);
      const name = ENCODINGS[`${(encoding ?? 'utf8') as string}`.toLowerCase()] ?? 'utf8';
      if (name === 'hex') return value.length >>> 1;
      if (name.startsWith('base64')) return Math.floor((value.replace(/={1,2}$/, '').length * 3) / 4);
      return textToBytes(value, name).length;
    },
    isEncoding: (encoding: unknown) => typeof encoding === 'string' && ENCODINGS[encoding.toLowerCase()] !== undefined,
    compare(a: unknown, b: unknown): number {
      if (!(a instanceof Uint8Array)) throw invalidArgType('buf1', 'an instance of Buffer or Uint8Array', a);
      if (!(b instanceof Uint8Array)) throw invalidArgType('buf2', 'an instance of Buffer or Uint8Array', b);
      return compareBytes(a, b);
    },
    copyBytesFrom(view: ArrayBufferView & { BYTES_PER_ELEMENT?: number }, offset = 0, length?: number): Buffer {
      if (!ArrayBuffer.isView(view)) throw invalidArgType('view', 'an instance of TypedArray', view);
      const size = (view as Uint8Array).BYTES_PER_ELEMENT ?? 1;
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      return native.from(bytes.slice(offset * size, length === undefined ? undefined : (offset + length) * size));
    },
    of: (...items: number[]) => native.from(items),
    poolSize: 8192,
  });
  Object.defineProperty(Buffer, Symbol.species, { get: () => Buffer, configurable: true });

  define({
    toString(encoding?: unknown, start?: unknown, end?: unknown): string {
      const name = known(encoding);
      return converted(name, () => textOf(this as unknown as Buffer, name, start, end));
    },
    toLocaleString(encoding?: unknown): string {
      return (this as AnyBuffer).toString(encoding as string);
    },
    write(text: unknown, ...rest: unknown[]): number {
      if (typeof text !== 'string') throw invalidArgType('argument', 'of type string', text);
      const encoding = known(rest.findLast((one) => typeof one === 'string'));
      const [offset = 0, length] = rest.filter((one) => typeof one === 'number') as number[];
      if (offset < 0 || offset > this.length) throw outOfRange('offset', `>= 0 && <= ${this.length}`, offset);
      const room = Math.min(length ?? this.length, this.length - offset);
      const bytes = textToBytes(text, encoding);
      let count = Math.min(bytes.length, room);
      // Half a character is not written.
      if (encoding === 'utf8')
        while (count > 0 && count < bytes.length && ((bytes[count] ?? 0) & 0xc0) === 0x80) count--;
      if (encoding === 'utf16le') count &= ~1;
      this.set(bytes.subarray(0, count), offset);
      return count;
    },
    fill(value: unknown, ...rest: unknown[]): Buffer {
      const encoding = known(rest.findLast((one) => typeof one === 'string'));
      const [start = 0, end = this.length] = rest.filter((one) => typeof one === 'number') as number[];
      if (start < 0 || start > this.length) throw outOfRange('offset', `>= 0 && <= ${this.length}`, start);
      if (end < 0 || end > this.length) throw outOfRange('end', `>= 0 && <= ${this.length}`, end);
      const bytes =
        typeof value === 'string' ? textToBytes(value, encoding) : value instanceof Uint8Array ? value : undefined;
      if (bytes && bytes.length === 0 && value !== '') throw invalidArgValue('value', value);
      goOver(end - start);
      for (let i = start; i < end; i++)
        this[i] = bytes ? (bytes[(i - start) % bytes.length] ?? 0) : Number(value) & 255;
      return this;
    },
    equals(other: unknown): boolean {
      if (!(other instanceof Uint8Array))
        throw invalidArgType('otherBuffer', 'an instance of Buffer or Uint8Array', other);
      return compareBytes(this, other) === 0;
    },
    compare(this: Buffer, target: unknown, ...bounds: unknown[]): number {
      if (!(target instanceof Uint8Array))
        throw invalidArgType('target', 'an instance of Buffer or Uint8Array', target);
      const [targetStart = 0, targetEnd = target.length, start = 0, end = this.length] = bounds as number[];
      return compareBytes(this.subarray(start, end), target.subarray(targetStart, targetEnd));
    },
    indexOf(value: unknown, offset?: unknown, encoding?: unknown): number {
      return search(this, value, offset, encoding, false, textToBytes);
    },
    lastIndexOf(value: unknown, offset?: unknown, encoding?: unknown): number {
      return search(this, value, offset, encoding, true, textToBytes);
    },
    includes(value: unknown, offset?: unknown, encoding?: unknown): boolean {
      return search(this, value, offset, encoding, false, textToBytes) >= 0;
    },
    copy(target: unknown, targetStart: unknown = 0, start: unknown = 0, end?: unknown): number {
      if (!(target instanceof Uint8Array))
        throw invalidArgType('target', 'an instance of Buffer or Uint8Array', target);
      const [to, from] = [Number(targetStart), Number(start)];
      if (from < 0 || from > this.length) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, from);
      const bytes = this.subarray(from, Math.max(from, Number(end ?? this.length))).subarray(
        0,
        Math.max(0, target.length - to),
      );
      if (bytes.length > 0) target.set(bytes, to);
      return bytes.length;
    },
    toJSON(): object {
      return { type: 'Buffer', data: Array.from(this) };
    },
    swap16: swap(2),
    swap32: swap(4),
    swap64: swap(8),
    subarray(start?: unknown, end?: unknown): Buffer {
      return slice(this, start, end);
    },
    slice(start?: unknown, end?: unknown): Buffer {
      return slice(this, start, end);
    },
  });
  Object.defineProperty(prototype, inspect.custom, { value: inspectBuffer, configurable: true, writable: true });
  Object.defineProperty(prototype, 'inspect', { value: inspectBuffer, configurable: true, writable: true });
  for (const [name, encoding] of Object.entries({
    ascii: 'ascii',
    latin1: 'latin1',
    utf8: 'utf8',
    hex: 'hex',
    base64: 'base64',
    base64url: 'base64url',
    ucs2: 'utf16le',
  })) {
    define({
      [`${name}Slice`](start?: unknown, end?: unknown) {
        return (this as AnyBuffer).toString(encoding, start as number, end as number);
      },
      [`${name}Write`](text: unknown, offset?: unknown, length?: unknown) {
        return this.write(text as string, offset as number, length as number, encoding as 'utf8');
      },
    });
  }
  define(numbers());
  return Buffer;

  function fromArrayBuffer(value: ArrayBuffer, offset: unknown, length: unknown): Buffer {
    const start = offset === undefined ? 0 : Number(offset) || 0;
    if (start > value.byteLength)
      throw nodeError(new RangeError('"offset" is outside of buffer bounds'), 'ERR_BUFFER_OUT_OF_BOUNDS');
    const most = value.byteLength - start;
    const size = length === undefined ? most : Number(length) || 0;
    if (size > most)
      throw nodeError(new RangeError('"length" is outside of buffer bounds'), 'ERR_BUFFER_OUT_OF_BOUNDS');
    return native.from(value, start, size);
  }
}

function slice(buffer: Uint8Array, start: unknown, end: unknown): Buffer {
  const part = Uint8Array.prototype.subarray.call(
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength),
    start as number,
    end as number,
  );
  return Object.setPrototypeOf(part, Buffer.prototype) as Buffer;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  goOver(length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

function search(
  buffer: Buffer,
  value: unknown,
  offset: unknown,
  encodingValue: unknown,
  backwards: boolean,
  toBytes: (text: string, encoding: unknown) => Uint8Array,
): number {
  const encoding = typeof offset === 'string' ? offset : encodingValue;
  const given = typeof offset === 'string' ? Number.NaN : Number(offset);
  let needle: Uint8Array;
  if (typeof value === 'number') needle = Uint8Array.of(value & 255);
  else if (typeof value === 'string') needle = toBytes(value, encoding);
  else if (value instanceof Uint8Array) needle = value;
  else throw invalidArgType('value', 'one of type number or string or an instance of Buffer or Uint8Array', value);
  const wide = known(encoding) === 'utf16le' && typeof value !== 'number' ? 2 : 1;
  const fallback = backwards ? buffer.length : 0;
  let at = Number.isNaN(given) ? fallback : Math.trunc(given);
  if (at < 0) at += buffer.length;
  if (at < 0) {
    if (backwards) return -1;
    at = 0;
  }
  if (needle.length === 0) return Math.min(at, buffer.length);
  const last = buffer.length - needle.length;
  goOver(backwards ? Math.min(at, buffer.length) : Math.max(0, last - at));
  const fits = (place: number) => {
    for (let i = 0; i < needle.length; i++) if (buffer[place + i] !== needle[i]) return false;
    return true;
  };
  if (backwards) for (let place = Math.min(at, last); place >= 0; place -= wide) if (fits(place)) return place;
  if (!backwards) for (let place = at; place <= last; place += wide) if (fits(place)) return place;
  return -1;
}

function swap(size: number) {
  return function (this: Buffer): Buffer {
    if (this.length % size !== 0)
      throw nodeError(new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`), 'ERR_INVALID_BUFFER_SIZE');
    goOver(this.length);
    for (let at = 0; at < this.length; at += size) Uint8Array.prototype.subarray.call(this, at, at + size).reverse();
    return this;
  };
}

function inspectBuffer(this: Buffer, _depth?: unknown, options?: object): string {
  const shown = Array.from(this.subarray(0, INSPECT_BYTES), (byte) => byte.toString(16).padStart(2, '0'));
  const more = this.length - INSPECT_BYTES;
  const extras = Object.keys(this).filter((key) => !/^\d+$/.test(key));
  let text = shown.join(' ');
  if (more > 0) text += ` ... ${more} more byte${more > 1 ? 's' : ''}`;
  if (extras.length > 0) {
    const fields = extras.map((key) => `${key}: ${inspect(Reflect.get(this, key), options ?? {})}`);
    text += `${text ? ', ' : ''}${fields.join(', ')}`;
  }
  return `<${this.constructor.name} ${text}>`;
}

// ------------------------------------------------------------------------------------------ numbers

function checkOffset(buffer: Uint8Array, offset: unknown, size: number): number {
  const value = offset ?? 0;
  if (typeof value !== 'number') throw invalidArgType('offset', 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange('offset', 'an integer', value);
  if (value >= 0 && value + size <= buffer.length) return value;
  if (buffer.length < size)
    throw nodeError(new RangeError('Attempt to access memory outside buffer bounds'), 'ERR_BUFFER_OUT_OF_BOUNDS');
  throw outOfRange('offset', `>= 0 and <= ${buffer.length - size}`, value);
}

function checkSize(size: unknown): number {
  if (size === undefined) throw invalidArgType('byteLength', 'of type number', size);
  if (typeof size !== 'number') throw invalidArgType('byteLength', 'of type number', size);
  if (!Number.isInteger(size)) throw outOfRange('byteLength', 'an integer', size);
  if (size < 1 || size > 6) throw outOfRange('byteLength', '>= 1 and <= 6', size);
  return size;
}

const viewOf = (buffer: Uint8Array) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

function readInteger(buffer: Uint8Array, offset: number, size: number, little: boolean, signed: boolean): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + (buffer[little ? offset + size - 1 - i : offset + i] ?? 0);
  return signed && value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
}

/** How Node.js words the range of an integer of so many bytes. */
function rangeText(size: number, signed: boolean): string {
  const bits = size * 8;
  if (size <= 4) {
    const [least, most] = signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
    return `>= ${least} and <= ${most}`;
  }
  return signed ? `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}` : `>= 0 and < 2 ** ${bits}`;
}

function writeInteger(
  buffer: Uint8Array,
  value: unknown,
  offset: unknown,
  size: number,
  little: boolean,
  signed: boolean,
): number {
  const number = Number(value);
  const [least, most] = signed ? [-(2 ** (size * 8 - 1)), 2 ** (size * 8 - 1) - 1] : [0, 2 ** (size * 8) - 1];
  const place = checkOffsetType(offset);
  if (number > most || number < least) throw outOfRange('value', rangeText(size, signed), value);
  const at = checkOffset(buffer, place, size);
  let rest = Math.trunc(number) < 0 ? Math.trunc(number) + 2 ** (size * 8) : Math.trunc(number) || 0;
  for (let i = 0; i < size; i++) {
    buffer[little ? at + i : at + size - 1 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return at + size;
}

function checkOffsetType(offset: unknown): unknown {
  if (offset !== undefined && typeof offset !== 'number') throw invalidArgType('offset', 'of type number', offset);
  return offset;
}

function bigIn(value: unknown, signed: boolean): bigint {
  if (typeof value !== 'bigint') throw new TypeError(`Cannot mix BigInt and other types, use explicit conversions`);
  const [least, most] = signed ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n];
  if (value < least || value > most)
    throw outOfRange('value', signed ? '>= -(2n ** 63n) and < 2n ** 63n' : '>= 0n and < 2n ** 64n', value);
  return value;
}

function numbers(): Methods {
  const all: Methods = {};
  const add = (name: string, method: Method) => {
    Object.defineProperty(method, 'name', { value: name, configurable: true });
    all[name] = method;
    // Each has a second name: UInt and Uint.
    if (name.includes('UInt')) all[name.replace('UInt', 'Uint')] = method;
  };
  for (const signed of [true, false]) {
    const kind = signed ? 'Int' : 'UInt';
    for (const size of [1, 2, 4]) {
      for (const order of size === 1 ? [''] : ['LE', 'BE']) {
        add(`read${kind}${size * 8}${order}`, function (offset) {
          return readInteger(this, checkOffset(this, offset, size), size, order === 'LE', signed);
        });
        add(`write${kind}${size * 8}${order}`, function (value, offset) {
          return writeInteger(this, value, offset, size, order === 'LE', signed);
        });
      }
    }
    for (const order of ['LE', 'BE']) {
      add(`read${kind}${order}`, function (offset, size) {
        if (offset === undefined) throw invalidArgType('offset', 'of type number', offset);
        const count = checkSize(size);
        return readInteger(this, checkOffset(this, offset, count), count, order === 'LE', signed);
      });
      add(`write${kind}${order}`, function (value, offset, size) {
        return writeInteger(this, value, offset, checkSize(size), order === 'LE', signed);
      });
      add(`readBig${kind}64${order}`, function (offset) {
        const at = checkOffset(this, offset, 8);
        return signed ? viewOf(this).getBigInt64(at, order === 'LE') : viewOf(this).getBigUint64(at, order === 'LE');
      });
      add(`writeBig${kind}64${order}`, function (value, offset) {
        const big = bigIn(value, signed);
        const at = checkOffset(this, offset, 8);
        if (signed) viewOf(this).setBigInt64(at, big, order === 'LE');
        else viewOf(this).setBigUint64(at, big, order === 'LE');
        return at + 8;
      });
    }
  }
  for (const [kind, size] of [
    ['Float', 4],
    ['Double', 8],
  ] as const) {
    for (const order of ['LE', 'BE']) {
      add(`read${kind}${order}`, function (offset) {
        const at = checkOffset(this, offset, size);
        return size === 4 ? viewOf(this).getFloat32(at, order === 'LE') : viewOf(this).getFloat64(at, order === 'LE');
      });
      add(`write${kind}${order}`, function (value, offset) {
        const at = checkOffset(this, offset, size);
        if (size === 4) viewOf(this).setFloat32(at, Number(value), order === 'LE');
        else viewOf(this).setFloat64(at, Number(value), order === 'LE');
        return at + size;
      });
    }
  }
  return all;
}
