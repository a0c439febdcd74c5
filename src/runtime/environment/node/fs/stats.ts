/** Stats and Dirent of `node:fs`. */
import type { Entry } from './volumes.ts';

const BLOCK_BYTES = 4096;

abstract class Kind {
  protected abstract type(): 'file' | 'folder';
  isFile(): boolean {
    return this.type() === 'file';
  }
  isDirectory(): boolean {
    return this.type() === 'folder';
  }
  isSymbolicLink(): boolean {
    return false;
  }
  isBlockDevice(): boolean {
    return false;
  }
  isCharacterDevice(): boolean {
    return false;
  }
  isFIFO(): boolean {
    return false;
  }
  isSocket(): boolean {
    return false;
  }
}

export class Stats extends Kind {
  dev = 64;
  mode: number;
  nlink: number;
  uid = 993;
  gid = 990;
  rdev = 0;
  blksize = BLOCK_BYTES;
  ino: number;
  size: number;
  blocks: number;
  atimeMs: number;
  mtimeMs: number;
  ctimeMs: number;
  birthtimeMs: number;
  atime: Date;
  mtime: Date;
  ctime: Date;
  birthtime: Date;
  #type: 'file' | 'folder';

  constructor({ isFolder, bytes, mode, ino, accessedMs, modifiedMs, changedMs, birthMs }: Entry) {
    super();
    this.#type = isFolder ? 'folder' : 'file';
    this.mode = mode;
    this.nlink = isFolder ? 2 : 1;
    this.ino = ino;
    this.size = isFolder ? BLOCK_BYTES : bytes.length;
    this.blocks = Math.ceil(this.size / BLOCK_BYTES) * 8;
    this.atimeMs = accessedMs;
    this.mtimeMs = modifiedMs;
    this.ctimeMs = changedMs;
    this.birthtimeMs = birthMs;
    this.atime = new Date(accessedMs);
    this.mtime = new Date(modifiedMs);
    this.ctime = new Date(changedMs);
    this.birthtime = new Date(birthMs);
  }
  protected type(): 'file' | 'folder' {
    return this.#type;
  }
}

export class Dirent extends Kind {
  name: string;
  parentPath: string;
  path: string;
  #type: 'file' | 'folder';
  constructor(name: string, folder: string, isFolder: boolean) {
    super();
    this.name = name;
    this.parentPath = folder;
    this.path = folder;
    this.#type = isFolder ? 'folder' : 'file';
  }
  protected type(): 'file' | 'folder' {
    return this.#type;
  }
}
