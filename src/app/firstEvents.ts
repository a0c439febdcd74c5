/** Triggers whose first event lies at or beyond the end of the run: playing shows nothing of them, and the screen says why (D32). */
import { LONGEST_RUN_S, type Scenario, type ScenarioNode } from '../scenario/schema.ts';
import { randomStream } from '../sim/kernel/random.ts';
import { firstArrival } from '../sim/services/traffic.ts';
import { scheduleTimeUs } from '../sim/services/world.ts';
import { duration } from '../sim/trace/readouts/words.ts';

/** Events that a run shows once it was made long enough for them. */
const EVENTS_SHOWN = 5;
/** After the first event of other traffic, s. */
const ROOM_S = 60;

export interface TooLate {
  readonly nodeId: string;
  readonly name: string;
  readonly firstS: number;
  /** A duration that shows it, s. */
  readonly longEnoughS: number;
}

/** The first trigger that would fire, were the run longer; null when there is none. */
export function tooLateTrigger(scenario: Scenario): TooLate | null {
  for (const node of scenario.nodes) {
    const firstS = firstEventS(scenario, node);
    // What is due exactly at the end happens, but reaches its function only after it.
    if (firstS === null || firstS < scenario.durationS) continue;
    return { nodeId: node.id, name: node.name, firstS, longEnoughS: longEnoughS(node, firstS) };
  }
  return null;
}

function firstEventS({ seed }: Scenario, node: ScenarioNode): number | null {
  if (node.type === 'schedule') return node.enabled ? scheduleTimeUs(node.rate, 1) / 1e6 : null;
  if (!('traffic' in node)) return null;
  const first = firstArrival(node.traffic, randomStream(seed, node.id, 'traffic'));
  return first && first.timeUs / 1e6;
}

function longEnoughS(node: ScenarioNode, firstS: number): number {
  const wanted = node.type === 'schedule' ? (EVENTS_SHOWN + 1) * firstS : Math.ceil(firstS) + ROOM_S;
  return Math.min(LONGEST_RUN_S, wanted);
}

/** Why nothing of it will be seen. */
export function tooLateText({ name, firstS }: TooLate, durationS: number): string {
  return `The first event of ${name} comes at ${inWords(firstS)}, but the run ends at ${inWords(durationS)}.`;
}

export const inWords = (s: number): string => duration(s * 1e6);
