/** What an example of the gallery is. */
import { Scenario, type ScenarioInput } from '../scenario/schema.ts';

export interface Example {
  /** Stands in deep links (`#example=burst`), so it never changes. */
  readonly id: string;
  readonly title: string;
  /** The one sentence to take away. */
  readonly lesson: string;
  readonly scenario: Scenario;
  /** What to do first: which button, at which node, and why it is worth it. */
  readonly firstAction: FirstAction;
  /** What a run shows, in order of time; each one sentence. */
  readonly expect: readonly string[];
}

export type FirstAction =
  | { readonly button: 'invoke'; readonly nodeId: string; readonly text: string }
  | { readonly button: 'play'; readonly text: string };

/** Cold starts that lessons pin, so that the times they speak of are the ones on screen (D26). */
export const PINNED_COLD_START = { kind: 'fixed', createMs: 200, runtimeInitMs: 140 } as const;

/** A scenario of this version; a mistake in it is found when the examples are loaded. */
export function exampleScenario(scenario: Omit<ScenarioInput, 'version'>): Scenario {
  return Scenario.parse({ version: 1, ...scenario });
}

/** A handler that is one ES module. */
export function code(text: string) {
  return { kind: 'code' as const, files: [{ path: 'index.mjs', text: text.replace(/^\n/, '') }] };
}
