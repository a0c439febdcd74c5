/** What `fs.promises.open` and `opendir` give. */
import { Buffer } from 'buffer/';
import { ASYNC_DISPOSE } from '../../globals/symbols.ts';
import { EventEmitter } from '../events.ts';
import { consumeLines } from '../lines.ts';
import type { Dirent } from './stats.ts';
import { createReadStream, createWriteStream } from './streams.ts';
import { sync } from './sync.ts';

type Later = <T>(run: () => T) => Promise<T>;

export class FileHandle extends EventEmitter {
  #fd: number;
  readonly #later: Later;
  constructor(fd: number, later: Later) {
    super();
    this.#fd = fd;
    this.#later = later;
  }
  get fd(): number {
    return this.#fd;
  }
  #run<T>(run: (fd: number) => T): Promise<T> {
    const fd = this.#fd;
    return this.#later(() => run(fd));
  }
  readFile(options?: unknown) {
    return this.#run((fd) => sync.readFileSync(fd, options));
  }
  writeFile(data: unknown, options?: unknown) {
    return this.#run((fd) => sync.writeFileSync(fd, data, options));
  }
  appendFile(data: unknown, options?: unknown) {
    return this.writeFile(data, options);
  }
  read(first?: unknown, offset?: unknown, length?: number, position?: number | null) {
    const isBuffer = ArrayBuffer.isView(first);
    const options = isBuffer ? undefined : (Object(first) as { buffer?: Uint8Array });
    const buffer = isBuffer ? (first as Uint8Array) : (options?.buffer ?? Buffer.alloc(16_384));
    return this.#run((fd) => ({
      bytesRead: sync.readSync(fd, buffer, isBuffer ? offset : options, length, position),
      buffer,
    }));
  }
  write(data: unknown, offset?: unknown, length?: unknown, position?: unknown) {
    return this.#run((fd) => ({ bytesWritten: sync.writeSync(fd, data, offset, length, position), buffer: data }));
  }
  stat() {
    return this.#run((fd) => sync.fstatSync(fd));
  }
  truncate(length = 0) {
    return this.#run((fd) => sync.ftruncateSync(fd, length));
  }
  chmod(mode: unknown) {
    return this.#run((fd) => sync.fchmodSync(fd, mode));
  }
  utimes(atime: unknown, mtime: unknown) {
    return this.#run((fd) => sync.futimesSync(fd, atime, mtime));
  }
  sync() {
    return this.#run((fd) => sync.fsyncSync(fd));
  }
  datasync() {
    return this.#run((fd) => sync.fdatasyncSync(fd));
  }
  createReadStream(options: object = {}) {
    return createReadStream('', { ...options, fd: this.#fd });
  }
  createWriteStream(options: object = {}) {
    return createWriteStream('', { ...options, fd: this.#fd });
  }
  readLines(options: object = {}) {
    return consumeLines(this.createReadStream({ ...options, encoding: 'utf8' }));
  }
  async close(): Promise<void> {
    const fd = this.#fd;
    if (fd < 0) return;
    this.#fd = -1;
    await this.#later(() => sync.closeSync(fd));
    this.emit('close');
  }
  async [ASYNC_DISPOSE]() {
    await this.close();
  }
}

/** A folder that is read name by name. */
export class Dir {
  readonly #entries: Dirent[];
  constructor(
    readonly path: string,
    options?: object,
  ) {
    this.#entries = sync.readdirSync(path, { ...options, withFileTypes: true }) as Dirent[];
  }
  readSync(): Dirent | null {
    return this.#entries.shift() ?? null;
  }
  async read(): Promise<Dirent | null> {
    return this.readSync();
  }
  closeSync(): void {}
  async close(): Promise<void> {}
  async *[Symbol.asyncIterator](): AsyncGenerator<Dirent> {
    for (let entry = this.readSync(); entry; entry = this.readSync()) yield entry;
  }
}
