/** How Node.js treats the files of a function: by extension, and for `.js` by the nearest package.json. */

export type FileKind = 'esm' | 'cjs' | 'json' | 'data';

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** TypeScript files become the file a bundler would emit for them; other paths stay. */
export function emittedPath(file: SourceText): string {
  if (/\.d\.[cm]?ts$/.test(file.path)) return file.path;
  if (/\.mts$/.test(file.path)) return file.path.replace(/\.mts$/, '.mjs');
  if (/\.cts$/.test(file.path)) return file.path.replace(/\.cts$/, '.cjs');
  if (!/\.tsx?$/.test(file.path)) return file.path;
  return file.path.replace(/\.tsx?$/, usesModuleSyntax(file.text) ? '.mjs' : '.js');
}

export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

/** The kind of an emitted path among `files`. */
export function kindOf(path: string, files: readonly SourceText[]): FileKind {
  if (path.endsWith('.mjs')) return 'esm';
  if (path.endsWith('.cjs')) return 'cjs';
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.js')) return packageType(path, files) === 'module' ? 'esm' : 'cjs';
  // Lambda also loads a handler file without an extension, as CommonJS (NODE-2).
  return /(^|\/)[^./]+$/.test(path) ? 'cjs' : 'data';
}

/** `type` of the package.json nearest to a file; `undefined` without one, as for a package that does not say. */
export function packageType(path: string, files: readonly SourceText[]): unknown {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    const name = folder === '' ? 'package.json' : `${folder}/package.json`;
    const found = files.find((file) => file.path === name);
    if (found) return typeIn(found.text);
    if (folder === '' || folder.endsWith('node_modules')) return undefined;
  }
}

function typeIn(packageJson: string): unknown {
  try {
    const value: unknown = JSON.parse(packageJson);
    return typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  } catch {
    return undefined;
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** A rough look for `import` and `export` statements; it decides only how a TypeScript file is emitted. */
function usesModuleSyntax(text: string): boolean {
  return /^\s*(import\b(?!\s*\(|\s+(?:type\s+)?[\w$]+\s*=)|export\b(?!\s*=))/m.test(text);
}
