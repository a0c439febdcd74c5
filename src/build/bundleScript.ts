import { type Alias, build, type Rolldown } from 'vite';

/** One TypeScript entry bundled to the text of one classic script. */
export interface BundledScript {
  readonly code: string;
  /** Absolute paths of the source files that went in, for watching. */
  readonly files: readonly string[];
}

/**
 * Bundles `entry` (an absolute path) and everything it imports into one self-contained script that needs no module
 * loader. Throws with the bundler's message when the sources do not compile.
 */
export async function bundleScript(
  entry: string,
  options: { readonly minify: boolean; readonly alias?: readonly Alias[] },
): Promise<BundledScript> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias: [...(options.alias ?? [])] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      minify: options.minify,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false, keepNames: true } },
    },
  });
  const chunk = onlyChunk(result, entry);
  // Strict, as the modules were: in sloppy code `this` may be the global scope, and stack frames give away functions.
  return {
    code: `'use strict';${inLatin1(chunk.code.trim())}`,
    files: chunk.moduleIds.filter((id) => !id.startsWith('\0')),
  };
}

function onlyChunk(result: Awaited<ReturnType<typeof build>>, entry: string): Rolldown.OutputChunk {
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const [chunk, ...others] = outputs;
  if (chunk?.type !== 'chunk' || others.length > 0) {
    throw new Error(`${entry} must bundle to exactly one script, but gave ${outputs.length} files.`);
  }
  return chunk;
}

/** Engines keep a text twice as large when one character of it needs two bytes, and each worker has the text. */
export function inLatin1(code: string): string {
  return code.replace(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
