/** Where a specifier leads: the lookups of `require` and `import` in Node.js, over the function's files. */
import { processObject } from '../process.ts';
import { isTaskFolder, taskFile } from './compiledFiles.ts';
import { basename, dirname, resolvePath } from './paths.ts';

/** `undefined`: not found. */
export type Found = string | undefined;

export const isRelative = (specifier: string) => /^(\.{1,2}(\/|$)|\/)/.test(specifier);

/** The file that `require(specifier)` in a file of `folder` loads. */
export function resolveRequire(specifier: string, folder: string, typescript: boolean): Found {
  if (isRelative(specifier)) return fileOrFolder(resolvePath(folder, specifier), specifier.endsWith('/'), typescript);
  if (specifier.startsWith('#')) return resolveInternal(specifier, folder, 'require');
  for (const place of nodeModulesFolders(folder)) {
    const found = resolvePackage(specifier, place, 'require');
    if (found) return found;
  }
  return undefined;
}

/** The file that `import` of a relative or absolute specifier names; no extensions are tried, but for TypeScript. */
export function resolveImportPath(specifier: string, folder: string, typescript: boolean): string {
  const plain = specifier.replace(/[?#].*$/, '');
  const path = plain.startsWith('file://')
    ? decodeURIComponent(plain.slice('file://'.length))
    : resolvePath(folder, decodeURIComponent(plain));
  return (typescript && !taskFile(path) && withTypeScriptExtension(path)) || path;
}

/** The file of a bare specifier in an `import`. */
export function resolveImportPackage(specifier: string, folder: string): Found {
  if (specifier.startsWith('#')) return resolveInternal(specifier, folder, 'import');
  for (const place of nodeModulesFolders(folder)) {
    const found = resolvePackage(specifier, place, 'import');
    if (found) return found;
  }
  return undefined;
}

/** The folders in which a package is looked for: up from the file, then those of `NODE_PATH`. */
export function nodeModulesFolders(folder: string): string[] {
  const places: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    if (basename(current) !== 'node_modules')
      places.push(current === '/' ? '/node_modules' : `${current}/node_modules`);
    if (current === '/') break;
  }
  return [...places, ...globalFolders()];
}

/** The nearest package.json with its folder. */
export function packageScope(path: string): { readonly folder: string; readonly manifest: Manifest } | undefined {
  for (let folder = dirname(path); folder !== '/' && basename(folder) !== 'node_modules'; folder = dirname(folder)) {
    const manifest = manifestOf(folder);
    if (manifest) return { folder, manifest };
  }
  return undefined;
}

function globalFolders(): string[] {
  const folders = processObject.env.NODE_PATH?.split(':').filter(Boolean) ?? [];
  return folders.map((folder) => resolvePath(folder));
}

export interface Manifest {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

function manifestOf(folder: string): Manifest | undefined {
  const file = taskFile(`${folder}/package.json`);
  if (file?.kind !== 'json') return undefined;
  try {
    const value: unknown = JSON.parse(file.text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const EXTENSIONS = ['.js', '.json', '.node'];

function fileOrFolder(path: string, mustBeFolder: boolean, typescript: boolean): Found {
  if (!mustBeFolder) {
    if (taskFile(path)) return path;
    const found = EXTENSIONS.map((extension) => path + extension).find(taskFile);
    if (found) return found;
    if (typescript) {
      const other = withTypeScriptExtension(path);
      if (other) return other;
    }
  }
  return isTaskFolder(path) ? folderMain(path) : undefined;
}

function folderMain(folder: string): Found {
  const main = manifestOf(folder)?.main;
  if (typeof main === 'string' && main !== '') {
    const path = resolvePath(folder, main);
    const found = fileOrFolderNamed(path);
    if (found) return found;
  }
  return EXTENSIONS.map((extension) => `${folder}/index${extension}`).find(taskFile);
}

function fileOrFolderNamed(path: string): Found {
  const candidates = [
    path,
    ...EXTENSIONS.map((extension) => path + extension),
    ...EXTENSIONS.map((extension) => `${path}/index${extension}`),
  ];
  return candidates.find(taskFile);
}

/** TypeScript sources name the emitted file, the source file, or neither extension. */
function withTypeScriptExtension(path: string): Found {
  const stem = path.replace(/\.[cm]?[jt]sx?$/, '');
  return [`${stem}.mjs`, `${stem}.js`, `${stem}.cjs`, `${stem}.json`, `${stem}/index.mjs`, `${stem}/index.js`].find(
    taskFile,
  );
}

function resolvePackage(specifier: string, place: string, condition: Condition): Found {
  const { folder, subpath } = partsOf(specifier, place);
  const exports = manifestOf(folder)?.exports ?? undefined;
  if (exports !== undefined) {
    const target = exportTarget(exports, subpath, condition);
    return target ? fileAt(resolvePath(folder, target)) : undefined;
  }
  return fileOrFolder(subpath === '.' ? folder : resolvePath(folder, subpath), false, false);
}

/** A package's folder and what is asked of it, `.` or `./…`. */
interface PackagePart {
  readonly folder: string;
  readonly subpath: string;
}

function partsOf(specifier: string, place: string): PackagePart {
  const parts = specifier.split('/');
  const name = parts.splice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return { folder: `${place}/${name}`, subpath: parts.length > 0 ? `./${parts.join('/')}` : '.' };
}

/** The package whose `exports` keep to itself what a specifier asks for. */
export function hiddenPart(specifier: string, folder: string, condition: Condition): PackagePart | undefined {
  if (isRelative(specifier) || specifier.startsWith('#')) return undefined;
  for (const place of nodeModulesFolders(folder)) {
    const part = partsOf(specifier, place);
    const exports = manifestOf(part.folder)?.exports ?? undefined;
    if (exports !== undefined) return exportTarget(exports, part.subpath, condition) === undefined ? part : undefined;
  }
  return undefined;
}

function resolveInternal(specifier: string, folder: string, condition: Condition): Found {
  const scope = packageScope(`${folder}/_`);
  const target = scope && exportTarget(scope.manifest.imports, specifier, condition);
  if (!target) return undefined;
  return isRelative(target) ? fileAt(resolvePath(scope.folder, target)) : resolveRequire(target, folder, false);
}

const fileAt = (path: string): Found => (taskFile(path) ? path : undefined);

export type Condition = 'import' | 'require';

/** The target of a subpath in `exports` or `imports` of a package.json, with conditions and `*` patterns. */
function exportTarget(exports: unknown, subpath: string, condition: Condition): string | undefined {
  const isMap = isObject(exports) && Object.keys(exports).some((key) => /^[.#]/.test(key));
  if (!isMap) return subpath === '.' ? conditionTarget(exports, condition, '') : undefined;
  if (subpath in exports) return conditionTarget(exports[subpath], condition, '');
  for (const [pattern, target] of Object.entries(exports)) {
    const star = pattern.indexOf('*');
    if (star < 0) continue;
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (subpath.startsWith(before) && subpath.endsWith(after) && subpath.length >= pattern.length) {
      return conditionTarget(target, condition, subpath.slice(before.length, subpath.length - after.length));
    }
  }
  return undefined;
}

function conditionTarget(target: unknown, condition: Condition, star: string): string | undefined {
  if (typeof target === 'string') return target.replaceAll('*', star);
  if (Array.isArray(target)) {
    return target.map((one) => conditionTarget(one, condition, star)).find((one) => one !== undefined);
  }
  if (!isObject(target)) return undefined;
  for (const [key, value] of Object.entries(target)) {
    if (!['node', 'default', 'module-sync', condition].includes(key) || key === 'module-sync') continue;
    const found = conditionTarget(value, condition, star);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
