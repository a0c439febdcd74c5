/** Errors of loading modules, worded as Node.js words them. */
import { nodeError } from '../nodeError.ts';
import type { Conflict } from './moduleRecord.ts';

/** `require` found nothing; `stack` are the files that led there, innermost first. `hint` is the playground's. */
export function cannotFindModule(specifier: string, stack: readonly string[], hint = ''): Error {
  const lines = stack.length > 0 ? `\nRequire stack:\n- ${stack.join('\n- ')}` : '';
  const error = new Error(`Cannot find module '${specifier}'${hint}${lines}`);
  return Object.assign(error, { code: 'MODULE_NOT_FOUND', requireStack: [...stack] });
}

export function moduleNotFound(path: string, importer: string): Error {
  const error = new Error(`Cannot find module '${path}' imported from ${importer}`);
  return nodeError(error, 'ERR_MODULE_NOT_FOUND', { url: `file://${path}` });
}

export function packageNotFound(name: string, importer: string, hint = ''): Error {
  return nodeError(new Error(`Cannot find package '${name}'${hint} imported from ${importer}`), 'ERR_MODULE_NOT_FOUND');
}

/** A package's `exports` do not name what is asked for; `importer` is that of an `import`. */
export function pathNotExported(folder: string, subpath: string, importer?: string): Error {
  const what = subpath === '.' ? 'No "exports" main' : `Package subpath '${subpath}' is not`;
  const text = `${what} defined ${subpath === '.' ? 'in' : 'by "exports" in'} ${folder}/package.json`;
  const error = new Error(importer === undefined ? text : `${text} imported from ${importer}`);
  return nodeError(error, 'ERR_PACKAGE_PATH_NOT_EXPORTED');
}

export function unsupportedScheme(specifier: string): Error {
  const protocol = /^[a-z][a-z\d+.-]*:/i.exec(specifier)?.[0] ?? '';
  const text = `Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '${protocol}'`;
  return nodeError(new Error(text), 'ERR_UNSUPPORTED_ESM_URL_SCHEME');
}

export function directoryImport(path: string, importer: string): Error {
  const text = `Directory import '${path}' is not supported resolving ES modules imported from ${importer}`;
  return nodeError(new Error(text), 'ERR_UNSUPPORTED_DIR_IMPORT', { url: `file://${path}` });
}

export function unknownBuiltin(specifier: string): Error {
  return nodeError(new Error(`No such built-in module: ${specifier}`), 'ERR_UNKNOWN_BUILTIN_MODULE');
}

export function unknownExtension(path: string): Error {
  const extension = /\.[^./]*$/.exec(path)?.[0] ?? '';
  return nodeError(new TypeError(`Unknown file extension "${extension}" for ${path}`), 'ERR_UNKNOWN_FILE_EXTENSION');
}

export function missingJsonAttribute(path: string): Error {
  const text = `Module "file://${path}" needs an import attribute of "type: json"`;
  return nodeError(new TypeError(text), 'ERR_IMPORT_ATTRIBUTE_MISSING');
}

export function requireOfEsModule(path: string, parent: string): Error {
  const isMjs = path.endsWith('.mjs');
  const change = isMjs ? path : `${path.slice(path.lastIndexOf('/') + 1)} in ${parent}`;
  const text = `require() of ES Module ${path} from ${parent} not supported.\nInstead change the require of ${change} to a dynamic import() which is available in all CommonJS modules.`;
  return nodeError(new Error(text), 'ERR_REQUIRE_ESM');
}

export function invalidRequireId(id: unknown): Error {
  if (id === '') {
    const error = new TypeError("The argument 'id' must be a non-empty string. Received ''");
    return nodeError(error, 'ERR_INVALID_ARG_VALUE');
  }
  const received =
    typeof id === 'object' || typeof id === 'function'
      ? `${id === null ? 'null' : `an instance of ${id.constructor?.name}`}`
      : id === undefined
        ? 'undefined'
        : `type ${typeof id} (${String(id)})`;
  const error = new TypeError(`The "id" argument must be of type string. Received ${received}`);
  return nodeError(error, 'ERR_INVALID_ARG_TYPE');
}

export function missingExport(specifier: string, name: string): SyntaxError {
  return new SyntaxError(`The requested module '${specifier}' does not provide an export named '${name}'`);
}

export function missingNamedExport(specifier: string, name: string, braces = ''): SyntaxError {
  const example = braces === '' ? '' : `const ${braces.replaceAll(' as ', ': ')} = pkg;`;
  return new SyntaxError(
    `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all module.exports as named exports.\n` +
      `CommonJS modules can always be imported via the default export, for example using:\n\nimport pkg from '${specifier}';\n${example}\n`,
  );
}

export function circularExport(specifier: string, name: string): SyntaxError {
  return new SyntaxError(`Detected cycle while resolving name '${name}' in '${specifier}'`);
}

export function conflictingExports(name: string, { first, second }: Conflict): SyntaxError {
  return new SyntaxError(
    `The requested module '${second}' contains conflicting star exports for name '${name}' with the previous requested module '${first}'`,
  );
}

const COMMONJS_NAMES = ['require', 'module', 'exports', '__filename', '__dirname'];

/** Adds to the ReferenceError of a CommonJS variable in an ES module what Node.js adds. */
export function explainCommonJsName(error: unknown, path: string, typeModuleManifest: string | undefined): void {
  if (!(error instanceof ReferenceError) || !COMMONJS_NAMES.some((name) => error.message === `${name} is not defined`))
    return;
  error.message += ' in ES module scope';
  if (error.message.startsWith('require ')) error.message += ', you can use import instead';
  if (path.endsWith('.js') && typeModuleManifest) {
    error.message += `\nThis file is being treated as an ES module because it has a '.js' file extension and '${typeModuleManifest}' contains "type": "module". To treat it as a CommonJS script, rename it to use the '.cjs' file extension.`;
  }
}
