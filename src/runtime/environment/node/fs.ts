/**
 * `node:fs` in its smallest useful form: `/tmp` can be written (ENV-26), `/var/task` only read (ENV-27). Other places do not exist. `/tmp`
 * outlives this process: it is handed out when it has changed, and restored in the next (ENV-13).
 */

import { Buffer } from 'buffer/';
import { LIMITS, type TmpImage } from '../../protocol.ts';
import { nowMs } from '../clock.ts';
import { enqueueImmediate } from '../eventLoop.ts';
import { isTaskFolder, taskFile, taskPaths } from '../modules/compiledFiles.ts';
import { dirname, resolvePath } from '../modules/paths.ts';
import { nodeError } from '../nodeError.ts';
import { stringify } from '../primordials.ts';

type Encoding =
  | string
  | { readonly encoding?: string | null; readonly flag?: string; readonly recursive?: boolean }
  | null
  | undefined;

const files = new Map<string, Uint8Array>();
const folders = new Set<string>(['/tmp']);
let hasChanged = false;

/** What `/tmp` holds as JSON text (`TmpImage`), if it has changed since the last call. */
export function takeTmpText(): string | null {
  if (!hasChanged) return null;
  hasChanged = false;
  const texts = [...files].map(([path, bytes]) => `[${stringify(path)},"${Buffer.from(bytes).toString('base64')}"]`);
  return `{"folders":[${[...folders].map(stringify).join()}],"files":[${texts.join()}]}`;
}

export function restoreTmp(image: TmpImage): void {
  for (const folder of image.folders) folders.add(folder);
  for (const [path, base64] of image.files) files.set(path, Buffer.from(base64, 'base64'));
}

/** Puts a file into `/tmp`, if there is room for it. */
function store(place: string, bytes: Uint8Array): void {
  let size = bytes.length;
  for (const [path, other] of files) if (path !== place) size += other.length;
  if (size > LIMITS.tmpBytes || files.size + folders.size >= LIMITS.tmpEntries) throw failure('ENOSPC', 'write', place);
  files.set(place, bytes);
  hasChanged = true;
}

const REASONS: Readonly<Record<string, readonly [errno: number, text: string]>> = {
  ENOENT: [-2, 'no such file or directory'],
  EEXIST: [-17, 'file already exists'],
  ENOTDIR: [-20, 'not a directory'],
  EISDIR: [-21, 'illegal operation on a directory'],
  EROFS: [-30, 'read-only file system'],
  ENOTEMPTY: [-39, 'directory not empty'],
  ENOSPC: [-28, 'no space left on device'],
};

function failure(code: string, syscall: string, path: string): Error {
  const [errno, text] = REASONS[code] ?? [-1, 'failed'];
  return Object.assign(new Error(`${code}: ${text}, ${syscall} '${path}'`), { errno, code, syscall, path });
}

function pathOf(value: unknown): string {
  if (typeof value === 'string') return resolvePath(value);
  if (value instanceof URL) return decodeURIComponent(value.pathname);
  throw nodeError(
    new TypeError('The "path" argument must be of type string or an instance of Buffer or URL.'),
    'ERR_INVALID_ARG_TYPE',
  );
}

const isFolder = (path: string) => folders.has(path) || isTaskFolder(path) || path === '/' || path === '/var';

/** The bytes of a file; sources that were compiled are not kept as text. */
function bytesAt(path: string): Uint8Array | undefined {
  const written = files.get(path);
  if (written) return written;
  const file = taskFile(path);
  return file && 'text' in file ? Buffer.from(file.text, 'utf8') : undefined;
}

function encodingOf(options: Encoding): string | undefined {
  return (typeof options === 'string' ? options : options?.encoding) ?? undefined;
}

function checkWritable(path: string, syscall: string): void {
  if (!path.startsWith('/tmp/')) throw failure(isFolder(dirname(path)) ? 'EROFS' : 'ENOENT', syscall, path);
  if (!folders.has(dirname(path))) throw failure('ENOENT', syscall, path);
}

function childrenOf(folder: string): string[] {
  const names = [...files.keys(), ...folders, ...taskPaths()]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length + 1).split('/')[0] ?? '');
  return [...new Set(names)].sort();
}

