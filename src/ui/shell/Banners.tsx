import { CircleAlert, Info, ShieldAlert, TriangleAlert, X } from 'lucide-react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { dismissNotice, giveConsent } from '../../app/runActions.ts';
import { type Notice, runStore } from '../../app/runStore.ts';
import { setUi } from '../../app/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';

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

/** Notices that are about no node; those about a node stand beside it. */
export function Notices() {
  const notices = useStore(
    runStore,
    useShallow((run) => run.notices.filter((notice) => notice.nodeId === undefined)),
  );
  if (notices.length === 0) return null;
  return (
    <div className="banner-stack">
      {notices.map((notice) => (
        <NoticeCard key={notice.text} notice={notice} />
      ))}
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
