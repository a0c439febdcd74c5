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

interface Dimming {
  readonly wires: readonly Wire[];
  readonly selection: readonly string[];
  /** Null: nothing is dimmed. */
  readonly related: ReadonlySet<string> | null;
}

let last: Dimming | null = null;

/** Whether a selection dims a node; every node asks with the same wires and selection, so the answer is kept. */
export function isDimmed(wires: readonly Wire[], selection: readonly string[], id: string): boolean {
  if (selection.length === 0) return false;
  if (last?.wires !== wires || last.selection !== selection)
    last = { wires, selection, related: isWired(wires, selection) ? relatedNodes(wires, selection) : null };
  return last.related !== null && !last.related.has(id);
}

/** A selection without wires has nothing to point out; most likely it is new and about to be wired to what would be dimmed. */
function isWired(wires: readonly Wire[], selection: readonly string[]): boolean {
  return wires.some(({ from, to }) => selection.includes(from) || selection.includes(to));
}
