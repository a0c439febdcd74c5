/** What Request and Response have in common: a body that is read once. */
import { fraction } from '../../random.ts';
import { WebBlob } from '../blob.ts';
import { randomness } from '../randomness.ts';
import { joined, multipart, parseMultipart, WebFormData } from './formData.ts';
import type { WebHeaders } from './headers.ts';

export interface Content {
  /** All of it, when it is known; a stream otherwise. */
  bytes: Uint8Array<ArrayBuffer> | undefined;
  stream: ReadableStream<Uint8Array> | undefined;
  isUsed: boolean;
}

/** What may be given as a body, with the content type that it implies. */
export function extractBody(body: unknown): { content: Content; type: string | undefined } {
  const whole = (bytes: Uint8Array, type?: string) => ({
    content: { bytes: new Uint8Array(bytes), stream: undefined, isUsed: false },
    type,
  });
  if (body instanceof WebBlob) return whole(WebBlob.bytes(body), body.type || undefined);
  if (body instanceof URLSearchParams)
    return whole(new TextEncoder().encode(`${body}`), 'application/x-www-form-urlencoded;charset=UTF-8');
  if (body instanceof WebFormData) {
    let digits = '';
    while (digits.length < 12) digits += Math.floor(fraction(randomness.stream) * 10);
    const boundary = `----formdata-undici-0${digits.slice(1)}`;
    return whole(multipart(body, boundary), `multipart/form-data; boundary=${boundary}`);
  }
  if (ArrayBuffer.isView(body)) return whole(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  if (body instanceof ArrayBuffer) return whole(new Uint8Array(body));
  if (typeof body === 'object' && body !== null && isStream(body))
    return { content: { bytes: undefined, stream: body, isUsed: false }, type: undefined };
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
    return {
      content: { bytes: undefined, stream: streamOf(body as AsyncIterable<unknown>), isUsed: false },
      type: undefined,
    };
  return whole(new TextEncoder().encode(`${body as string}`), 'text/plain;charset=UTF-8');
}

function isStream(body: object): body is ReadableStream<Uint8Array> {
  return 'getReader' in body && typeof body.getReader === 'function';
}

function streamOf(source: AsyncIterable<unknown>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? new TextEncoder().encode(value) : (value as Uint8Array));
    },
  });
}

export async function readAll({ bytes, stream }: Content): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes) return bytes;
  const parts: Uint8Array[] = [];
  const reader = stream?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    if (!(part.value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
    parts.push(part.value);
  }
  return joined(parts);
}

/** The methods that read a body. */
export abstract class Body {
  readonly headers: WebHeaders;
  readonly #content: Content | undefined;

  constructor(headers: WebHeaders, content: Content | undefined) {
    this.headers = headers;
    Object.defineProperty(this, 'headers', { enumerable: false });
    this.#content = content;
  }
  static content(body: Body): Content | undefined {
    return body.#content;
  }
  /** A second reader of the same content. */
  static tee(body: Body): Content | undefined {
    const content = body.#content;
    if (!content) return undefined;
    if (body.bodyUsed || content.stream?.locked)
      throw new TypeError(`${body.constructor.name}.clone: Body has already been consumed.`);
    if (content.bytes) return { bytes: content.bytes, stream: undefined, isUsed: false };
    const [first, second] = content.stream?.tee() ?? [];
    content.stream = first;
    return { bytes: undefined, stream: second, isUsed: false };
  }
  get body(): ReadableStream<Uint8Array> | null {
    const content = this.#content;
    if (!content) return null;
    if (!content.stream) {
      const { bytes } = content;
      content.stream = new ReadableStream({
        start(controller) {
          if (bytes && bytes.length > 0) controller.enqueue(bytes);
          controller.close();
        },
      });
      content.bytes = undefined;
    }
    return content.stream;
  }
  get bodyUsed(): boolean {
    return this.#content?.isUsed ?? false;
  }
  async #consume(): Promise<Uint8Array<ArrayBuffer>> {
    const content = this.#content;
    if (!content) return new Uint8Array(0);
    if (content.isUsed || content.stream?.locked) throw new TypeError('Body is unusable: Body has already been read');
    content.isUsed = true;
    return readAll(content);
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.#consume()).slice().buffer;
  }
  async bytes(): Promise<Uint8Array> {
    return (await this.#consume()).slice();
  }
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.#consume());
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  async blob(): Promise<WebBlob> {
    return new WebBlob([await this.#consume()], { type: this.headers.get('content-type') ?? '' });
  }
  async formData(): Promise<WebFormData> {
    const type = this.headers.get('content-type') ?? '';
    const bytes = await this.#consume();
    const boundary = /^multipart\/form-data.*boundary="?([^";]+)/i.exec(type)?.[1];
    if (boundary) return parseMultipart(bytes, boundary);
    if (!/^application\/x-www-form-urlencoded/i.test(type))
      throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
    const form = new WebFormData();
    for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) form.append(name, value);
    return form;
  }
}
