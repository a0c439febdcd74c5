import type { LogLine } from '../../app/readouts.ts';
import { revealCode } from './codePlace.ts';
import { shownLogText } from './logText.ts';

/** Some lines of a log, the newest last; a line that knows where it was printed leads there. */
export function LogExcerpt({ lines, label }: { readonly lines: readonly LogLine[]; readonly label: string }) {
  return (
    // A long log scrolls inside, and has to be reachable by keyboard for that.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="log-excerpt mono" aria-label={label} tabIndex={0}>
      {lines.map((line) => (
        <div key={line.number} className={lineClass(line)} title={line.source === 'platform' ? line.text : undefined}>
          {shownLogText(line)}
          {line.at && <LineRef line={line} at={line.at} />}
        </div>
      ))}
    </section>
  );
}

function LineRef({
  line,
  at,
}: {
  readonly line: LogLine;
  readonly at: { readonly file: string; readonly line: number };
}) {
  return (
    <button type="button" className="link-button mono log-line-ref" onClick={() => revealCode(line.nodeId, at)}>
      {at.file}:{at.line}
    </button>
  );
}

function lineClass({ source, level }: LogLine): string {
  if (source !== 'output') return 'is-platform';
  return level === 'ERROR' || level === 'FATAL' ? 'is-error' : '';
}
