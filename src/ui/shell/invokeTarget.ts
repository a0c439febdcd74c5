import type { Scenario, ScenarioNode } from '../../scenario/schema.ts';

/** The node that "Invoke" means when none is named: the selected one, else the first client that calls something, else a function. */
export function invokeTarget(scenario: Scenario, selected: readonly string[]): string | null {
  const { nodes, wires } = scenario;
  const chosen = nodes.find((node) => node.id === selected[0]);
  if (chosen) return chosen.id;
  const wired = (node: ScenarioNode) => wires.some((wire) => wire.from === node.id);
  const starter =
    nodes.find((node) => node.type === 'client' && wired(node)) ??
    nodes.find((node) => isTrigger(node) && wired(node)) ??
    nodes.find((node) => node.type === 'function');
  return starter?.id ?? null;
}

/** Nodes that can be made to send one event. */
export function isTrigger(node: ScenarioNode): boolean {
  return node.type !== 'function';
}
