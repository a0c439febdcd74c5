import { ExternalLink, X } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import { useStore } from 'zustand';
import { explainRecord } from '../../app/readouts.ts';
import { seekRecord } from '../../app/runActions.ts';
import { runStore, trace } from '../../app/runStore.ts';
import { setUi, uiStore } from '../../app/uiStore.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { clockText } from '../shell/timeText.ts';
import { BadgeWord } from './BadgeWord.tsx';

/** Why the selected record happened: what it was, the rule, and the causes that led to it, the nearest first. */
export function Why() {
  const selected = useStore(uiStore, (ui) => ui.selectedRecord);
  const length = useStore(runStore, (run) => run.traceLength);
  if (selected === null || selected >= Math.max(length, trace.current.length)) return null;
  // After a cut the same number may be another record.
  return <Chain key={`${trace.current.cuts} ${selected}`} index={selected} />;
}

function Chain({ index }: { readonly index: number }) {
  const { sentence, rule, ruleText, badge, url, chain, alsoCausedBy } = useMemo(() => explainRecord(index), [index]);
  const [, ...causes] = chain;
  return (
    <section className="why" aria-label="Why">
      <header className="why-head">
        <h2>Why?</h2>
        <span className="mono quiet">{clockText(trace.current.at(index).timeUs)}</span>
        <IconButton label="Close" size="s" onClick={() => setUi({ selectedRecord: null })}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="why-scroll">
        <p className="why-what">{sentence}</p>
        <p className="why-rule">
          <span className="why-rule-id mono">{rule}</span> <BadgeWord badge={badge} /> {ruleText}
          {url && (
            <>
              {' '}
              <a href={url} target="_blank" rel="noreferrer">
                AWS page
                <ExternalLink size={11} aria-hidden="true" />
              </a>
            </>
          )}
        </p>
        {causes.length > 0 && (
          <ol className="why-chain" aria-label="Causes, the nearest first">
            {causes.map((link, position) => (
              <Fragment key={link.index}>
                {(chain[position]?.skipped ?? 0) > 0 && (
                  <li className="why-skipped">… {chain[position]?.skipped} more in between</li>
                )}
                <li>
                  <button type="button" className="why-link" onClick={() => goTo(link.index)}>
                    <span className="why-because">because</span> {link.sentence}
                    <span className="why-meta">
                      <span className="mono">{clockText(link.timeUs)}</span>
                      <span className="mono">{link.rule}</span>
                      <BadgeWord badge={link.badge} />
                    </span>
                  </button>
                </li>
              </Fragment>
            ))}
          </ol>
        )}
        {alsoCausedBy.length > 0 && (
          <p className="why-also">
            Also because of{' '}
            {alsoCausedBy.slice(0, 10).map((cause, position) => (
              <Fragment key={cause}>
                {position > 0 && ', '}
                <button type="button" className="link-button" onClick={() => goTo(cause)}>
                  record {cause}
                </button>
              </Fragment>
            ))}
            {alsoCausedBy.length > 10 && ` and ${alsoCausedBy.length - 10} more`}.
          </p>
        )}
      </div>
    </section>
  );
}

function goTo(index: number): void {
  seekRecord(index);
  setUi({ selectedRecord: index });
}
