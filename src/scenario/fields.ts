/**
 * What the schema says about a single setting: name, meaning, unit, range and default as data, for form fields and for
 * the words of problems. Nothing here is written twice: it is all read from the zod schema.
 */
import { z } from 'zod';
import { type NodeType, ScenarioNode, Wire, type WireType } from './schema.ts';

export interface Field {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** `MB`, `s`, `ms`, `1/s`; absent for plain counts and texts. */
  readonly unit?: string;
  /** Rule of the fact sheet, such as `ENV-22`. */
  readonly rule?: string;
  /** Address of the AWS page, and the month it was read. */
  readonly source?: string;
  readonly kind: 'integer' | 'number' | 'text' | 'boolean' | 'choice' | 'list' | 'group';
  /** Least and greatest number, text length, or number of entries of a list. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly string[];
  /** True when the setting may be empty (null). */
  readonly nullable: boolean;
  /** What holds when the setting is left out; undefined when it must be given. */
  readonly default?: unknown;
}

/** The settings of a kind of node, in the order of the schema, without id, name, position and type. */
export function nodeFields(type: NodeType): readonly Field[] {
  return settings(ScenarioNode, type, ['id', 'name', 'position', 'type']);
}

/** The settings of a kind of wire, without its ends. */
export function wireFields(type: WireType): readonly Field[] {
  return settings(Wire, type, ['id', 'from', 'to', 'type']);
}

function settings(union: z.ZodType, type: string, without: readonly string[]): readonly Field[] {
  const shape = optionFor(union, { type })?.shape ?? {};
  return Object.entries(shape)
    .filter(([key]) => !without.includes(key))
    .map(([key, schema]) => fieldOf(key, schema as z.ZodType)); // shapes hold zod types, typed as their core
}

/** What the schema says about one of its parts. */
export function fieldOf(key: string, schema: z.ZodType): Field {
  const inner = unwrap(schema);
  const { title = key, description = '', unit, rule, source } = { ...inner.meta(), ...schema.meta() };
  return {
    key,
    title,
    description,
    ...(unit === undefined ? {} : { unit }),
    ...(rule === undefined ? {} : { rule }),
    ...(source === undefined ? {} : { source }),
    ...range(inner),
    nullable: schema.safeParse(null).success,
    default: defaultOf(schema),
  };
}

function range(inner: z.ZodType): Pick<Field, 'kind' | 'minimum' | 'maximum' | 'choices'> {
  if (inner instanceof z.ZodNumber)
    return { kind: inner.isInt ? 'integer' : 'number', ...bounds(inner.minValue, inner.maxValue) };
  if (inner instanceof z.ZodBoolean) return { kind: 'boolean' };
  if (inner instanceof z.ZodEnum) return { kind: 'choice', choices: inner.options.map(String) };
  if (inner instanceof z.ZodLiteral) return { kind: 'choice', choices: [...inner.values].map(String) };
  if (inner instanceof z.ZodDiscriminatedUnion) return { kind: 'choice', choices: optionNames(inner) };
  if (inner instanceof z.ZodArray) return { kind: 'list', ...listBounds(inner) };
  if (inner instanceof z.ZodString || inner instanceof z.ZodISODateTime)
    return { kind: 'text', ...bounds(inner.minLength, inner.maxLength) };
  return { kind: 'group' };
}

function bounds(minimum: number | null, maximum: number | null): Pick<Field, 'minimum' | 'maximum'> {
  return { ...(minimum === null ? {} : { minimum }), ...(maximum === null ? {} : { maximum }) };
}

function listBounds(list: z.ZodArray): Pick<Field, 'minimum' | 'maximum'> {
  const json = z.toJSONSchema(list, { io: 'input' });
  return bounds(json.minItems ?? null, json.maxItems ?? null);
}

/** The schema below defaults, `null` and optional. */
export function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodOptional
  ) {
    inner = inner.unwrap() as z.ZodType; // typed as the core type; made by the same zod
  }
  return inner;
}

/** What parsing gives when the part is left out; undefined when it must be given. */
export function defaultOf(schema: z.ZodType): unknown {
  const left = schema.safeParse(undefined);
  return left.success ? left.data : undefined;
}

/** The option of a discriminated union that fits `value`. */
export function optionFor(union: z.ZodType, value: unknown): z.ZodObject | undefined {
  if (!(union instanceof z.ZodDiscriminatedUnion) || !isObject(value)) return undefined;
  const tag = union.def.discriminator;
  return objectsOf(union).find((option) => literalOf(option, tag) === value[tag]);
}

/**
 * The schema of `value[key]`, where `schema` is that of `value`; undefined where the schema knows no such part. Parts are
 * typed as zod's core types but were made by the same zod, so the `as z.ZodType` below holds.
 */
export function childSchema(schema: z.ZodType, key: PropertyKey, value: unknown): z.ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
  if (inner instanceof z.ZodRecord) return inner.valueType as z.ZodType;
  const object = inner instanceof z.ZodObject ? inner : optionFor(inner, value);
  // A document may have a member called `valueOf`; what every object inherits is no setting.
  const child = object && Object.hasOwn(object.shape, key) ? object.shape[String(key)] : undefined;
  if (child !== undefined) return child as z.ZodType;
  // The tag of a union whose option is unknown.
  if (inner instanceof z.ZodDiscriminatedUnion && inner.def.discriminator === key) return inner;
  return undefined;
}

function optionNames(union: z.ZodDiscriminatedUnion): string[] {
  return objectsOf(union).map((option) => String(literalOf(option, union.def.discriminator)));
}

function objectsOf(union: z.ZodDiscriminatedUnion): z.ZodObject[] {
  return union.options.filter((option) => option instanceof z.ZodObject);
}

function literalOf(option: z.ZodObject, tag: string): unknown {
  const literal = option.shape[tag];
  return literal instanceof z.ZodLiteral ? literal.value : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
