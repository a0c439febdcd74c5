import { build, type Plugin, type Rolldown } from 'vite';
import { inLatin1 } from './bundleScript.ts';

/** A classic script and others that it asks for while it runs. */
export interface PartedScript {
  /** Runs at once. */
  readonly core: string;
  /** By name: each a function expression, which the host hands over when the core asks for it. */
  readonly parts: Readonly<Record<string, string>>;
  /** Absolute paths of the source files that went in, for watching. */
  readonly files: readonly string[];
}

export interface PartOptions {
  /** Absolute paths of modules that are parts of their own: those that are reached by `require` run when it is called. */
  readonly parts: Readonly<Record<string, string>>;
  readonly minify: boolean;
  /** What libraries get from the `libraries` that `entry` exports: functions by these names. */
  readonly libraries: readonly string[];
}

const ENTRY = 'main';
/** A module asked for by `require` that is a part. */
const LATE = 'late:';
/** A library that `entry` stands in for. */
const OURS = 'ours:';

/**
 * Bundles `entry` (an absolute path) and everything it imports into one script, apart from what only its parts need. While
 * it is evaluated the global symbol `lambdarium` holds its host, whose `loadPart` gives
 * the function of a part by its name.
 */
export async function bundleParts(entry: string, options: PartOptions): Promise<PartedScript> {
  const alone = await bundle({ [ENTRY]: entry }, options, undefined);
  const isCore = new Set(alone.flatMap((chunk) => chunk.moduleIds));
  const chunks = await bundle({ [ENTRY]: entry, ...options.parts }, options, (id) => isCore.has(id));
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const core = withImports(`${ENTRY}.js`, byFile);
  const others = chunks.filter(({ fileName }) => !core.has(fileName));
  return {
    core: coreScript([...core].map((fileName) => byFile.get(fileName)).filter((chunk) => chunk !== undefined)),
    parts: Object.fromEntries(others.map(({ fileName, code }) => [fileName, asFunction(code)])),
    files: [...new Set(chunks.flatMap((chunk) => chunk.moduleIds))].filter((id) => !id.startsWith('\0')),
  };
}

type IsCore = (id: string) => boolean;

async function bundle(
  input: Readonly<Record<string, string>>,
  { parts, libraries, minify }: PartOptions,
  isCore: IsCore | undefined,
): Promise<readonly Rolldown.OutputChunk[]> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [lateParts(parts, libraries)],
    build: {
      write: false,
      target: 'es2022',
      minify,
      modulePreload: false,
      rolldownOptions: {
        input: { ...input },
        preserveEntrySignatures: 'allow-extension',
        output: {
          format: 'cjs',
          keepNames: true,
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          ...(isCore ? { codeSplitting: { groups: [{ name: 'core', test: isCore }] } } : {}),
        },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  return outputs.flatMap((output) => (output.type === 'chunk' ? [output] : []));
}

/** Leaves `require` of a part to be asked for when the code gets there. */
function lateParts(parts: Readonly<Record<string, string>>, libraries: readonly string[]): Plugin {
  const names = new Map(Object.entries(parts).map(([name, path]) => [path, name]));
  return {
    name: 'lambdarium:late-parts',
    enforce: 'pre',
    async resolveId(source, importer, { kind }) {
      if (kind !== 'require-call' || importer === undefined) return null;
      if (libraries.includes(source)) return { id: `${OURS}${source}`, external: true };
      const resolved = await this.resolve(source, importer, { kind, skipSelf: true });
      const name = names.get(resolved?.id ?? '');
      return name === undefined ? null : { id: `${LATE}${name}`, external: true };
    },
  };
}

/** The file and all it imports. */
function withImports(file: string, byFile: ReadonlyMap<string, Rolldown.OutputChunk>, seen = new Set<string>()) {
  const chunk = byFile.get(file);
  if (!chunk || seen.has(file)) return seen;
  seen.add(file);
  for (const imported of chunk.imports) withImports(imported, byFile, seen);
  return seen;
}

/** Strict, as the modules were: in sloppy code `this` may be the global scope, and stack frames give away functions. */
function asFunction(code: string): string {
  return `function(module,exports,require){'use strict';${inLatin1(code.trim())}\n}`;
}

/** Nothing that user code could have replaced is used once the script has run. */
function coreScript(chunks: readonly Rolldown.OutputChunk[]): string {
  const functions = chunks.map(({ fileName, code }) => `${JSON.stringify(`./${fileName}`)}:(${asFunction(code)})`);
  return `'use strict';(function(){
const host = globalThis[Symbol.for('lambdarium')];
const chunks = {__proto__:null,${functions.join(',\n')}};
const made = {__proto__:null};
const { slice } = String.prototype, { apply } = Reflect;
function require(name) {
  if (name[0] === 'o') return made['./${ENTRY}.js'].exports.libraries[apply(slice, name, [${OURS.length}])]();
  const file = name[0] === '.' ? name : './' + apply(slice, name, [${LATE.length}]) + '.js';
  const known = made[file];
  if (known) return known.exports;
  const module = { exports: {} };
  made[file] = module;
  const chunk = chunks[file] || host.loadPart(apply(slice, file, [2]));
  chunk(module, module.exports, require);
  return module.exports;
}
require('./${ENTRY}.js');
})();`;
}
