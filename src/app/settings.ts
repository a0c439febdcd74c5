/**
 * Settings as forms need them: what the schema says about each (name, meaning, unit, range, default, rule), for whole nodes
 * and wires and for the parts that have several kinds, such as traffic; and edits that are checked before they are made.
 */
import { checkScenario } from '../scenario/checks.ts';
import { type Command, tryCommand } from '../scenario/commands.ts';
import { type Field, fieldOf, nodeFields, optionFor, wireFields } from '../scenario/fields.ts';
import { uniqueName } from '../scenario/newNodes.ts';
import type { Problem } from '../scenario/parse.ts';
import {
  DurationLaw,
  FunctionNode,
  Handler,
  Layer,
  Model,
  Scenario,
  SourceFile,
  TableIndex,
  Traffic,
} from '../scenario/schema.ts';
import { bailGesture, dispatch, documentStore, markGesture, squashGesture } from './documentStore.ts';

export { type Field, nodeFields, wireFields };

const parts = {
  traffic: Traffic,
  duration: DurationLaw,
  handler: Handler,
  idleLifetime: Model.shape.idleLifetime,
  maximumAge: Model.shape.maximumAge,
  coldStart: Model.shape.coldStart,
} as const;

/** Settings that come in several kinds. */
export type Part = keyof typeof parts;

/** The fields of one kind of a part, such as those of `every` traffic. */
export function partFields(part: Part, kind: string): readonly Field[] {
  const union = unwrapUnion(part);
  const shape = optionFor(union, { kind })?.shape ?? {};
  return Object.entries(shape)
    .filter(([key]) => key !== 'kind')
    .map(([key, schema]) => fieldOf(key, schema as typeof Traffic)); // shapes hold zod types, typed as their core
}

/** The kinds of a part with the words for them. */
export function partKinds(
  part: Part,
): readonly { readonly kind: string; readonly title: string; readonly description: string }[] {
  const field = fieldOf(part, parts[part]);
  return (field.choices ?? []).map((kind) => {
    const meta = optionFor(unwrapUnion(part), { kind })?.meta();
    return { kind, title: meta?.title ?? kind, description: meta?.description ?? '' };
  });
}

/** A part of a kind with all its defaults. */
export function partOf(part: Part, kind: string): { readonly kind: string } {
  return parts[part].parse({ kind });
}

/** The settings of the scenario itself and of its model. */
type ScenarioField =
  | 'name'
  | 'seed'
  | 'durationS'
  | 'concurrencyLimit'
  | 'routing'
  | 'parameters'
  | 'secrets'
  | 'layers';

export const scenarioFields: Readonly<Record<ScenarioField, Field>> = {
  name: fieldOf('name', Scenario.shape.name),
  seed: fieldOf('seed', Scenario.shape.seed),
  durationS: fieldOf('durationS', Scenario.shape.durationS),
  concurrencyLimit: fieldOf('concurrencyLimit', Scenario.shape.account.unwrap().shape.concurrencyLimit),
  routing: fieldOf('routing', Model.shape.routing),
  parameters: fieldOf('parameters', Scenario.shape.parameters),
  secrets: fieldOf('secrets', Scenario.shape.secrets),
  layers: fieldOf('layers', Scenario.shape.layers),
};

/** The settings of an index of a table. */
export const indexFields: readonly Field[] = Object.entries(TableIndex.shape).map(([key, schema]) =>
  fieldOf(key, schema),
);

/** Another index, with a name that the others do not have. */
export function newIndex(others: readonly TableIndex[]): TableIndex {
  const name = uniqueName(
    'byType',
    others.map((index) => index.name),
  );
  return TableIndex.parse({ name, partitionKey: 'type' });
}

/** Another layer with one module in it, under a name that the others do not have. */
export function newLayer(others: readonly Layer[]): Layer {
  const name = uniqueName(
    'layer',
    others.map((layer) => layer.name),
  );
  const text = "exports.greet = (name) => 'Hello ' + name;\n";
  return Layer.parse({ name, files: [{ path: 'nodejs/node_modules/greeting/index.js', text }] });
}

/** What the schema says about a part as a whole. */
export const partField = (part: Part): Field => fieldOf(part, parts[part]);

/** Why a path cannot name a source file, or null. */
export function pathProblem(path: string): string | null {
  return SourceFile.shape.path.safeParse(path).success
    ? null
    : 'Letters, digits and _ @ . - / only, up to 128 of them, such as lib/image.mjs.';
}

/** Why something cannot name an environment variable or hold its value, or null. */
export function envProblem(name: string, value: string): string | null {
  if (FunctionNode.shape.env.safeParse({ [name]: value }).success) return null;
  if (value.length > 4096) return 'A value has at most 4,096 characters.';
  return name === '' ? 'It needs a name.' : 'A name starts with a letter; letters, digits and _ follow.';
}

function unwrapUnion(part: Part) {
  const schema = parts[part];
  return 'unwrap' in schema ? schema.unwrap() : schema;
}

// ------------------------------------------------------------------------------------------------ editing

/** Edits the document, or says in words why it cannot be edited so; then nothing has changed. */
export function tryEdit(command: Command): string | null {
  const applied = tryCommand(documentStore.getState().scenario, command);
  if (!applied.ok) return applied.problems.slice(0, 2).map(refusalWords).join(' ');
  dispatch(command);
  return null;
}

/** The problem as a sentence about the setting alone: whose setting it is can be seen from where it stands. */
function refusalWords({ path, message }: Problem): string {
  const setting = path.split(' › ').at(-1) ?? '';
  const sentence = `${setting} ${message}`.trim();
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Several edits as one step of undo; stops at the first that cannot be and takes back those before it. */
export function tryEdits(commands: readonly Command[]): string | null {
  markGesture();
  for (const command of commands) {
    const problem = tryEdit(command);
    if (problem === null) continue;
    bailGesture();
    return problem;
  }
  squashGesture();
  return null;
}

/** What is allowed but probably not meant, for the setting at `pointer` (`nodes[2].timeoutS`) and what lies below it. */
export function warningsAt(scenario: Scenario, pointer: string): readonly string[] {
  return warningsOf(scenario)
    .filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}.`))
    .map(({ message }) => message);
}

let checked: { readonly scenario: Scenario; readonly warnings: readonly Problem[] } | null = null;

function warningsOf(scenario: Scenario): readonly Problem[] {
  if (checked?.scenario !== scenario) checked = { scenario, warnings: checkScenario(scenario).warnings };
  return checked.warnings;
}
