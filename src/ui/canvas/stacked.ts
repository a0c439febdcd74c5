import type { ScenarioNode, Wire } from '../../scenario/schema.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Sizes that nodes keep within, px, so that nothing moves when a run adds figures to them. */
const FUNCTION = { width: 288, height: 236 } as const;
const OTHER = { width: 184, height: 142 } as const;
const GAP_PX = 44;
const BESIDE_PX = 24;
/** Room for the answer that stands below a node. */
const ANSWER_PX = 118;

const sizeOf = ({ type }: ScenarioNode) => (type === 'function' ? FUNCTION : OTHER);

/**
 * Places for a narrow screen, where a drawing from left to right would be too small to read: from top to bottom along the wires,
 * centred around x = 0. `answered` is the node below which an answer stands.
 */
export function stacked(
  nodes: readonly ScenarioNode[],
  wires: readonly Wire[],
  answered: string | null,
): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>();
  let y = 0;
  for (const row of rowsOf(nodes, wires)) {
    const width = row.reduce((sum, node) => sum + sizeOf(node).width, 0) + (row.length - 1) * BESIDE_PX;
    let x = -width / 2;
    for (const node of row) {
      places.set(node.id, { x, y });
      x += sizeOf(node).width + BESIDE_PX;
    }
    y += Math.max(...row.map((node) => sizeOf(node).height)) + GAP_PX;
    if (row.some(({ id }) => id === answered)) y += ANSWER_PX;
  }
  return places;
}

/** Functions have a row of their own, of other nodes two share one. */
function rowsOf(nodes: readonly ScenarioNode[], wires: readonly Wire[]): readonly (readonly ScenarioNode[])[] {
  const layerOf = layers(nodes, wires);
  const rows: ScenarioNode[][] = [];
  const ordered = nodes.toSorted(
    (a, b) => (layerOf.get(a.id) ?? 0) - (layerOf.get(b.id) ?? 0) || a.position.y - b.position.y,
  );
  let layer = -1;
  for (const node of ordered) {
    const last = rows.at(-1);
    const isSameLayer = layerOf.get(node.id) === layer;
    layer = layerOf.get(node.id) ?? 0;
    const [neighbour] = last ?? [];
    const shares = isSameLayer && last?.length === 1 && node.type !== 'function' && neighbour?.type !== 'function';
    if (shares) last?.push(node);
    else rows.push([node]);
  }
  return rows;
}

/** How many wires lead to each node at the most; a circle ends after as many steps as there are nodes. */
function layers(nodes: readonly ScenarioNode[], wires: readonly Wire[]): ReadonlyMap<string, number> {
  const layerOf = new Map(nodes.map(({ id }) => [id, 0]));
  for (let step = 0; step < nodes.length; step++) {
    let changed = false;
    for (const { from, to } of wires) {
      const next = (layerOf.get(from) ?? 0) + 1;
      if (next <= (layerOf.get(to) ?? 0) || next >= nodes.length) continue;
      layerOf.set(to, next);
      changed = true;
    }
    if (!changed) break;
  }
  return layerOf;
}
