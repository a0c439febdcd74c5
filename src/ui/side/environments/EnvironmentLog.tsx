import { useMemo } from 'react';
import { useStore } from 'zustand';
import { runLog } from '../../../app/readouts.ts';
import { runStore } from '../../../app/runStore.ts';
import { setUi } from '../../../app/uiStore.ts';
import { LogExcerpt } from '../LogExcerpt.tsx';

const MOST_LINES = 60;

/** The last lines of an environment's log stream at the playhead. */
export function EnvironmentLog({ environment, ordinal }: { readonly environment: number; readonly ordinal: number }) {
  const recordIndex = useStore(runStore, (run) => run.recordIndex);
  const traceLength = useStore(runStore, (run) => run.traceLength);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log grows with the trace
  const lines = useMemo(() => {
    const log = runLog();
    const numbers = log.select({ environment, recordIndex });
    return numbers.slice(-MOST_LINES).map((number) => log.at(number));
  }, [environment, recordIndex, traceLength]);
  if (lines.length === 0) return <p className="log-empty">Nothing in its log yet at this moment.</p>;
  return (
    <>
      <LogExcerpt lines={lines} label={`Log of environment ${ordinal}`} />
      <p className="log-empty">
        <button type="button" className="link-button" onClick={() => setUi({ dockOpen: true, dockTab: 'logs' })}>
          Open in Logs
        </button>
      </p>
    </>
  );
}
