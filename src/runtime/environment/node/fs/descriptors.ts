/** Open files: what a descriptor points at, and reading and writing through it. */
import { CHARGES } from '../../charges.ts';
import { nowMs } from '../../clock.ts';
import { charge } from '../../counter.ts';
import { dirname } from '../../modules/paths.ts';
import { nodeError } from '../../nodeError.ts';
import { fsConstants as C } from '../fsConstants.ts';
import { systemError } from '../systemErrors.ts';
import { checkInteger } from '../validate.ts';
import { absolute } from './paths.ts';
import { type Entry, entryAt, isCompiledSource, newEntry, type Volume, volumeOf } from './volumes.ts';

interface Open {
  readonly entry: Entry;
  readonly volume: Volume | undefined;
  readonly flags: number;
  readonly path: string;
  position: number;
}

const open = new Map<number, Open>();
/** Lower numbers are those of the runtime itself. */
const FIRST_FD = 20;
const OPEN_MAX = 1024;

/** Opens a file by the path as given; throws as `open` of the system. */
export function openFile(given: string, flags: number, mode: number, syscall = 'open'): number {
  const path = absolute(given);
  const writes = (flags & 3) !== C.O_RDONLY;
  let entry = entryAt(path);
  if (entry && (flags & C.O_CREAT) !== 0 && (flags & C.O_EXCL) !== 0) throw systemError('EEXIST', syscall, given);
  if (entry?.isFolder && writes) throw systemError('EISDIR', syscall, given);
  if (entry && !entry.isFolder && given.endsWith('/')) throw systemError('ENOTDIR', syscall, given);
  if (!entry) {
    checkParent(path, syscall, given);
    if ((flags & C.O_CREAT) === 0) throw systemError('ENOENT', syscall, given);
  }
  const volume = volumeOf(path);
  if (writes && !volume) throw systemError('EROFS', syscall, given);
  if (!entry) {
    // Without a volume the line before has thrown.
    if (!volume || volume.isFull) throw systemError('ENOSPC', syscall, given);
    entry = newEntry(false, undefined, 0o100000 | (mode & ~0o22));
    volume.add(path, entry);
  }
  if (writes && (flags & C.O_TRUNC) !== 0) volume?.fill(entry, new Uint8Array(0));
  if (open.size >= OPEN_MAX) throw systemError('EMFILE', syscall, given);
  if (!writes && isCompiledSource(path)) throw unreadableSource(given);
  let fd = FIRST_FD;
  while (open.has(fd)) fd++;
  open.set(fd, { entry, volume, flags, path, position: 0 });
  return fd;
}

function unreadableSource(path: string): Error {
  return new Error(`The playground keeps the text of data files only; ${path} is code, which it has compiled.`);
}

/** Where something is to be made there has to be a folder; what is no folder on the way says so. */
export function checkParent(path: string, syscall: string, given: string, dest?: string): void {
  const parent = entryAt(dirname(path));
  if (parent?.isFolder) return;
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) {
    const entry = entryAt(folder);
    if (entry && !entry.isFolder) throw systemError('ENOTDIR', syscall, given, dest);
  }
  throw systemError('ENOENT', syscall, given, dest);
}

export function openOf(fd: unknown, syscall: string): Open {
  checkInteger(fd, 'fd', 0, 2147483647);
  const found = open.get(fd);
  if (!found) throw systemError('EBADF', syscall);
  return found;
}

export function closeFile(fd: unknown): void {
  openOf(fd, 'close');
  open.delete(fd as number);
}

/** Bytes from `position`, or from where the file stands when that is null. */
export function readBytes(fd: unknown, length: number, position: number | null): Uint8Array {
  const file = openOf(fd, 'read');
  if (file.entry.isFolder) throw systemError('EISDIR', 'read');
  if ((file.flags & 3) === C.O_WRONLY) throw systemError('EBADF', 'read');
  const start = position ?? file.position;
  const bytes = file.entry.bytes.slice(start, start + length);
  file.entry.accessedMs = nowMs();
  if (position === null) file.position += bytes.length;
  charge(bytes.length * CHARGES.hashByte);
  return bytes;
}

/** All from where the file stands. */
export function readAll(fd: unknown): Uint8Array {
  return readBytes(fd, Number.MAX_SAFE_INTEGER, null);
}

export function writeBytes(fd: unknown, bytes: Uint8Array, position: number | null): number {
  const file = openOf(fd, 'write');
  if (!file.volume || (file.flags & 3) === C.O_RDONLY) throw systemError('EBADF', 'write');
  const appends = (file.flags & C.O_APPEND) !== 0;
  const start = appends ? file.entry.bytes.length : (position ?? file.position);
  const content = new Uint8Array(Math.max(file.entry.bytes.length, start + bytes.length));
  content.set(file.entry.bytes);
  content.set(bytes, start);
  charge(bytes.length * CHARGES.hashByte);
  if (!file.volume.fill(file.entry, content)) throw systemError('ENOSPC', 'write');
  if (position === null || appends) file.position = start + bytes.length;
  return bytes.length;
}

export function resize(fd: unknown, length: number): void {
  const file = openOf(fd, 'ftruncate');
  if (!file.volume || (file.flags & 3) === C.O_RDONLY) throw systemError('EINVAL', 'ftruncate');
  const content = new Uint8Array(length);
  content.set(file.entry.bytes.subarray(0, length));
  if (!file.volume.fill(file.entry, content)) throw systemError('ENOSPC', 'ftruncate');
}

/** A buffer that a call of `read` or `write` names is too small for what it asks for. */
export function checkRange(buffer: Uint8Array, offset: number, length: number): void {
  if (offset > buffer.length || length > buffer.length - offset)
    throw nodeError(
      new RangeError(
        `The value of "length" is out of range. It must be <= ${buffer.length - offset}. Received ${length}`,
      ),
      'ERR_OUT_OF_RANGE',
    );
}
