/** One way to write a document: without what holds anyway, and with its keys in a fixed order. */
import type { z } from 'zod';
import { childSchema, defaultOf, isObject } from './fields.ts';

/**
 * The document without everything that parsing would fill in again. Only for values that `schema` accepted; parsing the
 * result gives them back.
 */
export function withoutDefaults(schema: z.ZodType, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((entry, i) => {
      const child = childSchema(schema, i, value);
      return child === undefined ? entry : withoutDefaults(child, entry);
    });
  }
  if (!isObject(value)) return value;
  const kept: [string, unknown][] = [];
  for (const [key, part] of Object.entries(value)) {
    const child = childSchema(schema, key, value);
    if (part === undefined) continue;
    if (child === undefined) kept.push([key, part]);
    else if (!isDefault(child, part)) kept.push([key, withoutDefaults(child, part)]);
  }
  return Object.fromEntries(kept);
}

const defaultTexts = new WeakMap<z.ZodType, string | undefined>();

function isDefault(schema: z.ZodType, value: unknown): boolean {
  if (!defaultTexts.has(schema)) {
    const left = defaultOf(schema);
    defaultTexts.set(schema, left === undefined ? undefined : canonicalJson(left));
  }
  const text = defaultTexts.get(schema);
  return text !== undefined && text === canonicalJson(value);
}

/** JSON with the keys of every object in order, so that equal documents give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
