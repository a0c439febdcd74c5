/**
 * `node:stream`: the streams of Node.js itself, as its project publishes them (`readable-stream`). They are evaluated when
 * they are first used.
 */
import { processObject } from '../process.ts';
import type { EventEmitter } from './events.ts';

type Done = (error?: unknown) => void;

export interface Stream extends EventEmitter {
  destroy(error?: unknown): this;
  readonly destroyed: boolean;
  pipe<T>(target: T, options?: object): T;
}

export interface Readable extends Stream, AsyncIterable<unknown> {
  push(chunk: unknown, encoding?: string): boolean;
  read(size?: number): unknown;
  setEncoding(encoding: string): this;
  resume(): this;
  pause(): this;
  readonly readableEnded: boolean;
  _read(size: number): void;
}

export interface Writable extends Stream {
  write(chunk: unknown, ...rest: unknown[]): boolean;
  end(...rest: unknown[]): this;
  readonly writableEnded: boolean;
  readonly writableFinished: boolean;
}

export interface Duplex extends Readable, Writable {
  allowHalfOpen: boolean;
}

interface Options {
  readonly [option: string]: unknown;
  read?(this: Readable, size: number): void;
  write?(this: Writable, chunk: never, encoding: string, done: Done): void;
  transform?(this: Duplex, chunk: never, encoding: string, done: (error?: unknown, data?: unknown) => void): void;
  flush?(this: Duplex, done: (error?: unknown, data?: unknown) => void): void;
  final?(this: Writable, done: Done): void;
  destroy?(this: Stream, error: unknown, done: Done): void;
}

type StreamType<T> = { new (options?: Options): T; prototype: T };

export interface StreamLibrary {
  Readable: StreamType<Readable> & { from(source: unknown, options?: object): Readable; [name: string]: unknown };
  Writable: StreamType<Writable>;
  Duplex: StreamType<Duplex>;
  Transform: StreamType<Duplex>;
  PassThrough: StreamType<Duplex>;
  pipeline(...args: unknown[]): Stream;
  finished(stream: unknown, ...args: unknown[]): () => void;
  readonly promises: { pipeline(...args: unknown[]): Promise<void>; finished(...args: unknown[]): Promise<void> };
  setDefaultHighWaterMark(objectMode: boolean, value: number): void;
  [name: string]: unknown;
}

/** Replaced by the bundler; the library runs when this is reached. */
declare const require: (path: string) => unknown;

/** Bytes that a stream holds back by default since Node.js 22. */
const HIGH_WATER_MARK = 64 * 1024;

let library: StreamLibrary | undefined;

/** What `require('node:stream')` gives. */
export function streams(): StreamLibrary {
  if (library) return library;
  // The package has no types; the part that is used is written down above.
  library = require('readable-stream/lib/stream.js') as StreamLibrary;
  if (!processObject.version.startsWith('v20.')) library.setDefaultHighWaterMark(false, HIGH_WATER_MARK);
  addWebConversions(library);
  return library;
}

/** What the package leaves out: conversions from and to the streams of the web. */
function addWebConversions({ Readable, Writable }: StreamLibrary): void {
  Object.assign(Readable, {
    fromWeb: (source: AsyncIterable<unknown>, options?: object) =>
      Readable.from(source, { objectMode: false, ...options }),
    toWeb(source: Readable) {
      const iterator = source[Symbol.asyncIterator]();
      return new ReadableStream({
        async pull(controller) {
          const { done, value } = await iterator.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason: unknown) => void source.destroy(reason),
      });
    },
  });
  Object.assign(Writable, {
    toWeb: (target: Writable) =>
      new WritableStream({
        write: (chunk: unknown) =>
          new Promise<void>((resolve, reject) =>
            target.write(chunk, (error: unknown) => (error ? reject(error) : resolve())),
          ),
        close: () => new Promise<void>((resolve) => target.end(() => resolve())),
        abort: (reason: unknown) => void target.destroy(reason),
      }),
    fromWeb(target: WritableStream) {
      const writer = target.getWriter();
      const settle = (work: Promise<unknown>, done: Done) => work.then(() => done(), done);
      return new Writable({
        write: (chunk: never, _encoding: string, done: Done) => settle(writer.write(chunk), done),
        final: (done: Done) => settle(writer.close(), done),
      });
    },
  });
}
