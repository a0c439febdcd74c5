/** `fetch`, to the HTTP endpoints of the scenario. */
import { Body, readAll } from './body.ts';
import { WebHeaders } from './headers.ts';
import { WebRequest, WebResponse } from './messages.ts';
import { send, type WireResponse } from './network.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const REDIRECTS_MAX = 20;
const NO_BODY = new Set([101, 204, 205, 304]);

export async function fetch(
  ...args: [input?: unknown, options?: { readonly [name: string]: unknown }]
): Promise<WebResponse> {
  const [input, options] = args;
  const request = new WebRequest(input, options);
  request.signal.throwIfAborted();
  return untilAborted(request.signal, exchange(request));
}

/** The signal wins, whatever the network says later. */
function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

async function exchange(request: WebRequest): Promise<WebResponse> {
  const content = Body.content(request);
  let body: Uint8Array = content ? await readAll(content) : new Uint8Array(0);
  let { method } = request;
  let url = withoutFragment(request.url);
  const headers = new WebHeaders(request.headers);
  for (const [name, value] of [
    ['accept', '*/*'],
    ['accept-language', '*'],
    ['sec-fetch-mode', 'cors'],
    ['user-agent', 'node'],
    ['accept-encoding', /^https:/.test(url) ? 'br, gzip, deflate' : 'gzip, deflate'],
  ] as const)
    if (!headers.has(name)) headers.set(name, value);
  for (let redirects = 0; ; redirects++) {
    if (!/^https?:$/.test(new URL(url).protocol)) throw failed(new Error('unknown scheme'));
    const answer = await sent({ method, url, headers, body });
    const location = REDIRECTS.has(answer.status) ? headerOf(answer, 'location') : undefined;
    if (location === undefined || request.redirect === 'manual') return toResponse(answer, url, redirects > 0);
    if (request.redirect === 'error') throw failed(new Error('unexpected redirect'));
    if (redirects >= REDIRECTS_MAX) throw failed(new Error('redirect count exceeded'));
    url = withoutFragment(new URL(location, url).href);
    if (answer.status === 303 || (method === 'POST' && answer.status < 303)) {
      method = 'GET';
      body = new Uint8Array(0);
    }
  }
}

/** What servers and the address of a response do not see. */
function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '');
}

interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: WebHeaders;
  readonly body: Uint8Array;
}

async function sent({ method, url, headers, body }: Outgoing): Promise<WireResponse> {
  const length: [string, string][] =
    body.length > 0 || /^(POST|PUT)$/.test(method) ? [['content-length', `${body.length}`]] : [];
  try {
    return await send({ method, url, headers: [...headers, ...length], body });
  } catch (cause) {
    throw failed(cause);
  }
}

const failed = (cause: unknown) => new TypeError('fetch failed', { cause });

function headerOf({ headers }: WireResponse, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function toResponse(
  { status, statusText, headers, body }: WireResponse,
  url: string,
  redirected: boolean,
): WebResponse {
  const hasBody = !NO_BODY.has(status);
  const bytes = new Uint8Array(body);
  return WebResponse.received(new WebResponse(hasBody ? bytes : null, { status, statusText, headers }), {
    url,
    redirected,
    type: 'basic',
  });
}
