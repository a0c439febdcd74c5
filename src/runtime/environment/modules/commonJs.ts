/** CommonJS modules: `require`, `module`, the cache and circular imports, as in Node.js. */
import { counter } from '../counter.ts';
import { processObject } from '../process.ts';
import { noteCommonJsFile } from '../stack.ts';
import { isMissingBuiltin, isProvided, missingHint, providedModule } from './builtins.ts';
import { endEarlyReads, watchEarlyReads } from './circular.ts';
import { type CommonJsFile, shownPath, taskFile } from './compiledFiles.ts';
import { measured } from './costs.ts';
import { dynamicImport } from './esModules.ts';
import {
  cannotFindModule,
  invalidRequireId,
  pathNotExported,
  requireOfEsModule,
  unknownBuiltin,
} from './moduleErrors.ts';
import { dirname } from './paths.ts';
import { hiddenPart, nodeModulesFolders, resolveRequire } from './resolve.ts';
import { syntaxErrorOf } from './syntaxErrors.ts';

/** A loaded CommonJS module, as user code sees it in `module`. */
export class Module {
  exports: unknown = {};
  loaded = false;
  readonly children: Module[] = [];
  readonly path: string;
  readonly paths: string[];
  declare readonly parent: Module | undefined;

  constructor(
    readonly id: string,
    readonly filename: string,
    parent?: Module,
  ) {
    this.path = dirname(filename);
    this.paths = nodeModulesFolders(this.path);
    // Not shown by inspect, as in Node.js.
    Object.defineProperty(this, 'parent', { value: parent, enumerable: false });
    parent?.children.push(this);
  }

  require(specifier: unknown): unknown {
    return requireFrom(this, specifier);
  }
}

export interface Require {
  (specifier: unknown): unknown;
  resolve(specifier: unknown): string;
  readonly main: Module | undefined;
  readonly cache: Record<string, Module | undefined>;
  readonly extensions: object;
}

const cache: Record<string, Module | undefined> = Object.create(null);
const extensions = Object.assign(Object.create(null), { '.js': undefined, '.json': undefined, '.node': undefined });

/** The module in whose name the runtime itself loads the handler. */
export const runtimeModule = new Module('.', '/var/runtime/index.mjs');

/** What `require(specifier)` in `parent` gives. Throws as Node.js does. */
export function requireFrom(parent: Module, specifier: unknown): unknown {
  if (typeof specifier !== 'string' || specifier === '') throw invalidRequireId(specifier);
  const provided = provide(specifier);
  return provided ? provided.exports : loadCommonJs(resolveFrom(parent, specifier), parent);
}

/** A built-in or simulated package, its first evaluation measured. */
export function provide(specifier: string): { readonly id: string; readonly exports: unknown } | undefined {
  return isProvided(specifier) && specifier.startsWith('@')
    ? measured(specifier, 0, () => providedModule(specifier))
    : providedModule(specifier);
}

/** The path of the file that a specifier leads to. */
export function resolveFrom(parent: Module, specifier: string): string {
  const file = taskFile(parent.filename);
  const found = resolveRequire(specifier, parent.path, file?.kind === 'cjs' && file.typescript);
  if (found) return found;
  if (specifier.startsWith('node:') && !isMissingBuiltin(specifier)) throw unknownBuiltin(specifier);
  const hidden = hiddenPart(specifier, parent.path, 'require');
  if (hidden) throw pathNotExported(hidden.folder, hidden.subpath);
  throw cannotFindModule(specifier, requireStack(parent), missingHint(specifier));
}

function requireStack(from: Module | undefined): string[] {
  const stack: string[] = [];
  for (let module: Module | undefined = from; module; module = module.parent) stack.push(module.filename);
  return stack;
}

/** Modules that an ES module has been linked with and that have not run: without a parent, whoever runs them. */
const prepared = new WeakSet<Module>();

/** The names that can be imported from a CommonJS file: those found in its text and in those of the files it passes on. */
export function exportNamesOf(path: string, visited = new Set<string>()): readonly string[] {
  const file = taskFile(path);
  if (visited.has(path) || file?.kind !== 'cjs') return [];
  visited.add(path);
  if (!cache[path]) {
    const module = new Module(path, path);
    cache[path] = module;
    prepared.add(module);
  }
  const passedOn = file.reexports.flatMap((specifier) => {
    const found = resolveRequire(specifier, dirname(path), file.typescript);
    return found ? exportNamesOf(found, visited) : [];
  });
  return [...file.names, ...passedOn];
}

/** The exports of a file, evaluated now unless it was before; a circular import gets what is there so far. No parent: an `import`. */
export function loadCommonJs(path: string, parent?: Module): unknown {
  const known = cache[path];
  if (known && parent && !parent.children.includes(known)) parent.children.push(known);
  if (known && !prepared.delete(known)) {
    if (parent && !known.loaded) watchEarlyReads(known.exports);
    return known.exports;
  }
  const module = known ?? new Module(path, path, parent);
  cache[path] = module;
  let isLoaded = false;
  try {
    evaluate(module, parent);
    isLoaded = true;
  } finally {
    if (!isLoaded) forget(module, parent);
  }
  module.loaded = true;
  endEarlyReads(module.exports);
  return module.exports;
}

/** A module that failed runs again when it is required again. */
function forget(module: Module, parent: Module | undefined): void {
  delete cache[module.filename];
  const at = parent?.children.indexOf(module) ?? -1;
  if (at >= 0) parent?.children.splice(at, 1);
}

function evaluate(module: Module, parent: Module | undefined): void {
  const path = module.filename;
  const file = taskFile(path);
  switch (file?.kind) {
    case 'cjs':
      measured(shownPath(path), file.size, () => run(module, file));
      return;
    case 'json':
      module.exports = measured(shownPath(path), file.text.length, () => parseJsonFile(path, file.text));
      return;
    case 'esm':
      throw requireOfEsModule(path, parent?.filename ?? '');
    case 'broken':
      throw brokenFile(path, file);
    case 'data':
      // Node.js takes files of unknown types for JavaScript; a text that is none fails like this.
      throw new SyntaxError('Invalid or unexpected token');
    default:
      throw cannotFindModule(path, requireStack(parent));
  }
}

function brokenFile(path: string, file: Parameters<typeof syntaxErrorOf>[0]): Error {
  const error = syntaxErrorOf(file);
  if (file.goal === 'commonjs' && looksLikeEsModule(error.message)) {
    processObject.emitWarning(
      `Failed to load the ES module: ${path}. Make sure to set "type": "module" in the nearest package.json file or use the .mjs extension.`,
    );
  }
  return error;
}

function looksLikeEsModule(message: string): boolean {
  return /^(Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta' outside a module)$/.test(
    message,
  );
}

function run(module: Module, file: CommonJsFile): void {
  noteCommonJsFile(module.filename);
  const body = file.make(counter, (specifier) => dynamicImport(module.filename, specifier));
  Reflect.apply(body, module.exports, [module.exports, makeRequire(module), module, module.filename, module.path]);
}

function parseJsonFile(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof Error) error.message = `${path}: ${error.message}`;
    throw error;
  }
}

/** The `require` function of a module. */
export function makeRequire(module: Module): Require {
  const require = (specifier: unknown) => requireFrom(module, specifier);
  const resolve = (specifier: unknown) => {
    if (typeof specifier !== 'string' || specifier === '') throw invalidRequireId(specifier);
    return isProvided(specifier) ? specifier : resolveFrom(module, specifier);
  };
  return Object.assign(require, { resolve, main: undefined, cache, extensions });
}
