/** The ES module loader: what specifiers lead to, and `import()`. */
import { ABORT } from '../counter.ts';
import { isMissingBuiltin, isProvided, missingHint, providedModule } from './builtins.ts';
import { exportNamesOf, loadCommonJs, Module, makeRequire, provide, runtimeModule } from './commonJs.ts';
import { isTaskFolder, type TextFile, taskFile } from './compiledFiles.ts';
import { EsModule, type Loader } from './esModule.ts';
import { evaluate } from './evaluation.ts';
import {
  directoryImport,
  explainCommonJsName,
  missingJsonAttribute,
  moduleNotFound,
  packageNotFound,
  pathNotExported,
  unknownBuiltin,
  unknownExtension,
  unsupportedScheme,
} from './moduleErrors.ts';
import type { ModuleRecord } from './moduleRecord.ts';
import { dirname } from './paths.ts';
import { hiddenPart, isRelative, packageScope, resolveImportPackage, resolveImportPath } from './resolve.ts';
import { syntaxErrorOf } from './syntaxErrors.ts';
import { SyntheticModule } from './syntheticModule.ts';

const records = new Map<string, ModuleRecord>();
const loader: Loader = { resolve: resolveImport, dynamicImport, importMeta };

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
  prepare(record);
  try {
    await evaluate(record);
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

/** What kept a module from being linked; importing it again gives the same error. */
const linkErrors = new Map<ModuleRecord, unknown>();

function prepare(record: ModuleRecord): void {
  if (linkErrors.has(record)) throw linkErrors.get(record);
  try {
    record.load();
    record.link();
  } catch (error) {
    linkErrors.set(record, error);
    throw error;
  }
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
  const hidden = found ? undefined : hiddenPart(specifier, folder, 'import');
  if (hidden) throw pathNotExported(hidden.folder, hidden.subpath, importer);
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
      ? new EsModule(path, file, loader)
      : file.kind === 'json'
        ? jsonRecord(path, file)
        : new SyntheticModule(
            path,
            () => loadCommonJs(path),
            () => exportNamesOf(path),
          );
  records.set(path, record);
  return record;
}

function jsonRecord(path: string, file: TextFile): ModuleRecord {
  return new SyntheticModule(
    path,
    () => JSON.parse(file.text),
    () => [],
  );
}

function providedRecord(specifier: string): ModuleRecord {
  const known = records.get(specifier);
  if (known) return known;
  const record = new SyntheticModule(
    specifier,
    () => provide(specifier)?.exports,
    // Loading a simulated package is measured when it is evaluated.
    () => (specifier.startsWith('@') ? undefined : Object.keys(Object(providedModule(specifier)?.exports))),
  );
  records.set(specifier, record);
  return record;
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
