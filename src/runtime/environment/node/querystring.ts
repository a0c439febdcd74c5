/** `node:querystring`. */
import { nodeError } from '../nodeError.ts';

type Values = Record<string, string | string[]>;
interface ParseOptions {
  readonly maxKeys?: number;
  readonly decodeURIComponent?: (text: string) => string;
}

/** `encodeURIComponent` with the error that Node.js throws for half of a surrogate pair. */
function escapeText(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value === 'object' ? String(value) : `${value as string}`;
  try {
    return encodeURIComponent(text);
  } catch {
    throw nodeError(new URIError('URI malformed'), 'ERR_INVALID_URI');
  }
}

/** Decodes what is well formed and leaves the rest. */
function unescapeText(text: unknown): string {
  try {
    return decodeURIComponent(`${text as string}`);
  } catch {
    return unescapeBytes(`${text as string}`);
  }
}

function unescapeBytes(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '%' ? /^%[\da-f]{2}/i.exec(text.slice(i, i + 3))?.[0] : undefined;
    if (hex) {
      bytes.push(Number.parseInt(hex.slice(1), 16));
      i += 2;
    } else bytes.push(text.charCodeAt(i) & 255);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function parse(text: unknown, separator?: unknown, equals?: unknown, options?: ParseOptions): Values {
  const result: Values = Object.create(null);
  if (typeof text !== 'string' || text === '') return result;
  const between = `${(separator as string) || '&'}`;
  const is = `${(equals as string) || '='}`;
  const most = options?.maxKeys ?? 1000;
  const decode = decoder(options?.decodeURIComponent ?? querystring.unescape);
  let pairs = text.split(between).filter((pair) => pair !== '');
  if (most > 0) pairs = pairs.slice(0, most);
  for (const pair of pairs) {
    const at = pair.indexOf(is);
    const key = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decode(pair.slice(at + is.length));
    const known = result[key];
    if (known === undefined) result[key] = value;
    else if (Array.isArray(known)) known.push(value);
    else result[key] = [known, value];
  }
  return result;
}

function decoder(decode: (text: string) => string): (text: string) => string {
  const isOwn = decode !== querystring.unescape;
  return (text) => {
    const plain = text.replaceAll('+', isOwn ? '%20' : ' ');
    // Without anything to decode the function is not asked.
    if (!isOwn && !plain.includes('%')) return plain;
    try {
      return decode(plain);
    } catch {
      return unescapeText(plain);
    }
  };
}

function primitive(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : '';
  return typeof value === 'bigint' || typeof value === 'boolean' ? `${value}` : '';
}

function stringify(
  data: unknown,
  separator?: unknown,
  equals?: unknown,
  options?: { encodeURIComponent?: (text: string) => string },
): string {
  if (typeof data !== 'object' || data === null) return '';
  const encode = options?.encodeURIComponent ?? querystring.escape;
  const between = `${(separator as string) || '&'}`;
  const is = `${(equals as string) || '='}`;
  return Object.entries(data)
    .flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${encode(key)}${is}${encode(primitive(one))}`),
    )
    .join(between);
}

export const querystring = {
  unescapeBuffer: (text: string) => new TextEncoder().encode(unescapeBytes(text)),
  unescape: unescapeText,
  escape: escapeText,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
