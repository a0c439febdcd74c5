/** `node:fs`: the synchronous functions, the same with callbacks and promises, and streams. */
import { Dir, FileHandle } from './fs/handles.ts';
import { givenPath, notHere } from './fs/paths.ts';
import { Dirent, Stats } from './fs/stats.ts';
import { attempt, createReadStream, createWriteStream } from './fs/streams.ts';
import { sync } from './fs/sync.ts';
import { fsConstants } from './fsConstants.ts';
import { checkFunction } from './validate.ts';

type AnyFunction = (...args: unknown[]) => unknown;

const later = <T>(run: () => T): Promise<T> =>
  new Promise((resolve, reject) => attempt(run, (error, value) => (error ? reject(error) : resolve(value as T))));

const NAMES = Object.keys(sync).map((name) => name.replace(/Sync$/, '') as string);
const BY_DESCRIPTOR = /^(f(stat|truncate|chmod|chown|utimes|sync|datasync)|close|read|write|readv|writev|exists)$/;
const operation = (name: string) => Reflect.get(sync, `${name}Sync`) as AnyFunction;

/** With a callback; `read` and `write` also hand on their buffer. */
function withCallback(name: string): AnyFunction {
  const run = operation(name);
  const passesBuffer = /^(read|write)v?$/.test(name);
  const callback = (...args: unknown[]) => {
    const done = args.findLast((one) => typeof one === 'function');
    checkFunction(done, 'cb');
    const plain = args.slice(0, args.lastIndexOf(done));
    // A path that is none is told at once.
    if (!BY_DESCRIPTOR.test(name) && typeof plain[0] !== 'number')
      givenPath(plain[0], name === 'mkdtemp' ? 'prefix' : 'path');
    attempt(
      () => run(...plain),
      (error, value) => {
        if (error) done(error);
        else if (passesBuffer) done(null, value, plain[1]);
        else if (value === undefined) done(null);
        else done(null, value);
      },
    );
  };
  return Object.defineProperty(callback, 'name', { value: name });
}

function callbacks(): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const name of NAMES) all[name] = withCallback(name);
  all.exists = (path: unknown, done: unknown) => {
    checkFunction(done, 'cb');
    attempt(
      () => sync.existsSync(path),
      (_error, value) => done(Boolean(value)),
    );
  };
  all.opendir = (path: unknown, ...rest: unknown[]) => {
    const done = rest.at(-1);
    checkFunction(done, 'cb');
    attempt(
      () => new Dir(givenPath(path)),
      (error, dir) => (error ? done(error) : done(null, dir)),
    );
  };
  Object.assign(all.realpath as object, { native: all.realpath });
  return all;
}

function promises(): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const name of NAMES) {
    if (BY_DESCRIPTOR.test(name)) continue;
    const run = operation(name);
    all[name] = Object.defineProperty(async (...args: unknown[]) => later(() => run(...args)), 'name', { value: name });
  }
  const readOrWrite = (name: 'readFile' | 'writeFile' | 'appendFile', position: number) => {
    const run = operation(name);
    all[name] = async (...args: unknown[]) => {
      const signal: unknown = Reflect.get(Object(args[position]), 'signal');
      if (signal) (signal as AbortSignal).throwIfAborted();
      if (args[0] instanceof FileHandle) args[0] = args[0].fd;
      if (name !== 'readFile') args[1] = await gathered(args[1]);
      return later(() => run(...args));
    };
  };
  readOrWrite('readFile', 1);
  readOrWrite('writeFile', 2);
  readOrWrite('appendFile', 2);
  all.open = async (...args: unknown[]) =>
    new FileHandle((await later(() => operation('open')(...args))) as number, later);
  all.opendir = async (path: unknown, options?: object) => later(() => new Dir(givenPath(path), options));
  all.watch = () => notHere('watch');
  all.constants = fsConstants;
  return all;
}

/** What is written may come from an iterable. */
async function gathered(data: unknown): Promise<unknown> {
  if (typeof data !== 'object' || data === null || ArrayBuffer.isView(data)) return data;
  if (!(Symbol.asyncIterator in data) && !(Symbol.iterator in data)) return data;
  const parts: Uint8Array[] = [];
  for await (const part of data as AsyncIterable<unknown>)
    parts.push(typeof part === 'string' ? new TextEncoder().encode(part) : (part as Uint8Array));
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

let module: (Record<string, unknown> & { promises: unknown }) | undefined;

/** What `require('node:fs')` gives. */
export function nodeFs(): Record<string, unknown> & { promises: unknown } {
  module ??= {
    ...callbacks(),
    ...sync,
    opendirSync: (path: unknown, options?: object) => new Dir(givenPath(path), options),
    createReadStream,
    createWriteStream,
    Stats,
    Dirent,
    Dir,
    constants: fsConstants,
    F_OK: fsConstants.F_OK,
    R_OK: fsConstants.R_OK,
    W_OK: fsConstants.W_OK,
    X_OK: fsConstants.X_OK,
    watch: () => notHere('watch'),
    watchFile: () => notHere('watchFile'),
    unwatchFile: () => {},
    openAsBlob: async (path: unknown) => new Blob([sync.readFileSync(path) as Uint8Array<ArrayBuffer>]),
    promises: promises(),
  };
  return module;
}
