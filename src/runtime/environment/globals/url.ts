/** URL and URLSearchParams as Node.js has them, over the parser of the host. */
import { BURDENS, CHARGES } from '../charges.ts';
import { burden, charge } from '../counter.ts';
import { inspect } from '../inspect.ts';
import { checkFunction } from '../node/validate.ts';
import { nodeError } from '../nodeError.ts';
import { defineGlobal } from './strip.ts';
import { parseUrl, type UrlParts } from './urlParser.ts';

type Pair = [name: string, value: string];

const usv = (value: unknown): string =>
  `${value as string}`.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');

function missingArgs(...names: string[]): TypeError {
  const quoted = names.map((name) => `"${name}"`);
  const text = quoted.length === 1 ? `${quoted[0]} argument` : `${quoted.join(' and ')} arguments`;
  return nodeError(new TypeError(`The ${text} must be specified`), 'ERR_MISSING_ARGS');
}

// ------------------------------------------------------------------------------------------ form encoding

function encodeForm(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decodeForm(text: string): string {
  const plain = text.replaceAll('+', ' ');
  if (!plain.includes('%')) return plain;
  try {
    return decodeURIComponent(plain);
  } catch {
    const bytes: number[] = [];
    const source = new TextEncoder().encode(plain);
    for (let i = 0; i < source.length; i++) {
      const hex = source[i] === 0x25 ? String.fromCharCode(source[i + 1] ?? 0, source[i + 2] ?? 0) : '';
      if (/^[\da-f]{2}$/i.test(hex)) {
        bytes.push(Number.parseInt(hex, 16));
        i += 2;
      } else bytes.push(source[i] ?? 0);
    }
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  }
}

function parseForm(text: string): Pair[] {
  charge(text.length * CHARGES.urlCharacter);
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decodeForm(part), ''] : [decodeForm(part.slice(0, at)), decodeForm(part.slice(at + 1))];
    });
}

// ------------------------------------------------------------------------------------------ URLSearchParams

/** What a URL does when its parameters change. */
const owners = new WeakMap<object, (query: string) => void>();

class SearchParams {
  #pairs: Pair[] = [];

  constructor(init?: unknown) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') this.#pairs = pairsOf(init);
    else this.#pairs = parseForm(usv(init).replace(/^\?/, ''));
  }
  static replace(params: SearchParams, query: string): void {
    params.#pairs = parseForm(query);
  }
  static pairs(params: SearchParams): readonly Pair[] {
    return params.#pairs;
  }
  #changed(): void {
    owners.get(this)?.(this.toString());
  }
  get size(): number {
    return this.#pairs.length;
  }
  append(...args: unknown[]): void {
    if (args.length < 2) throw missingArgs('name', 'value');
    this.#pairs.push([usv(args[0]), usv(args[1])]);
    this.#changed();
  }
  delete(...args: unknown[]): void {
    if (args.length < 1) throw missingArgs('name');
    const [name, value] = [usv(args[0]), args[1] === undefined ? undefined : usv(args[1])];
    this.#pairs = this.#pairs.filter(([key, one]) => key !== name || (value !== undefined && one !== value));
    this.#changed();
  }
  get(...args: unknown[]): string | null {
    if (args.length < 1) throw missingArgs('name');
    return this.#pairs.find(([key]) => key === usv(args[0]))?.[1] ?? null;
  }
  getAll(...args: unknown[]): string[] {
    if (args.length < 1) throw missingArgs('name');
    return this.#pairs.filter(([key]) => key === usv(args[0])).map(([, value]) => value);
  }
  has(...args: unknown[]): boolean {
    if (args.length < 1) throw missingArgs('name');
    return this.#pairs.some(
      ([key, value]) => key === usv(args[0]) && (args[1] === undefined || value === usv(args[1])),
    );
  }
  set(...args: unknown[]): void {
    if (args.length < 2) throw missingArgs('name', 'value');
    const [name, value] = [usv(args[0]), usv(args[1])];
    const at = this.#pairs.findIndex(([key]) => key === name);
    if (at < 0) this.#pairs.push([name, value]);
    else
      this.#pairs = this.#pairs.flatMap((pair, i) =>
        i === at ? [[name, value] as Pair] : pair[0] === name ? [] : [pair],
      );
    this.#changed();
  }
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#changed();
  }
  forEach(callback: unknown, thisArg?: unknown): void {
    checkFunction(callback, 'callback');
    for (const [name, value] of this.#pairs) Reflect.apply(callback, thisArg, [value, name, this]);
  }
  entries() {
    return iterate(this, (pair) => [...pair]);
  }
  keys() {
    return iterate(this, ([name]) => name);
  }
  values() {
    return iterate(this, ([, value]) => value);
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([name, value]) => `${encodeForm(name)}=${encodeForm(value)}`).join('&');
  }
  [inspect.custom](depth: number, options: object): string {
    if (typeof depth === 'number' && depth < 0) return '[Object]';
    const shown = this.#pairs.map(([name, value]) => `${inspect(name, options)} => ${inspect(value, options)}`);
    if (shown.length === 0) return 'URLSearchParams {}';
    const text = shown.join(', ');
    return text.length > 72 ? `URLSearchParams {\n  ${shown.join(',\n  ')} }` : `URLSearchParams { ${text} }`;
  }
  get [Symbol.toStringTag](): string {
    return 'URLSearchParams';
  }
}

