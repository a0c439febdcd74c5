/**
 * The file system of an environment. `/tmp` outlives the process: it is handed out when it has changed,
 * and restored in the next (ENV-13). `/tmp` can be written (ENV-26), `/var/task` (ENV-27) and `/opt` only read; the rest are empty folders of a read-only root.
 */
import { Buffer } from 'buffer/';
import { LIMITS, type TmpImage } from '../../../protocol.ts';
import { nowMs } from '../../clock.ts';
import { isTaskFolder, taskFile, taskPaths } from '../../modules/compiledFiles.ts';
import { dirname } from '../../modules/paths.ts';
import { stringify } from '../../primordials.ts';

export interface Entry {
  readonly isFolder: boolean;
  bytes: Uint8Array;
  mode: number;
  readonly ino: number;
  readonly birthMs: number;
  changedMs: number;
  modifiedMs: number;
  accessedMs: number;
}

/** Folders of the image that are always there; what is below them is not. */
const ROOT_FOLDERS = new Set(
  '/ /bin /dev /etc /home /lib /mnt /opt /proc /root /sys /usr /var /var/lang /var/runtime /var/task'.split(' '),
);
const NOTHING = new Uint8Array(0);
const FOLDER_MODE = 0o40755;
const FILE_MODE = 0o100644;

let nextIno = 1000;

function newEntry(isFolder: boolean, bytes: Uint8Array = NOTHING, mode = isFolder ? FOLDER_MODE : FILE_MODE): Entry {
  const now = nowMs();
  const times = { birthMs: now, changedMs: now, modifiedMs: now, accessedMs: now };
  return { isFolder, bytes, mode, ino: nextIno++, ...times };
}

/** A place that can be written, with a limit in bytes and in entries. */
export class Volume {
  readonly entries = new Map<string, Entry>();
  #bytes = 0;
  hasChanged = false;

  constructor(readonly root: string) {
    this.entries.set(root, newEntry(true));
  }

  /** Bytes that are still free. */
  get freeBytes(): number {
    return LIMITS.tmpBytes - this.#bytes;
  }

  get isFull(): boolean {
    return this.entries.size >= LIMITS.tmpEntries;
  }

  add(path: string, entry: Entry): void {
    this.remove(path);
    this.#bytes += entry.bytes.length;
    this.entries.set(path, entry);
    this.hasChanged = true;
  }

  /** Gives a file new content; false when there is no room for it. */
  fill(entry: Entry, bytes: Uint8Array): boolean {
    const growth = bytes.length - entry.bytes.length;
    if (growth > this.freeBytes) return false;
    this.#bytes += growth;
    entry.bytes = bytes;
    entry.modifiedMs = nowMs();
    entry.changedMs = entry.modifiedMs;
    this.hasChanged = true;
    return true;
  }

  remove(path: string): Entry | undefined {
    const entry = this.entries.get(path);
    if (!entry) return undefined;
    this.#bytes -= entry.bytes.length;
    this.entries.delete(path);
    this.hasChanged = true;
    return entry;
  }

  /** What it holds, as JSON text of a `TmpImage`. */
  imageText(): string {
    const folders: string[] = [];
    const files: string[] = [];
    for (const [path, { isFolder, bytes }] of this.entries) {
      if (isFolder) folders.push(stringify(path));
      else files.push(`[${stringify(path)},"${Buffer.from(bytes).toString('base64')}"]`);
    }
    return `{"folders":[${folders.join()}],"files":[${files.join()}]}`;
  }

  restore(image: TmpImage): void {
    for (const folder of image.folders) if (!this.entries.has(folder)) this.add(folder, newEntry(true));
    for (const [path, base64] of image.files)
      this.add(path, newEntry(false, new Uint8Array(Buffer.from(base64, 'base64'))));
    this.hasChanged = false;
  }
}

const tmp = new Volume('/tmp');
const volumes: Volume[] = [tmp];
/** Read-only entries, made when they are first asked for so that they keep their number. */
const fixed = new Map<string, Entry>();

/** What `/tmp` holds as JSON text (`TmpImage`), if it has changed since the last call. */
export function takeTmpText(): string | null {
  if (!tmp.hasChanged) return null;
  tmp.hasChanged = false;
  return tmp.imageText();
}

export function restoreTmp(image: TmpImage): void {
  tmp.restore(image);
}

/** The volume that a path belongs to; `undefined` for the read-only rest. */
export function volumeOf(path: string): Volume | undefined {
  return volumes.find(({ root }) => path === root || path.startsWith(`${root}/`));
}

export function entryAt(path: string): Entry | undefined {
  const volume = volumeOf(path);
  return volume ? volume.entries.get(path) : (fixed.get(path) ?? fixedEntry(path));
}

function fixedEntry(path: string): Entry | undefined {
  const file = taskFile(path);
  const entry = file
    ? newEntry(false, 'text' in file ? Buffer.from(file.text, 'utf8') : NOTHING, FILE_MODE)
    : isTaskFolder(path) || ROOT_FOLDERS.has(path) || isAboveVolume(path)
      ? newEntry(true)
      : undefined;
  if (entry) fixed.set(path, entry);
  return entry;
}

const isAboveVolume = (path: string) => volumes.some(({ root }) => dirname(root) === path);

/** Whether a file of the function is compiled code, whose text is not kept. */
export function isCompiledSource(path: string): boolean {
  const file = taskFile(path);
  return file !== undefined && !('text' in file);
}

/** The names in a folder, sorted. */
export function namesIn(folder: string): string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const volume = volumeOf(folder);
  const paths = volume ? volume.entries.keys() : [...taskPaths(), ...ROOT_FOLDERS, ...volumes.map(({ root }) => root)];
  const names = new Set<string>();
  for (const path of paths) {
    if (path.startsWith(prefix) && path !== folder) names.add(path.slice(prefix.length).split('/')[0] ?? '');
  }
  return [...names].filter((name) => name !== '').sort();
}

export { newEntry };
