/**
 * `node:http` and `node:https` as a client of the scenario's endpoints. There is nothing to listen on: a server cannot be
 * reached on Lambda either. The answer arrives whole, as one piece of the body.
 */
import { Buffer } from 'buffer/';
import { enqueueTick } from '../eventLoop.ts';
import { send, type WireResponse } from '../globals/fetch/network.ts';
import { nodeError } from '../nodeError.ts';
import { clearTimeout, setTimeout, type Timeout } from '../timers.ts';
import { EventEmitter } from './events.ts';
import { METHODS, STATUS_CODES } from './httpConstants.ts';
import { type Readable, streams, type Writable } from './stream.ts';
import { checkString, invalidArgType } from './validate.ts';

type Done = (error?: unknown) => void;

interface RequestOptions {
  readonly [name: string]: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | readonly string[];
  readonly signal?: AbortSignal;
}

interface AgentOptions {
  readonly [name: string]: unknown;
  readonly keepAlive?: boolean;
}

/** Sockets are not modelled, so that an agent only keeps its settings. */
export class Agent extends EventEmitter {
  readonly options: AgentOptions;
  readonly keepAlive: boolean;
  readonly maxSockets: number;
  readonly maxFreeSockets: number;
  readonly protocol: string;
  readonly defaultPort: number;
  readonly requests = {};
  readonly sockets = {};
  readonly freeSockets = {};

  constructor(options: AgentOptions = {}, protocol = 'http:') {
    super();
    this.options = { noDelay: true, path: null, ...options };
    this.keepAlive = options.keepAlive ?? false;
    this.maxSockets = Number(options.maxSockets ?? Number.POSITIVE_INFINITY);
    this.maxFreeSockets = Number(options.maxFreeSockets ?? 256);
    this.protocol = protocol;
    this.defaultPort = protocol === 'https:' ? 443 : 80;
  }
  destroy(): void {}
  getName({ host = 'localhost', port = '', localAddress = '' }: Record<string, unknown> = {}): string {
    return `${host as string}:${port as string}:${localAddress as string}`;
  }
}

/** What a request has instead of a connection: enough for those who look at it. */
class Socket extends EventEmitter {
  readonly remoteAddress = '203.0.113.10';
  readonly encrypted: boolean;
  readonly destroyed = false;
  constructor(encrypted: boolean) {
    super();
    this.encrypted = encrypted;
  }
  setTimeout = () => this;
  setNoDelay = () => this;
  setKeepAlive = () => this;
  ref = () => this;
  unref = () => this;
  destroy = () => this;
}

export interface IncomingMessage extends Readable {
  statusCode: number;
  statusMessage: string;
  headers: Record<string, string | string[]>;
  rawHeaders: string[];
  [field: string]: unknown;
}

const ONE_VALUE = new Set(
  'age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location max-forwards proxy-authorization referer retry-after server user-agent'.split(
    ' ',
  ),
);

function headersOf({ headers }: WireResponse): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = all[key];
    if (key === 'set-cookie') all[key] = [...(Array.isArray(known) ? known : []), value];
    else if (known === undefined) all[key] = value;
    else if (!ONE_VALUE.has(key)) all[key] = `${known as string}, ${value}`;
  }
  return all;
}

function incoming(response: WireResponse, socket: Socket): IncomingMessage {
  let isRead = false;
  const message = new (streams().Readable)({
    read(this: Readable) {
      if (isRead) return;
      isRead = true;
      if (response.body.length > 0) this.push(response.body);
      this.push(null);
    },
  });
  Object.defineProperty(message.constructor, 'name', { configurable: true });
  return Object.assign(message, {
    statusCode: response.status,
    statusMessage: response.statusText,
    httpVersion: '1.1',
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    headers: headersOf(response),
    headersDistinct: Object.fromEntries(
      Object.entries(headersOf(response)).map(([name, value]) => [name, [value].flat()]),
    ),
    rawHeaders: response.headers.flat(),
    trailers: {},
    rawTrailers: [],
    complete: true,
    aborted: false,
    url: '',
    method: null,
    socket,
    connection: socket,
    setTimeout() {
      return message;
    },
  }) as unknown as IncomingMessage;
}

interface Target {
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly method: string;
}

function targetOf(options: RequestOptions, protocol: string): Target {
  const scheme = (options.protocol as string | undefined) ?? protocol;
  if (scheme !== protocol)
    throw nodeError(
      new TypeError(`Protocol "${scheme}" not supported. Expected "${protocol}"`),
      'ERR_INVALID_PROTOCOL',
    );
  const path = String(options.path ?? '/');
  const bad = /[^\u0021-\u00ff]/.exec(path);
  if (bad) throw nodeError(new TypeError('Request path contains unescaped characters'), 'ERR_UNESCAPED_CHARACTERS');
  if (options.method !== undefined && options.method !== null && typeof options.method !== 'string')
    throw invalidArgType('options.method', 'of type string', options.method);
  const method = String(options.method || 'GET').toUpperCase();
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(method))
    throw nodeError(new TypeError(`Method must be a valid HTTP token ["${method}"]`), 'ERR_INVALID_HTTP_TOKEN');
  const name = String(options.hostname ?? options.host ?? 'localhost');
  const port = Number(options.port || options.defaultPort || 0);
  const usual = protocol === 'https:' ? 443 : 80;
  const host = `${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name.replace(/:\d+$/, '')}${port && port !== usual ? `:${port}` : ''}`;
  return { url: `${protocol}//${host}${path.startsWith('/') ? path : `/${path}`}`, host, path, method };
}

