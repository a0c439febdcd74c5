import { ArrowUpRight, ChevronsDownUp, ChevronsUpDown, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useReactFlow } from 'reactflow';
import { useStore } from 'zustand';
import { type Answer, answerAt } from '../../../app/readouts.ts';
import { runStore, trace } from '../../../app/runStore.ts';
import { IconButton } from '../../controls/IconButton.tsx';
import { spanText } from '../../shell/timeText.ts';
import { showMyAnswer } from '../../side/event/showMyAnswer.ts';
import { bringIntoSight } from '../fit.ts';
import { answerHeadline, answerText, wholeAnswerText } from './answerText.ts';
import './myAnswer.css';

/** The answer of what the user started here, where they started it: status, value, how long, and the last line it logged. */
export function MyAnswer() {
  const mine = useStore(runStore, (run) => run.mine);
  const answer = useAnswer(mine?.invocation ?? null);
  const [dismissed, setDismissed] = useState<number | null>(null);
  if (!mine || !answer || dismissed === mine.input) return null;
  return (
    <AnswerCard
      key={mine.input}
      nodeId={mine.nodeId}
      answer={answer}
      older={mine.older}
      onDismiss={() => setDismissed(mine.input)}
    />
  );
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

interface CardProps {
  /** Where it was asked for. */
  readonly nodeId: string;
  readonly answer: Answer;
  readonly older: boolean;
  readonly onDismiss: () => void;
}

function AnswerCard({ nodeId, answer, older, onDismiss }: CardProps) {
  const { state, attempts, log, invocation } = answer;
  const [whole, setWhole] = useState(false);
  const card = useInSightWhenItGrows(nodeId);
  const { tone, words } = answerHeadline(answer);
  const last = attempts.at(-1);
  const line = log.findLast(({ source }) => source === 'output');
  const text = whole ? wholeAnswerText(answer) : answerText(answer);
  const { value, isClamped } = useClamped(text);
  return (
    <section
      ref={card}
      className="my-answer"
      data-whole={whole || undefined}
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
          {(whole || isClamped) && (
            <IconButton
              label={whole ? 'Show less of the answer' : 'Show the whole answer'}
              side="top"
              size="s"
              aria-expanded={whole}
              onClick={() => setWhole(!whole)}
            >
              {whole ? <ChevronsDownUp size={14} /> : <ChevronsUpDown size={14} />}
            </IconButton>
          )}
          <IconButton label="Open event, log and details" side="top" size="s" onClick={() => showMyAnswer(nodeId)}>
            <ArrowUpRight size={14} />
          </IconButton>
          <IconButton label="Hide" side="top" size="s" onClick={onDismiss}>
            <X size={14} />
          </IconButton>
        </span>
      </div>
      {older && <p className="my-answer-older">From before your last change. Invoke again to see what it does now.</p>}
      {text !== '' && (
        <pre ref={value} className="my-answer-value" tabIndex={whole ? 0 : undefined}>
          {text}
        </pre>
      )}
      {line && (
        <div className="my-answer-log" title="The last line it logged">
          <span aria-hidden="true">›</span> {line.text}
        </div>
      )}
    </section>
  );
}

/** Whether a text is cut off by its box. */
function useClamped(text: string) {
  const value = useRef<HTMLPreElement>(null);
  const [isClamped, setClamped] = useState(false);
  useLayoutEffect(() => {
    const box = value.current;
    setClamped(text.endsWith(' …') || (box !== null && box.scrollHeight > box.clientHeight + 1));
  }, [text]);
  return { value, isClamped };
}

/** The answer comes and grows while the user looks at the node that they pressed: it must not do so out of sight. */
function useInSightWhenItGrows(nodeId: string) {
  const flow = useReactFlow();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!card.current) return;
    let height = 0;
    const observer = new ResizeObserver(([entry]) => {
      const next = entry?.contentRect.height ?? 0;
      if (next > height) bringIntoSight(flow, [nodeId]);
      height = next;
    });
    observer.observe(card.current);
    return () => observer.disconnect();
  }, [flow, nodeId]);
  return card;
}
