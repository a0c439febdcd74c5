/** `createReadStream` and `createWriteStream`. */
import { Buffer } from 'buffer/';
import { enqueueImmediate } from '../../eventLoop.ts';
import { type Readable, streams, type Writable } from '../stream.ts';
import { checkInteger, outOfRange } from '../validate.ts';
import { closeFile, openFile, readBytes, writeBytes } from './descriptors.ts';
import { bytesToWrite, flagsOf, givenPath, modeOf, optionsOf } from './paths.ts';

type Done = (error?: unknown, value?: unknown) => void;

/** Does something in a later turn of the event loop and tells how it went. */
export function attempt(run: () => unknown, done: Done): void {
  enqueueImmediate(() => {
    let value: unknown;
    try {
      value = run();
    } catch (error) {
      done(error);
      return;
    }
    done(null, value);
  });
}

/** What both kinds have: the descriptor, and how it is opened and closed. */
interface FileStream {
  fd: number | null;
  readonly path: string | undefined;
  readonly autoClose: boolean;
  emit(name: string, ...args: unknown[]): boolean;
}

function construct(stream: FileStream, flags: number, mode: number, done: Done): void {
  if (typeof stream.fd === 'number') {
    done();
    return;
  }
  attempt(
    () => openFile(stream.path ?? '', flags, mode),
    (error, fd) => {
      if (error) {
        done(error);
        return;
      }
      stream.fd = fd as number;
      done();
      stream.emit('open', fd);
      stream.emit('ready');
    },
  );
}

function destroy(stream: FileStream, error: unknown, done: Done): void {
  const { fd } = stream;
  if (fd === null || !stream.autoClose) {
    done(error);
    return;
  }
  stream.fd = null;
  attempt(
    () => closeFile(fd),
    (closing) => done(closing ?? error),
  );
}

const READ_BYTES = 64 * 1024;

export function createReadStream(path: unknown, options?: unknown): Readable {
  const {
    flags,
    mode,
    fd,
    start,
    end = Number.POSITIVE_INFINITY,
    autoClose = true,
    encoding,
    ...rest
  } = optionsOf(options);
  if (start !== undefined) checkInteger(start, 'start', 0);
  if (end !== Number.POSITIVE_INFINITY) checkInteger(end, 'end', 0);
  if (start !== undefined && (start as number) > (end as number))
    throw outOfRange('start', `<= "end" (here: ${String(end)})`, start);
  let position = start as number | undefined;
  const file = { fd: typeof fd === 'number' ? fd : null, bytesRead: 0, autoClose: Boolean(autoClose) };
  const stream = new (streams().Readable)({
    highWaterMark: READ_BYTES,
    ...rest,
    ...(encoding ? { encoding } : {}),
    construct(this: Readable, done: Done) {
      construct(this as unknown as FileStream, flagsOf(flags, 'r'), modeOf(mode, 0o666), done);
    },
    read(this: Readable, size: number) {
      const left = Math.max(0, (end as number) - (position ?? file.bytesRead) + 1);
      const length = Math.min(size, left);
      const self = this as unknown as FileStream & { bytesRead: number };
      attempt(
        () => (length === 0 ? new Uint8Array(0) : readBytes(self.fd, length, position ?? null)),
        (error, bytes) => {
          if (error) {
            this.destroy(error);
            return;
          }
          const { length: count } = bytes as Uint8Array;
          if (position !== undefined) position += count;
          file.bytesRead += count;
          self.bytesRead += count;
          this.push(count > 0 ? Buffer.from(bytes as Uint8Array) : null);
        },
      );
    },
    destroy(this, error: unknown, done: Done) {
      destroy(this as unknown as FileStream, error, done);
    },
  });
  return Object.assign(stream, file, {
    path: typeof fd === 'number' ? undefined : givenPath(path),
    start,
    end,
    flags: flags ?? 'r',
    close(done?: () => void) {
      if (done) stream.once('close', done);
      stream.destroy();
    },
  });
}

export function createWriteStream(path: unknown, options?: unknown): Writable {
  const { flags, mode, fd, start, autoClose = true, encoding = 'utf8', ...rest } = optionsOf(options);
  if (start !== undefined) checkInteger(start, 'start', 0);
  let position = start as number | undefined;
  const file = { fd: typeof fd === 'number' ? fd : null, bytesWritten: 0, autoClose: Boolean(autoClose) };
  const fallback = start === undefined ? 'w' : 'r+';
  const stream = new (streams().Writable)({
    highWaterMark: 16 * 1024,
    ...rest,
    decodeStrings: true,
    defaultEncoding: encoding,
    construct(this: Writable, done: Done) {
      construct(this as unknown as FileStream, flagsOf(flags, fallback), modeOf(mode, 0o666), done);
    },
    write(this: Writable, chunk: never, chunkEncoding: string, done: Done) {
      const self = this as unknown as FileStream & { bytesWritten: number };
      attempt(
        () => writeBytes(self.fd, bytesToWrite(chunk, chunkEncoding), position ?? null),
        (error, count) => {
          if (error) {
            done(error);
            return;
          }
          if (position !== undefined) position += count as number;
          self.bytesWritten += count as number;
          done();
        },
      );
    },
    destroy(this, error: unknown, done: Done) {
      destroy(this as unknown as FileStream, error, done);
    },
  });
  return Object.assign(stream, file, {
    path: typeof fd === 'number' ? undefined : givenPath(path),
    close(done?: () => void) {
      if (done) stream.once('close', done);
      stream.end();
    },
  });
}
