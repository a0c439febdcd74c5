/// <reference path="./npm/libraries.d.ts" />
/** `node:path`: the code of Node.js itself, as `path-browserify` keeps it, with the checks of today's versions. */
import posix from 'path-browserify';
import { resolvePath } from '../modules/paths.ts';
import { checkObject, checkString } from './validate.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/** Every argument has to be text; the first `count` have names. */
function checked(run: (...args: string[]) => unknown, names: readonly string[]): AnyFunction {
  return (...args) => {
    names.forEach((name, i) => {
      if (i === 0 || args[i] !== undefined || name === 'to') checkString(args[i], name);
    });
    return run(...(args as string[]));
  };
}

function allStrings(run: (...args: string[]) => unknown): AnyFunction {
  return (...args) => {
    for (const arg of args) checkString(arg, 'path');
    return run(...(args as string[]));
  };
}

function format(parts: unknown): string {
  checkObject(parts, 'pathObject');
  const { root, dir, base, name, ext } = parts as Record<string, string | undefined>;
  const folder = dir || root;
  const file = base || `${name || ''}${ext ? `${ext.startsWith('.') ? '' : '.'}${ext}` : ''}`;
  if (!folder) return file;
  return folder === root ? `${folder}${file}` : `${folder}/${file}`;
}

function relative(from: unknown, to: unknown): string {
  checkString(from, 'from');
  checkString(to, 'to');
  return posix.relative(resolvePath(from), resolvePath(to));
}

export const path: Record<string, unknown> = {
  resolve: allStrings((...parts) => (parts.every((part) => part === '') ? '/var/task' : resolvePath(...parts))),
  normalize: checked((value) => posix.normalize(value), ['path']),
  isAbsolute: checked((value) => value.startsWith('/'), ['path']),
  join: allStrings((...parts) => posix.join(...parts)),
  relative,
  toNamespacedPath: (value: unknown) => value,
  _makeLong: (value: unknown) => value,
  matchesGlob(): never {
    throw new Error('The playground does not have path.matchesGlob.');
  },
  dirname: checked((value) => posix.dirname(value), ['path']),
  basename: checked((value, suffix) => posix.basename(value, suffix), ['path', 'suffix']),
  extname: checked((value) => posix.extname(value), ['path']),
  format,
  parse: checked((value) => posix.parse(value), ['path']),
  sep: '/',
  delimiter: ':',
  win32: null,
};
path.posix = path;
path.win32 = Object.assign(windows(), { posix: path });

/** The parts of `path.win32` that need no drive: what a Lambda function may want to do to a name from a Windows machine. */
function windows(): Record<string, unknown> {
  const plain = (value: string) => value.replaceAll('\\', '/');
  const own = (value: string) => value.replaceAll('/', '\\');
  const module: Record<string, unknown> = {
    sep: '\\',
    delimiter: ';',
    join: allStrings((...parts) => own(posix.join(...parts.map(plain)))),
    normalize: checked((value) => own(posix.normalize(plain(value))), ['path']),
    basename: checked(
      (value, suffix) => posix.basename(plain(value).replace(/^[a-z]:/i, ''), suffix),
      ['path', 'suffix'],
    ),
    dirname: checked((value) => own(posix.dirname(plain(value))), ['path']),
    extname: checked((value) => posix.extname(plain(value)), ['path']),
    isAbsolute: checked((value) => /^([a-z]:)?[\\/]/i.test(value), ['path']),
  };
  return Object.assign(module, { win32: module });
}
