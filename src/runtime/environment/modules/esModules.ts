/** ES modules: linking with live bindings, evaluation order, cycles, top-level await and dynamic import. */
import { ABORT, counter } from '../counter.ts';
import { NativePromise } from '../primordials.ts';
import { isMissingBuiltin, isProvided, missingHint } from './builtins.ts';
import { loadCommonJs, Module, makeRequire, provide, runtimeModule } from './commonJs.ts';
import { type Bindings, type EsModuleFile, isTaskFolder, TASK_ROOT, type TextFile, taskFile } from './compiledFiles.ts';
import { measured } from './costs.ts';
import {
  directoryImport,
  explainCommonJsName,
  missingExport,
  missingJsonAttribute,
  missingNamedExport,
  moduleNotFound,
  packageNotFound,
  unknownBuiltin,
  unknownExtension,
  unsupportedScheme,
} from './moduleErrors.ts';
import { dirname } from './paths.ts';
import { isRelative, packageScope, resolveImportPackage, resolveImportPath } from './resolve.ts';
import { syntaxErrorOf } from './syntaxErrors.ts';

type Getter = () => unknown;

/** A module that can be imported. */
interface ModuleRecord {
  readonly path: string;
  /** What importers read names from; filled when linking, for CommonJS when it has been evaluated. */
  readonly bindings: Bindings;
  /** What user code sees as `import * as ns` and from `import()`. */
  readonly namespace: object;
  /** Registers exports and links dependencies. */
  link(): void;
  /** Checks imports once everything is registered. */
  check(): void;
  /** Runs the module and what it depends on; a promise when any of it awaits at its top level. */
  evaluate(): Promise<void> | undefined;
  /** The getter of an exported name, if the names are known before evaluation. */
  lookUp(name: string, visited: Set<ModuleRecord>): Getter | undefined;
  /** Exported names; not final for CommonJS before it has been evaluated. */
  names(visited: Set<ModuleRecord>): readonly string[];
}

const records = new Map<string, ModuleRecord>();

/** Imports a file by absolute path, as the runtime does for a handler. */
export function importFile(path: string): Promise<unknown> {
  return importRecord(() => recordOf(path, runtimeModule.filename, null));
}

/** `import(specifier)` in the file `importer`. */
export function dynamicImport(importer: string, specifier: unknown): Promise<unknown> {
  return importRecord(() => resolveImport(`${specifier}`, importer, null));
}

async function importRecord(find: () => ModuleRecord): Promise<unknown> {
  const record = find();
  record.link();
  record.check();
  try {
    await record.evaluate();
  } catch (error) {
    const scope = packageScope(record.path);
    if (error !== ABORT)
      explainCommonJsName(
        error,
        record.path,
        scope?.manifest.type === 'module' ? `${scope.folder}/package.json` : undefined,
      );
    throw error;
  }
  return record.namespace;
}

