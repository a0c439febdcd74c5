import { useLayoutEffect, useRef, useState } from 'react';
import type { Answer } from '../../../app/readouts.ts';
import { answerText, endlessText, wholeAnswerText } from './answerText.ts';
import { CardFrame, type CardFrameProps } from './CardFrame.tsx';

/** A card about an invocation: its value or error, and the last line it logged. */
export function AnswerBody({
  answer,
  ...frame
}: Omit<CardFrameProps, 'whole' | 'onWhole'> & { readonly answer: Answer }) {
  const [whole, setWhole] = useState(false);
  const text = whole ? wholeAnswerText(answer) : answerText(answer);
  const { value, isClamped } = useClamped(text);
  const line = answer.log.findLast(({ source }) => source === 'output');
  const endless = endlessText(answer);
  const { children, ...head } = frame;
  return (
    <CardFrame {...head} whole={whole || isClamped ? whole : undefined} onWhole={() => setWhole(!whole)}>
      {children}
      {endless && <p className="my-answer-note">{endless}</p>}
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
    </CardFrame>
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
