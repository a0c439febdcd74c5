import type { RunState } from '../../app/runStore.ts';
import type { RunView } from '../../sim/trace/readouts/viewTypes.ts';
import { spanText } from './timeText.ts';

/** The run in one sentence, for a screen reader. */
export function spokenSummary({ exists, playing, finished, view, playheadUs, durationUs }: SpokenState): string {
  if (!exists || !view) return 'No run yet.';
  const state = playing ? 'Playing' : finished && playheadUs >= durationUs ? 'At the end' : 'Paused';
  return `${state}, ${spanText(view.timeUs)}: ${figures(view)}.`;
}

type SpokenState = Pick<RunState, 'exists' | 'playing' | 'finished' | 'playheadUs' | 'durationUs'> & {
  readonly view: RunView | null;
};

function figures({ totals, functions }: RunView): string {
  const environments = Object.values(functions).flatMap((one) => one.environments);
  const busy = environments.filter(({ state }) => state === 'busy').length;
  const waiting = Object.values(functions).reduce((sum, one) => sum + one.asyncQueue.length, 0);
  return [
    count(environments.length, 'environment'),
    `${busy} running`,
    count(totals.invocations, 'invocation'),
    `${totals.cold} cold`,
    totals.errors > 0 ? count(totals.errors, 'error') : '',
    totals.throttles > 0 ? count(totals.throttles, 'throttle') : '',
    waiting > 0 ? `${waiting} waiting for another attempt` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
