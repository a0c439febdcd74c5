/** From a file, a link or storage to a scenario: all of it or nothing, with every problem named. */
import { checkScenario } from './checks.ts';
import { isObject } from './fields.ts';
import { migrate } from './migrations.ts';
import { partialProblems } from './partialChecks.ts';
import { firstProblems, number, type Problem, problemsOf } from './problems.ts';
import { DOCUMENT_LIMITS, Scenario } from './schema.ts';
import { jsonDepth, jsonErrorPosition, lineAndColumn, utf8Bytes } from './text.ts';

export type { Problem } from './problems.ts';
export { problemSentence } from './problems.ts';

export type ParsedScenario =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /** Allowed, but probably not what was meant. */
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks JSON data of any version and fills in defaults. Settings that the format does not know are problems. */
export function parseScenario(input: unknown): ParsedScenario {
  const shape = shapeProblem(input);
  if (shape !== null) return refused(shape);
  if (!isObject(input)) return refused('this is not a scenario: it must be a JSON object');
  // Files may name their JSON Schema, which editors use for completion.
  const { $schema: _, ...document } = input;
  const migrated = migrate(document);
  if (!migrated.ok) return refused(migrated.message);
  const parsed = Scenario.safeParse(migrated.document);
  if (!parsed.success) {
    const own = problemsOf(Scenario, migrated.document, parsed.error);
    return { ok: false, problems: firstProblems([...own, ...partialProblems(migrated.document)]) };
  }
  const { problems, warnings } = checkScenario(parsed.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, scenario: parsed.data, warnings };
}

/** The same for the text of a file; size and depth are checked before it is parsed. */
export function parseScenarioText(text: string): ParsedScenario {
  const json = parseJsonText(text);
  return json.ok ? parseScenario(json.value) : refused(json.message);
}

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** Parses JSON text within the limits of a document; says where it is broken. */
export function parseJsonText(text: string): ParsedJson {
  // A text of more units than the limit has at least as many bytes; the exact count is needed only below it.
  const bytes = text.length > DOCUMENT_LIMITS.textBytes ? text.length : utf8Bytes(text);
  if (bytes > DOCUMENT_LIMITS.textBytes) {
    return {
      ok: false,
      message: `it is too large: ${number(bytes)} bytes, and ${number(DOCUMENT_LIMITS.textBytes)} are possible`,
    };
  }
  if (text.trim() === '') return { ok: false, message: 'it is empty' };
  if (jsonDepth(text) > DOCUMENT_LIMITS.depth) return { ok: false, message: tooDeep };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, message: `it is not JSON${placeWords(text)}` };
  }
}

/** The scenario as the text of a file, laid out for reading. */
export function scenarioText(scenario: Scenario): string {
  return `${JSON.stringify(scenario, null, 2)}\n`;
}

function refused(message: string): ParsedScenario {
  return { ok: false, problems: [{ path: '', pointer: '', message }] };
}

const tooDeep = `it is nested too deeply: more than ${DOCUMENT_LIMITS.depth} levels`;

/** Depth, and keys that would vanish: assigning `__proto__` sets no property. */
function shapeProblem(value: unknown, depth = 1): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DOCUMENT_LIMITS.depth) return tooDeep;
  if (!Array.isArray(value) && Object.hasOwn(value, '__proto__')) return 'it has a setting called "__proto__"';
  for (const part of Object.values(value)) {
    const problem = shapeProblem(part, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

/** Only some engines say where JSON is broken, each in its own words; so it is looked up here. */
function placeWords(text: string): string {
  const position = jsonErrorPosition(text);
  if (position === null) return '';
  if (position >= text.trimEnd().length) return ': it ends too early';
  const { line, column } = lineAndColumn(text, position);
  return `: something is wrong in line ${number(line)}, column ${number(column)}`;
}
