import { useStore } from 'zustand';
import { lastInitUs } from '../../../app/readouts.ts';
import { runStore } from '../../../app/runStore.ts';
import { initText } from './initText.ts';

/** How long the last INIT of this function took, at the playhead. */
export function InitReadout({ nodeId }: { readonly nodeId: string }) {
  // The function's view changes with each of its environments, and with nothing else.
  const view = useStore(runStore, (run) => run.view?.functions[nodeId]);
  const recordIndex = runStore.getState().recordIndex;
  const initUs = view && view.created > 0 ? lastInitUs(nodeId, recordIndex) : null;
  if (initUs === null) return null;
  return (
    <span
      className="init-readout numbers"
      title="The last INIT of this function: start of the runtime and your code outside the handler"
    >
      init {initText(initUs)}
    </span>
  );
}
