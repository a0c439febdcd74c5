/** FormData, and its multipart form on the wire. */
import { WebBlob, WebFile } from '../blob.ts';

type Value = string | WebFile;

function entryOf(value: unknown, fileName?: unknown): Value {
  if (!(value instanceof WebBlob)) return `${value as string}`;
  if (value instanceof WebFile && fileName === undefined) return value;
  return new WebFile([value], fileName ?? (value instanceof WebFile ? value.name : 'blob'), { type: value.type });
}

export class WebFormData {
  #entries: [name: string, value: Value][] = [];

  constructor(form?: unknown) {
    if (form !== undefined)
      throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
  }
  append(name: unknown, value: unknown, fileName?: unknown): void {
    this.#entries.push([`${name as string}`, entryOf(value, fileName)]);
  }
  set(name: unknown, value: unknown, fileName?: unknown): void {
    const key = `${name as string}`;
    const at = this.#entries.findIndex(([one]) => one === key);
    if (at < 0) {
      this.append(key, value, fileName);
      return;
    }
    this.#entries = this.#entries.flatMap((entry, i) =>
      i === at ? [[key, entryOf(value, fileName)] as [string, Value]] : entry[0] === key ? [] : [entry],
    );
  }
  delete(name: unknown): void {
    this.#entries = this.#entries.filter(([one]) => one !== `${name as string}`);
  }
  get(name: unknown): Value | null {
    return this.#entries.find(([one]) => one === `${name as string}`)?.[1] ?? null;
  }
  getAll(name: unknown): Value[] {
    return this.#entries.filter(([one]) => one === `${name as string}`).map(([, value]) => value);
  }
  has(name: unknown): boolean {
    return this.#entries.some(([one]) => one === `${name as string}`);
  }
  forEach(callback: (value: Value, name: string, form: WebFormData) => unknown, thisArg?: unknown): void {
    for (const [name, value] of this.#entries) Reflect.apply(callback, thisArg, [value, name, this]);
  }
  *entries(): Generator<[string, Value]> {
    for (const [name, value] of this.#entries) yield [name, value];
  }
  *keys(): Generator<string> {
    for (const [name] of this.#entries) yield name;
  }
  *values(): Generator<Value> {
    for (const [, value] of this.#entries) yield value;
  }
  [Symbol.iterator](): Generator<[string, Value]> {
    return this.entries();
  }
  get [Symbol.toStringTag](): string {
    return 'FormData';
  }
}

const escaped = (name: string) => name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
const encode = (text: string) => new TextEncoder().encode(text);

/** The body of a request that sends a form. */
export function multipart(form: WebFormData, boundary: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`;
    if (typeof value === 'string') {
      parts.push(encode(`${head}\r\n\r\n${value.replace(/\r\n?|\n/g, '\r\n')}\r\n`));
    } else {
      const type = value.type || 'application/octet-stream';
      parts.push(encode(`${head}; filename="${escaped(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`));
      parts.push(WebBlob.bytes(value), encode('\r\n'));
    }
  }
  parts.push(encode(`--${boundary}--\r\n`));
  return joined(parts);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Reads a form out of a multipart body. */
export function parseMultipart(bytes: Uint8Array, boundary: string): WebFormData {
  const form = new WebFormData();
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const at = part.indexOf('\r\n\r\n');
    const [head, body] = [part.slice(0, at), part.slice(at + 4, -2)];
    const name = /name="([^"]*)"/.exec(head)?.[1];
    const fileName = /filename="([^"]*)"/.exec(head)?.[1];
    const content = Uint8Array.from(body, (one) => one.charCodeAt(0));
    const type = /Content-Type: ([^\r\n]+)/i.exec(head)?.[1];
    if (name === undefined) throw new TypeError('Failed to parse body as FormData.');
    const key = new TextDecoder().decode(Uint8Array.from(name, (one) => one.charCodeAt(0)));
    if (fileName === undefined) form.append(key, new TextDecoder().decode(content));
    else form.append(key, new WebFile([content], fileName, { type }));
  }
  return form;
}
