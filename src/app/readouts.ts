/**
 * Read-outs of the present run for the screen: the trace on the page with the scenario that the run started with. Texts of
 * records are remembered, for a list asks for the same ones again at each scroll.
 */
import type { Scenario } from '../scenario/schema.ts';
import { type Answer, answerOf } from '../sim/trace/readouts/answers.ts';
import { type Followed, Follower } from '../sim/trace/readouts/followed.ts';
import { type Lane, LaneReader, type Segment } from '../sim/trace/readouts/lanes.ts';
import { type LogFilter, type LogLevel, type LogLine, RunLog } from '../sim/trace/readouts/logs.ts';
import { ruleInfo } from '../sim/trace/readouts/rules.ts';
import { type Flight, FlightReader } from '../sim/trace/readouts/tokens.ts';
import { caption, type Explanation, explain } from '../sim/trace/readouts/why.ts';
import { KIND, type RecordKind, type TraceRecord } from '../sim/trace/records.ts';
import type { Trace } from '../sim/trace/trace.ts';
import { documentStore } from './documentStore.ts';
import { type RefusalLane, RefusalReader } from './refusals.ts';
import { runStore, trace } from './runStore.ts';

export type {
  Answer,
  Explanation,
  Flight,
  Followed,
  Lane,
  LogFilter,
  LogLevel,
  LogLine,
  RecordKind,
  RunLog,
  Segment,
  TraceRecord,
};
export { KIND, ruleInfo };

/** The scenario the present run started with; undefined when there is no run. */
export const startScenario = (): Scenario | undefined => runStore.getState().start ?? undefined;

/** Why a record happened. */
export const explainRecord = (index: number): Explanation => explain(trace.current, index, startScenario());

/** Something read off the trace that grows with it and starts anew when the trace is another one or was cut. */
function following<T>(make: () => T): () => T {
  let made: { readonly value: T; readonly of: Trace; readonly cuts: number } | null = null;
  return () => {
    const { current } = trace;
    if (made?.of !== current || made.cuts !== current.cuts) made = { value: make(), of: current, cuts: current.cuts };
    return made.value;
  };
}

const captions = following(() => new Map<number, string>());

/** What a record says in one short sentence. */
export function captionOf(index: number): string {
  const known = captions().get(index);
  if (known !== undefined) return known;
  const text = caption(trace.current, index, startScenario());
  captions().set(index, text);
  return text;
}

const log = following(() => new RunLog(trace.current, startScenario()));
const lanes = following(() => new LaneReader(trace.current, startScenario()));

/** The log of the run, as far as the trace has come. */
export function runLog(): RunLog {
  log().extend();
  return log();
}

/** The functions of the run, those added since included, for choosing whose log to see. */
export function logNodes(): readonly { readonly id: string; readonly name: string }[] {
  const present = documentStore.getState().scenario.nodes;
  const gone = (startScenario()?.nodes ?? []).filter(({ id }) => !present.some((node) => node.id === id));
  return [...present, ...gone].filter(({ type }) => type === 'function');
}

/** All lanes of the timeline, as far as the trace has come; lanes that did not change keep their identity. */
export const runLanes = (): readonly Lane[] => lanes().extend();

const refusals = following(() => new RefusalReader(trace.current, startScenario()));

/** Refused requests of each function that had any. */
export const runRefusals = (): readonly RefusalLane[] => refusals().extend();

const flights = following(() => new FlightReader(trace.current, startScenario()));

/** What leaves a node after record `from` and up to record `to`. */
export function flightsLeaving(from: number, to: number): readonly Flight[] {
  flights().extend();
  return flights().leaving(from, to);
}

const answers = following(() => new Map<string, Answer | null>());

/** Everything about an invocation as of a record; the same object for the same question. */
export function answerAt(invocation: number, recordIndex: number): Answer | null {
  const key = `${invocation} ${recordIndex}`;
  const known = answers().get(key);
  if (known !== undefined) return known;
  const scenario = startScenario();
  const answer = answerOf(trace.current, invocation, {
    upTo: recordIndex,
    log: runLog(),
    ...(scenario === undefined ? {} : { scenario }),
  });
  // Playing asks at each record once; only the last few questions come again.
  if (answers().size > 50) answers().clear();
  answers().set(key, answer);
  return answer;
}

const followers = following(() => new Map<number, Follower>());

/** What became of an input as of a record, wherever it went; null before it. */
export function followedAt(input: number, recordIndex: number): Followed | null {
  const known = followers().get(input) ?? new Follower(trace.current, input, startScenario());
  followers().set(input, known);
  return known.at(recordIndex);
}

/** The last INIT of a function's environments up to a record, µs; null when none has ended there. */
export function lastInitUs(nodeId: string, recordIndex: number): number | null {
  const environments = new Set<number>();
  for (const lane of runLanes()) {
    if (lane.nodeId === nodeId && lane.environment !== null) environments.add(lane.environment);
  }
  const { current } = trace;
  for (let i = Math.min(recordIndex, current.length - 1); i >= 0; i--) {
    if (current.kind[i] !== KIND.init_ended || !environments.has(current.subject[i] ?? 0)) continue;
    const data = current.data.get(i) as { readonly initUs?: number } | undefined; // by the kind (records.ts)
    return data?.initUs ?? null;
  }
  return null;
}
