/** Blob and File. */

import { nowMs } from '../clock.ts';
import { inspect } from '../inspect.ts';
import { invalidArgType } from '../node/validate.ts';
import { nodeError } from '../nodeError.ts';
import { defineGlobal } from './strip.ts';
import { makeEnumerable } from './url.ts';

interface BlobOptions {
  readonly type?: unknown;
  readonly endings?: 'transparent' | 'native';
}

export class WebBlob {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #type: string;

  constructor(sources: unknown = [], options: BlobOptions = {}) {
    if (sources === null || typeof sources !== 'object' || typeof Reflect.get(sources, Symbol.iterator) !== 'function')
      throw invalidArgType('sources', 'a sequence', sources);
    const parts = Array.from(sources as Iterable<unknown>, (part) => bytesOf(part, options.endings));
    this.#bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      this.#bytes.set(part, at);
      at += part.length;
    }
    const type = `${(options.type ?? '') as string}`;
    this.#type = /[^\x20-\x7e]/.test(type) ? '' : type.toLowerCase();
  }
  static bytes(blob: WebBlob): Uint8Array<ArrayBuffer> {
    return blob.#bytes;
  }
  get type(): string {
    return this.#type;
  }
  get size(): number {
    return this.#bytes.length;
  }
  slice(start?: number, end?: number, type: unknown = ''): WebBlob {
    return new WebBlob([this.#bytes.slice(start, end)], { type });
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.slice().buffer;
  }
  async bytes(): Promise<Uint8Array> {
    return this.#bytes.slice();
  }
  async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes);
  }
  stream(): unknown {
    const bytes = this.#bytes;
    return new ReadableStream({
      start(controller) {
        if (bytes.length > 0) controller.enqueue(bytes.slice());
        controller.close();
      },
    });
  }
  [inspect.custom](depth: number, options: object): string {
    return depth < 0 ? '[Blob]' : `Blob ${inspect({ size: this.size, type: this.type }, options)}`;
  }
  get [Symbol.toStringTag](): string {
    return 'Blob';
  }
}

function bytesOf(part: unknown, endings: unknown): Uint8Array {
  if (part instanceof WebBlob) return WebBlob.bytes(part);
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength).slice();
  if (part instanceof ArrayBuffer) return new Uint8Array(part.slice(0));
  const text = `${part as string}`;
  return new TextEncoder().encode(endings === 'native' ? text.replace(/\r\n?|\n/g, '\n') : text);
}

export class WebFile extends WebBlob {
  readonly #name: string;
  readonly #lastModified: number;

  constructor(...args: [sources?: unknown, name?: unknown, options?: BlobOptions & { lastModified?: unknown }]) {
    if (args.length < 2)
      throw nodeError(new TypeError('The "fileBits" and "fileName" arguments must be specified'), 'ERR_MISSING_ARGS');
    super(args[0], args[2]);
    this.#name = `${args[1] as string}`;
    const { lastModified } = args[2] ?? {};
    this.#lastModified = lastModified === undefined ? nowMs() : Math.trunc(Number(lastModified)) || 0;
  }
  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#lastModified;
  }
  override [inspect.custom](depth: number, options: object): string {
    const { size, type, name, lastModified } = this;
    return depth < 0 ? '[File]' : `File ${inspect({ size, type, name, lastModified }, options)}`;
  }
  override get [Symbol.toStringTag](): string {
    return 'File';
  }
}

export function installBlob(): void {
  for (const [name, Type] of Object.entries({ Blob: WebBlob, File: WebFile })) {
    Object.defineProperty(Type, 'name', { value: name });
    makeEnumerable(Type.prototype);
    defineGlobal(name, Type);
  }
}
