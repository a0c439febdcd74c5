/** What makes a run, apart from the answers of handlers: the scenario it started with and what was done to it. */
import type { Scenario, ScenarioNode } from '../scenario/schema.ts';
import type { Input } from '../sim/kernel.ts';

export interface RunRecord {
  readonly start: Scenario;
  /** In order of time. */
  readonly inputs: readonly Input[];
}

/** The scenario that is live at a time: the last deployment at or before it. */
export function deployedAt({ start, inputs }: RunRecord, timeUs: number): Scenario {
  const last = inputs.findLast((input) => input.type === 'deploy' && input.timeUs <= timeUs);
  return last?.type === 'deploy' ? last.scenario : start;
}

/** True when a document is what the run ends with: its code, its settings, its seed and its length. */
export function isRunOf(record: RunRecord, scenario: Scenario): boolean {
  const { seed, startAt, durationS } = record.start;
  return runsTheSame({ ...deployedAt(record, Number.POSITIVE_INFINITY), seed, startAt, durationS }, scenario);
}

/** True when two scenarios differ only in what no run sees: the document's name, places on the canvas, test events. */
export function runsTheSame(a: Scenario, b: Scenario): boolean {
  return (
    a === b || (a.seed === b.seed && a.startAt === b.startAt && a.durationS === b.durationS && deploysTheSame(a, b))
  );
}

/** True when deploying one instead of the other changes nothing: seed, start date and duration are those of the run. */
export function deploysTheSame(a: Scenario, b: Scenario): boolean {
  if (a === b) return true;
  return (
    same(a.account, b.account) &&
    same(a.model, b.model) &&
    same(a.wires, b.wires) &&
    same(a.nodes.map(runPart), b.nodes.map(runPart))
  );
}

/** A scenario as a run sees it: where nodes stand and what a test event says must not change a digest. */
export function withoutLayout(scenario: Scenario): Scenario {
  return { ...scenario, name: '', description: '', nodes: scenario.nodes.map(runPart) };
}

function runPart(node: ScenarioNode): ScenarioNode {
  const placed = { ...node, position: { x: 0, y: 0 } };
  return placed.type === 'function' ? { ...placed, testEvent: '{}' } : placed;
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
