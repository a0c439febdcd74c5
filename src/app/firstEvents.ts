/** Triggers whose first event lies at or beyond the end of the run: playing shows nothing of them, and the screen says why (D32). */
import { LONGEST_RUN_S, type Scenario, type ScenarioNode, type ScheduleNode } from '../scenario/schema.ts';
import { randomStream } from '../sim/kernel/random.ts';
import { arrivalOfSchedule } from '../sim/services/scheduleTimes.ts';
import { firstArrival } from '../sim/services/traffic.ts';
import { duration } from '../sim/trace/readouts/words.ts';

/** Events that a run shows once it was made long enough for them. */
const EVENTS_SHOWN = 5;
/** After the first event of other traffic, s. */
const ROOM_S = 60;

export interface TooLate {
  readonly nodeId: string;
  readonly name: string;
  readonly firstS: number;
  /** A duration that shows it, s; null when no run can be that long. */
  readonly longEnoughS: number | null;
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

function firstEventS({ seed, startAt }: Scenario, node: ScenarioNode): number | null {
  if (node.type === 'schedule') {
    const due = arrivalOfSchedule(node, Date.parse(startAt), null);
    return due && due.timeUs / 1e6;
  }
  if (!('traffic' in node)) return null;
  const first = firstArrival(node.traffic, randomStream(seed, node.id, 'traffic'));
  return first && first.timeUs / 1e6;
}

function longEnoughS(node: ScenarioNode, firstS: number): number | null {
  if (firstS >= LONGEST_RUN_S) return null;
  const isRate = node.type === 'schedule' && node.expression === '';
  const wanted = isRate ? (EVENTS_SHOWN + 1) * firstS : Math.ceil(firstS) + ROOM_S;
  return Math.min(LONGEST_RUN_S, wanted);
}

/** The first times of a schedule, after the start and as dates; empty when it never fires. */
export function firstDueTimes(node: ScheduleNode, startAt: string, count: number): { afterS: number; date: string }[] {
  const startMs = Date.parse(startAt);
  const times: { afterS: number; date: string }[] = [];
  for (let due = arrivalOfSchedule(node, startMs, null); due && times.length < count; ) {
    times.push({ afterS: due.timeUs / 1e6, date: new Date(startMs + due.timeUs / 1000).toISOString() });
    due = arrivalOfSchedule(node, startMs, due);
  }
  return times;
}

/** Why nothing of it will be seen. */
export function tooLateText({ name, firstS, longEnoughS }: TooLate, durationS: number): string {
  const advice =
    longEnoughS === null ? ' No run is that long: a later start date of the scenario brings it nearer.' : '';
  return `The first event of ${name} comes at ${inWords(firstS)}, but the run ends at ${inWords(durationS)}.${advice}`;
}

export const inWords = (s: number): string => duration(s * 1e6);
