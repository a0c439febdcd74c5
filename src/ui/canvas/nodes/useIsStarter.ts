import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { runStore } from '../../../app/runStore.ts';
import { galleryEntries } from '../../dialogs/galleryEntries.ts';
import { invokeTarget } from '../../shell/invokeTarget.ts';

/** True for the one node whose button is highlighted because nothing has run yet; an example may begin with Play instead. */
export function useIsStarter(id: string): boolean {
  const exists = useStore(runStore, (run) => run.exists);
  const isTarget = useStore(documentStore, ({ scenario, origin }) => {
    const example = origin.kind === 'example' ? galleryEntries().find((entry) => entry.id === origin.id) : undefined;
    if (example) return example.firstAction.button === 'invoke' && example.firstAction.nodeId === id;
    return invokeTarget(scenario, []) === id;
  });
  return !exists && isTarget;
}
