/** Paths and options as the functions of `node:fs` take them. */
import { Buffer } from 'buffer/';
import { resolvePath } from '../../modules/paths.ts';
import { nodeError } from '../../nodeError.ts';
import { fsConstants as C } from '../fsConstants.ts';
import { invalidArgType, invalidArgValue } from '../validate.ts';

export type Options = { readonly [name: string]: unknown } | string | null | undefined;

/** Replaced by the bundler; the module runs when this is reached. */
declare const require: (path: '../url.ts') => typeof import('../url.ts');

/** A path as it was given, as text; throws for what is none. */
export function givenPath(value: unknown, name = 'path'): string {
  const path =
    typeof value === 'string'
      ? value
      : value instanceof Uint8Array
        ? Buffer.from(value).toString()
        : typeof value === 'object' && value !== null && 'href' in value && 'protocol' in value
          ? require('../url.ts').nodeUrl.fileURLToPath(value)
          : undefined;
  if (path === undefined) throw invalidArgType(name, 'of type string or an instance of Buffer or URL', value);
  if (path.includes('\0')) throw invalidArgValue(name, path, 'must be a string, Uint8Array, or URL without null bytes');
  return path;
}

export const absolute = (path: string) => resolvePath(path);

export function optionsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null || typeof value === 'function') return {};
  if (typeof value === 'string') {
    checkEncoding(value);
    return { encoding: value };
  }
  if (typeof value !== 'object') throw invalidArgType('options', 'one of type string or object', value);
  const options = value as Record<string, unknown>;
  if (options.encoding && options.encoding !== 'buffer') checkEncoding(options.encoding);
  return options;
}

function checkEncoding(encoding: unknown): void {
  if (encoding === 'buffer' || Buffer.isEncoding(encoding as string)) return;
  throw invalidArgValue('encoding', encoding, 'is invalid encoding');
}

/** Bytes in the encoding that was asked for, or as a Buffer. */
export function encoded(bytes: Uint8Array, encoding: unknown): unknown {
  const buffer = Buffer.from(bytes);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding as 'utf8') : buffer;
}

/** What can be written, as bytes. */
export function bytesToWrite(data: unknown, encoding: unknown, name = 'data'): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, ((encoding as string) || 'utf8') as 'utf8');
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw invalidArgType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

const FLAGS: Readonly<Record<string, number>> = {
  r: C.O_RDONLY,
  rs: C.O_RDONLY | C.O_SYNC,
  'r+': C.O_RDWR,
  'rs+': C.O_RDWR | C.O_SYNC,
  w: C.O_TRUNC | C.O_CREAT | C.O_WRONLY,
  wx: C.O_TRUNC | C.O_CREAT | C.O_WRONLY | C.O_EXCL,
  'w+': C.O_TRUNC | C.O_CREAT | C.O_RDWR,
  'wx+': C.O_TRUNC | C.O_CREAT | C.O_RDWR | C.O_EXCL,
  a: C.O_APPEND | C.O_CREAT | C.O_WRONLY,
  ax: C.O_APPEND | C.O_CREAT | C.O_WRONLY | C.O_EXCL,
  as: C.O_APPEND | C.O_CREAT | C.O_WRONLY | C.O_SYNC,
  'a+': C.O_APPEND | C.O_CREAT | C.O_RDWR,
  'ax+': C.O_APPEND | C.O_CREAT | C.O_RDWR | C.O_EXCL,
};

export function flagsOf(value: unknown, fallback: string): number {
  if (typeof value === 'number') return value;
  const flags = FLAGS[(value ?? fallback) as string];
  if (flags === undefined) throw invalidArgValue('flags', value);
  return flags;
}

export function modeOf(value: unknown, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  const mode = typeof value === 'string' ? Number.parseInt(value, 8) : Number(value);
  if (!Number.isInteger(mode))
    throw invalidArgValue('mode', value, 'must be a 32-bit unsigned integer or an octal string');
  return mode;
}

export function notHere(name: string): never {
  throw nodeError(
    new Error(`The playground does not have fs.${name}; reading, writing, folders and streams work.`),
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
  );
}