export interface ClientRequest extends Writable {
  setHeader(name: unknown, value: unknown): ClientRequest;
  setTimeout(delayMs: number, callback?: () => void): ClientRequest;
  [field: string]: unknown;
}

function requestType() {
  return class ClientRequest extends streams().Writable {
    readonly #headers = new Map<string, readonly [name: string, value: string | readonly string[]]>();
    readonly #parts: Buffer[] = [];
    readonly #socket: Socket;
    readonly #url: string;
    #timer: Timeout | undefined;
    #hasAnswer = false;
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly protocol: string;
    readonly agent: unknown;
    aborted = false;
    reusedSocket = false;
    maxHeadersCount = null;
    finished = false;
    res: IncomingMessage | undefined;

    constructor(options: RequestOptions, protocol: string, agent: unknown) {
      super({ autoDestroy: false });
      const { url, host, path, method } = targetOf(options, protocol);
      this.#url = url;
      this.#socket = new Socket(protocol === 'https:');
      this.method = method;
      this.host = host.replace(/:\d+$/, '');
      this.path = path;
      this.protocol = protocol;
      this.agent = agent;
      const given = options.headers ?? {};
      const entries: [string, unknown][] = Array.isArray(given)
        ? given.flatMap((name, i) => (i % 2 === 0 ? [[String(name), given[i + 1]] as [string, unknown]] : []))
        : Object.entries(given);
      for (const [name, value] of entries) this.setHeader(name, value);
      if (options.auth && !this.#headers.has('authorization'))
        this.setHeader('Authorization', `Basic ${Buffer.from(String(options.auth)).toString('base64')}`);
      if (!this.#headers.has('host')) this.setHeader('Host', host);
      const { signal, timeout } = options;
      if (signal) {
        if (signal.aborted) enqueueTick(() => this.#fail(abortError(signal)));
        signal.addEventListener('abort', () => this.#fail(abortError(signal)), { once: true });
      }
      if (typeof timeout === 'number' && timeout > 0) this.setTimeout(timeout);
      enqueueTick(() => {
        this.emit('socket', this.#socket);
        this.#socket.emit('connect');
      });
    }
    get socket(): Socket {
      return this.#socket;
    }
    get connection(): Socket {
      return this.#socket;
    }
    get headersSent(): boolean {
      return this.writableEnded;
    }
    setHeader(name: unknown, value: unknown): this {
      if (this.writableEnded)
        throw nodeError(new Error('Cannot set headers after they are sent to the client'), 'ERR_HTTP_HEADERS_SENT');
      if (typeof name !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
        throw nodeError(
          new TypeError(`Header name must be a valid HTTP token ["${name as string}"]`),
          'ERR_INVALID_HTTP_TOKEN',
        );
      if (value === undefined)
        throw nodeError(
          new TypeError(`Invalid value "undefined" for header "${name}"`),
          'ERR_HTTP_INVALID_HEADER_VALUE',
        );
      const texts = (Array.isArray(value) ? value : [value]).map(String);
      if (texts.some((text) => /[^\t\x20-\x7e\x80-\xff]/.test(text)))
        throw nodeError(new TypeError(`Invalid character in header content ["${name}"]`), 'ERR_INVALID_CHAR');
      this.#headers.set(name.toLowerCase(), [name, Array.isArray(value) ? texts : (texts[0] ?? '')]);
      return this;
    }
    getHeader(name: unknown): unknown {
      checkString(name, 'name');
      return this.#headers.get(name.toLowerCase())?.[1];
    }
    getHeaders(): object {
      return Object.fromEntries([...this.#headers].map(([key, [, value]]) => [key, value]));
    }
    getHeaderNames(): string[] {
      return [...this.#headers.keys()];
    }
    hasHeader(name: string): boolean {
      return this.#headers.has(name.toLowerCase());
    }
    removeHeader(name: string): void {
      this.#headers.delete(name.toLowerCase());
    }
    flushHeaders(): void {}
    setNoDelay(): void {}
    setSocketKeepAlive(): void {}
    /** The request only says so; to give up is up to the code. */
    setTimeout(delayMs: number, callback?: () => void): this {
      if (this.#timer) clearTimeout(this.#timer);
      if (callback) this.once('timeout', callback);
      if (delayMs > 0) this.#timer = setTimeout(() => this.emit('timeout'), delayMs).unref();
      return this;
    }
    abort(): void {
      this.aborted = true;
      enqueueTick(() => this.emit('abort'));
      this.destroy();
    }
    _write(chunk: unknown, encoding: string, done: Done): void {
      this.#parts.push(
        typeof chunk === 'string' ? Buffer.from(chunk, encoding as 'utf8') : Buffer.from(chunk as Uint8Array),
      );
      done();
    }
    _final(done: Done): void {
      this.finished = true;
      this.#send();
      done();
    }
    _destroy(error: unknown, done: Done): void {
      if (this.#timer) clearTimeout(this.#timer);
      const isEarly = !this.#hasAnswer && !error;
      done(isEarly ? Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) : error);
    }
    #send(): void {
      const body = Buffer.concat(this.#parts);
      if (body.length > 0 && !this.#headers.has('content-length') && !this.#headers.has('transfer-encoding'))
        this.#headers.set('content-length', ['Content-Length', String(body.length)]);
      if (!this.#headers.has('connection')) {
        const keeps = (this.agent as Agent | undefined)?.keepAlive;
        this.#headers.set('connection', ['Connection', keeps ? 'keep-alive' : 'close']);
      }
      const headers = [...this.#headers.values()].flatMap(([name, value]) =>
        [value].flat().map((one) => [name, String(one)] as const),
      );
      send({ method: this.method, url: this.#url, headers, body }).then(
        (response) => this.#receive(response),
        (error: unknown) => this.#fail(error),
      );
    }
    /** What listeners throw is uncaught, not a failure of the request. */
    #receive(response: WireResponse): void {
      enqueueTick(() => {
        if (this.destroyed) return;
        this.#hasAnswer = true;
        if (this.#timer) clearTimeout(this.#timer);
        const message = incoming(response, this.#socket);
        this.res = message;
        message.once('end', () => this.destroy());
        if (!this.emit('response', message)) message.resume();
      });
    }
    #fail(error: unknown): void {
      enqueueTick(() => this.destroy(error));
    }
  };
}

function abortError(signal: AbortSignal): Error {
  const error = new Error('The operation was aborted', { cause: signal.reason });
  Object.defineProperty(error, 'name', { value: 'AbortError', configurable: true, writable: true });
  return nodeError(error, 'ABORT_ERR');
}

let Type: ReturnType<typeof requestType> | undefined;

/** Replaced by the bundler; the module runs when this is reached. */
declare const require: (path: './url.ts') => typeof import('./url.ts');

function optionsOf(args: readonly unknown[]): { options: RequestOptions; listener: unknown } {
  const rest = [...args];
  const listener = typeof rest.at(-1) === 'function' ? rest.pop() : undefined;
  const [first, second] = rest;
  const { urlToHttpOptions } = require('./url.ts').nodeUrl;
  // What the conversion gives is a plain record.
  if (typeof first === 'string')
    return { options: { ...(urlToHttpOptions(new URL(first)) as RequestOptions), ...Object(second) }, listener };
  if (first instanceof URL)
    return { options: { ...(urlToHttpOptions(first) as RequestOptions), ...Object(second) }, listener };
  return { options: Object(first) as RequestOptions, listener };
}

function notServed(): never {
  throw new Error(
    'The playground has no servers: a Lambda function cannot be reached over a port. http.request works.',
  );
}

/** What `require('node:http')` or, for `https:`, `require('node:https')` gives. */
export function httpModule(protocol: 'http:' | 'https:'): Record<string, unknown> {
  class ProtocolAgent extends Agent {
    constructor(options?: AgentOptions) {
      super(options, protocol);
    }
  }
  Object.defineProperty(ProtocolAgent, 'name', { value: 'Agent' });
  const module: Record<string, unknown> = {};
  const request = (...args: unknown[]): ClientRequest => {
    const { options, listener } = optionsOf(args);
    Type ??= requestType();
    const agent = options.agent === undefined ? module.globalAgent : options.agent;
    const created = new Type(options, protocol, agent) as unknown as ClientRequest;
    if (typeof listener === 'function') created.once('response', listener as () => void);
    return created;
  };
  return Object.assign(module, {
    request,
    get(...args: unknown[]): ClientRequest {
      const created = request(...args);
      created.end();
      return created;
    },
    Agent: ProtocolAgent,
    globalAgent: new ProtocolAgent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
    METHODS,
    STATUS_CODES,
    maxHeaderSize: 16_384,
    createServer: notServed,
    Server: class Server {
      constructor() {
        notServed();
      }
    },
    get ClientRequest() {
      Type ??= requestType();
      return Type;
    },
    get IncomingMessage() {
      return streams().Readable;
    },
    get OutgoingMessage() {
      return streams().Writable;
    },
    validateHeaderName: (name: unknown) => checkString(name, 'name'),
    validateHeaderValue: () => {},
    setMaxIdleHTTPParsers: () => {},
  });
}
