import { useStore } from 'zustand';
import { documentStore } from '../../app/documentStore.ts';
import { giveConsent, play, whyNothingRuns } from '../../app/runActions.ts';
import { runStore } from '../../app/runStore.ts';
import { Button } from '../controls/Button.tsx';
import { Kbd } from '../controls/Kbd.tsx';
import { useNarrow } from '../shell/appearance.ts';

const WHAT = {
  timeline: 'Here every execution environment gets a lane: when it starts, works, waits and goes away.',
  logs: 'Here stands what the handlers write, with the START, END and REPORT lines of Lambda.',
  trace: 'Here stands every record of the run, each with its cause and the rule that decided it.',
} as const;

/** Nothing to show yet: why, and what to do about it (D32). */
export function Empty({ of }: { readonly of: keyof typeof WHAT }) {
  const narrow = useNarrow();
  const exists = useStore(runStore, (run) => run.exists);
  const playing = useStore(runStore, (run) => run.playing);
  const computing = useStore(runStore, (run) => run.computing);
  const needsConsent = useStore(runStore, (run) => run.needsConsent);
  // Read again when the document changes.
  useStore(documentStore, (document) => document.scenario);
  const nothing = whyNothingRuns();
  return (
    <div className="dock-empty">
      <p className="dock-empty-what">{WHAT[of]}</p>
      {needsConsent ? (
        <>
          <p>This scenario carries code by someone else. It runs only in the sandbox, once you allow it.</p>
          <Button size="s" variant="primary" onClick={giveConsent}>
            Allow this code to run
          </Button>
        </>
      ) : exists ? (
        <p>
          {computing
            ? 'Still computing …'
            : playing
              ? 'Nothing has happened yet at this moment of the run.'
              : 'Nothing has happened up to here. Play on, or step.'}
        </p>
      ) : nothing ? (
        <p>{nothing}</p>
      ) : (
        <>
          <p>
            Nothing has run yet.{' '}
            {!narrow && (
              <>
                <Kbd keys="Ctrl+Enter" /> invokes, <Kbd keys="Space" /> plays.
              </>
            )}
          </p>
          <Button size="s" onClick={play}>
            Play
          </Button>
        </>
      )}
    </div>
  );
}
