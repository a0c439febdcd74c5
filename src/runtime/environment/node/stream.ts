/**
 * `node:stream`, the part of it that handlers use: readable, writable and transform streams with back-pressure,
 * `pipe`, `pipeline`, `finished` and async iteration. Object mode and byte mode differ only in their marks.
 */

import { enqueueTick } from '../eventLoop.ts';
import { nodeError } from '../nodeError.ts';
import { EventEmitter } from './events.ts';

type Callback = (error?: unknown) => void;

export interface StreamOptions {
  readonly highWaterMark?: number;
  readonly objectMode?: boolean;
  readonly encoding?: string;
  read?(this: Readable, size: number): void;
  write?(this: Writable, chunk: unknown, encoding: unknown, callback: Callback): void;
  final?(this: Writable, callback: Callback): void;
  destroy?(error: unknown, callback: Callback): void;
  transform?(
    this: Transform,
    chunk: unknown,
    encoding: unknown,
    callback: (error?: unknown, data?: unknown) => void,
  ): void;
  flush?(this: Transform, callback: (error?: unknown, data?: unknown) => void): void;
}

const BYTES_MARK = 65_536;
const OBJECTS_MARK = 16;

function codeError(message: string, code: string): Error {
  return nodeError(new Error(message), code);
}

export class Stream extends EventEmitter {
  destroyed = false;
  errored: unknown = null;
  closed = false;
  readonly #destroy: StreamOptions['destroy'];

  constructor(options?: StreamOptions) {
    super();
    this.#destroy = options?.destroy;
  }

  _destroy(error: unknown, callback: Callback): void {
    if (this.#destroy) Reflect.apply(this.#destroy, this, [error, callback]);
    else callback(error);
  }

  destroy(error?: unknown): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    this._destroy(error ?? null, (final) => {
      enqueueTick(() => {
        if (final) this.emit('error', final);
        this.closed = true;
        this.emit('close');
      });
    });
    return this;
  }
}

export class Readable extends Stream {
  static from(source: Iterable<unknown> | AsyncIterable<unknown>, options?: StreamOptions): Readable {
    return readableFrom(source, options);
  }

  readable = true;
  readableEnded = false;
  readableFlowing: boolean | null = null;
  readonly readableObjectMode: boolean;
  readonly readableHighWaterMark: number;
  readonly #read: StreamOptions['read'];
  #buffer: unknown[] = [];
  #isEnded = false;
  #isReading = false;
  #isScheduled = false;
  #decoder: TextDecoder | undefined;

  constructor(options?: StreamOptions) {
    super(options);
    this.#read = options?.read;
    this.readableObjectMode = options?.objectMode ?? false;
    this.readableHighWaterMark = options?.highWaterMark ?? (this.readableObjectMode ? OBJECTS_MARK : BYTES_MARK);
    if (options?.encoding) this.setEncoding(options.encoding);
  }

  _read(size: number): void {
    if (this.#read) Reflect.apply(this.#read, this, [size]);
  }

  get readableLength(): number {
    return this.#buffer.reduce<number>((sum, chunk) => sum + this.#sizeOf(chunk), 0);
  }

  #sizeOf(chunk: unknown): number {
    return this.readableObjectMode ? 1 : ((chunk as { length?: number })?.length ?? 1);
  }

  setEncoding(encoding: string): this {
    this.#decoder = new TextDecoder(encoding === 'utf8' ? 'utf-8' : encoding);
    return this;
  }

