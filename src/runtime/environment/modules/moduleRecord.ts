/** What all modules that can be imported have in common. */
import type { Bindings } from './compiledFiles.ts';

export type Getter = () => unknown;

/** Where an exported name leads: the module that has the variable, and its name there; `null` is its whole namespace. */
export interface ResolvedExport {
  readonly module: ModuleRecord;
  readonly name: string | null;
}

/** Why a name leads nowhere. */
export type Unresolved = 'missing' | 'circular' | Conflict;

/** Two `export *` give different variables under one name; the specifiers are those of the two. */
export interface Conflict {
  readonly first: string;
  readonly second: string;
}

/** A step on the way of resolving a name; one that is met again is a circle. */
export type ResolveSet = { readonly module: ModuleRecord; readonly name: string }[];

export interface ModuleRecord {
  readonly path: string;
  /** What importers read names from; complete once the module is linked. */
  readonly bindings: Bindings;
  /** What user code sees as `import * as ns` and from `import()`. */
  readonly namespace: object;
  /** Finds and loads everything that it depends on. */
  load(): void;
  /** Checks the imports of the module and its dependencies, dependencies first, and makes the bindings. */
  link(): void;
  resolveExport(name: string, resolveSet: ResolveSet): ResolvedExport | Unresolved;
  /** Exported names, those of `export *` included, whether or not they lead somewhere. */
  exportedNames(visited: Set<ModuleRecord>): readonly string[];
}

export function isResolved(result: ResolvedExport | Unresolved): result is ResolvedExport {
  return typeof result === 'object' && 'module' in result;
}

/** What reads a resolved export. */
export function getterOf({ module, name }: ResolvedExport): Getter {
  const { bindings, namespace } = module;
  return name === null ? () => namespace : () => bindings[name];
}