function resolveImport(specifier: string, importer: string, type: string | null): ModuleRecord {
  if (isProvided(specifier)) return providedRecord(specifier);
  const folder = dirname(importer);
  if (isRelative(specifier) || specifier.startsWith('file:')) {
    const file = taskFile(importer);
    const typescript = (file?.kind === 'esm' || file?.kind === 'cjs') && file.typescript;
    return recordOf(resolveImportPath(specifier, folder, typescript), importer, type);
  }
  if (specifier.startsWith('node:') && !isMissingBuiltin(specifier)) throw unknownBuiltin(specifier);
  if (/^[a-z][a-z\d+.-]+:/i.test(specifier) && !specifier.startsWith('node:')) throw unsupportedScheme(specifier);
  const found = resolveImportPackage(specifier, folder);
  if (!found) throw packageNotFound(packageName(specifier), importer, missingHint(specifier));
  return recordOf(found, importer, type);
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The record of a file; throws when it cannot be one. */
function recordOf(path: string, importer: string, type: string | null): ModuleRecord {
  const known = records.get(path);
  if (known) return known;
  const file = taskFile(path);
  if (!file) throw isTaskFolder(path) ? directoryImport(path, importer) : moduleNotFound(path, importer);
  if (file.kind === 'json' && type !== 'json') throw missingJsonAttribute(path);
  if (file.kind === 'data') throw unknownExtension(path);
  if (file.kind === 'broken' && file.goal === 'module') throw syntaxErrorOf(file);
  const record =
    file.kind === 'esm'
      ? new EsModule(path, file)
      : file.kind === 'json'
        ? jsonRecord(path, file)
        : new SyntheticModule(path, () => loadCommonJs(path, runtimeModule), true);
  records.set(path, record);
  return record;
}

function jsonRecord(path: string, file: TextFile): ModuleRecord {
  return new SyntheticModule(path, () => JSON.parse(file.text), false);
}

function providedRecord(specifier: string): ModuleRecord {
  const known = records.get(specifier);
  if (known) return known;
  const record = new SyntheticModule(specifier, () => provide(specifier)?.exports, true);
  records.set(specifier, record);
  return record;
}

/** A module whose exports are the properties of one value: CommonJS, JSON, built-ins, the simulated SDK. */
class SyntheticModule implements ModuleRecord {
  readonly bindings: Bindings = Object.create(null);
  readonly namespace: object;
  #isEvaluated = false;
  #names: string[] = ['default'];

  constructor(
    readonly path: string,
    private readonly load: () => unknown,
    private readonly hasNames: boolean,
  ) {
    this.namespace = makeNamespace(this.bindings, () => this.#names);
  }

  link(): void {}
  check(): void {}

  evaluate(): undefined {
    if (this.#isEvaluated) return;
    const value = this.load();
    this.#isEvaluated = true;
    bind(this.bindings, 'default', () => value);
    if (!this.hasNames || value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
    for (const name of Object.keys(value)) {
      if (name === 'default') continue;
      // Names stand for the values at this moment, as Node.js takes them over.
      const member: unknown = Reflect.get(value, name);
      bind(this.bindings, name, () => member);
      this.#names.push(name);
    }
  }

  /** A name that is there when asked for, without being listed: a simulated package invents what it does not support. */
  offers(name: string): boolean {
    if (this.#names.includes(name)) return true;
    const member: unknown = isProvided(this.path) ? Reflect.get(Object(this.bindings.default), name) : undefined;
    if (member === undefined) return false;
    bind(this.bindings, name, () => member);
    return true;
  }

  get isEvaluated(): boolean {
    return this.#isEvaluated;
  }

  lookUp(name: string): Getter {
    return () => this.bindings[name];
  }

  names(): readonly string[] {
    return this.#names;
  }
}

class EsModule implements ModuleRecord {
  readonly bindings: Bindings = Object.create(null);
  readonly namespace: object;
  #state: 'new' | 'linked' | 'checked' | 'evaluating' | 'awaiting' | 'evaluated' | 'failed' = 'new';
  #deps: ModuleRecord[] = [];
  readonly #getters = new Map<string, Getter>();
  #body: Generator<void, void> | AsyncGenerator<void, void> | undefined;
  #promise: Promise<void> | undefined;
  #error: unknown;

  constructor(
    readonly path: string,
    private readonly file: EsModuleFile,
  ) {
    this.namespace = makeNamespace(this.bindings, () => this.names(new Set()));
  }

  link(): void {
    if (this.#state !== 'new') return;
    this.#state = 'linked';
    try {
      this.#deps = this.file.deps.map(([specifier, type]) => resolveImport(specifier, this.path, type));
      this.#register();
      for (const dep of this.#deps) dep.link();
    } catch (error) {
      this.#state = 'new';
      throw error;
    }
  }

  /** Runs the compiled module up to its first `yield`: function declarations exist and the exports are registered. */
  #register(): void {
    const register = (getters: readonly (readonly [string, Getter])[], anonymous?: unknown) => {
      for (const [name, getter] of getters) this.#getters.set(name, getter);
      if (typeof anonymous === 'function')
        Object.defineProperty(anonymous, 'name', { value: 'default', configurable: true });
    };
    const make = this.file.make(
      counter,
      this.#deps.map((dep) => dep.bindings),
      this.#deps.map((dep) => dep.namespace),
      (specifier) => dynamicImport(this.path, specifier),
      importMeta(this.path),
      register,
      notDefined,
    );
    this.#getters.clear();
    this.#body = make();
    // An asynchronous generator also runs to its first `yield` at once; its promise is of no interest.
    this.#body.next();
  }

  check(): void {
    if (this.#state !== 'linked') return;
    this.#state = 'checked';
    try {
      for (const dep of this.#deps) dep.check();
      for (const [i, name] of this.file.imports) this.#checkImport(this.#deps[i], i, name);
    } catch (error) {
      this.#state = 'linked';
      throw error;
    }
    this.#bindExports();
  }

  #checkImport(dep: ModuleRecord | undefined, i: number, name: string): void {
    if (dep instanceof EsModule && !dep.lookUp(name, new Set()))
      throw missingExport(this.file.deps[i]?.[0] ?? '', name);
  }

  #bindExports(): void {
    for (const name of this.names(new Set())) {
      const getter = this.lookUp(name, new Set());
      if (getter) bind(this.bindings, name, getter);
    }
  }

  lookUp(name: string, visited: Set<ModuleRecord>): Getter | undefined {
    if (visited.has(this)) return undefined;
    visited.add(this);
    const own = this.#getters.get(name);
    if (own || name === 'default') return own;
    for (const i of this.file.stars) {
      const dep = this.#deps[i];
      if (!dep?.names(new Set()).includes(name)) continue;
      const found = dep.lookUp(name, visited);
      if (found) return found;
    }
    // A CommonJS dependency of `export *` shows its names only when it has run.
    return undefined;
  }

  names(visited: Set<ModuleRecord>): readonly string[] {
    if (visited.has(this)) return [];
    visited.add(this);
    const own = [...this.#getters.keys()];
    const starred = this.file.stars.flatMap((i) => [...(this.#deps[i]?.names(visited) ?? [])]);
    return [...new Set([...own, ...starred.filter((name) => name !== 'default')])];
  }

  evaluate(): Promise<void> | undefined {
    switch (this.#state) {
      case 'evaluated':
      // A cycle: the importer goes on with what is there.
      case 'evaluating':
        return undefined;
      case 'awaiting':
        return this.#promise;
      case 'failed':
        throw this.#error;
      default:
        return this.#start();
    }
  }

  #start(): Promise<void> | undefined {
    this.#state = 'evaluating';
    const waits: Promise<void>[] = [];
    try {
      for (const dep of this.#deps) {
        const wait = dep.evaluate();
        if (wait) waits.push(wait);
      }
      if (waits.length === 0 && !this.file.awaits) {
        this.#runBody();
        this.#state = 'evaluated';
        return undefined;
      }
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    this.#state = 'awaiting';
    this.#promise = this.#finish(waits);
    // Importers report a failure; alone it must not count as unhandled.
    this.#promise.catch(() => {});
    return this.#promise;
  }

  async #finish(waits: readonly Promise<void>[]): Promise<void> {
    try {
      await NativePromise.all(waits);
      await this.#runBody();
      this.#state = 'evaluated';
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown): void {
    this.#state = 'failed';
    this.#error = error;
  }

  #runBody(): unknown {
    this.#checkCommonJsImports();
    const relative = this.path.slice(TASK_ROOT.length + 1);
    return measured(relative, this.file.size, () => this.#body?.next());
  }

  /** Names of CommonJS dependencies are known only now that these have run. */
  #checkCommonJsImports(): void {
    for (const [i, name] of this.file.imports) {
      const dep = this.#deps[i];
      const [specifier = ''] = this.file.deps[i] ?? [];
      if (dep instanceof SyntheticModule && dep.isEvaluated && !dep.offers(name)) {
        throw isProvided(specifier) || dep.path.endsWith('.json')
          ? missingExport(specifier, name)
          : missingNamedExport(specifier, name);
      }
    }
    if (this.file.stars.length > 0) this.#bindExports();
  }
}

function notDefined(name: string): never {
  throw new ReferenceError(`${name} is not defined`);
}

function bind(bindings: Bindings, name: string, get: Getter): void {
  Object.defineProperty(bindings, name, { get, enumerable: true, configurable: true });
}

function makeNamespace(bindings: Bindings, names: () => readonly string[]): object {
  const tag = { value: 'Module', writable: false, enumerable: false, configurable: true };
  const target: object = Object.create(null);
  return new Proxy(target, {
    get: (_target, key) =>
      key === Symbol.toStringTag ? 'Module' : typeof key === 'string' ? bindings[key] : undefined,
    has: (_target, key) => key === Symbol.toStringTag || (typeof key === 'string' && names().includes(key)),
    ownKeys: () => [...[...names()].sort(), Symbol.toStringTag],
    getOwnPropertyDescriptor(_target, key) {
      if (key === Symbol.toStringTag) return tag;
      if (typeof key !== 'string' || !names().includes(key)) return undefined;
      return { value: bindings[key], writable: true, enumerable: true, configurable: true };
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: (_target, key) => typeof key === 'symbol' || !names().includes(key),
    setPrototypeOf: (_target, prototype) => prototype === null,
  });
}

function importMeta(path: string): object {
  const meta = Object.create(null);
  meta.dirname = dirname(path);
  meta.filename = path;
  meta.resolve = (specifier: string) =>
    isProvided(specifier)
      ? specifier.startsWith('node:')
        ? specifier
        : `node:${specifier}`
      : `file://${resolveImportPath(specifier, dirname(path), false)}`;
  meta.url = `file://${path}`;
  return meta;
}

/** `createRequire` of `node:module`. */
export function createRequire(from: string): unknown {
  const path = from.startsWith('file://') ? decodeURIComponent(from.slice('file://'.length)) : from;
  return makeRequire(new Module(path, path, runtimeModule));
}