  push(chunk: unknown): boolean {
    this.#isReading = false;
    if (chunk === null) this.#isEnded = true;
    else
      this.#buffer.push(
        this.#decoder && chunk instanceof Uint8Array ? this.#decoder.decode(chunk, { stream: true }) : chunk,
      );
    this.#schedule();
    return !this.#isEnded && this.readableLength < this.readableHighWaterMark;
  }

  unshift(chunk: unknown): void {
    this.#buffer.unshift(chunk);
  }

  read(): unknown {
    const chunk = this.#buffer.shift() ?? null;
    this.#fill();
    if (chunk === null && this.#isEnded) this.#end();
    return chunk;
  }

  #fill(): void {
    if (this.#isEnded || this.#isReading || this.destroyed || this.readableLength >= this.readableHighWaterMark) return;
    this.#isReading = true;
    try {
      this._read(this.readableHighWaterMark);
    } catch (error) {
      this.destroy(error);
    }
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    enqueueTick(() => {
      this.#isScheduled = false;
      this.#flow();
    });
  }

  #flow(): void {
    if (this.destroyed) return;
    if (!this.readableFlowing) {
      if (this.listenerCount('readable') > 0) this.emit('readable');
      if (this.listenerCount('readable') > 0 && this.#isEnded && this.#buffer.length === 0) this.#end();
      return;
    }
    while (this.readableFlowing && this.#buffer.length > 0) this.emit('data', this.#buffer.shift());
    if (!this.readableFlowing) return;
    if (this.#isEnded && this.#buffer.length === 0) this.#end();
    else this.#fill();
  }

  #end(): void {
    if (this.readableEnded) return;
    this.readableEnded = true;
    this.readable = false;
    enqueueTick(() => {
      this.emit('end');
      if (!(this instanceof Duplex) || this.writableFinished) this.destroy();
    });
  }

  override on(name: PropertyKey, listener: (...args: unknown[]) => unknown): this {
    super.on(name, listener);
    if (name === 'data' && this.readableFlowing !== false) this.resume();
    if (name === 'readable') {
      this.#schedule();
      this.#fill();
    }
    return this;
  }
  override addListener(name: PropertyKey, listener: (...args: unknown[]) => unknown): this {
    return this.on(name, listener);
  }

  resume(): this {
    this.readableFlowing = true;
    this.#schedule();
    return this;
  }
  pause(): this {
    this.readableFlowing = false;
    return this;
  }
  isPaused(): boolean {
    return this.readableFlowing === false;
  }

  pipe<T extends Writable>(target: T, options?: { end?: boolean }): T {
    this.on('data', (chunk) => {
      if (target.write(chunk) !== false) return;
      this.pause();
      target.once('drain', () => this.resume());
    });
    if (options?.end !== false) this.once('end', () => target.end());
    target.emit('pipe', this);
    return target;
  }
  unpipe(): this {
    this.removeAllListeners('data');
    return this.pause();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    let wake = () => {};
    const wakeUp = () => wake();
    for (const name of ['readable', 'end', 'error', 'close']) this.on(name, wakeUp);
    try {
      for (;;) {
        const chunk = this.read();
        if (chunk !== null) yield chunk;
        else if (this.errored) throw this.errored;
        else if (this.readableEnded || this.destroyed) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.destroy();
    }
  }

  async toArray(): Promise<unknown[]> {
    const chunks: unknown[] = [];
    for await (const chunk of this) chunks.push(chunk);
    return chunks;
  }
}

function readableFrom(source: Iterable<unknown> | AsyncIterable<unknown>, options?: StreamOptions): Readable {
  if (typeof source === 'string' || source instanceof Uint8Array) {
    const single = new Readable({ objectMode: true, ...options });
    single.push(source);
    single.push(null);
    return single;
  }
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const next = async (stream: Readable) => {
    try {
      const { value, done } = await iterator.next();
      stream.push(done ? null : await value);
    } catch (error) {
      stream.destroy(error);
    }
  };
  return new Readable({
    objectMode: true,
    highWaterMark: 1,
    ...options,
    read() {
      next(this);
    },
  });
}

/** The state and methods of the writable side; a Duplex has them beside those of a Readable. */
class WritableSide {
  readonly queue: { chunk: unknown; encoding: unknown; callback: Callback | undefined }[] = [];
  isEnding = false;
  isEnded = false;
  isFinished = false;
  isWriting = false;
  needsDrain = false;
  corks = 0;

  constructor(
    readonly stream: Writable | Duplex,
    readonly highWaterMark: number,
    readonly isObjectMode: boolean,
  ) {}

  get length(): number {
    const size = (chunk: unknown) => (this.isObjectMode ? 1 : ((chunk as { length?: number })?.length ?? 1));
    return this.queue.reduce((sum, { chunk }) => sum + size(chunk), 0);
  }

  write(chunk: unknown, ...rest: unknown[]): boolean {
    const callback = rest.find((one) => typeof one === 'function') as Callback | undefined;
    if (this.isEnding || this.stream.destroyed) {
      const error = this.isEnding
        ? codeError('write after end', 'ERR_STREAM_WRITE_AFTER_END')
        : codeError('Cannot call write after a stream was destroyed', 'ERR_STREAM_DESTROYED');
      enqueueTick(() => callback?.(error));
      this.stream.destroy(error);
      return false;
    }
    if (chunk === null) throw nodeError(new TypeError('May not write null values to stream'), 'ERR_STREAM_NULL_VALUES');
    if (!this.isObjectMode && typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      throw nodeError(
        new TypeError('The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView.'),
        'ERR_INVALID_ARG_TYPE',
      );
    }
    this.queue.push({ chunk, encoding: typeof rest[0] === 'string' ? rest[0] : 'utf8', callback });
    const hasRoom = this.length < this.highWaterMark;
    if (!hasRoom) this.needsDrain = true;
    this.next();
    return hasRoom;
  }

  next(): void {
    if (this.isWriting || this.corks > 0 || this.stream.destroyed) return;
    const entry = this.queue[0];
    if (!entry) {
      this.finish();
      return;
    }
    this.isWriting = true;
    this.stream._write(entry.chunk, entry.encoding, (error) => {
      this.isWriting = false;
      this.queue.shift();
      if (error) {
        entry.callback?.(error);
        this.stream.destroy(error);
        return;
      }
      enqueueTick(() => entry.callback?.());
      if (this.queue.length === 0 && this.needsDrain) {
        this.needsDrain = false;
        enqueueTick(() => {
          if (!this.isEnding) this.stream.emit('drain');
        });
      }
      this.next();
    });
  }

  end(...args: unknown[]): void {
    const callback = args.find((one) => typeof one === 'function') as Callback | undefined;
    if (callback) this.stream.once('finish', () => callback());
    if (args[0] !== undefined && args[0] !== null && typeof args[0] !== 'function') this.stream.write(args[0]);
    this.corks = 0;
    this.isEnding = true;
    this.next();
  }

  finish(): void {
    if (!this.isEnding || this.isEnded) return;
    this.isEnded = true;
    this.stream._final((error) => {
      if (error) {
        this.stream.destroy(error);
        return;
      }
      this.isFinished = true;
      enqueueTick(() => {
        this.stream.emit('finish');
        if (!(this.stream instanceof Readable) || this.stream.readableEnded) this.stream.destroy();
      });
    });
  }
}

export class Writable extends Stream {
  readonly #side: WritableSide;
  readonly #options: StreamOptions | undefined;

  constructor(options?: StreamOptions) {
    super(options);
    this.#options = options;
    this.#side = sideOf(this, options);
  }

  _write(chunk: unknown, encoding: unknown, callback: Callback): void {
    if (this.#options?.write) Reflect.apply(this.#options.write, this, [chunk, encoding, callback]);
    else callback();
  }
  _final(callback: Callback): void {
    if (this.#options?.final) Reflect.apply(this.#options.final, this, [callback]);
    else callback();
  }
  write(chunk: unknown, ...rest: unknown[]): boolean {
    return this.#side.write(chunk, ...rest);
  }
  end(...args: unknown[]): this {
    this.#side.end(...args);
    return this;
  }
  cork(): void {
    this.#side.corks += 1;
  }
  uncork(): void {
    this.#side.corks = Math.max(0, this.#side.corks - 1);
    this.#side.next();
  }
  get writable(): boolean {
    return !this.#side.isEnding && !this.destroyed;
  }
  get writableEnded(): boolean {
    return this.#side.isEnding;
  }
  get writableFinished(): boolean {
    return this.#side.isFinished;
  }
  get writableLength(): number {
    return this.#side.length;
  }
  get writableNeedDrain(): boolean {
    return this.#side.needsDrain;
  }
  get writableHighWaterMark(): number {
    return this.#side.highWaterMark;
  }
  get writableObjectMode(): boolean {
    return this.#side.isObjectMode;
  }
  get writableCorked(): number {
    return this.#side.corks;
  }
}

function sideOf(stream: Writable | Duplex, options: StreamOptions | undefined): WritableSide {
  const isObjectMode = options?.objectMode ?? false;
  return new WritableSide(stream, options?.highWaterMark ?? (isObjectMode ? OBJECTS_MARK : BYTES_MARK), isObjectMode);
}

export class Duplex extends Readable {
  readonly #side: WritableSide;
  readonly #options: StreamOptions | undefined;

  constructor(options?: StreamOptions) {
    super(options);
    this.#options = options;
    this.#side = sideOf(this, options);
  }

  _write(chunk: unknown, encoding: unknown, callback: Callback): void {
    // A Duplex's writable options are written for either class.
    if (this.#options?.write)
      Reflect.apply(this.#options.write as (...args: unknown[]) => void, this, [chunk, encoding, callback]);
    else callback();
  }
  _final(callback: Callback): void {
    if (this.#options?.final) Reflect.apply(this.#options.final as (...args: unknown[]) => void, this, [callback]);
    else callback();
  }
  write(chunk: unknown, ...rest: unknown[]): boolean {
    return this.#side.write(chunk, ...rest);
  }
  end(...args: unknown[]): this {
    this.#side.end(...args);
    return this;
  }
  get writable(): boolean {
    return !this.#side.isEnding && !this.destroyed;
  }
  get writableEnded(): boolean {
    return this.#side.isEnding;
  }
  get writableFinished(): boolean {
    return this.#side.isFinished;
  }
}

export class Transform extends Duplex {
  readonly #transform: StreamOptions['transform'];
  readonly #flush: StreamOptions['flush'];

  constructor(options?: StreamOptions) {
    super(options);
    this.#transform = options?.transform;
    this.#flush = options?.flush;
  }

  _transform(chunk: unknown, encoding: unknown, callback: (error?: unknown, data?: unknown) => void): void {
    if (this.#transform) Reflect.apply(this.#transform, this, [chunk, encoding, callback]);
    else callback(codeError('The _transform() method is not implemented', 'ERR_METHOD_NOT_IMPLEMENTED'));
  }
  _flush(callback: (error?: unknown, data?: unknown) => void): void {
    if (this.#flush) Reflect.apply(this.#flush, this, [callback]);
    else callback();
  }
  override _write(chunk: unknown, encoding: unknown, callback: Callback): void {
    this._transform(chunk, encoding, (error, data) => {
      if (data !== undefined && data !== null) this.push(data);
      callback(error);
    });
  }
  override _final(callback: Callback): void {
    this._flush((error, data) => {
      if (data !== undefined && data !== null) this.push(data);
      if (!error) this.push(null);
      callback(error);
    });
  }
}

export class PassThrough extends Transform {
  override _transform(chunk: unknown, _encoding: unknown, callback: (error?: unknown, data?: unknown) => void): void {
    callback(null, chunk);
  }
}

type AnyStream = Readable | Writable;

/** Calls back once a stream has ended, finished or failed. */
export function finished(stream: AnyStream, ...rest: unknown[]): () => void {
  const callback = rest.at(-1) as Callback;
  let isDone = false;
  const settle = (error?: unknown) => {
    if (isDone) return;
    isDone = true;
    callback(error);
  };
  const onClose = () => {
    const isComplete = stream instanceof Readable ? stream.readableEnded : stream.writableFinished;
    settle(isComplete ? undefined : codeError('Premature close', 'ERR_STREAM_PREMATURE_CLOSE'));
  };
  stream.on('end', () => settle());
  stream.on('finish', () => settle());
  stream.on('error', (error) => settle(error));
  stream.on('close', onClose);
  return () => {
    isDone = true;
  };
}

type Stage = AnyStream | Iterable<unknown> | AsyncIterable<unknown> | ((source: unknown) => unknown);

/** Pipes stages into each other; the last argument may be a callback. */
export function pipeline(...args: unknown[]): unknown {
  const callback = args.at(-1) as Callback;
  const stages = args.slice(0, -1) as Stage[];
  pipelinePromise(...stages).then(
    () => callback(),
    (error) => callback(error),
  );
  return stages.at(-1);
}

async function pipelinePromise(...args: unknown[]): Promise<unknown> {
  const stages = (Array.isArray(args[0]) ? args[0] : args).filter(isStage);
  let source: unknown = stages[0];
  if (typeof source === 'function') source = source();
  for (const [i, stage] of stages.slice(1).entries()) {
    const isLast = i === stages.length - 2;
    if (typeof stage === 'function') {
      source = stage(source);
      if (isLast) return await source;
    } else {
      // Everything after the source is written to.
      const target = stage as Writable;
      const written = pump(source as AsyncIterable<unknown>, target);
      if (isLast) {
        await written;
        return undefined;
      }
      written.catch((error) => target.destroy(error));
      source = stage;
    }
  }
  return undefined;
}

function isStage(value: unknown): value is Stage {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && !('signal' in value && Object.keys(value).length === 1))
  );
}

async function pump(source: Iterable<unknown> | AsyncIterable<unknown>, target: Writable): Promise<void> {
  let failure: unknown;
  target.on('error', (error) => {
    failure = error;
  });
  try {
    for await (const chunk of source) {
      if (target.destroyed) break;
      if (target.write(chunk) === false)
        await new Promise<void>((resolve) => target.once('drain', resolve as () => void));
    }
  } catch (error) {
    target.destroy(error);
    throw error;
  }
  if (failure) throw failure;
  await new Promise<void>((resolve, reject) => {
    target.once('finish', () => resolve());
    target.once('error', reject);
    target.end();
  });
}

export const promises = {
  pipeline: pipelinePromise,
  finished: (stream: AnyStream) =>
    new Promise<void>((resolve, reject) => finished(stream, (error: unknown) => (error ? reject(error) : resolve()))),
};
