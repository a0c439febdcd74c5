/**
 * Event patterns of EventBridge: which events a rule takes.
 *
 * @source Amazon EventBridge User Guide, "Creating Amazon EventBridge event patterns",
 *   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html, read 2026-11; edge cases as recorded from
 *   the TestEventPattern call; consistency inside arrays as in github.com/aws/event-ruler.
 */
import type { JsonValue } from '../steps.ts';
import { type Condition, conditionsOf, PatternError } from './eventConditions.ts';

/** The fields of one alternative of a pattern; all must be met. */
type Alternative = readonly { readonly path: string; readonly conditions: readonly Condition[] }[];

export interface EventPattern {
  /** One is enough: each `$or` multiplies them. */
  readonly alternatives: readonly Alternative[];
}

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: EventPattern }
  /** Why EventBridge refuses it, in its words. */
  | { readonly ok: false; readonly reason: string };

const ALTERNATIVES_MAX = 1000;

/** Reads a pattern from JSON text. */
export function parsePattern(text: string): ParsedPattern {
  let json: JsonValue;
  try {
    json = JSON.parse(text);
  } catch {
    return invalid('It is not JSON');
  }
  if (!isRecord(json)) return invalid('Filter is not an object');
  try {
    return { ok: true, pattern: { alternatives: alternativesOf(json, '') } };
  } catch (error) {
    if (error instanceof PatternError) return invalid(error.message);
    throw error;
  }
}

function invalid(reason: string): ParsedPattern {
  return { ok: false, reason: `Event pattern is not valid. Reason: ${reason}` };
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nested names are joined by dots: `{ "a": { "b": [1] } }` and `{ "a.b": [1] }` mean the same. */
function alternativesOf(pattern: { readonly [key: string]: JsonValue }, path: string): readonly Alternative[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new PatternError('Empty objects are not allowed');
  return entries.reduce<readonly Alternative[]>(
    (all, [name, value]) => {
      const further = furtherOf(name, value, path);
      if (all.length * further.length > ALTERNATIVES_MAX) throw new PatternError('Rule is too complex');
      return all.flatMap((one) => further.map((other) => [...one, ...other]));
    },
    [[]],
  );
}

function furtherOf(name: string, value: JsonValue, path: string): readonly Alternative[] {
  if (name === '$or' && Array.isArray(value) && value.length > 1 && value.every(isRecord))
    return value.flatMap((one) => alternativesOf(one, path));
  const below = path === '' ? name : `${path}.${name}`;
  if (isRecord(value)) return alternativesOf(value, below);
  if (!Array.isArray(value)) throw new PatternError(`"${name}" must be an object or an array`);
  if (value.length === 0) throw new PatternError('Empty arrays are not allowed');
  return [[{ path: below, conditions: value.map(conditionsOf) }]];
}

/** A leaf of an event: where it is, and inside which elements of which arrays. */
interface Leaf {
  readonly value: JsonValue;
  readonly elements: ReadonlyMap<string, number>;
}

/** Whether a rule with this pattern takes the event. */
export function matchesPattern({ alternatives }: EventPattern, event: JsonValue): boolean {
  const leaves = new Map<string, Leaf[]>();
  collect(event, '', new Map(), leaves);
  return alternatives.some((alternative) => meets(alternative, 0, leaves, new Map()));
}

function collect(value: JsonValue, path: string, elements: Leaf['elements'], leaves: Map<string, Leaf[]>): void {
  if (Array.isArray(value)) {
    value.forEach((element, i) => {
      // Only objects in an array have to be told apart: their fields belong together.
      const isObject = typeof element === 'object' && element !== null;
      collect(element, path, isObject ? new Map([...elements, [path, i]]) : elements, leaves);
    });
  } else if (isRecord(value)) {
    for (const [name, child] of Object.entries(value))
      collect(child, path === '' ? name : `${path}.${name}`, elements, leaves);
  } else {
    leaves.set(path, [...(leaves.get(path) ?? []), { value, elements }]);
  }
}

/** Whether the fields from the `i`th on can be met by leaves that lie in the same elements of arrays. */
function meets(
  fields: Alternative,
  i: number,
  leaves: ReadonlyMap<string, readonly Leaf[]>,
  chosen: Leaf['elements'],
): boolean {
  const field = fields[i];
  if (!field) return true;
  const found = leaves.get(field.path) ?? [];
  if (found.length === 0)
    return field.conditions.some((condition) => condition(undefined)) && meets(fields, i + 1, leaves, chosen);
  return found.some(
    ({ value, elements }) =>
      field.conditions.some((condition) => condition(value)) &&
      [...elements].every(([path, element]) => (chosen.get(path) ?? element) === element) &&
      meets(fields, i + 1, leaves, new Map([...chosen, ...elements])),
  );
}
