import type { Scenario, ScenarioNode } from '../scenario/schema.ts';

/** True when two scenarios differ only in what a run does not see: names of the document, places on the canvas, test events. */
export function runsTheSame(a: Scenario, b: Scenario): boolean {
  if (a === b) return true;
  return (
    a.seed === b.seed &&
    a.startAt === b.startAt &&
    same(a.account, b.account) &&
    same(a.model, b.model) &&
    same(a.wires, b.wires) &&
    same(a.nodes.map(seen), b.nodes.map(seen))
  );
}

function seen(node: ScenarioNode): unknown {
  const { position: _, ...rest } = node;
  return rest.type === 'function' ? { ...rest, testEvent: '' } : rest;
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
