/** Modules that are not files: Node.js built-ins and the simulated AWS SDK, by specifier. */
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { holdMemory } from '../memory.ts';

/** Built-ins of Node.js that the playground does not have. */
const MISSING = new Set(
  'child_process cluster constants dgram diagnostics_channel dns dns/promises domain http http2 https inspector net punycode readline readline/promises repl sea sqlite stream/consumers stream/web sys test tls trace_events tty v8 vm wasi worker_threads zlib async_hooks'.split(
    ' ',
  ),
);
const SDK_MEMORY_BYTES = 9 * 1024 * 1024;

let hasSdk = false;

const builtins = new Map<string, () => unknown>();
const sdkPackages = new Map<string, () => unknown>();
const loaded = new Map<string, unknown>();

export function provideBuiltin(name: string, make: () => unknown): void {
  builtins.set(name, make);
  MISSING.delete(name);
}

export function provideSdkPackage(name: string, make: () => unknown): void {
  sdkPackages.set(name, make);
}

/** The exports of a module that is not a file; `undefined` when the specifier names none. */
export function providedModule(specifier: string): { readonly id: string; readonly exports: unknown } | undefined {
  const name = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
  const make = builtins.get(name);
  if (make) return { id: `node:${name}`, exports: once(name, make) };
  const makeSdk = sdkPackages.get(specifier);
  return makeSdk ? { id: specifier, exports: once(specifier, () => loadSdk(makeSdk)) } : undefined;
}

function once(name: string, make: () => unknown): unknown {
  if (!loaded.has(name)) loaded.set(name, make());
  return loaded.get(name);
}

function loadSdk(make: () => unknown): unknown {
  charge(CHARGES.sdkPackage);
  // Later packages share the core of the first.
  holdMemory(hasSdk ? SDK_MEMORY_BYTES / 6 : SDK_MEMORY_BYTES);
  hasSdk = true;
  return make();
}

export function isProvided(specifier: string): boolean {
  const name = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
  return builtins.has(name) || sdkPackages.has(specifier);
}

/** What to say about a specifier that works on Lambda but not here; empty when it would not work there either. */
export function missingHint(specifier: string): string {
  const name = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
  if (MISSING.has(name))
    return ` (the playground does not provide this Node.js built-in; it has ${[...builtins.keys()].join(', ')})`;
  if (/^@(aws-sdk|smithy)\//.test(specifier))
    return ` (the playground simulates ${[...sdkPackages.keys()].join(', ')})`;
  return '';
}

export function isMissingBuiltin(specifier: string): boolean {
  return MISSING.has(specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier);
}

export function builtinNames(): string[] {
  return [...builtins.keys()];
}
