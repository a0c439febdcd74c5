/**
 * The function's compiled files, as their scripts registered them; `src/compile/compileFiles.ts` writes the scripts.
 * All scripts are loaded before any of their code runs.
 */
import type { counter } from '../counter.ts';

/** Live bindings of a module: getters, one for each exported name. */
export type Bindings = Record<string, unknown>;
export type DynamicImport = (specifier: unknown) => Promise<unknown>;
/** Registers the getters of the exports; the second argument is a hoisted anonymous default function. */
export type RegisterExports = (getters: readonly (readonly [string, () => unknown])[], anonymous?: unknown) => void;

export type CommonJsBody = (
  this: unknown,
  exports: unknown,
  require: unknown,
  module: unknown,
  filename: string,
  dirname: string,
) => void;
/** Yields once when it is linked; then what it awaits, or nothing when it is asynchronous itself. */
export type EsModuleBody = () => Generator<unknown, void> | AsyncGenerator<void, void>;

interface Source {
  /** Characters of source text; what loading it costs depends on it. */
  readonly size: number;
  /** From TypeScript: imports may leave out extensions, as bundlers allow. */
  readonly typescript: boolean;
}

export interface CommonJsFile extends Source {
  readonly kind: 'cjs';
  /** Names that Node.js finds in its text, and the specifiers whose names it passes on. */
  readonly names: readonly string[];
  readonly reexports: readonly string[];
  readonly make: (k: typeof counter, dyn: DynamicImport) => CommonJsBody;
}

export interface EsModuleFile extends Source {
  readonly kind: 'esm';
  readonly awaits: boolean;
  readonly deps: readonly (readonly [specifier: string, type: string | null])[];
  readonly imports: readonly (readonly [dep: number, name: string, braces?: string])[];
  readonly indirect: readonly (readonly [exported: string, dep: number, name: string | null])[];
  readonly stars: readonly number[];
  readonly make: (
    k: typeof counter,
    bindings: readonly Bindings[],
    namespaces: readonly object[],
    dyn: DynamicImport,
    meta: object,
    exports: RegisterExports,
    notDefined: (name: string) => never,
  ) => EsModuleBody;
}

export interface TextFile {
  readonly kind: 'json' | 'data';
  readonly text: string;
}

/** A file that does not parse; `text` is empty when the playground, not the language, refuses it. */
export interface BrokenFile {
  readonly kind: 'broken';
  readonly goal: 'module' | 'commonjs';
  readonly text: string;
  readonly message: string;
  readonly line: number;
}

export type TaskFile = CommonJsFile | EsModuleFile | TextFile | BrokenFile;

export const TASK_ROOT = '/var/task';

/** How a file is named to the user: those of the function relative to its folder, those of layers in full. */
export function shownPath(path: string): string {
  return path.startsWith(`${TASK_ROOT}/`) ? path.slice(TASK_ROOT.length + 1) : path;
}

const files = new Map<string, TaskFile>();
const folders = new Set<string>([TASK_ROOT]);

/** What a compiled script calls as `__$reg`. */
export function registerFile(path: string, meta: object, make?: unknown): void {
  const absolute = path.startsWith('/') ? path : `${TASK_ROOT}/${path}`;
  // The compiler writes the scripts; they are no part of user code.
  files.set(absolute, { ...meta, make } as unknown as TaskFile);
  for (let slash = absolute.lastIndexOf('/'); slash > 0; slash = absolute.lastIndexOf('/', slash - 1)) {
    folders.add(absolute.slice(0, slash));
  }
}

/** A file of the function or its layers by absolute path. */
export function taskFile(path: string): TaskFile | undefined {
  return files.get(path);
}

export function isTaskFolder(path: string): boolean {
  return folders.has(path);
}

export function taskPaths(): string[] {
  return [...files.keys()];
}
