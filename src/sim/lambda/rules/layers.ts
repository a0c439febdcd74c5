/**
 * LAYER-2: layers are unpacked into `/opt` in the order in which the function lists them; a later one overwrites the files of
 * an earlier one. The function's own files lie in `/var/task`.
 *
 * @source AWS Lambda Developer Guide, "Packaging your layer content",
 *   https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html, read 2026-11.
 */
import type { FunctionNode, Layer, SourceFile } from '../../../scenario/schema.ts';

/** All files of a function; those of layers have paths from the root on, others are relative to `/var/task`. */
export function filesWithLayers({ handler, layers }: FunctionNode, all: readonly Layer[]): readonly SourceFile[] {
  if (handler.kind !== 'code') return [];
  if (layers.length === 0) return handler.files;
  const unpacked = new Map<string, SourceFile>();
  for (const name of layers) {
    const layer = all.find((one) => one.name === name);
    for (const { path, text } of layer?.files ?? []) unpacked.set(path, { path: `/opt/${path}`, text });
  }
  return [...handler.files, ...unpacked.values()];
}
