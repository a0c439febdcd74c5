/**
 * Finds the handler function from the handler setting, as the Node.js runtimes do (NODE-1, NODE-3, NODE-4, NODE-9). What a module
 * leaves pending freezes after INIT (NODE-5).
 */
import { makeRequire, requireFrom, runtimeModule } from '../modules/commonJs.ts';
import { isTaskFolder, TASK_ROOT, taskFile } from '../modules/compiledFiles.ts';
import { importFile } from '../modules/esModules.ts';
import { cannotFindModule } from '../modules/moduleErrors.ts';
import { basename, resolvePath } from '../modules/paths.ts';
import { resolveRequire } from '../modules/resolve.ts';
import {
  HandlerNotFound,
  ImportModuleError,
  MalformedHandlerName,
  MalformedStreamingHandler,
  UserCodeSyntaxError,
} from './errors.ts';
import { STREAMING } from './streaming.ts';

export type Handler = (this: unknown, ...args: unknown[]) => unknown;

export interface HandlerMetadata {
  readonly isStreaming: boolean;
  /** Written as an async function; a wrapped one is not seen as such. */
  readonly isAsync: boolean;
  readonly parameters: number;
}

/** Loads the module and gives its handler. Rejects with an error of the runtime or with what the module threw. */
export async function loadHandler(setting: string): Promise<Handler> {
  if (setting.includes('..')) {
    throw new MalformedHandlerName(
      `'${setting}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const last = basename(setting);
  const folder = setting.substring(0, setting.indexOf(last));
  const [, moduleName, exportPath] = /^([^.]*)\.(.*)$/.exec(last) ?? [];
  if (moduleName === undefined || exportPath === undefined) throw new MalformedHandlerName('Bad handler');
  const app = await loadApp(folder, moduleName);
  const handler = exportPath.split('.').reduce<unknown>((value, key) => value && Reflect.get(Object(value), key), app);
  if (!handler) throw new HandlerNotFound(`${setting} is undefined or not exported`);
  if (typeof handler !== 'function') throw new HandlerNotFound(`${setting} is not a function`);
  // A function takes what it is called with.
  return handler as Handler;
}

async function loadApp(folder: string, moduleName: string): Promise<unknown> {
  try {
    return await firstThatLoads(folder, moduleName);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(error);
    // Like the runtime: null and undefined fail here with a TypeError of their own.
    if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') throw new ImportModuleError(error);
    throw error;
  }
}

/** A file without extension, `.js`, `.mjs`, `.cjs`, then what `require` finds. A module without exports falls through. */
async function firstThatLoads(folder: string, moduleName: string): Promise<unknown> {
  const path = resolvePath(TASK_ROOT, folder, moduleName);
  if (exists(path)) {
    const loaded = requireFrom(runtimeModule, path);
    if (loaded) return loaded;
  }
  const jsIsModule = hasTypeModule(`${path}.js`);
  if (!jsIsModule && exists(`${path}.js`)) {
    const loaded = requireFrom(runtimeModule, `${path}.js`);
    if (loaded) return loaded;
  }
  const loaded =
    (jsIsModule && (await importFile(`${path}.js`))) ||
    (exists(`${path}.mjs`) && (await importFile(`${path}.mjs`))) ||
    (exists(`${path}.cjs`) && requireFrom(runtimeModule, `${path}.cjs`));
  return loaded || requireFallback(folder, moduleName);
}

function requireFallback(folder: string, moduleName: string): unknown {
  const found = resolveRequire(moduleName, resolvePath(TASK_ROOT, folder), false);
  if (found) return requireFrom(runtimeModule, found);
  // A built-in's name resolves too, whatever use that is.
  if (moduleName === '') throw cannotFindModule(moduleName, [runtimeModule.filename]);
  return makeRequire(runtimeModule)(moduleName);
}

function exists(path: string): boolean {
  return taskFile(path) !== undefined || isTaskFolder(path);
}

/** Whether the compiler took a `.js` file for an ES module; the nearest package.json decided that. */
function hasTypeModule(path: string): boolean {
  const file = taskFile(path);
  return file?.kind === 'esm' || (file?.kind === 'broken' && file.goal === 'module');
}

export function metadataOf(handler: Handler): HandlerMetadata {
  return { isStreaming: isStreaming(handler), isAsync: isAsync(handler), parameters: handler.length };
}

function isStreaming(handler: Handler): boolean {
  const mark: unknown = Reflect.get(handler, STREAMING);
  if (mark === undefined || mark === null || mark === false) return false;
  if (mark === 'response') return true;
  throw new MalformedStreamingHandler('Only response streaming is supported.');
}

function isAsync(handler: Handler): boolean {
  try {
    return handler.constructor?.name === 'AsyncFunction';
  } catch {
    return false;
  }
}
