import { useState } from 'react';
import { useStore } from 'zustand';
import { answerAt, type Followed } from '../../../app/readouts.ts';
import { runStore } from '../../../app/runStore.ts';
import type { FollowedMessage, Kept } from '../../../sim/trace/readouts/followed.ts';
import { plainReason } from '../../side/event/plainReason.ts';
import { AnswerBody } from './AnswerBody.tsx';
import { answerHeadline, attemptParts, waitedText } from './answerText.ts';
import { CardFrame, type CardPlace } from './CardFrame.tsx';
import { followedRows, keptText, messageHeadline, messageSentence } from './followedText.ts';
import { useAnswer, useFollowed } from './useFollowed.ts';

/** What became of what the user started here, where they started it: the answer, or how far it has come. */
export function MyAnswer() {
  const mine = useStore(runStore, (run) => run.mine);
  const followed = useFollowed(mine?.input ?? null);
  const [dismissed, setDismissed] = useState<number | null>(null);
  if (!mine || !followed || dismissed === mine.input) return null;
  const place = { nodeId: mine.nodeId, older: mine.older, onDismiss: () => setDismissed(mine.input) };
  return <Outcome key={mine.input} followed={followed} {...place} />;
}

function Outcome({ followed, ...place }: CardPlace & { readonly followed: Followed }) {
  const { kept, ends } = followed;
  const [end, ...more] = ends;
  if (more.length > 0) return <ManyCard followed={followed} {...place} />;
  switch (end?.kind) {
    case undefined:
      return kept && <KeptCard kept={kept} {...place} />;
    case 'invocation':
      return <AnswerCard invocation={end.invocation} {...place} />;
    case 'message':
      return <MessageCard message={end} {...place} />;
    case 'refused':
      // At the node itself that is said already.
      if (end.nodeId === place.nodeId) return null;
      return <CardFrame headline={{ tone: 'failed', words: plainReason(end.reason) }} {...place} />;
    default:
      return end satisfies never;
  }
}

/** The answer of an invocation: status, what the caller waited and why, the value, and the last line it logged. */
function AnswerCard({ invocation, ...place }: CardPlace & { readonly invocation: number }) {
  const answer = useAnswer(invocation);
  if (!answer) return null;
  const waited = waitedText(answer);
  return (
    <AnswerBody
      answer={answer}
      headline={answerHeadline(answer)}
      after={waited && `after ${waited}`}
      parts={attemptParts(answer)}
      state={answer.state}
      invocation={invocation}
      {...place}
    />
  );
}

/** A message on its way through queues, with the answer of the invocation that took it last. */
function MessageCard({ message, ...place }: CardPlace & { readonly message: FollowedMessage }) {
  const answer = useAnswer(message.invocation);
  const headline = messageHeadline(message, answer);
  const sentence = messageSentence(message, answer);
  const note = sentence && <p className="my-answer-note">{sentence}</p>;
  const { invocation } = message;
  if (!answer)
    return (
      <CardFrame headline={headline} {...place}>
        {note}
      </CardFrame>
    );
  return (
    <AnswerBody answer={answer} headline={headline} parts={attemptParts(answer)} invocation={invocation} {...place}>
      {note}
    </AnswerBody>
  );
}

function KeptCard({ kept, ...place }: CardPlace & { readonly kept: Kept }) {
  const { sentence, ...headline } = keptText(kept);
  return (
    <CardFrame headline={headline} {...place}>
      <p className="my-answer-note">{sentence}</p>
    </CardFrame>
  );
}

const ROWS_MAX = 4;

/** Handed to several: one line each. */
function ManyCard({ followed, ...place }: CardPlace & { readonly followed: Followed }) {
  const recordIndex = useStore(runStore, (run) => run.recordIndex);
  const rows = followedRows(followed, (invocation) => answerAt(invocation, recordIndex));
  const words = followed.kept
    ? `${keptText(followed.kept).words}, ${rows.length} deliveries`
    : `${rows.length} requests`;
  return (
    <CardFrame headline={{ tone: 'busy', words }} {...place}>
      <ul className="my-answer-rows">
        {rows.slice(0, ROWS_MAX).map(({ key, to, tone, words }) => (
          <li key={key}>
            <span className="mark" data-tone={tone} aria-hidden="true" />
            {to && <b>{to}</b>} {words}
          </li>
        ))}
        {rows.length > ROWS_MAX && <li>and {rows.length - ROWS_MAX} more</li>}
      </ul>
    </CardFrame>
  );
}
