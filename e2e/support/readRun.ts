/** What a command is told to run: a scenario file or a link. */
import { readFile } from 'node:fs/promises';
import { examples } from '../../src/lessons/examples.ts';
import type { ScenarioInputs } from '../../src/scenario/inputs.ts';
import { parseScenarioText, problemSentence } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { readHash } from '../../src/share/hash.ts';
import { decodeLink } from '../../src/share/link.ts';

export interface RunToDo {
  readonly name: string;
  readonly scenario: Scenario;
  readonly inputs: ScenarioInputs;
  /** The digest that a link promises. */
  readonly digest?: string;
}

export type ReadRun =
  | { readonly ok: true; readonly run: RunToDo }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a file, or what a link or the part behind its `#` carries. Runs nothing. */
export async function readRun(text: string): Promise<ReadRun> {
  if (!/^(https?:|#|s\d+\.)/.test(text)) return readFileRun(text);
  const request = readHash(text.includes('#') ? text : `#${text}`);
  if (request.kind === 'none') return refused('The link carries no scenario.');
  return request.kind === 'example' ? exampleRun(request.id) : linkRun(request.text);
}

async function readFileRun(path: string): Promise<ReadRun> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return refused(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = parseScenarioText(text);
  if (!parsed.ok) return refused(...parsed.problems.map(problemSentence));
  return { ok: true, run: { name: path, scenario: parsed.scenario, inputs: [] } };
}

function exampleRun(id: string): ReadRun {
  const example = examples.find((one) => one.id === id);
  if (!example) return refused(`There is no example called ${id}.`);
  return { ok: true, run: { name: `example ${id}`, scenario: example.scenario, inputs: [] } };
}

function linkRun(link: string): ReadRun {
  const decoded = decodeLink(link);
  if (!decoded.ok) return refused(decoded.problem, ...decoded.details.map(problemSentence));
  const { scenario, start = scenario, inputs = [], digest } = decoded.payload;
  return {
    ok: true,
    run: { name: scenario.name, scenario: start, inputs, ...(digest === undefined ? {} : { digest }) },
  };
}

function refused(...problems: readonly string[]): ReadRun {
  return { ok: false, problems };
}
