import type { Answer, Followed } from '../../../app/readouts.ts';
import type { FollowedMessage, Kept } from '../../../sim/trace/readouts/followed.ts';
import { plainReason } from '../../side/event/plainReason.ts';
import { answerHeadline, type Headline } from './answerText.ts';

/** How a message stands that was sent from here; `answer` is of the invocation that took it last, if one did. */
export function messageHeadline(message: FollowedMessage, answer: Answer | null): Headline {
  const { state, queueName, receives, movedFrom } = message;
  switch (state) {
    case 'deleted':
      return { tone: 'busy', words: answer ? `done by ${answer.functionName}, deleted` : 'received and deleted' };
    case 'expired':
      return { tone: 'failed', words: `expired in ${queueName}` };
    case 'in flight':
      return inFlight(receives, answer);
    case 'visible':
      if (receives > 0) return { tone: 'waiting', words: `back in ${queueName} after ${times(receives)}` };
      if (movedFrom) return { tone: 'failed', words: `moved to ${queueName} after ${times(movedFrom.receives)}` };
      return { tone: 'waiting', words: `waiting in ${queueName}` };
    default:
      return state satisfies never;
  }
}

function inFlight(receives: number, answer: Answer | null): Headline {
  const again = receives > 1 ? ` · receive ${receives}` : '';
  if (!answer) return { tone: 'busy', words: `received${again}` };
  const { state, functionName } = answer;
  if (state === 'failed') return { tone: 'failed', words: `failed in ${functionName}${again}` };
  if (state === 'answered') return { tone: 'failed', words: `not done by ${functionName}${again}` };
  if (state === 'throttled') return { tone: 'throttled', words: `refused by ${functionName}${again}` };
  return { tone: 'busy', words: `received by ${functionName}${again}` };
}

const times = (count: number): string => (count === 1 ? '1 receive' : `${count} receives`);

/** What comes next for a message, where that is not plain from its headline; else null. */
export function messageSentence({ state, isPolled, movedFrom }: FollowedMessage, answer: Answer | null): string | null {
  if (state === 'visible' && !isPolled)
    return movedFrom ? 'It stays there until someone takes it.' : 'No function polls this queue, so it stays there.';
  if (state === 'in flight' && (answer?.state === 'failed' || answer?.state === 'answered'))
    return 'It stays hidden until its visibility timeout is over, then it can be received again.';
  return null;
}

/** What was kept, and what comes of that. */
export function keptText({ what, takers, shardId }: Kept): Headline & { readonly sentence: string } {
  const nobody = takers === 0;
  switch (what) {
    case 'object':
      return kept('stored', nobody ? 'Nothing is wired to this bucket, so nobody is told.' : ON_ITS_WAY);
    case 'publication':
      return kept('published', nobody ? 'Nobody subscribes to this topic, so it goes nowhere.' : ON_ITS_WAY);
    case 'event':
      return kept('on the bus', nobody ? 'No rule takes this event, so it goes nowhere.' : ON_ITS_WAY);
    case 'record':
      return kept(`kept in shard ${Number(shardId?.split('-').at(-1))}`, 'Readers of streams are not modelled yet.');
    case 'execution':
      return kept('execution started', 'It is recorded; the playground runs no states.');
    default:
      return what satisfies never;
  }
}

const ON_ITS_WAY = 'The notification is on its way.';
const kept = (words: string, sentence: string) => ({ tone: 'busy' as const, words, sentence });

export interface Row extends Headline {
  readonly key: string;
  readonly to: string;
}

/** Several ways that something took, one line each. */
export function followedRows({ ends }: Followed, answerOf: (invocation: number) => Answer | null): readonly Row[] {
  return ends.flatMap((end): Row | readonly [] => {
    const key = `${end.kind} ${end.kind === 'message' ? end.message : end.recordIndex}`;
    if (end.kind === 'refused') return { key, to: '', tone: 'failed', words: plainReason(end.reason) };
    const answer = end.invocation === null ? null : answerOf(end.invocation);
    if (end.kind === 'message') return { key, to: '', ...messageHeadline(end, answer) };
    return answer ? { key, to: answer.functionName, ...answerHeadline(answer) } : [];
  });
}
