import { useStore } from 'zustand';
import { documentStore } from '../../../app/documentStore.ts';
import { runStore } from '../../../app/runStore.ts';
import { invokeTarget } from '../../shell/invokeTarget.ts';

/** True for the one node whose button is highlighted because nothing has run yet. */
export function useIsStarter(id: string): boolean {
  const exists = useStore(runStore, (run) => run.exists);
  const isTarget = useStore(documentStore, ({ scenario }) => invokeTarget(scenario, []) === id);
  return !exists && isTarget;
}
