/** Headers. */
import { inspect } from '../../inspect.ts';

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

type Pair = [name: string, value: string];

function checkName(method: string, name: string): string {
  if (!TOKEN.test(name)) throw new TypeError(`Headers.${method}: "${name}" is an invalid header name.`);
  return name.toLowerCase();
}

function normalized(method: string, value: unknown): string {
  const text = `${value as string}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (/[\0\n\r]/.test(text) || /[^\0-\xff]/.test(text))
    throw new TypeError(`Headers.${method}: "${text}" is an invalid header value.`);
  return text;
}

export class WebHeaders {
  /** By lower-case name; `set-cookie` keeps each of its values. */
  readonly #values = new Map<string, string[]>();

  constructor(init?: unknown) {
    if (init === undefined) return;
    if (init === null || typeof init !== 'object')
      throw new TypeError(
        'Headers constructor: init given a value that is not one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>',
      );
    const pairs = init instanceof WebHeaders ? init.#pairs() : pairsOf(init);
    for (const [name, value] of pairs) this.append(name, value);
  }
  append(name: unknown, value: unknown): void {
    const key = checkName('append', `${name as string}`);
    this.#values.set(key, [...(this.#values.get(key) ?? []), normalized('append', value)]);
  }
  delete(name: unknown): void {
    this.#values.delete(checkName('delete', `${name as string}`));
  }
  get(name: unknown): string | null {
    return this.#values.get(checkName('get', `${name as string}`))?.join(', ') ?? null;
  }
  has(name: unknown): boolean {
    return this.#values.has(checkName('has', `${name as string}`));
  }
  set(name: unknown, value: unknown): void {
    this.#values.set(checkName('set', `${name as string}`), [normalized('set', value)]);
  }
  getSetCookie(): string[] {
    return [...(this.#values.get('set-cookie') ?? [])];
  }
  #pairs(): Pair[] {
    return [...this.#values]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, values]) =>
        name === 'set-cookie' ? values.map((value): Pair => [name, value]) : [[name, values.join(', ')] as Pair],
      );
  }
  forEach(callback: (value: string, name: string, headers: WebHeaders) => unknown, thisArg?: unknown): void {
    if (typeof callback !== 'function')
      throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.");
    for (const [name, value] of this.#pairs()) Reflect.apply(callback, thisArg, [value, name, this]);
  }
  *keys(): Generator<string> {
    for (const [name] of this.#pairs()) yield name;
  }
  *values(): Generator<string> {
    for (const [, value] of this.#pairs()) yield value;
  }
  *entries(): Generator<Pair> {
    yield* this.#pairs();
  }
  [Symbol.iterator](): Generator<Pair> {
    return this.entries();
  }
  [inspect.custom](depth: number, options: object): string {
    if (depth < 0) return '[Headers]';
    return `Headers ${inspect(Object.fromEntries(this.#pairs()), options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}

function pairsOf(init: object): Iterable<readonly [unknown, unknown]> {
  if (typeof Reflect.get(init, Symbol.iterator) !== 'function') {
    return Reflect.ownKeys(init)
      .filter((key) => Object.prototype.propertyIsEnumerable.call(init, key))
      .map((key) => [String(key), Reflect.get(init, key)] as const);
  }
  return Array.from(init as Iterable<unknown>, (pair) => {
    const list = [...(pair as Iterable<unknown>)];
    if (list.length !== 2)
      throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${list.length}.`);
    return [list[0], list[1]] as const;
  });
}