function pairsOf(init: object): Pair[] {
  if (init instanceof SearchParams) return SearchParams.pairs(init).map(([name, value]) => [name, value]);
  const method: unknown = Reflect.get(init, Symbol.iterator);
  if (method === undefined || method === null) {
    return Reflect.ownKeys(init)
      .filter((key) => Object.prototype.propertyIsEnumerable.call(init, key))
      .map((key) => [usv(key), usv(Reflect.get(init, key))]);
  }
  if (typeof method !== 'function')
    throw nodeError(new TypeError('Query pairs must be iterable'), 'ERR_ARG_NOT_ITERABLE');
  return Array.from(init as Iterable<unknown>, (pair) => {
    const isPair =
      typeof pair === 'object' && pair !== null && typeof Reflect.get(pair, Symbol.iterator) === 'function';
    const list = isPair ? [...(pair as Iterable<unknown>)] : [];
    if (list.length !== 2)
      throw nodeError(new TypeError('Each query pair must be an iterable [name, value] tuple'), 'ERR_INVALID_TUPLE');
    return [usv(list[0]), usv(list[1])];
  });
}

const iteratorPrototype = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), {
  [Symbol.toStringTag]: { value: 'URLSearchParams Iterator', configurable: true },
});
const cursors = new WeakMap<object, { params: SearchParams; take: (pair: Pair) => unknown; at: number }>();
Object.defineProperty(iteratorPrototype, 'next', {
  value(this: object) {
    const cursor = cursors.get(this);
    if (!cursor)
      throw nodeError(new TypeError('Value of "this" must be of type URLSearchParamsIterator'), 'ERR_INVALID_THIS');
    const pair = SearchParams.pairs(cursor.params)[cursor.at++];
    return pair ? { value: cursor.take(pair), done: false } : { value: undefined, done: true };
  },
  writable: true,
  enumerable: true,
  configurable: true,
});
Object.defineProperty(iteratorPrototype, inspect.custom, {
  value(this: object, depth: number, options: object) {
    const cursor = cursors.get(this);
    if (!cursor || depth < 0) return '[Object]';
    const left = SearchParams.pairs(cursor.params).slice(cursor.at).map(cursor.take);
    return `URLSearchParams Iterator { ${left.map((one) => inspect(one, options)).join(', ')} }`;
  },
  configurable: true,
});

function iterate<T>(params: SearchParams, take: (pair: Pair) => T): IterableIterator<T> {
  const iterator = Object.create(iteratorPrototype);
  cursors.set(iterator, { params, take, at: 0 });
  return iterator;
}

// ------------------------------------------------------------------------------------------ URL

class Url {
  #parts: UrlParts;
  #params: SearchParams | undefined;

