/**
 * Problems that no schema sees, in a document that the schema refuses: what is right by itself is checked together all the
 * same, so that the list of problems is complete in one pass.
 */
import { checkScenario, missingNode } from './checks.ts';
import { type Problem, problemAt } from './problems.ts';
import { DOCUMENT_LIMITS, SCENARIO_VERSION, Scenario, ScenarioNode, Wire } from './schema.ts';

type Document = Readonly<Record<string, unknown>>;

/** What joins several settings of a broken document and is wrong; what the schema says of it is not repeated. */
export function partialProblems(document: Document): readonly Problem[] {
  const nodes = rightOnes(document.nodes, ScenarioNode, DOCUMENT_LIMITS.nodes);
  const wires = rightOnes(document.wires, Wire, DOCUMENT_LIMITS.wires);
  const scenario = Scenario.safeParse({
    ...rightSettings(document),
    version: SCENARIO_VERSION,
    nodes: nodes.right.map(({ value }) => value),
    wires: wires.right.map(({ value }) => value),
  });
  if (!scenario.success) return [];
  const brokenNodes = new Set(nodes.wrong.flatMap(({ value }) => textOf(value, 'id')));
  const { problems } = checkScenario(scenario.data, {
    document,
    nodes: nodes.right.map(({ index }) => index),
    wires: wires.right.map(({ index }) => index),
    brokenNodes,
  });
  const ids = new Set([...brokenNodes, ...nodes.right.map(({ value }) => value.id)]);
  return [...problems, ...wires.wrong.flatMap((wire) => looseEnds(document, wire, ids))];
}

/** The ends of a wire that is wrong in some other way. */
function looseEnds(document: Document, { value, index }: At<unknown>, ids: ReadonlySet<string>): readonly Problem[] {
  return (['from', 'to'] as const).flatMap((end) =>
    textOf(value, end)
      .filter((id) => !ids.has(id))
      .map((id) => problemAt(Scenario, document, ['wires', index, end], missingNode(id))),
  );
}

interface At<T> {
  readonly value: T;
  readonly index: number;
}

interface Sorted<T> {
  readonly right: readonly At<T>[];
  readonly wrong: readonly At<unknown>[];
}

function rightOnes<T>(list: unknown, schema: Parses<T>, most: number): Sorted<T> {
  const right: At<T>[] = [];
  const wrong: At<unknown>[] = [];
  for (const [index, item] of (Array.isArray(list) ? list.slice(0, most) : []).entries()) {
    const parsed = schema.safeParse(item);
    if (parsed.success) right.push({ value: parsed.data, index });
    else wrong.push({ value: item, index });
  }
  return { right, wrong };
}

interface Parses<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

function rightSettings(document: Document): Record<string, unknown> {
  const entries = Object.entries(Scenario.shape).filter(
    ([key, schema]) => document[key] !== undefined && schema.safeParse(document[key]).success,
  );
  return Object.fromEntries(entries.map(([key]) => [key, document[key]]));
}

/** The text of a setting, if it is one. */
function textOf(item: unknown, key: string): readonly string[] {
  if (typeof item !== 'object' || item === null) return [];
  const value: unknown = Reflect.get(item, key);
  return typeof value === 'string' ? [value] : [];
}
