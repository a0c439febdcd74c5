/** POSIX paths, as `node:path` has them. */

/** Removes `.`, `..` and double slashes; keeps a trailing slash. */
export function normalize(path: string): string {
  if (path === '') return '.';
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push('..');
  }
  const text = parts.join('/');
  if (isAbsolute) return text === '' ? '/' : `/${text}${path.endsWith('/') ? '/' : ''}`;
  return text === '' ? '.' : `${text}${path.endsWith('/') ? '/' : ''}`;
}

/** Joins from the right until the path is absolute; relative ones start at the task root. */
export function resolvePath(...paths: string[]): string {
  let result = '';
  for (let i = paths.length - 1; i >= 0 && !result.startsWith('/'); i--) {
    if (paths[i]) result = result === '' ? (paths[i] ?? '') : `${paths[i]}/${result}`;
  }
  const absolute = normalize(result.startsWith('/') ? result : `/var/task/${result}`);
  return absolute.length > 1 && absolute.endsWith('/') ? absolute.slice(0, -1) : absolute;
}

export function dirname(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : trimmed.slice(0, slash);
}

export function basename(path: string, suffix = ''): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
}
