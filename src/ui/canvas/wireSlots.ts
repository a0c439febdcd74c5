import type { Scenario, Wire } from '../../scenario/schema.ts';

/** How far from the middle of their nodes' sides a wire starts and ends, px, so that wires of one node stand apart. */
export interface WireSlot {
  readonly source: number;
  readonly target: number;
}

const STEP = 24;
/** Half of the side that wires may use; functions are tall. */
const REACH = { function: 40, other: 14 } as const;

const cache = new WeakMap<Scenario, ReadonlyMap<string, WireSlot>>();
const NONE: WireSlot = { source: 0, target: 0 };

/** The places of a wire at its two nodes. Wires stand in the order of their other ends, so that few of them cross. */
export function wireSlot(scenario: Scenario, id: string): WireSlot {
  let slots = cache.get(scenario);
  if (!slots) {
    slots = wireSlots(scenario);
    cache.set(scenario, slots);
  }
  return slots.get(id) ?? NONE;
}

export function wireSlots({ nodes, wires }: Scenario): ReadonlyMap<string, WireSlot> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const y = (id: string) => byId.get(id)?.position.y ?? 0;
  const reach = (id: string) => REACH[byId.get(id)?.type === 'function' ? 'function' : 'other'];
  const offsets = (end: 'from' | 'to', other: 'from' | 'to') => {
    const result = new Map<string, number>();
    for (const [node, group] of groupBy(wires, end)) {
      const ordered = group.toSorted((a, b) => y(a[other]) - y(b[other]) || a.id.localeCompare(b.id));
      const step = ordered.length > 1 ? Math.min(STEP, (2 * reach(node)) / (ordered.length - 1)) : 0;
      ordered.forEach((wire, i) => {
        result.set(wire.id, (i - (ordered.length - 1) / 2) * step);
      });
    }
    return result;
  };
  const sources = offsets('from', 'to');
  const targets = offsets('to', 'from');
  return new Map(wires.map(({ id }) => [id, { source: sources.get(id) ?? 0, target: targets.get(id) ?? 0 }]));
}

function groupBy(wires: readonly Wire[], end: 'from' | 'to'): Map<string, Wire[]> {
  const groups = new Map<string, Wire[]>();
  for (const wire of wires) {
    const group = groups.get(wire[end]);
    if (group) group.push(wire);
    else groups.set(wire[end], [wire]);
  }
  return groups;
}
