/** `node:url`: the WHATWG classes and the conversions between paths and file addresses. */
import { nodeError } from '../nodeError.ts';

export const nodeUrl = {
  get URL() {
    return URL;
  },
  get URLSearchParams() {
    return URLSearchParams;
  },
  fileURLToPath(url: string | URL): string {
    const text = `${url}`;
    if (!text.startsWith('file://')) {
      throw nodeError(new TypeError('The URL must be of scheme file'), 'ERR_INVALID_URL_SCHEME');
    }
    return decodeURIComponent(text.slice('file://'.length).replace(/[?#].*$/, ''));
  },
  pathToFileURL: (path: string) => new URL(`file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`),
  format: (value: unknown) =>
    typeof value === 'object' && value !== null && !(value instanceof URL) ? formatParts(value) : `${value}`,
  parse: parseParts,
  resolve: (from: string, to: string) => new URL(to, from).href,
  domainToASCII: (domain: string) => new URL(`http://${domain}`).hostname,
};

function formatParts(parts: object): string {
  const {
    protocol = '',
    host,
    hostname = '',
    port,
    pathname = '',
    search = '',
    hash = '',
  } = parts as Record<string, string>;
  const place = host ?? `${hostname}${port ? `:${port}` : ''}`;
  const scheme = protocol && !protocol.endsWith(':') ? `${protocol}:` : protocol;
  return `${scheme}${place ? '//' : ''}${place}${pathname}${search}${hash}`;
}

/** The old parser's result for what it was mostly used for: whole addresses and paths with a query. */
function parseParts(text: string, parsesQuery = false): object {
  const isAbsolute = /^[a-z][a-z\d+.-]*:/i.test(text);
  const url = new URL(text, 'http://none.invalid');
  const query = url.search.slice(1) || null;
  return {
    protocol: isAbsolute ? url.protocol : null,
    slashes: isAbsolute ? true : null,
    auth: url.username ? `${url.username}${url.password ? `:${url.password}` : ''}` : null,
    host: isAbsolute ? url.host : null,
    port: url.port || null,
    hostname: isAbsolute ? url.hostname : null,
    hash: url.hash || null,
    search: url.search || null,
    query: parsesQuery ? Object.fromEntries(url.searchParams) : query,
    pathname: url.pathname,
    path: `${url.pathname}${url.search}`,
    href: isAbsolute ? url.href : text,
  };
}
