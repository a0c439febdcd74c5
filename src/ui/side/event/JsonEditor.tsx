import { useMemo } from 'react';
import { MonacoEditor } from '../editor/MonacoEditor.tsx';
import { PlainEditor } from '../editor/PlainEditor.tsx';
import { useMonaco } from '../editor/useMonaco.ts';
import { useDrafts } from '../useDrafts.ts';
import { jsonProblem } from './jsonProblem.ts';

const PATH = 'event.json';

/** JSON being edited: checked as it is typed, given as one step of undo for each burst. What is no JSON is given as well. */
export function JsonEditor(props: {
  readonly folder: string;
  readonly label: string;
  readonly text: string;
  readonly onGive: (text: string) => void;
}) {
  const { folder, label, text, onGive } = props;
  const drafts = useDrafts((changed) => {
    for (const [, typed] of changed) onGive(typed);
  });
  const files = useMemo(() => [{ path: PATH, text }], [text]);
  const problem = jsonProblem(text);
  const loaded = useMonaco();
  const editor = {
    folder,
    files,
    path: PATH,
    label,
    isPending: drafts.isPending,
    onType: drafts.typed,
    onSettle: drafts.commit,
  };
  return (
    <div>
      <div className="event-editor" style={{ height: heightPx(text) }} data-invalid={problem ? '' : undefined}>
        {loaded.kind === 'ready' ? <MonacoEditor {...editor} monaco={loaded.monaco} /> : <PlainEditor {...editor} />}
      </div>
      <p className="event-problem" role="status">
        {problem && (
          <span className="setting-refused" style={{ display: 'block', marginTop: 6 }}>
            {problem.message}
            {problem.line !== null && ` (line ${problem.line})`}. Lambda would refuse it with status 400 (INV-13).
          </span>
        )}
      </p>
    </div>
  );
}

/** As tall as its text, within limits, so that the answer below stays in sight; it can be dragged larger. */
function heightPx(text: string): number {
  const lines = text.split('\n').length;
  return Math.min(300, Math.max(104, (lines + 1) * 21 + 18));
}
