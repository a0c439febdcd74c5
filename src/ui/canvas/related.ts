import type { Wire } from '../../scenario/schema.ts';

/** The nodes that have something to do with a selection: all that wires lead to or from, over any number of nodes. */
export function relatedNodes(wires: readonly Wire[], selection: readonly string[]): ReadonlySet<string> {
  const related = new Set(selection);
  // A set that grows while it is walked: new members come up later in the same walk.
  for (const id of related) {
    for (const { from, to } of wires) {
      if (from === id) related.add(to);
      if (to === id) related.add(from);
    }
  }
  return related;
}

let last: { wires: readonly Wire[]; selection: readonly string[]; related: ReadonlySet<string> } | null = null;

/** Whether a selection dims a node; every node asks with the same wires and selection, so the answer is kept. */
export function isDimmed(wires: readonly Wire[], selection: readonly string[], id: string): boolean {
  if (selection.length === 0) return false;
  if (last?.wires !== wires || last.selection !== selection)
    last = { wires, selection, related: relatedNodes(wires, selection) };
  return !last.related.has(id);
}
