/** The synchronous functions of `node:fs`; the others run these in a later turn of the event loop. */
import { Buffer } from 'buffer/';
import { nowMs } from '../../clock.ts';
import { randomness } from '../../globals/install.ts';
import { basename, dirname } from '../../modules/paths.ts';
import { nodeError } from '../../nodeError.ts';
import { randomBelow } from '../../random.ts';
import { fsConstants as C } from '../fsConstants.ts';
import { errnoOf, systemError } from '../systemErrors.ts';
import { invalidArgType } from '../validate.ts';
import {
  checkParent,
  checkRange,
  closeFile,
  openFile,
  openOf,
  readAll,
  readBytes,
  resize,
  writeBytes,
} from './descriptors.ts';
import { absolute, bytesToWrite, encoded, flagsOf, givenPath, modeOf, notHere, optionsOf } from './paths.ts';
import { Dirent, Stats } from './stats.ts';
import { type Entry, entryAt, namesIn, newEntry, type Volume, volumeOf } from './volumes.ts';

type Given = unknown;

function existing(path: Given, syscall: string, name = 'path'): Entry {
  const given = givenPath(path, name);
  const place = absolute(given);
  const entry = entryAt(place);
  if (entry && !(given.endsWith('/') && !entry.isFolder)) return entry;
  if (!entry) checkParent(place, syscall, given);
  throw systemError(entry ? 'ENOTDIR' : 'ENOENT', syscall, given);
}

/** The volume of an entry that is about to go or to change. */
function writable(path: string, syscall: string, given: string, dest?: string): Volume {
  const volume = volumeOf(path);
  if (!volume) throw systemError('EROFS', syscall, given, dest);
  if (volume.root === path) throw systemError('EBUSY', syscall, given, dest);
  return volume;
}

function withFile<T>(path: Given, flags: number, mode: number, use: (fd: number) => T): T {
  if (typeof path === 'number' && Number.isInteger(path) && path >= 0) return use(path);
  const fd = openFile(givenPath(path), flags, mode);
  try {
    return use(fd);
  } finally {
    closeFile(fd);
  }
}

function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const seconds = Number(value);
  if (!Number.isFinite(seconds)) throw invalidArgType('time', 'an instance of Date or of type number', value);
  return seconds * 1000;
}

function setTimes(entry: Entry, atime: unknown, mtime: unknown): void {
  entry.accessedMs = timeOf(atime);
  entry.modifiedMs = timeOf(mtime);
  entry.changedMs = nowMs();
}

