/** ES modules: loading, linking with live bindings, and running their compiled bodies. */
import { counter } from '../counter.ts';
import { apply, NativePromise, promiseThen } from '../primordials.ts';
import { isProvided } from './builtins.ts';
import { type Bindings, type EsModuleFile, shownPath } from './compiledFiles.ts';
import { measured, resumed } from './costs.ts';
import { newEvaluation } from './evaluation.ts';
import { circularExport, conflictingExports, missingExport, missingNamedExport } from './moduleErrors.ts';
import {
  type Getter,
  getterOf,
  isResolved,
  type ModuleRecord,
  type ResolvedExport,
  type ResolveSet,
  type Unresolved,
} from './moduleRecord.ts';
import { bind, makeNamespace } from './namespace.ts';
import { SyntheticModule } from './syntheticModule.ts';

/** What an ES module needs from the loader. */
export interface Loader {
  /** The module of an import in the file `importer`. Throws what Node.js throws. */
  resolve(specifier: string, importer: string, type: string | null): ModuleRecord;
  dynamicImport(importer: string, specifier: unknown): Promise<unknown>;
  importMeta(path: string): object;
}

type Body = Generator<unknown, void> | AsyncGenerator<void, void>;

export class EsModule implements ModuleRecord {
  readonly bindings: Bindings = Object.create(null);
  readonly namespace: object;
  readonly evaluation = newEvaluation();
  #state: 'new' | 'loaded' | 'linked' = 'new';
  #dependencies: ModuleRecord[] = [];
  #names: readonly string[] = [];
  readonly #getters = new Map<string, Getter>();
  #body: Body | undefined;

