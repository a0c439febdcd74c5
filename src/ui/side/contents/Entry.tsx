import { type ReactNode, useState } from 'react';
import { setUi } from '../../../app/uiStore.ts';
import { countText } from '../../shell/timeText.ts';
import { prettyJson } from '../event/jsonProblem.ts';
import './contents.css';

interface EntryProps {
  readonly opened: boolean;
  /** A state's colour and shape. */
  readonly mark: 'waiting' | 'busy' | 'idle';
  readonly title: ReactNode;
  readonly sub: ReactNode;
  readonly children: ReactNode;
}

/** One thing that a node holds: a line about it, and all of it once it is opened. */
export function Entry({ opened, mark, title, sub, children }: EntryProps) {
  const [isOpen, setOpen] = useState(opened);
  return (
    <li className="environment">
      <button type="button" className="environment-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className="mark" data-tone={mark} aria-hidden="true" />
        <span className="environment-name">
          {title}
          <span className="environment-state numbers">{sub}</span>
        </span>
      </button>
      {isOpen && <div className="contents-body">{children}</div>}
    </li>
  );
}

/** A few screens of text; nobody reads more in a panel. */
const SHOWN_MAX = 20_000;

/** A text as it is, or laid out for reading where it is JSON. */
export function TextBlock({ text, label }: { readonly text: string | null; readonly label: string }) {
  if (text === null || text === '') return <p className="contents-none">{label}: empty</p>;
  const shown = prettyJson(text.length > SHOWN_MAX ? text.slice(0, SHOWN_MAX) : text);
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, and keys must reach it */}
      <pre className="mono contents-text" tabIndex={0}>
        {shown}
      </pre>
      {text.length > SHOWN_MAX && (
        <p className="contents-none">and {countText(text.length - SHOWN_MAX)} more characters</p>
      )}
    </section>
  );
}

export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="environment-facts contents-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function WhyButton({ recordIndex, label }: { readonly recordIndex: number; readonly label: string }) {
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => setUi({ selectedRecord: recordIndex, dockOpen: true })}
    >
      {label}
    </button>
  );
}

/** Nothing is there: says so, and why (D32). */
export function ContentsEmpty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="form">
      <section className="form-help">
        <p>
          <b>{title}.</b> {children}
        </p>
      </section>
    </div>
  );
}
