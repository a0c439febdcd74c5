import { CircleAlert, Info, ShieldAlert, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { documentStore } from '../../app/documentStore.ts';
import { openExample } from '../../app/openActions.ts';
import { dismissNotice, giveConsent, resetRun, runAgain } from '../../app/runActions.ts';
import { type Notice, runStore } from '../../app/runStore.ts';
import { setUi } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { DisabledFunctions } from './DisabledFunctions.tsx';

/** Asks before code by someone else runs (D32, F84). */
export function ConsentBanner() {
  const needed = useStore(runStore, (run) => run.needsConsent);
  if (!needed) return null;
  return (
    <section className="banner" data-kind="warning" aria-label="Code from a link">
      <ShieldAlert size={18} aria-hidden="true" />
      <div className="banner-text">
        <strong>This link carries code by someone else.</strong> It runs only in a sandbox without network or access to
        this page, and only once you allow it. Look at it first if you like.
      </div>
      <Button size="s" onClick={() => setUi({ sideOpen: true, sideTab: 'code' })}>
        Show the code
      </Button>
      <Button size="s" variant="primary" onClick={giveConsent}>
        Allow it to run
      </Button>
    </section>
  );
}

/** What must be said about the page or the run as a whole; notices about a node stand beside it. */
export function Notices() {
  const notices = useStore(
    runStore,
    // While the consent banner is up, a warning with the same question would only double it.
    useShallow((run) =>
      run.notices.filter(({ nodeId, kind }) => nodeId === undefined && !(run.needsConsent && kind === 'warning')),
    ),
  );
  return (
    <div className="banner-stack">
      <Restored />
      <Stale />
      <Computing />
      <LinkMatch />
      <NotReproducible />
      <DisabledFunctions />
      {notices.map((notice) => (
        <NoticeCard key={notice.text} notice={notice} />
      ))}
    </div>
  );
}

/** One's work of the last visit is back; offers the way to a fresh start. */
function Restored() {
  const loads = useStore(documentStore, (state) => (state.origin.kind === 'restored' ? state.loadedTimes : 0));
  const [seen, setSeen] = useState(0);
  if (loads === 0 || seen === loads) return null;
  return (
    <Note
      kind="info"
      onDismiss={() => setSeen(loads)}
      action={{ label: 'Start fresh', run: () => openExample('hello') }}
    >
      Your work from last time is back; it is kept in this browser.
    </Note>
  );
}

/** The run on screen was made by an older version of the document (D32). */
function Stale() {
  const stale = useStore(runStore, (run) => run.stale);
  if (!stale) return null;
  return (
    <Note kind="warning" action={{ label: 'Reset the run', run: resetRun }}>
      This result is older than your last change.
    </Note>
  );
}

const COMPUTING_SHOWN_AFTER_MS = 600;

/** The kernel works ahead of a playhead that waits for it (D32). */
function Computing() {
  const working = useStore(runStore, (run) => run.computing && !run.playing && !run.finished);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!working) return setShown(false);
    const timer = setTimeout(() => setShown(true), COMPUTING_SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [working]);
  const share = useStore(runStore, (run) =>
    run.durationUs > 0 ? Math.floor((run.computedUs / run.durationUs) * 100) : 0,
  );
  if (!shown) return null;
  return (
    <Note kind="info" action={{ label: 'Cancel', run: resetRun }}>
      Still computing: {share} % of the run.
      <span className="progress" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
    </Note>
  );
}

/** Whether the replay of a link came out as its author saw it. */
function LinkMatch() {
  const matches = useStore(runStore, (run) => run.linkMatches);
  const [dismissed, setDismissed] = useState(false);
  if (matches === null || dismissed) return null;
  return (
    <Note kind={matches ? 'info' : 'warning'} onDismiss={() => setDismissed(true)}>
      {matches
        ? 'This run is the same, record by record, as the one that was shared.'
        : 'This run differs from the one that was shared: it was made by another version of the playground, or could not be reproduced.'}
    </Note>
  );
}

function NotReproducible() {
  const reproducible = useStore(runStore, (run) => run.reproducible);
  if (reproducible) return null;
  return (
    <Note kind="warning" action={{ label: 'Run again', run: runAgain }}>
      <strong>This run cannot be repeated exactly.</strong> The playground had to stop an environment because a step
      took too long on this machine, or its sandbox was lost; on AWS it would have gone on.
    </Note>
  );
}

interface NoteProps {
  readonly kind: Notice['kind'];
  readonly children: ReactNode;
  readonly action?: Notice['action'];
  readonly onDismiss?: () => void;
}

function Note({ kind, children, action, onDismiss }: NoteProps) {
  const Icon = ICONS[kind];
  return (
    <div className="banner" data-kind={kind} role="status">
      <Icon size={17} aria-hidden="true" />
      <div className="banner-text">{children}</div>
      {action && (
        <Button size="s" onClick={action.run}>
          {action.label}
        </Button>
      )}
      {onDismiss && (
        <IconButton label="Dismiss" size="s" onClick={onDismiss}>
          <X size={15} />
        </IconButton>
      )}
    </div>
  );
}

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;

export function NoticeCard({ notice }: { readonly notice: Notice }) {
  const Icon = ICONS[notice.kind];
  const { action } = notice;
  return (
    <div className="banner nodrag nopan" data-kind={notice.kind} role={notice.kind === 'error' ? 'alert' : 'status'}>
      <Icon size={17} aria-hidden="true" />
      <div className="banner-text">{notice.text}</div>
      {action && (
        <Button
          size="s"
          onClick={() => {
            dismissNotice(notice);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" size="s" onClick={() => dismissNotice(notice)}>
        <X size={15} />
      </IconButton>
    </div>
  );
}