  constructor(
    readonly path: string,
    private readonly file: EsModuleFile,
    private readonly loader: Loader,
  ) {
    this.namespace = makeNamespace(this.bindings, () => this.#names);
  }

  get dependencies(): readonly ModuleRecord[] {
    return this.#dependencies;
  }

  get awaits(): boolean {
    return this.file.awaits;
  }

  load(): void {
    if (this.#state !== 'new') return;
    this.#state = 'loaded';
    try {
      this.#dependencies = this.file.deps.map(([specifier, type]) => this.loader.resolve(specifier, this.path, type));
      for (const dependency of this.#dependencies) dependency.load();
      this.#register();
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
      this.#dependencies.map((dependency) => dependency.bindings),
      this.#dependencies.map((dependency) => dependency.namespace),
      (specifier) => this.loader.dynamicImport(this.path, specifier),
      this.loader.importMeta(this.path),
      register,
      notDefined,
    );
    this.#getters.clear();
    this.#body = make();
    // An asynchronous generator also runs to its first `yield` at once; its promise is of no interest.
    this.#body.next();
  }

  link(): void {
    if (this.#state !== 'loaded') return;
    this.#state = 'linked';
    try {
      for (const dependency of this.#dependencies) dependency.link();
      for (const [i, name, braces] of this.file.imports) this.#checkImport(i, name, braces);
    } catch (error) {
      this.#state = 'loaded';
      throw error;
    }
    this.#bindExports();
  }

  #checkImport(i: number, name: string, braces?: string): void {
    const dependency = this.#dependencies[i];
    const [specifier = ''] = this.file.deps[i] ?? [];
    const found = dependency?.resolveExport(name, []) ?? 'missing';
    if (isResolved(found)) return;
    if (found === 'circular') throw circularExport(specifier, name);
    if (found !== 'missing') throw conflictingExports(name, found);
    throw dependency instanceof SyntheticModule && !isProvided(specifier) && !dependency.path.endsWith('.json')
      ? missingNamedExport(specifier, name, braces)
      : missingExport(specifier, name);
  }

  #bindExports(): void {
    for (const [name, getter] of this.#getters) bind(this.bindings, name, namingErrors(name, getter));
    const resolved = [...new Set(this.exportedNames(new Set()))].filter((name) => {
      const found = this.resolveExport(name, []);
      if (!isResolved(found)) return false;
      if (found.module !== this || found.name !== name) bind(this.bindings, name, getterOf(found));
      return true;
    });
    this.#names = resolved.sort();
  }

  resolveExport(name: string, resolveSet: ResolveSet): ResolvedExport | Unresolved {
    if (resolveSet.some((step) => step.module === this && step.name === name)) return 'circular';
    resolveSet.push({ module: this, name });
    if (this.#getters.has(name)) return { module: this, name };
    const indirect = this.file.indirect.find(([exported]) => exported === name);
    if (indirect) return this.#resolveIndirect(indirect[1], indirect[2], resolveSet);
    return name === 'default' ? 'missing' : this.#resolveStars(name, resolveSet);
  }

  #resolveIndirect(i: number, name: string | null, resolveSet: ResolveSet): ResolvedExport | Unresolved {
    const dependency = this.#dependencies[i];
    if (!dependency) return 'missing';
    return name === null ? { module: dependency, name } : dependency.resolveExport(name, resolveSet);
  }

  #resolveStars(name: string, resolveSet: ResolveSet): ResolvedExport | Unresolved {
    let first: { readonly found: ResolvedExport; readonly specifier: string } | undefined;
    for (const i of this.file.stars) {
      const found = this.#dependencies[i]?.resolveExport(name, resolveSet) ?? 'missing';
      const [specifier = ''] = this.file.deps[i] ?? [];
      if (found === 'missing' || found === 'circular') continue;
      if (!isResolved(found)) return found;
      if (!first) first = { found, specifier };
      else if (found.module !== first.found.module || found.name !== first.found.name)
        return { first: first.specifier, second: specifier };
    }
    return first?.found ?? 'missing';
  }

  exportedNames(visited: Set<ModuleRecord>): readonly string[] {
    if (visited.has(this)) return [];
    visited.add(this);
    const starred = this.file.stars.flatMap((i) => this.#dependencies[i]?.exportedNames(visited) ?? []);
    return [
      ...this.#getters.keys(),
      ...this.file.indirect.map(([exported]) => exported),
      ...starred.filter((name) => name !== 'default'),
    ];
  }

  /** Runs the body of a module that does not await. */
  execute(): void {
    this.#checkPackageImports();
    measured(this.#label(), this.file.size, () => this.#body?.next());
  }

  /** Runs the body of a module that awaits. */
  executeAsync(resolve: () => void, reject: (error: unknown) => void): void {
    try {
      this.#checkPackageImports();
    } catch (error) {
      reject(error);
      return;
    }
    const body = this.#body;
    if (!body) throw new Error('A module is linked before it is evaluated.');
    measured(this.#label(), this.file.size, () => {
      if (Symbol.asyncIterator in body) apply(promiseThen, body.next(), [resolve, reject]);
      else this.#resume(body, () => body.next(), resolve, reject);
    });
  }

  /** Carries out an `await`: the generator goes on when the promise that it yielded has settled. */
  #resume(
    body: Generator<unknown, void>,
    next: () => IteratorResult<unknown, void>,
    resolve: () => void,
    reject: (error: unknown) => void,
  ): void {
    try {
      const { done, value } = next();
      if (done) {
        resolve();
        return;
      }
      const goOn = (continuation: () => IteratorResult<unknown, void>) =>
        resumed(this.#label(), () => this.#resume(body, continuation, resolve, reject));
      apply(promiseThen, NativePromise.resolve(value), [
        (result: unknown) => goOn(() => body.next(result)),
        (error: unknown) => goOn(() => body.throw(error)),
      ]);
    } catch (error) {
      reject(error);
    }
  }

  #label(): string {
    return shownPath(this.path);
  }

  /** What simulated packages export is known only now that they have run. */
  #checkPackageImports(): void {
    for (const [i, name] of this.file.imports) {
      const dependency = this.#dependencies[i];
      if (dependency instanceof SyntheticModule && !dependency.offers(name))
        throw missingExport(this.file.deps[i]?.[0] ?? '', name);
    }
  }
}

function notDefined(name: string): never {
  throw new ReferenceError(`${name} is not defined`);
}

/** A variable that is read too early is known to importers under the name of its export. */
function namingErrors(name: string, getter: Getter): Getter {
  return () => {
    try {
      return getter();
    } catch (error) {
      if (error instanceof ReferenceError) error.message = error.message.replace(/'[^']*'/, `'${name}'`);
      throw error;
    }
  };
}
