/** Modules whose exports are the properties of one value: CommonJS, JSON, built-ins, the simulated SDK. */
import { isProvided } from './builtins.ts';
import type { Bindings } from './compiledFiles.ts';
import type { ModuleRecord, ResolvedExport, Unresolved } from './moduleRecord.ts';
import { bind, makeNamespace } from './namespace.ts';

export class SyntheticModule implements ModuleRecord {
  readonly bindings: Bindings = Object.create(null);
  readonly namespace: object;
  #state: 'new' | 'evaluated' | 'failed' = 'new';
  #error: unknown;
  #names: readonly string[] | undefined;

  constructor(
    readonly path: string,
    /** Gives the value that the module exports. */
    private readonly evaluation: () => unknown,
    /** Names that can be imported beside `default`; `undefined` when only the evaluated value tells. */
    private readonly findNames: () => readonly string[] | undefined,
  ) {
    this.namespace = makeNamespace(this.bindings, () => this.#names ?? ['default']);
  }

  load(): void {}

  link(): void {
    this.#takeNames(this.#names ?? this.findNames());
  }

  /** Names are `undefined` until the module has run; they must not be taken for variables that are not there yet. */
  #takeNames(names: readonly string[] | undefined): void {
    if (!names || this.#names) return;
    this.#names = [...new Set(['default', ...names])].sort();
    for (const name of this.#names) if (!(name in this.bindings)) bind(this.bindings, name, () => undefined);
  }

  /** Runs the module unless it ran before; a failure is the same each time. */
  evaluate(): void {
    if (this.#state === 'failed') throw this.#error;
    if (this.#state === 'evaluated') return;
    try {
      this.#setExports(this.evaluation());
      this.#state = 'evaluated';
    } catch (error) {
      this.#state = 'failed';
      this.#error = error;
      throw error;
    }
  }

  /** Names stand for the values at this moment, as Node.js takes them over. */
  #setExports(value: unknown): void {
    bind(this.bindings, 'default', () => value);
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
    this.#takeNames(Object.keys(value));
    for (const name of this.#names ?? []) {
      if (name === 'default' || !Object.hasOwn(value, name)) continue;
      const member: unknown = Reflect.get(value, name);
      bind(this.bindings, name, () => member);
    }
  }

  resolveExport(name: string): ResolvedExport | Unresolved {
    this.link();
    // A simulated package tells its names when it is evaluated; `offers` looks then.
    return !this.#names || this.#names.includes(name) ? { module: this, name } : 'missing';
  }

  /**
   * Whether an evaluated module has a name; a simulated package also has names that it does not list, for commands that it
   * does not support.
   */
  offers(name: string): boolean {
    if (this.#names?.includes(name)) return true;
    const member: unknown = isProvided(this.path) ? Reflect.get(Object(this.bindings.default), name) : undefined;
    if (member === undefined) return false;
    bind(this.bindings, name, () => member);
    return true;
  }

  exportedNames(): readonly string[] {
    this.link();
    return this.#names ?? ['default'];
  }
}
