/** Response streaming: `awslambda.streamifyResponse` and the stream its handlers write to (NODE-17). */
import { emitStreamedResponse } from '../effects.ts';
import { enqueueTick } from '../eventLoop.ts';
import { streams, type Writable } from '../node/stream.ts';
import { closeInvocation } from './client.ts';
import { errorPayload, InvalidStreamingOperation } from './errors.ts';

export const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
const PRELUDE_DELIMITER_BYTES = 8;

type Write = (chunk: string | Uint8Array) => void;

/** The stream a streaming handler writes its response to. */
export interface ResponseStream extends Writable {
  setContentType(contentType: string): void;
  _onBeforeFirstWrite: ((write: Write) => void) | undefined;
  /** Ends the stream with an error; it goes into the trailers, because the status is already sent (NODE-19). */
  fail(error: unknown, done: () => void): void;
}

let makeStream: (() => ResponseStream) | undefined;

/** Streams are evaluated when a first handler needs them. */
export function responseStream(): ResponseStream {
  makeStream ??= responseStreamType();
  return makeStream();
}

/** What was written so far, and its posting. */
class Response {
  contentType = 'application/octet-stream';
  isStarted = false;
  #text = '';
  #isPosted = false;
  readonly #decoder = new TextDecoder();

  add(chunk: string | Uint8Array): void {
    this.#text += typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk, { stream: true });
  }
  post(error?: unknown): void {
    if (this.#isPosted) return;
    this.#isPosted = true;
    this.#text += this.#decoder.decode();
    emitStreamedResponse(this.#text, this.contentType, error === undefined ? undefined : errorPayload(error));
    closeInvocation();
  }
}

function responseStreamType(): () => ResponseStream {
  class Type extends streams().Writable implements ResponseStream {
    readonly #response = new Response();
    _onBeforeFirstWrite: ((write: Write) => void) | undefined = undefined;

    setContentType(contentType: string): void {
      if (this.#response.isStarted) throw new InvalidStreamingOperation('Cannot set content-type, too late.');
      this.#response.contentType = contentType;
    }
    override write(chunk: unknown, ...rest: unknown[]): boolean {
      const isText = typeof chunk === 'string' || chunk instanceof Uint8Array;
      const data = isText ? chunk : JSON.stringify(chunk);
      if (!this.#response.isStarted) this._onBeforeFirstWrite?.((first) => super.write(first));
      this.#response.isStarted = true;
      return super.write(data, ...rest);
    }
    _write(chunk: string | Uint8Array, _encoding: unknown, callback: (error?: unknown) => void): void {
      this.#response.add(chunk);
      callback();
    }
    _final(callback: (error?: unknown) => void): void {
      this.#response.post();
      callback();
    }
    fail(error: unknown, done: () => void): void {
      this.#response.post(error);
      enqueueTick(done);
    }
  }
  Object.defineProperty(Type, 'name', { value: 'ResponseStream' });
  return () => new Type();
}

/** The global `awslambda`. */
export const awslambda = {
  streamifyResponse(handler: object, options?: { highWaterMark?: unknown }): object {
    Reflect.set(handler, STREAMING, 'response');
    if (typeof options?.highWaterMark === 'number')
      Reflect.set(handler, HIGH_WATER_MARK, Math.trunc(options.highWaterMark));
    return handler;
  },
  // biome-ignore lint/complexity/noStaticOnlyClass: on Lambda it is a class.
  HttpResponseStream: class HttpResponseStream {
    /** Puts the status and headers before the body. */
    static from(stream: ResponseStream, prelude: unknown): ResponseStream {
      stream.setContentType(PRELUDE_TYPE);
      const text = JSON.stringify(prelude);
      stream._onBeforeFirstWrite = (write) => {
        write(text);
        write(new Uint8Array(PRELUDE_DELIMITER_BYTES));
      };
      return stream;
    }
  },
};
