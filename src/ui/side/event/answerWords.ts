import type { Answer } from '../../../app/readouts.ts';

export type AnswerTone = 'ok' | 'failed' | 'throttled' | 'waiting';

/** The state of an invocation in words: a title, a sentence, and the tone of the box. */
export function answerWords(
  answer: Answer,
  environmentWords: (environment: number) => string,
): {
  readonly title: string;
  readonly words: string;
  readonly tone: AnswerTone;
} {
  const last = answer.attempts.at(-1);
  switch (answer.state) {
    case 'waiting':
      if (answer.attempts.length > 0) {
        return {
          title: 'Waiting for a retry',
          words: `Attempt ${answer.attempts.length} failed. Lambda keeps the event and tries again.`,
          tone: 'waiting',
        };
      }
      return answer.mode === 'async'
        ? {
            title: 'Accepted',
            words: 'Lambda has the event in its queue; the caller was answered at once.',
            tone: 'waiting',
          }
        : { title: 'Waiting', words: 'For an execution environment: a new one is being made.', tone: 'waiting' };
    case 'running':
      return {
        title: 'Running',
        words: `The handler works in ${last ? environmentWords(last.environment) : 'its environment'}.`,
        tone: 'ok',
      };
    case 'answered':
      return answer.mode === 'async'
        ? {
            title: 'Succeeded',
            words: 'The event was worked on. The caller was answered long before, with 202.',
            tone: 'ok',
          }
        : {
            title: 'Answered',
            words: last?.cold
              ? 'A cold start: a new environment had to be made first.'
              : 'A warm start: an idle environment took it.',
            tone: 'ok',
          };
    case 'throttled':
      return {
        title: 'Refused',
        words:
          'No environment was free to take it and a limit forbids a new one. The handler never ran; it costs nothing.',
        tone: 'throttled',
      };
    case 'failed':
      return { title: failedTitle(answer), words: failedWords(answer), tone: 'failed' };
  }
}

function failedTitle(answer: Answer): string {
  switch (answer.attempts.at(-1)?.outcome) {
    case 'timeout':
      return 'Timed out';
    case 'exit':
      return 'Process exited';
    case 'out_of_memory':
      return 'Out of memory';
    case 'stopped_by_playground':
      return 'Stopped by the playground';
    default:
      return answer.attempts.length === 0 ? 'Not run' : 'Failed';
  }
}

function failedWords(answer: Answer): string {
  const error = errorOf(answer);
  const what = error ? `${error.errorType}: ${error.errorMessage}` : '';
  if (answer.condition) {
    const tries = answer.attempts.length === 1 ? '1 attempt' : `${answer.attempts.length} attempts`;
    return `${what ? `${what}. ` : ''}Lambda gave the event up after ${tries} (${answer.condition}).`;
  }
  if (answer.attempts.at(-1)?.outcome === 'stopped_by_playground')
    return 'This is not a Lambda outcome: the page had to end it.';
  return what || (answer.response?.body ?? 'The invocation failed.');
}

export interface AnswerError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The error that the last attempt ended with, or null. */
export function errorOf(answer: Pick<Answer, 'attempts'>): AnswerError | null {
  return answer.attempts.at(-1)?.error ?? null;
}

/** The first place in the learner's own files that a stack trace names, or null. */
export function firstPlace(trace: readonly string[]): { readonly file: string; readonly line: number } | null {
  for (const entry of trace) {
    const match = /(?:\/var\/task\/)([^\s():]+):(\d+)/.exec(entry);
    if (match?.[1] && match[2]) return { file: match[1], line: Number(match[2]) };
  }
  return null;
}
