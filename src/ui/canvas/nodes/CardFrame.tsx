import { ArrowUpRight, ChevronsDownUp, ChevronsUpDown, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useReactFlow } from 'reactflow';
import { IconButton } from '../../controls/IconButton.tsx';
import { showMyAnswer } from '../../side/event/showMyAnswer.ts';
import { bringIntoSight } from '../fit.ts';
import type { Headline } from './answerText.ts';
import './myAnswer.css';

/** What every card below a node needs to know of the node. */
export interface CardPlace {
  /** Where it was asked for. */
  readonly nodeId: string;
  /** Code, settings or wires were changed since. */
  readonly older: boolean;
  readonly onDismiss: () => void;
}

export interface CardFrameProps extends CardPlace {
  readonly headline: Headline;
  /** Stands behind the headline. */
  readonly after?: string | null;
  /** What the headline is made of, in smaller words below it. */
  readonly parts?: readonly string[];
  readonly state?: string;
  readonly invocation?: number | null;
  /** Whether all of it is shown; undefined when there is no more than what is shown. */
  readonly whole?: boolean | undefined;
  readonly onWhole?: () => void;
  readonly children?: ReactNode;
}

/** A card below the node where the user acted: a headline, and buttons for more of it. */
export function CardFrame(props: CardFrameProps) {
  const { nodeId, older, headline, after, parts = [], state, invocation, whole, onWhole, onDismiss, children } = props;
  const card = useInSightWhenItGrows(nodeId);
  return (
    <section
      ref={card}
      className="my-answer"
      data-whole={whole || undefined}
      data-state={state}
      data-tone={headline.tone}
      aria-label="Answer of your invocation"
      data-testid="my-answer"
      data-invocation={invocation ?? undefined}
    >
      <div className="my-answer-head">
        <span className="mark" data-tone={headline.tone} aria-hidden="true" />
        <span className="my-answer-words">
          <strong>{headline.words}</strong>
          {after && <span className="numbers"> {after}</span>}
        </span>
        <span className="my-answer-buttons">
          {whole !== undefined && (
            <IconButton
              label={whole ? 'Show less of the answer' : 'Show the whole answer'}
              side="top"
              size="s"
              aria-expanded={whole}
              onClick={onWhole}
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
      {parts.length > 0 && (
        <div className="my-answer-parts numbers">
          {parts.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </div>
      )}
      {older && <p className="my-answer-older">From before your last change. Do it again to see what happens now.</p>}
      {children}
    </section>
  );
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
