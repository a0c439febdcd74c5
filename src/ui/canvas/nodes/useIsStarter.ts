import { useStore } from 'zustand';
import { type DocumentState, documentStore } from '../../../app/documentStore.ts';
import { runStore } from '../../../app/runStore.ts';
import type { Scenario } from '../../../scenario/schema.ts';
import { galleryEntries } from '../../dialogs/galleryEntries.ts';
import { invokeTarget } from '../../shell/invokeTarget.ts';

/** The node whose button starts a scenario best; null where Play does, because something happens by itself. */
export function starterOf({ scenario, origin }: Pick<DocumentState, 'scenario' | 'origin'>): string | null {
  const example = origin.kind === 'example' ? galleryEntries().find((entry) => entry.id === origin.id) : undefined;
  if (example) return example.firstAction.button === 'invoke' ? (example.firstAction.nodeId ?? null) : null;
  return hasTraffic(scenario) ? null : (invokeTarget(scenario, []) ?? null);
}

const hasTraffic = ({ nodes }: Scenario): boolean =>
  nodes.some(
    (node) => ('traffic' in node && node.traffic.kind !== 'none') || (node.type === 'schedule' && node.enabled),
  );

/** True for the one node whose button is highlighted because nothing has run yet. */
export function useIsStarter(id: string): boolean {
  const exists = useStore(runStore, (run) => run.exists);
  const isTarget = useStore(documentStore, (state) => starterOf(state) === id);
  return !exists && isTarget;
}

/** Whether a node's button is highlighted, so that Play is not (rule 1: one highlighted button). */
export function useStarterIsNode(): boolean {
  const exists = useStore(runStore, (run) => run.exists);
  const isNode = useStore(documentStore, (state) => starterOf(state) !== null);
  return !exists && isNode;
}
