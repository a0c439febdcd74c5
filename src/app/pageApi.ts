/** `window.lambdarium`: the documented interface for embedding and automation. Times are virtual seconds. */
import { parseScenario, parseScenarioText, problemSentence } from '../scenario/parse.ts';
import { summarize } from '../sim/trace/readouts/summary.ts';
import { documentStore } from './documentStore.ts';
import { openLink, openScenario } from './openActions.ts';
import { startScenario } from './readouts.ts';
import { digest, giveConsent, runUntil, seekTime } from './runActions.ts';
import { runStore, trace } from './runStore.ts';

export interface LambdariumApi {
  /** Opens a scenario object, a scenario's JSON text or a share link. Throws an Error that lists the problems. */
  open(scenarioOrLink: unknown): void;
  /** Computes the run up to `untilS` (default: its end) and moves the playhead there. Calling it is consent to run the code. */
  run(options?: { untilS?: number }): Promise<void>;
  /** Moves the playhead. */
  seek(timeS: number): void;
  /** Counts per node of everything computed so far; `reproducible` is false when the playground had to stop an environment. */
  summary(): unknown;
  /** SHA-256 of the trace computed so far, hexadecimal (see README for what it covers). */
  digest(): Promise<string>;
  /** All records computed so far, as objects. */
  trace(): unknown[];
}

export const pageApi: LambdariumApi = {
  open(scenarioOrLink) {
    if (typeof scenarioOrLink === 'string' && !scenarioOrLink.trimStart().startsWith('{')) {
      if (!openLink(scenarioOrLink))
        throw new Error(runStore.getState().notices.at(-1)?.text ?? 'The link could not be opened.');
      return;
    }
    const parsed =
      typeof scenarioOrLink === 'string' ? parseScenarioText(scenarioOrLink) : parseScenario(scenarioOrLink);
    if (!parsed.ok) throw new Error(parsed.problems.map(problemSentence).join('\n'));
    openScenario(parsed.scenario, { kind: 'new' });
  },
  async run({ untilS } = {}) {
    giveConsent();
    await runUntil(untilS === undefined ? Number.POSITIVE_INFINITY : Math.round(untilS * 1e6));
  },
  seek(timeS) {
    seekTime(Math.round(timeS * 1e6));
  },
  summary: () => ({
    ...summarize(trace.current, startScenario() ?? documentStore.getState().scenario),
    reproducible: runStore.getState().reproducible,
  }),
  digest,
  trace: () => Array.from({ length: trace.current.length }, (_, i) => trace.current.at(i)),
};
