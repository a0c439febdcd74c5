/** `node:path`. */
import { basename, dirname, extname, normalize, resolvePath } from '../modules/paths.ts';

export const path: Record<string, unknown> = {
  sep: '/',
  delimiter: ':',
  basename,
  dirname,
  extname,
  normalize,
  resolve: resolvePath,
  join: (...parts: string[]) => normalize(parts.filter((part) => part !== '').join('/')),
  isAbsolute: (value: string) => value.startsWith('/'),
  toNamespacedPath: (value: string) => value,
  relative(from: string, to: string): string {
    const [a, b] = [resolvePath(from), resolvePath(to)].map((one) => one.split('/').filter(Boolean)) as [
      string[],
      string[],
    ];
    let shared = 0;
    while (shared < a.length && a[shared] === b[shared]) shared++;
    return [...a.slice(shared).map(() => '..'), ...b.slice(shared)].join('/');
  },
  parse(value: string) {
    const base = basename(value);
    const ext = extname(value);
    const root = value.startsWith('/') ? '/' : '';
    const dir = value.includes('/') ? dirname(value) : '';
    return { root, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
  },
  format({ root = '', dir = '', base = '', name = '', ext = '' }): string {
    const file = base || `${name}${ext && !ext.startsWith('.') ? '.' : ''}${ext}`;
    if (!dir) return root + file;
    return dir === root ? dir + file : `${dir}/${file}`;
  },
};
path.posix = path;
