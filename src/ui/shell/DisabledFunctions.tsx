import { CircleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { type DisabledFunction, type DisabledReason, disabledFunctions } from '../../app/disabledFunctions.ts';
import { documentStore } from '../../app/documentStore.ts';
import { enableCode } from '../../app/runActions.ts';
import { runStore } from '../../app/runStore.ts';
import { setUi } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';

/** Says of each function whose code had to be stopped that it does not run until that is changed. */
export function DisabledFunctions() {
  const disabled = useStore(runStore, (run) => run.disabled);
  const scenario = useStore(documentStore, (state) => state.scenario);
  const functions = useMemo(() => disabledFunctions(scenario, disabled), [scenario, disabled]);
  return functions.map((one) => <DisabledNote key={one.nodeId} {...one} />);
}

const WHAT_IT_DID: Readonly<Record<DisabledReason, string>> = {
  watchdog: 'A step of it took so long that the playground had to end it.',
  'sandbox-lost': 'Running it ended the sandbox that holds all handlers, most likely because it took too much memory.',
};

function DisabledNote({ nodeId, name, code, reason }: DisabledFunction) {
  return (
    <section className="banner" data-kind="error" role="alert" aria-label={`${name} is disabled`}>
      <CircleAlert size={17} aria-hidden="true" />
      <div className="banner-text">
        <strong>{name} is disabled until you change its code.</strong> {WHAT_IT_DID[reason]} Everything else goes on,
        and your work is kept.
      </div>
      <Button
        size="s"
        onClick={() => setUi({ selectedNodes: [nodeId], selectedWires: [], sideOpen: true, sideTab: 'code' })}
      >
        Show the code
      </Button>
      <Button size="s" onClick={() => enableCode(code)}>
        Run it anyway
      </Button>
    </section>
  );
}