function statOf(syscall: string) {
  return (path: Given, options?: unknown): Stats | undefined => {
    try {
      return new Stats(existing(path, syscall));
    } catch (error) {
      const quiet = optionsOf(options).throwIfNoEntry === false;
      const code: unknown = Reflect.get(Object(error), 'code');
      if (quiet && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
      throw error;
    }
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function walk(folder: string, prefix: string, recursive: boolean): [path: string, name: string, folder: string][] {
  return namesIn(folder).flatMap((name) => {
    const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
    const below = recursive && entryAt(path)?.isFolder ? walk(path, `${prefix}${name}/`, true) : [];
    return [[path, `${prefix}${name}`, folder] as [string, string, string], ...below];
  });
}

function removeTree(volume: Volume, path: string): void {
  for (const one of [...volume.entries.keys()]) if (one === path || one.startsWith(`${path}/`)) volume.remove(one);
}

export const sync = {
  accessSync(path: Given, mode: number = C.F_OK): void {
    const entry = existing(path, 'access');
    const isReadOnly = !volumeOf(absolute(givenPath(path)));
    if ((mode & C.W_OK) !== 0 && isReadOnly) throw systemError('EROFS', 'access', givenPath(path));
    if ((mode & C.X_OK) !== 0 && !entry.isFolder && (entry.mode & 0o111) === 0)
      throw systemError('EACCES', 'access', givenPath(path));
  },
  existsSync(path: Given): boolean {
    try {
      existing(path, 'access');
      return true;
    } catch {
      return false;
    }
  },
  openSync: (path: Given, flags?: unknown, mode?: unknown) =>
    openFile(givenPath(path), flagsOf(flags, 'r'), modeOf(mode, 0o666)),
  closeSync: (fd: unknown) => closeFile(fd),
  readFileSync(path: Given, options?: unknown): unknown {
    const { encoding, flag } = optionsOf(options);
    return encoded(
      withFile(path, flagsOf(flag, 'r'), 0o666, (fd) => readAll(fd)),
      encoding,
    );
  },
  writeFileSync(path: Given, data: unknown, options?: unknown): void {
    const { encoding, flag, mode } = optionsOf(options);
    const bytes = bytesToWrite(data, encoding);
    withFile(path, flagsOf(flag, 'w'), modeOf(mode, 0o666), (fd) => writeBytes(fd, bytes, null));
  },
  appendFileSync(path: Given, data: unknown, options?: unknown): void {
    sync.writeFileSync(path, data, { flag: 'a', ...optionsOf(options) });
  },
  readSync(fd: unknown, buffer: Uint8Array, offsetOrOptions?: unknown, size?: number, at?: number | null): number {
    if (!ArrayBuffer.isView(buffer))
      throw invalidArgType('buffer', 'an instance of Buffer, TypedArray, or DataView', buffer);
    const options =
      typeof offsetOrOptions === 'object' && offsetOrOptions !== null ? optionsOf(offsetOrOptions) : undefined;
    const offset = Number((options ? options.offset : offsetOrOptions) ?? 0);
    const length = Number((options ? options.length : size) ?? buffer.byteLength - offset);
    const position = (options ? options.position : at) ?? null;
    checkRange(buffer, offset, length);
    const bytes = readBytes(fd, length, typeof position === 'number' && position >= 0 ? position : null);
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(bytes, offset);
    return bytes.length;
  },
  writeSync(fd: unknown, data: unknown, offset?: unknown, length?: unknown, position?: unknown): number {
    if (typeof data === 'string')
      return writeBytes(fd, bytesToWrite(data, length, 'buffer'), typeof offset === 'number' ? offset : null);
    const bytes = bytesToWrite(data, undefined, 'buffer');
    const start = typeof offset === 'number' ? offset : 0;
    const end = typeof length === 'number' ? start + length : bytes.length;
    checkRange(bytes, start, end - start);
    return writeBytes(fd, bytes.subarray(start, end), typeof position === 'number' ? position : null);
  },
  readvSync(fd: unknown, buffers: readonly Uint8Array[], position?: number | null): number {
    return buffers.reduce((sum, one) => sum + sync.readSync(fd, one, 0, one.length, position ?? null), 0);
  },
  writevSync(fd: unknown, buffers: readonly Uint8Array[], position?: number | null): number {
    return writeBytes(fd, Buffer.concat(buffers as Uint8Array[]), position ?? null);
  },
  mkdirSync(path: Given, options?: unknown): string | undefined {
    const given = givenPath(path);
    const place = absolute(given);
    const { recursive, mode } = typeof options === 'number' ? { recursive: false, mode: options } : optionsOf(options);
    const present = entryAt(place);
    if (present) {
      if (recursive && present.isFolder) return undefined;
      throw systemError('EEXIST', 'mkdir', given);
    }
    const parent = dirname(place);
    const first = recursive && !entryAt(parent) ? sync.mkdirSync(parent, { recursive }) : undefined;
    checkParent(place, 'mkdir', given);
    const volume = volumeOf(place);
    if (!volume) throw systemError('EROFS', 'mkdir', given);
    if (volume.isFull) throw systemError('ENOSPC', 'mkdir', given);
    volume.add(place, newEntry(true, undefined, 0o40000 | (modeOf(mode, 0o777) & ~0o22)));
    return recursive ? (first ?? place) : undefined;
  },
  mkdtempSync(prefix: Given, options?: unknown): unknown {
    const stem = givenPath(prefix, 'prefix');
    let path = stem;
    for (let i = 0; i < 6; i++) path += LETTERS.charAt(randomBelow(randomness.stream, 0, LETTERS.length));
    if (volumeOf(absolute(path)) === undefined) throw systemError('EROFS', 'mkdtemp', `${stem}XXXXXX`);
    checkParent(absolute(path), 'mkdtemp', `${stem}XXXXXX`);
    sync.mkdirSync(path, 0o700);
    return optionsOf(options).encoding === 'buffer' ? Buffer.from(path) : path;
  },
  readdirSync(path: Given, options?: unknown): unknown[] {
    const { withFileTypes, recursive, encoding } = optionsOf(options);
    const given = givenPath(path);
    if (!existing(path, 'scandir').isFolder) throw systemError('ENOTDIR', 'scandir', given);
    const root = absolute(given);
    return walk(root, '', Boolean(recursive)).map(([place, name, folder]) => {
      if (withFileTypes) {
        const shown = folder === root ? given : `${given}${folder.slice(root.length)}`;
        return new Dirent(basename(place), shown, entryAt(place)?.isFolder ?? false);
      }
      return encoding === 'buffer' ? Buffer.from(name) : name;
    });
  },
  statSync: statOf('stat'),
  lstatSync: statOf('lstat'),
  fstatSync: (fd: unknown) => new Stats(openOf(fd, 'fstat').entry),
  statfsSync(path: Given): object {
    existing(path, 'statfs');
    const volume = volumeOf(absolute(givenPath(path)));
    const free = Math.floor((volume?.freeBytes ?? 0) / 4096);
    return { type: 61267, bsize: 4096, blocks: 1024, bfree: free, bavail: free, files: 1000, ffree: 500 };
  },
  unlinkSync(path: Given): void {
    const given = givenPath(path);
    const place = absolute(given);
    const entry = existing(path, 'unlink');
    if (entry.isFolder) throw systemError(volumeOf(place) ? 'EISDIR' : 'EROFS', 'unlink', given);
    writable(place, 'unlink', given).remove(place);
  },
  rmdirSync(path: Given, options?: unknown): void {
    const given = givenPath(path);
    if (optionsOf(options).recursive) {
      sync.rmSync(path, { recursive: true, force: true });
      return;
    }
    const entry = existing(path, 'rmdir');
    const place = absolute(given);
    if (!entry.isFolder) throw systemError('ENOTDIR', 'rmdir', given);
    const volume = writable(place, 'rmdir', given);
    if (namesIn(place).length > 0) throw systemError('ENOTEMPTY', 'rmdir', given);
    volume.remove(place);
  },
  rmSync(path: Given, options?: unknown): void {
    const given = givenPath(path);
    const { force, recursive } = optionsOf(options);
    const place = absolute(given);
    const entry = entryAt(place);
    if (!entry) {
      if (force) return;
      throw systemError('ENOENT', 'lstat', given);
    }
    if (entry.isFolder && !recursive) {
      const error = new Error(`Path is a directory: rm returned EISDIR (is a directory) ${given}`);
      Object.defineProperty(error, 'name', { value: 'SystemError', configurable: true, writable: true });
      throw nodeError(error, 'ERR_FS_EISDIR', { errno: 21, syscall: 'rm', path: given });
    }
    removeTree(writable(place, 'rm', given), place);
  },
  renameSync(from: Given, to: Given): void {
    const [a, b] = [givenPath(from, 'oldPath'), givenPath(to, 'newPath')];
    const [source, target] = [absolute(a), absolute(b)];
    const entry = entryAt(source);
    if (!entry) throw systemError('ENOENT', 'rename', a, b);
    checkParent(target, 'rename', a, b);
    const volume = writable(source, 'rename', a, b);
    if (writable(target, 'rename', a, b) !== volume) throw systemError('EXDEV', 'rename', a, b);
    if (source === target) return;
    const present = volume.entries.get(target);
    if (present?.isFolder && !entry.isFolder) throw systemError('EISDIR', 'rename', a, b);
    if (present && !present.isFolder && entry.isFolder) throw systemError('ENOTDIR', 'rename', a, b);
    if (present?.isFolder && namesIn(target).length > 0) throw systemError('ENOTEMPTY', 'rename', a, b);
    if (entry.isFolder && target.startsWith(`${source}/`)) throw systemError('EINVAL', 'rename', a, b);
    for (const [path, one] of [...volume.entries]) {
      if (path !== source && !path.startsWith(`${source}/`)) continue;
      volume.remove(path);
      volume.add(target + path.slice(source.length), one);
    }
  },
  copyFileSync(from: Given, to: Given, mode: number = 0): void {
    const [a, b] = [givenPath(from, 'src'), givenPath(to, 'dest')];
    const [source, target] = [entryAt(absolute(a)), entryAt(absolute(b))];
    if (!source) throw systemError('ENOENT', 'copyfile', a, b);
    if (source.isFolder) throw systemError('EISDIR', 'copyfile', a, b);
    if (target?.isFolder) throw systemError('EISDIR', 'copyfile', a, b);
    if (target && (mode & C.COPYFILE_EXCL) !== 0) throw systemError('EEXIST', 'copyfile', a, b);
    checkParent(absolute(b), 'copyfile', a, b);
    if (!volumeOf(absolute(b))) throw systemError('EROFS', 'copyfile', a, b);
    sync.writeFileSync(b, sync.readFileSync(a));
  },
  cpSync(from: Given, to: Given, options?: unknown): void {
    const [a, b] = [givenPath(from, 'src'), givenPath(to, 'dest')];
    const { recursive, force = true, filter, errorOnExist } = optionsOf(options);
    if (typeof filter === 'function' && !filter(a, b)) return;
    if (!existing(a, 'cp').isFolder) {
      if (sync.existsSync(b) && !force) {
        if (errorOnExist)
          throw nodeError(
            new Error(`Target already exists: cp returned EEXIST (${b} already exists) ${b}`),
            'ERR_FS_CP_EEXIST',
          );
        return;
      }
      sync.mkdirSync(dirname(absolute(b)), { recursive: true });
      sync.copyFileSync(a, b);
      return;
    }
    if (!recursive)
      throw nodeError(
        new Error(
          `Recursive option not enabled, cannot copy a directory: cp returned EISDIR (${a} is a directory (not copied)) ${a}`,
        ),
        'ERR_FS_EISDIR',
      );
    sync.mkdirSync(b, { recursive: true });
    for (const name of namesIn(absolute(a))) sync.cpSync(`${a}/${name}`, `${b}/${name}`, options);
  },
  truncateSync(path: Given, length = 0): void {
    withFile(path, C.O_RDWR, 0o666, (fd) => resize(fd, length));
  },
  ftruncateSync: (fd: unknown, length = 0) => resize(fd, length),
  chmodSync(path: Given, mode: unknown): void {
    const entry = existing(path, 'chmod');
    writable(absolute(givenPath(path)), 'chmod', givenPath(path));
    entry.mode = (entry.mode & ~0o7777) | modeOf(mode, 0);
  },
  fchmodSync(fd: unknown, mode: unknown): void {
    const { entry } = openOf(fd, 'fchmod');
    entry.mode = (entry.mode & ~0o7777) | modeOf(mode, 0);
  },
  chownSync: (path: Given) => void existing(path, 'chown'),
  lchownSync: (path: Given) => void existing(path, 'lchown'),
  fchownSync: (fd: unknown) => void openOf(fd, 'fchown'),
  utimesSync: (path: Given, atime: unknown, mtime: unknown) => setTimes(existing(path, 'utime'), atime, mtime),
  lutimesSync: (path: Given, atime: unknown, mtime: unknown) => setTimes(existing(path, 'lutime'), atime, mtime),
  futimesSync: (fd: unknown, atime: unknown, mtime: unknown) => setTimes(openOf(fd, 'futime').entry, atime, mtime),
  fsyncSync: (fd: unknown) => void openOf(fd, 'fsync'),
  fdatasyncSync: (fd: unknown) => void openOf(fd, 'fdatasync'),
  realpathSync: Object.assign(
    (path: Given) => {
      existing(path, 'lstat');
      return absolute(givenPath(path));
    },
    { native: (path: Given) => sync.realpathSync(path) as string },
  ) as ((path: Given) => string) & { native(path: Given): string },
  readlinkSync(path: Given): never {
    existing(path, 'readlink');
    throw Object.assign(systemError('EINVAL', 'readlink', givenPath(path)), { errno: errnoOf('EINVAL')[0] });
  },
  linkSync(): never {
    return notHere('link');
  },
  symlinkSync(): never {
    return notHere('symlink');
  },
};
