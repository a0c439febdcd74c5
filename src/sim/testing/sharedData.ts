/**
 * Data that lies beside the repository: recorded answers of AWS, sample events, reference figures. Found through
 * `LAMBDARIUM_SHARED`, or in `../shared`. Without it the tests that need it are skipped, but fail when `CI` is set (D33).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'vitest';

const folder = process.env.LAMBDARIUM_SHARED ?? join(process.cwd(), '..', 'shared');
const present = existsSync(folder);

/** A `describe` that needs the shared data. */
export function describeWithSharedData(name: string, tests: () => void): void {
  if (present) {
    describe(name, tests);
    return;
  }
  // The callback must not run: it may read files as it collects its tests.
  it.skipIf(!process.env.CI)(`${name} (needs the shared test data)`, () => {
    throw new Error(`The shared test data is missing: ${folder} does not exist.`);
  });
}

// biome-ignore lint/suspicious/noExplicitAny: the files have no schema of ours; each test knows its own
export function sharedJson(path: string): any {
  return JSON.parse(sharedText(path));
}

export function sharedText(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** A recorded answer of AWS by its file name without ending, such as `invoke--log-lines-nodejs`. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function recorded(name: string): any {
  return recordedFile(name).content;
}

/** The whole file: a table of cases, or a recording with what it shows. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function recordedFile(name: string): any {
  return sharedJson(`corpus/aws-snapshots/${name}.json`);
}

/** Names of all recordings of behaviour, tables of cases aside. */
export function recordingNames(): string[] {
  const files = readdirSync(join(folder, 'corpus/aws-snapshots'));
  return files.filter((file) => file.includes('--')).map((file) => file.slice(0, -'.json'.length));
}

/** All sample events of one service, as `[file name, event]`. */
export function sampleEvents(service: string): [string, unknown][] {
  return readdirSync(join(folder, 'corpus/events'))
    .filter((file) => file.startsWith(`${service}--`))
    .map((file) => [file, sharedJson(`corpus/events/${file}`)]);
}

export interface ShapeDifferences {
  readonly missing: readonly { readonly path: string }[];
  readonly extra: readonly { readonly path: string }[];
  readonly types: readonly { readonly path: string }[];
}

/** Compares keys and types of an event with samples; a key is required when all samples have it. */
export async function compareShape(
  samples: readonly unknown[],
  event: unknown,
  options: { optional?: string[]; map?: string[] } = {},
): Promise<ShapeDifferences> {
  const { compareMany } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'corpus/shape.mjs')).href);
  return compareMany(samples, event, options);
}