  constructor(...args: unknown[]) {
    if (args.length === 0) throw missingArgs('url');
    this.#parts = parsed(args[0], args[1]);
  }
  static canParse(...args: unknown[]): boolean {
    if (args.length === 0) throw missingArgs('url');
    return parseUrl({ href: usv(args[0]), base: args[1] === undefined ? undefined : usv(args[1]) }) !== undefined;
  }
  static parse(...args: unknown[]): Url | null {
    return Url.canParse(...args) ? new Url(...args) : null;
  }
  static createObjectURL(): never {
    throw new Error('The playground does not have URL.createObjectURL.');
  }
  static revokeObjectURL(): void {}

  #set(part: keyof UrlParts, value: unknown): void {
    const parts = parseUrl({ href: this.#parts.href, set: [part, usv(value)] });
    if (parts) this.#parts = parts;
    if (this.#params && (part === 'search' || part === 'href'))
      SearchParams.replace(this.#params, this.#parts.search.slice(1));
  }
  get href(): string {
    return this.#parts.href;
  }
  set href(value: unknown) {
    this.#parts = parsed(value, undefined);
    if (this.#params) SearchParams.replace(this.#params, this.#parts.search.slice(1));
  }
  get origin(): string {
    return this.#parts.origin;
  }
  get protocol(): string {
    return this.#parts.protocol;
  }
  set protocol(value: unknown) {
    this.#set('protocol', value);
  }
  get username(): string {
    return this.#parts.username;
  }
  set username(value: unknown) {
    this.#set('username', value);
  }
  get password(): string {
    return this.#parts.password;
  }
  set password(value: unknown) {
    this.#set('password', value);
  }
  get host(): string {
    return this.#parts.host;
  }
  set host(value: unknown) {
    this.#set('host', value);
  }
  get hostname(): string {
    return this.#parts.hostname;
  }
  set hostname(value: unknown) {
    this.#set('hostname', value);
  }
  get port(): string {
    return this.#parts.port;
  }
  set port(value: unknown) {
    this.#set('port', value);
  }
  get pathname(): string {
    return this.#parts.pathname;
  }
  set pathname(value: unknown) {
    this.#set('pathname', value);
  }
  get search(): string {
    return this.#parts.search;
  }
  set search(value: unknown) {
    this.#set('search', value);
  }
  get searchParams(): SearchParams {
    if (!this.#params) {
      this.#params = new SearchParams(this.#parts.search);
      owners.set(this.#params, (query) => {
        const parts = parseUrl({ href: this.#parts.href, set: ['search', query] });
        if (parts) this.#parts = parts;
      });
    }
    return this.#params;
  }
  get hash(): string {
    return this.#parts.hash;
  }
  set hash(value: unknown) {
    this.#set('hash', value);
  }
  toString(): string {
    return this.#parts.href;
  }
  toJSON(): string {
    return this.#parts.href;
  }
  [inspect.custom](depth: number, options: object): string {
    if (typeof depth === 'number' && depth < 0) return this.href;
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = this.#parts;
    const { searchParams } = this;
    const shown = {
      href,
      origin,
      protocol,
      username,
      password,
      host,
      hostname,
      port,
      pathname,
      search,
      searchParams,
      hash,
    };
    const name = this.constructor?.name ?? 'URL';
    return `${name} ${inspect(shown, options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'URL';
  }
}

function parsed(href: unknown, base: unknown): UrlParts {
  const [input, from] = [usv(href), base === undefined ? undefined : usv(base)];
  charge(CHARGES.url + input.length * CHARGES.urlCharacter);
  burden(BURDENS.url);
  const parts = parseUrl({ href: input, base: from });
  if (parts) return parts;
  const error = nodeError(new TypeError('Invalid URL'), 'ERR_INVALID_URL', { input });
  throw from === undefined ? error : Object.assign(error, { base: from });
}

/** Members of web classes are enumerable, unlike those of classes in ECMAScript. */
export function makeEnumerable(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    if (typeof key === 'string' && key !== 'constructor') Object.defineProperty(prototype, key, { enumerable: true });
  }
}

export function installUrl(): void {
  Object.defineProperty(Url, 'name', { value: 'URL' });
  Object.defineProperty(SearchParams, 'name', { value: 'URLSearchParams' });
  makeEnumerable(Url.prototype);
  makeEnumerable(SearchParams.prototype);
  defineGlobal('URL', Url);
  defineGlobal('URLSearchParams', SearchParams);
}
