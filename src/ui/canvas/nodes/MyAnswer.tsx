import { ArrowUpRight, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type Answer, answerAt } from '../../../app/readouts.ts';
import { runStore, trace } from '../../../app/runStore.ts';
import { setUi } from '../../../app/uiStore.ts';
import { IconButton } from '../../controls/IconButton.tsx';
import { spanText } from '../../shell/timeText.ts';
import { answerHeadline, answerText } from './answerText.ts';
import './myAnswer.css';

/** The answer of what the user started here, where they started it: status, value, how long, and the last line it logged. */
export function MyAnswer() {
  const mine = useStore(runStore, (run) => run.mine);
  const answer = useAnswer(mine?.invocation ?? null);
  const [dismissed, setDismissed] = useState<number | null>(null);
  if (!mine || !answer || dismissed === mine.input) return null;
  return <AnswerCard answer={answer} onDismiss={() => setDismissed(mine.input)} />;
}

/** The answer as of the playhead. Once it is settled it is read again only when the playhead goes back before its end. */
function useAnswer(invocation: number | null): Answer | null {
  const recordIndex = useStore(runStore, (run) => run.recordIndex);
  const settled = useRef<{ readonly answer: Answer; readonly of: unknown } | null>(null);
  if (invocation === null || recordIndex < 0) return null;
  const known = settled.current;
  if (known?.of === trace.current && known.answer.invocation === invocation && known.answer.recordIndex <= recordIndex)
    return known.answer;
  const answer = answerAt(invocation, recordIndex);
  settled.current = answer && isSettled(answer) ? { answer, of: trace.current } : null;
  return answer;
}

function isSettled({ mode, condition, state, attempts }: Answer): boolean {
  // The caller has its answer a moment before the attempt is over and its duration known.
  if (attempts.some(({ endUs }) => endUs === null)) return false;
  return mode === 'async' ? condition !== null : state !== 'waiting' && state !== 'running';
}

function AnswerCard({ answer, onDismiss }: { readonly answer: Answer; readonly onDismiss: () => void }) {
  const { state, attempts, log, nodeId, invocation } = answer;
  const { tone, words } = answerHeadline(answer);
  const last = attempts.at(-1);
  const line = log.findLast(({ source }) => source === 'output');
  const text = answerText(answer);
  return (
    <section
      className="my-answer"
      data-state={state}
      aria-label="Answer of your invocation"
      data-testid="my-answer"
      data-invocation={invocation}
    >
      <div className="my-answer-head">
        <span className="mark" data-tone={tone} aria-hidden="true" />
        <strong>{words}</strong>
        {last && last.durationUs !== null && <span className="numbers">{spanText(last.durationUs)}</span>}
        {last && <span>{last.cold ? 'cold' : 'warm'}</span>}
        <span className="my-answer-buttons">
          <IconButton
            label="Open event, log and details"
            side="top"
            size="s"
            onClick={() => setUi({ selectedNodes: [nodeId], sideOpen: true, sideTab: 'event' })}
          >
            <ArrowUpRight size={14} />
          </IconButton>
          <IconButton label="Hide" side="top" size="s" onClick={onDismiss}>
            <X size={14} />
          </IconButton>
        </span>
      </div>
      {text !== '' && <pre className="my-answer-value">{text}</pre>}
      {line && (
        <div className="my-answer-log" title="The last line it logged">
          <span aria-hidden="true">›</span> {line.text}
        </div>
      )}
    </section>
  );
}
