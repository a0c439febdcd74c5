/// <reference path="./npm/libraries.d.ts" />
/** `node:url`: the WHATWG classes, the conversions between paths and file addresses, and the parser of old. */
import * as legacy from 'url/';
import { nodeError } from '../nodeError.ts';
import { invalidArgType } from './validate.ts';

interface FormatOptions {
  readonly auth?: boolean;
  readonly fragment?: boolean;
  readonly search?: boolean;
  readonly unicode?: boolean;
}

const PATH_ESCAPES: Readonly<Record<string, string>> = {
  '%': '%25',
  '\\': '%5C',
  '\n': '%0A',
  '\r': '%0D',
  '\t': '%09',
  '?': '%3F',
  '#': '%23',
};

function isUrl(value: unknown): value is URL {
  return (
    Boolean(value) &&
    typeof (value as URL).href === 'string' &&
    typeof (value as URL).protocol === 'string' &&
    (value as { auth?: unknown }).auth === undefined &&
    (value as { path?: unknown }).path === undefined
  );
}

export function fileURLToPath(value: unknown): string {
  if (typeof value !== 'string' && !isUrl(value))
    throw invalidArgType('path', 'of type string or an instance of URL', value);
  const url = typeof value === 'string' ? new URL(value) : value;
  if (url.protocol !== 'file:')
    throw nodeError(new TypeError('The URL must be of scheme file'), 'ERR_INVALID_URL_SCHEME');
  if (url.hostname !== '')
    throw nodeError(new TypeError('File URL host must be "localhost" or empty on linux'), 'ERR_INVALID_FILE_URL_HOST');
  if (/%2f/i.test(url.pathname))
    throw nodeError(new TypeError('File URL path must not include encoded / characters'), 'ERR_INVALID_FILE_URL_PATH');
  return decodeURIComponent(url.pathname);
}

function pathToFileURL(path: unknown): URL {
  if (typeof path !== 'string') throw invalidArgType('path', 'of type string', path);
  const absolute = path.startsWith('/') ? path : `/var/task/${path}`;
  return new URL(`file://${absolute.replace(/[%\\\n\r\t?#]/g, (one) => PATH_ESCAPES[one] ?? one)}`);
}

function urlToHttpOptions(url: URL): object {
  const { hostname, port, username, password, protocol, hash, search, pathname, href } = url;
  return {
    __proto__: null,
    ...url,
    protocol,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href,
    ...(port !== '' ? { port: Number(port) } : {}),
    ...(username || password ? { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` } : {}),
  };
}

function format(value: unknown, options: FormatOptions = {}): string {
  if (typeof value === 'string') return legacy.format(legacy.parse(value));
  if (typeof value !== 'object' || value === null)
    throw invalidArgType('urlObject', 'one of type object or string', value);
  if (value instanceof URL) return formatUrl(value, options);
  return legacy.format(value);
}

function formatUrl(url: URL, { auth = true, fragment = true, search = true, unicode = false }: FormatOptions): string {
  const credentials = url.username + (url.password ? `:${url.password}` : '');
  const host = (unicode ? domainToUnicode(url.hostname) : url.hostname) + (url.port ? `:${url.port}` : '');
  const hasHost = host !== '' || url.protocol === 'file:';
  return `${url.protocol}${hasHost ? '//' : ''}${auth && credentials ? `${credentials}@` : ''}${host}${url.pathname}${search ? url.search : ''}${fragment ? url.hash : ''}`;
}

function domainToASCII(domain: string): string {
  try {
    return new URL(`ws://${domain}`).hostname;
  } catch {
    return '';
  }
}

/** Each label that is in Punycode, decoded (RFC 3492). */
function domainToUnicode(domain: string): string {
  return domainToASCII(domain)
    .split('.')
    .map((label) => (label.startsWith('xn--') ? decodePunycode(label.slice(4)) : label))
    .join('.');
}

function decodePunycode(text: string): string {
  const dash = text.lastIndexOf('-');
  const out = dash > 0 ? Array.from(text.slice(0, dash), (one) => one.charCodeAt(0)) : [];
  let [n, i, bias] = [128, 0, 72];
  for (let at = dash > 0 ? dash + 1 : 0; at < text.length; ) {
    const before = i;
    for (let w = 1, k = 36; ; k += 36) {
      const code = text.charCodeAt(at++);
      const digit = code < 58 ? code - 22 : (code | 32) - 97;
      i += digit * w;
      const t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < t || at > text.length) break;
      w *= 36 - t;
    }
    const count = out.length + 1;
    let delta = before === 0 ? Math.floor((i - before) / 700) : (i - before) >> 1;
    delta += Math.floor(delta / count);
    let k = 0;
    for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
    bias = k + Math.floor((36 * delta) / (delta + 38));
    n += Math.floor(i / count);
    i %= count;
    out.splice(i++, 0, n);
  }
  return String.fromCodePoint(...out);
}

/** The old parser asks for `qs`, which has no arrays in a null-prototype object; ours is that of Node.js. */
function parse(text: unknown, parsesQuery?: boolean, slashes?: boolean): object {
  if (typeof text !== 'string') {
    if (text instanceof legacy.Url) return text as object;
    throw invalidArgType('url', 'of type string', text);
  }
  try {
    return legacy.parse(text, parsesQuery, slashes);
  } catch (error) {
    if (error instanceof URIError) throw nodeError(new URIError('URI malformed'), 'ERR_INVALID_URI');
    throw error;
  }
}

export const nodeUrl = {
  Url: legacy.Url,
  parse,
  resolve: (from: string, to: string) => legacy.resolve(from, to),
  resolveObject: (from: string, to: string) => legacy.resolveObject(from, to),
  format,
  get URL() {
    return URL;
  },
  get URLSearchParams() {
    return URLSearchParams;
  },
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