const sync = {
  existsSync: (path: unknown) => {
    const place = pathOf(path);
    return files.has(place) || taskFile(place) !== undefined || isFolder(place);
  },
  accessSync(path: unknown): void {
    if (!sync.existsSync(path)) throw failure('ENOENT', 'access', pathOf(path));
  },
  readFileSync(path: unknown, options?: Encoding): unknown {
    const place = pathOf(path);
    if (isFolder(place)) throw failure('EISDIR', 'read', place);
    const bytes = bytesAt(place);
    if (!bytes) throw failure('ENOENT', 'open', place);
    const encoding = encodingOf(options);
    return encoding ? Buffer.from(bytes).toString(encoding as 'utf8') : Buffer.from(bytes);
  },
  writeFileSync(path: unknown, data: unknown, options?: Encoding): void {
    const place = pathOf(path);
    if (isFolder(place)) throw failure('EISDIR', 'open', place);
    checkWritable(place, 'open');
    const bytes =
      typeof data === 'string'
        ? Buffer.from(data, (encodingOf(options) ?? 'utf8') as 'utf8')
        : Buffer.from(data as Uint8Array);
    const appends = typeof options === 'object' && options?.flag === 'a';
    store(place, appends ? Buffer.concat([bytesAt(place) ?? Buffer.alloc(0), bytes]) : bytes);
  },
  appendFileSync(path: unknown, data: unknown): void {
    sync.writeFileSync(path, data, { flag: 'a' });
  },
  mkdirSync(path: unknown, options?: Encoding): string | undefined {
    const place = pathOf(path);
    const isRecursive = typeof options === 'object' && Boolean(options?.recursive);
    if (isFolder(place)) {
      if (isRecursive) return undefined;
      throw failure('EEXIST', 'mkdir', place);
    }
    if (isRecursive && !isFolder(dirname(place))) sync.mkdirSync(dirname(place), options);
    checkWritable(place, 'mkdir');
    if (files.size + folders.size >= LIMITS.tmpEntries) throw failure('ENOSPC', 'mkdir', place);
    folders.add(place);
    hasChanged = true;
    return isRecursive ? place : undefined;
  },
  mkdtempSync(prefix: string): string {
    const place = `${pathOf(prefix)}${String(folders.size).padStart(6, 'a')}`;
    sync.mkdirSync(place);
    return place;
  },
  readdirSync(path: unknown): string[] {
    const place = pathOf(path);
    if (!isFolder(place)) throw failure(sync.existsSync(place) ? 'ENOTDIR' : 'ENOENT', 'scandir', place);
    return childrenOf(place);
  },
  unlinkSync(path: unknown): void {
    const place = pathOf(path);
    if (!files.delete(place)) throw failure(taskFile(place) ? 'EROFS' : 'ENOENT', 'unlink', place);
    hasChanged = true;
  },
  rmdirSync(path: unknown): void {
    const place = pathOf(path);
    if (!folders.has(place)) throw failure('ENOENT', 'rmdir', place);
    if (childrenOf(place).length > 0) throw failure('ENOTEMPTY', 'rmdir', place);
    folders.delete(place);
    hasChanged = true;
  },
  rmSync(path: unknown, options?: { force?: boolean; recursive?: boolean }): void {
    const place = pathOf(path);
    if (!sync.existsSync(place)) {
      if (options?.force) return;
      throw failure('ENOENT', 'rm', place);
    }
    if (folders.has(place) && !options?.recursive) throw failure('EISDIR', 'rm', place);
    hasChanged = true;
    for (const one of [...files.keys()]) if (one === place || one.startsWith(`${place}/`)) files.delete(one);
    for (const one of [...folders])
      if (one !== '/tmp' && (one === place || one.startsWith(`${place}/`))) folders.delete(one);
  },
  renameSync(from: unknown, to: unknown): void {
    sync.writeFileSync(to, sync.readFileSync(from));
    sync.unlinkSync(from);
  },
  copyFileSync(from: unknown, to: unknown): void {
    sync.writeFileSync(to, sync.readFileSync(from));
  },
  statSync(path: unknown, options?: { throwIfNoEntry?: boolean }): unknown {
    const place = pathOf(path);
    if (!sync.existsSync(place)) {
      if (options?.throwIfNoEntry === false) return undefined;
      throw failure('ENOENT', 'stat', place);
    }
    const isDirectory = isFolder(place);
    const size = isDirectory ? 4096 : (bytesAt(place)?.length ?? 0);
    const mtime = new Date(nowMs());
    return {
      size,
      mode: isDirectory ? 0o40755 : 0o100644,
      mtime,
      mtimeMs: mtime.getTime(),
      isFile: () => !isDirectory,
      isDirectory: () => isDirectory,
      isSymbolicLink: () => false,
    };
  },
  realpathSync: (path: unknown) => pathOf(path),
  createReadStream: missing('createReadStream'),
  createWriteStream: missing('createWriteStream'),
  watch: missing('watch'),
};

function missing(name: string) {
  return () => {
    throw new Error(`The playground does not have fs.${name} yet; use readFile and writeFile.`);
  };
}

const ASYNC =
  'access readFile writeFile appendFile mkdir mkdtemp readdir unlink rmdir rm rename copyFile stat realpath'.split(' ');

type AnyFunction = (...args: unknown[]) => unknown;

/** Runs a file operation in a later turn of the event loop, as real input and output would. */
function later(run: AnyFunction, args: readonly unknown[], done: (error: unknown, value?: unknown) => void): void {
  enqueueImmediate(() => {
    let value: unknown;
    try {
      value = run(...args);
    } catch (error) {
      done(error);
      return;
    }
    done(null, value);
  });
}

const promises: Record<string, unknown> = {};
const callbacks: Record<string, unknown> = {};
for (const name of ASYNC) {
  // All these operations take plain arguments.
  const run = Reflect.get(sync, `${name}Sync`) as AnyFunction;
  promises[name] = (...args: unknown[]) =>
    new Promise((resolve, reject) => later(run, args, (error, value) => (error ? reject(error) : resolve(value))));
  callbacks[name] = (...args: unknown[]) => {
    const done = args.pop();
    if (typeof done !== 'function')
      throw nodeError(
        new TypeError('The "cb" argument must be of type function. Received undefined'),
        'ERR_INVALID_ARG_TYPE',
      );
    later(run, args, done as AnyFunction);
  };
}
callbacks.exists = (path: unknown, done: (exists: boolean) => void) =>
  later(sync.existsSync as AnyFunction, [path], (_error, value) => done(Boolean(value)));

export const nodeFs = { ...sync, ...callbacks, promises, constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 } };
