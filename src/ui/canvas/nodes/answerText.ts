import type { Answer } from '../../../app/readouts.ts';
import { spanText } from '../../shell/timeText.ts';
import { prettyJson } from '../../side/event/jsonProblem.ts';

export interface Headline {
  readonly tone: 'busy' | 'failed' | 'throttled' | 'waiting' | 'cold';
  readonly words: string;
}

/** How an invocation stands, in a few words. */
export function answerHeadline({
  mode,
  state,
  response,
  attempts,
  condition,
}: Pick<Answer, 'mode' | 'state' | 'response' | 'attempts' | 'condition'>): Headline {
  const tries = attempts.length > 1 ? ` · attempt ${attempts.length}` : '';
  switch (state) {
    case 'waiting':
      if (mode === 'async')
        return {
          tone: 'waiting',
          words: attempts.length === 0 ? '202 accepted, queued' : `failed${tries}, will be retried`,
        };
      return { tone: 'cold', words: 'waiting for an environment' };
    case 'running':
      return { tone: 'busy', words: `running${tries}` };
    case 'answered':
      return { tone: 'busy', words: mode === 'async' ? `succeeded${tries}` : String(response?.status ?? 200) };
    case 'throttled':
      return { tone: 'throttled', words: '429 refused' };
    case 'failed':
      if (mode === 'async') return { tone: 'failed', words: `given up: ${condition ?? 'failed'}${tries}` };
      return {
        tone: 'failed',
        words: response?.functionError ? `${response.status}, function error` : String(response?.status ?? 'failed'),
      };
    default:
      return state satisfies never;
  }
}

/** How long the caller waited for its answer; null while it waits, and for one that handed the event over. */
export function waitedText({
  mode,
  response,
  requestedUs,
}: Pick<Answer, 'mode' | 'response' | 'requestedUs'>): string | null {
  return mode === 'sync' && response ? spanText(response.timeUs - requestedUs) : null;
}

/** What that wait was made of, and what is billed: the last attempt's parts. */
export function attemptParts({
  mode,
  attempts,
  requestedUs,
}: Pick<Answer, 'mode' | 'attempts' | 'requestedUs'>): string[] {
  const last = attempts.at(-1);
  if (!last) return [];
  const { cold, startUs, durationUs, billedMs } = last;
  const start = cold && mode === 'sync' ? `cold start ${spanText(startUs - requestedUs)}` : cold ? 'cold' : 'warm';
  return [
    start,
    ...(durationUs === null ? [] : [`handler ${spanText(durationUs)}`]),
    ...(billedMs === null ? [] : [`billed ${billedMs.toLocaleString('en-US')} ms`]),
  ];
}

/** That the playground cut an attempt short by presuming it endless, in plain words; null when it did not (D9). */
export function endlessText({ attempts }: Pick<Answer, 'attempts'>): string | null {
  const last = attempts.at(-1);
  if (!last?.presumedEndless) return null;
  return last.endUs === null
    ? 'The playground presumes this code endless: it lets it run into its timeout. A real Lambda might finish it.'
    : 'The playground presumed this code endless and let it run into its timeout. A real Lambda might have finished it.';
}

const SHOWN_MAX = 240;
const WHOLE_MAX = 20_000;

type Answered = Pick<Answer, 'response' | 'result' | 'mode'>;

const bodyOf = ({ response, result, mode }: Answered): string =>
  mode === 'sync' ? (response?.body ?? '') : (result ?? '');

/** What came back: the answer's value, or the error by name and message. */
export function answerText(answer: Answered): string {
  const text = bodyOf(answer);
  const short = withoutRequestId(errorText(text) ?? text);
  return short.length > SHOWN_MAX ? `${short.slice(0, SHOWN_MAX)} …` : short;
}

/** The same in full, JSON laid out for reading; only what no screen could show is cut. */
export function wholeAnswerText(answer: Answered): string {
  const text = prettyJson(bodyOf(answer));
  return text.length > WHOLE_MAX ? `${text.slice(0, WHOLE_MAX)}\n… ${text.length - WHOLE_MAX} more characters` : text;
}

/** `RequestId: 0b2c… Error: ` stands before what a platform's error says; it is in the log and in the whole answer. */
const withoutRequestId = (text: string): string => text.replace(/RequestId: [0-9a-f-]{36} (?:Error: )?/, '');

function errorText(text: string): string | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('errorMessage' in value)) return null;
    const name = 'errorType' in value && value.errorType ? `${value.errorType}: ` : '';
    return `${name}${value.errorMessage}`;
  } catch {
    return null;
  }
}
