/** Request and Response. */
import { inspect } from '../../inspect.ts';
import { Body, type Content, extractBody } from './body.ts';
import { WebHeaders } from './headers.ts';

interface RequestOptions {
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
  readonly redirect?: string;
  readonly duplex?: string;
  readonly [name: string]: unknown;
}

const UPPER = /^(delete|get|head|options|post|put)$/i;
const SETTINGS = {
  cache: 'default',
  credentials: 'same-origin',
  integrity: '',
  keepalive: false,
  mode: 'cors',
  redirect: 'follow',
  referrer: 'about:client',
  referrerPolicy: '',
};

function methodOf(value: unknown): string {
  const method = `${value as string}`;
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  if (/^(connect|trace|track)$/i.test(method)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return UPPER.test(method) ? method.toUpperCase() : method;
}

export class WebRequest extends Body {
  readonly #url: URL;
  readonly #method: string;
  readonly #signal: AbortSignal;
  readonly #settings: Record<string, unknown>;

  constructor(...args: [input?: unknown, options?: RequestOptions]) {
    if (args.length === 0) throw new TypeError('Request constructor: 1 argument required, but only 0 present.');
    const [input, options = {}] = args;
    const from = input instanceof WebRequest ? input : undefined;
    const url = from ? from.#url : urlOf(input);
    const method = options.method === undefined ? (from ? from.#method : 'GET') : methodOf(options.method);
    const headers = new WebHeaders(options.headers ?? (from ? from.headers : undefined));
    const given = options.body !== undefined && options.body !== null ? options.body : undefined;
    if ((given !== undefined || (from && Body.content(from))) && /^(GET|HEAD)$/.test(method))
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    let content: Content | undefined;
    if (given !== undefined) {
      const extracted = extractBody(given);
      content = extracted.content;
      if (content.stream && options.duplex === undefined && !from)
        throw new TypeError('RequestInit: duplex option is required when sending a body.');
      if (extracted.type && !headers.has('content-type')) headers.append('content-type', extracted.type);
    } else if (from) content = Body.tee(from);
    super(headers, content);
    this.#url = url;
    this.#method = method;
    this.#signal = options.signal ?? from?.signal ?? new AbortController().signal;
    this.#settings = { ...SETTINGS };
    for (const name of Object.keys(SETTINGS)) {
      if (options[name] !== undefined) this.#settings[name] = options[name];
      else if (from) this.#settings[name] = from.#settings[name];
    }
  }
  get method(): string {
    return this.#method;
  }
  get url(): string {
    return this.#url.href;
  }
  get signal(): AbortSignal {
    return this.#signal;
  }
  get redirect(): unknown {
    return this.#settings.redirect;
  }
  get cache(): unknown {
    return this.#settings.cache;
  }
  get credentials(): unknown {
    return this.#settings.credentials;
  }
  get mode(): unknown {
    return this.#settings.mode;
  }
  get integrity(): unknown {
    return this.#settings.integrity;
  }
  get keepalive(): unknown {
    return this.#settings.keepalive;
  }
  get referrer(): unknown {
    return this.#settings.referrer;
  }
  get referrerPolicy(): unknown {
    return this.#settings.referrerPolicy;
  }
  get destination(): string {
    return '';
  }
  get duplex(): string {
    return 'half';
  }
  clone(): WebRequest {
    return new WebRequest(this);
  }
  [inspect.custom](depth: number, options: object): string {
    if (depth < 0) return '[Request]';
    const { method, url, headers, bodyUsed } = this;
    return `Request ${inspect({ method, url, headers, bodyUsed }, options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'Request';
  }
}

function urlOf(input: unknown): URL {
  let url: URL;
  try {
    url = new URL(`${input as string}`);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input as string}`, { cause });
  }
  if (url.username || url.password)
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input as string}`);
  return url;
}

interface ResponseOptions {
  readonly status?: unknown;
  readonly statusText?: unknown;
  readonly headers?: unknown;
}

/** What only `fetch` knows of a response. */
export interface Received {
  readonly url: string;
  readonly redirected: boolean;
  readonly type: string;
}

const NO_BODY = new Set([101, 204, 205, 304]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export class WebResponse extends Body {
  readonly #status: number;
  readonly #statusText: string;
  #received: Received = { url: '', redirected: false, type: 'default' };

  constructor(body?: unknown, options: ResponseOptions = {}) {
    const status = options.status === undefined ? 200 : Number(options.status);
    const headers = new WebHeaders(options.headers);
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const statusText = `${(options.statusText ?? '') as string}`;
    if (/[^\t\x20-\x7e\x80-\xff]/.test(statusText)) throw new TypeError('Invalid statusText');
    let content: Content | undefined;
    if (body !== undefined && body !== null) {
      if (NO_BODY.has(status)) throw new TypeError(`Response constructor: Invalid response status code ${status}`);
      const extracted = extractBody(body);
      content = extracted.content;
      if (extracted.type && !headers.has('content-type')) headers.append('content-type', extracted.type);
    }
    super(headers, content);
    this.#status = status;
    this.#statusText = statusText;
  }
  static received(response: WebResponse, received: Received): WebResponse {
    response.#received = received;
    return response;
  }
  static json(...args: [data?: unknown, options?: ResponseOptions]): WebResponse {
    const [data, options = {}] = args;
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const headers = new WebHeaders(options.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new WebResponse(text, { ...options, headers });
  }
  static redirect(url: unknown, status: unknown = 302): WebResponse {
    const location = urlOf(url).href;
    if (!REDIRECTS.has(Number(status))) throw new RangeError(`Invalid status code ${status as number}`);
    return new WebResponse(null, { status, headers: { location } });
  }
  static error(): WebResponse {
    const response = WebResponse.received(new WebResponse(), { url: '', redirected: false, type: 'error' });
    Object.defineProperties(response, { status: { value: 0 }, ok: { value: false } });
    return response;
  }
  get type(): string {
    return this.#received.type;
  }
  get url(): string {
    return this.#received.url;
  }
  get redirected(): boolean {
    return this.#received.redirected;
  }
  get status(): number {
    return this.#status;
  }
  get ok(): boolean {
    return this.#status >= 200 && this.#status <= 299;
  }
  get statusText(): string {
    return this.#statusText;
  }
  clone(): WebResponse {
    const content = Body.tee(this);
    const copy = new WebResponse(null, { status: this.#status, statusText: this.#statusText, headers: this.headers });
    return WebResponse.received(content ? withContent(copy, content) : copy, this.#received);
  }
  [inspect.custom](depth: number, options: object): string {
    if (depth < 0) return '[Response]';
    const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = this;
    return `Response ${inspect({ status, statusText, headers, body, bodyUsed, ok, redirected, type, url }, options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'Response';
  }
}

/** The same answer with a body that is not to be taken for one of a type. */
function withContent(response: WebResponse, content: Content): WebResponse {
  const { status, statusText, headers } = response;
  const hadType = headers.has('content-type');
  const copy = new WebResponse(content.bytes ?? content.stream, { status, statusText, headers });
  if (!hadType) copy.headers.delete('content-type');
  return copy;
}
