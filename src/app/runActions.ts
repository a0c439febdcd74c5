/**
 * What the user can do to a run, in the user's words. Components call these; only this module talks to the kernel worker.
 */
import type { CompileProblem, FromKernel } from '../engine/messages.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Input } from '../sim/kernel.ts';
import { KIND } from '../sim/trace/records.ts';
import { Trace } from '../sim/trace/trace.ts';
import { dispatch, documentStore } from './documentStore.ts';
import { inWords, tooLateText, tooLateTrigger } from './firstEvents.ts';
import { callAct, callCheck, callDigest, ensureSandbox, listenToKernel, post } from './kernelClient.ts';
import {
  attachSource,
  clearPlayer,
  publish,
  resetPlayer,
  seekTo,
  seekToRecord,
  startPlaying,
  stepInstant,
  stopPlaying,
  traceGrew,
} from './player.ts';
import { deployedAt, deploysTheSame, isRunOf, type RunRecord, runsTheSame, withoutLayout } from './runRecord.ts';
import { initialRun, type Notice, runStore, trace } from './runStore.ts';

/** Records computed ahead of the playhead: little when handlers really run, since what is unseen may be dropped (D21). */
const AHEAD_CODE = 400;
const AHEAD_MODELLED = 20_000;

/** How much longer a run gets when the user acts at its end, s. */
const EXTENSION_S = 60;

let run = 0;
let frontierUs = -1;
/** What makes the run, or the one that a link brought and that has not been started. */
let runRecord: RunRecord | null = null;
/** The document as of the last time it was compared with the run. */
let seen: Scenario | null = null;
/** The kernel reported a broken invariant: this run cannot go on. */
let failed = false;
let askedFor = { untilUs: -1, maxRecords: -1 };
const finishedWaiters = new Set<() => void>();

attachSource({
  frontierUs: () => frontierUs,
  finished: () => runStore.getState().finished,
  wantMore: (recordIndex) => askAhead(recordIndex),
});
listenToKernel(receive);

// ------------------------------------------------------------------------------------------------ acting

/** Invokes a function with an event (JSON text), or makes a trigger fire once; plays until that has settled. */
export function invoke(nodeId: string, options: { mode?: 'sync' | 'async'; payload?: string } = {}): void {
  const node = documentStore.getState().scenario.nodes.find(({ id }) => id === nodeId);
  if (!node || !mayRun(nodeId)) return;
  dropIdleNotice();
  const payload = options.payload ?? (node.type === 'function' ? node.testEvent : undefined);
  void act((timeUs) => {
    const input: Input = {
      type: 'invoke',
      timeUs,
      nodeId,
      mode: options.mode ?? 'sync',
      ...(payload === undefined ? {} : { payload }),
    };
    return [input];
  }).then((input) => {
    runStore.setState({ mine: { nodeId, input, invocation: null, elsewhere: null, older: false } });
    // What it led to may have been computed before its number was known here; nothing more comes then.
    findMine();
    startPlaying('settled');
  });
}

/** Gives inputs to the run at the playhead, after a deployment if the document was edited; the number of the last one. */
async function act(inputsAt: (timeUs: number) => readonly Input[]): Promise<number> {
  const record = ensureRun();
  const { playheadUs, finished, durationUs } = runStore.getState();
  // At the very end there is no time left for anything: the run gets longer, unless it was just made so.
  const { durationS: wantedS } = documentStore.getState().scenario;
  if (finished && playheadUs >= durationUs && wantedS * 1e6 <= durationUs) {
    dispatch({ type: 'setRun', patch: { durationS: wantedS + EXTENSION_S } });
  }
  const { scenario } = documentStore.getState();
  const durationS = scenario.durationS === record.start.durationS ? null : scenario.durationS;
  const timeUs = Math.min(playheadUs, Math.round(scenario.durationS * 1e6));
  const kept = record.inputs.filter((input) => input.timeUs <= timeUs);
  const isDeployed = deploysTheSame(deployedAt(record, timeUs), scenario);
  const inputs = [...(isDeployed ? [] : [deployment(timeUs, scenario)]), ...inputsAt(timeUs)];
  runRecord = { start: { ...record.start, durationS: scenario.durationS }, inputs: [...kept, ...inputs] };
  seen = scenario;
  askedFor = { untilUs: -1, maxRecords: -1 };
  runStore.setState({ durationUs: Math.round(scenario.durationS * 1e6), finished: false, stale: false });
  const first = await callAct({ run, timeUs, inputs, durationS });
  askAhead(runStore.getState().recordIndex);
  return first + inputs.length - 1;
}

const deployment = (timeUs: number, scenario: Scenario): Input => ({
  type: 'deploy',
  timeUs,
  scenario: withoutLayout(scenario),
});

/** The document changed while a run exists: new code and settings are live from the playhead on (D22, ENV-28). */
export function deployEdits(): void {
  const { finished, playheadUs, durationUs } = runStore.getState();
  const { scenario } = documentStore.getState();
  if (hasTraffic(scenario)) dropIdleNotice();
  if (!runStore.getState().exists) {
    dropRecordOfOther();
    return;
  }
  if (!runRecord || !seen || runsTheSame(seen, scenario)) return;
  seen = scenario;
  const { mine } = runStore.getState();
  if (mine) runStore.setState({ mine: { ...mine, older: true } });
  // At the very end there is nothing left for the new code to do: the result is simply older than the code. A seed and a start
  // date hold for a whole run.
  const atEnd = finished && playheadUs >= durationUs && scenario.durationS * 1e6 <= durationUs;
  const wholeRun = runRecord.start.seed !== scenario.seed || runRecord.start.startAt !== scenario.startAt;
  if (atEnd || wholeRun) runStore.setState({ stale: !isRunOf(runRecord, scenario) });
  else void act(() => []).then(() => showDeployed(playheadUs));
}

/** A playhead at rest moves on to what the deployment did at its own time: environments of the old code are gone. */
async function showDeployed(timeUs: number): Promise<void> {
  const thisRun = run;
  await computed(timeUs, Number.MAX_SAFE_INTEGER);
  const { playing, playheadUs } = runStore.getState();
  if (run === thisRun && !playing && playheadUs === timeUs) seekTo(timeUs);
}

/** What was done to the run of a link does not fit a document that was edited since. */
function dropRecordOfOther(): void {
  if (runRecord && !isRunOf(runRecord, documentStore.getState().scenario)) runRecord = null;
}

function mayRun(nodeId?: string): boolean {
  if (runStore.getState().needsConsent) {
    notify({
      kind: 'warning',
      text: 'This scenario came by a link and carries code by someone else. It runs only in the sandbox, once you allow it.',
      action: { label: 'Allow and run', run: giveConsent },
      ...(nodeId === undefined ? {} : { nodeId }),
    });
    return false;
  }
  return true;
}

/** The user agrees to run code that came by a link. */
export function giveConsent(): void {
  runStore.setState({ needsConsent: false, notices: [] });
}

// ------------------------------------------------------------------------------------------------ playing

/** Plays on from the playhead; computes the run if there is none, and starts anew at the end of one. */
export function play(): void {
  if (!mayRun()) return;
  const { finished, playheadUs, durationUs, exists } = runStore.getState();
  if (exists && finished && playheadUs >= durationUs) resetRun();
  const reason = whyNothingRuns();
  ensureRun();
  // A new run begins without notices; these are about it.
  if (reason) {
    idleNotice = { kind: 'info', text: reason };
    notify(idleNotice);
  }
  noteTooLate();
  startPlaying('end');
  askAhead(runStore.getState().recordIndex);
}

/** Says why nothing runs; it goes as soon as something does. */
let idleNotice: Notice | null = null;

function dropIdleNotice(): void {
  if (idleNotice) dismissNotice(idleNotice);
  idleNotice = null;
}

const hasTraffic = ({ nodes }: Scenario): boolean =>
  nodes.some((n) => ('traffic' in n && n.traffic.kind !== 'none') || (n.type === 'schedule' && n.enabled));

/** Says when a trigger fires only after the end, and offers a longer run (D32). */
function noteTooLate(): void {
  const { scenario } = documentStore.getState();
  const late = tooLateTrigger(scenario);
  if (!late) return;
  const { longEnoughS } = late;
  notify({
    kind: 'info',
    text: tooLateText(late, scenario.durationS),
    ...(longEnoughS === null
      ? {}
      : { action: { label: `Make the run ${inWords(longEnoughS)} long`, run: () => lengthenRun(longEnoughS) } }),
  });
}

/** The run goes on to a later end. */
function lengthenRun(durationS: number): void {
  dispatch({ type: 'setRun', patch: { durationS } });
  deployEdits();
  play();
}

/** The same run once more from its start, with all that was done to it, up to where one stood: after a stop by the wall clock (D9). */
export function runAgain(): void {
  const record = runRecord;
  const { playheadUs } = runStore.getState();
  resetRun();
  runRecord = record;
  startRun();
  void runUntil(playheadUs);
}

/** Why pressing play would show an empty run, or null (D32). */
export function whyNothingRuns(): string | null {
  const { scenario } = documentStore.getState();
  const { nodes } = scenario;
  if (nodes.length === 0) return 'The canvas is empty. Add a function and something that calls it.';
  if (!nodes.some(({ type }) => type === 'function')) return 'There is no function yet. Add one from the palette.';
  const acted = (runRecord?.inputs.length ?? 0) > 0 || runStore.getState().exists;
  return hasTraffic(scenario) || acted
    ? null
    : 'No trigger has traffic, so time passes and nothing happens. Press Invoke, or give a trigger traffic.';
}

export const pause = (): void => stopPlaying();

export function togglePlay(): void {
  if (runStore.getState().playing) pause();
  else play();
}

/** One instant forward; computes on if need be. */
export function stepForward(): void {
  pause();
  if (!mayRun()) return;
  ensureRun();
  void stepWhenComputed();
}

/** An instant can be shown only when all of its records are known, however many they are. */
async function stepWhenComputed(): Promise<void> {
  const thisRun = run;
  while (run === thisRun && !stepInstant(1)) {
    const known = trace.current.length;
    const knownUntilUs = frontierUs;
    if (runStore.getState().finished) return;
    await computed(runStore.getState().durationUs, known + 20);
    if (trace.current.length === known && frontierUs === knownUntilUs) return;
  }
}

export function stepBack(): void {
  pause();
  stepInstant(-1);
}

/** Computes to the end of the run and shows it. */
export async function runToEnd(): Promise<void> {
  if (!mayRun()) return;
  pause();
  const computing = runUntil(Number.POSITIVE_INFINITY);
  noteTooLate();
  await computing;
}

/** Computes the run up to a virtual time and moves the playhead there. */
export async function runUntil(untilUs: number): Promise<void> {
  ensureRun();
  const until = Math.min(untilUs, runStore.getState().durationUs);
  await computeAndSeek(until);
}

/** Goes there once it is computed, unless the run was reset meanwhile. */
async function computeAndSeek(timeUs: number): Promise<void> {
  const thisRun = run;
  await computed(timeUs, Number.MAX_SAFE_INTEGER);
  if (run === thisRun) seekTo(timeUs);
}

/** Moves the playhead to a virtual time in µs; what is not computed yet is computed. */
export function seekTime(timeUs: number): void {
  const { exists, durationUs } = runStore.getState();
  if (!exists) return;
  const until = Math.min(Math.max(0, Math.floor(timeUs)), durationUs);
  if (until > frontierUs && !runStore.getState().finished) {
    pause();
    void computeAndSeek(until);
    return;
  }
  seekTo(until);
}

export function seekRecord(index: number): void {
  pause();
  seekToRecord(index);
}

export const setSpeed = (speed: number): void => runStore.setState({ speed });
export const setTrueScale = (trueScale: boolean): void => runStore.setState({ trueScale });

/** Back to time 0: the run is forgotten. */
export function resetRun(): void {
  stopPlaying();
  if (runStore.getState().exists) post({ type: 'close', run });
  run += 1;
  frontierUs = -1;
  runRecord = null;
  seen = null;
  wakeWaiters();
  trace.current = new Trace();
  const { speed, trueScale, needsConsent, disabled } = runStore.getState();
  runStore.setState({ ...initialRun, speed, trueScale, needsConsent, disabled });
  clearPlayer();
}

// ------------------------------------------------------------------------------------------------ asking

/** Lets disabled code run once more as it is, from the playhead on. */
export function enableCode(key: string): void {
  post({ type: 'enable', key });
  const { exists, finished, playheadUs, durationUs } = runStore.getState();
  // What was computed beyond the playhead was so without that code; at the end there is nothing.
  if (exists && !(finished && playheadUs >= durationUs)) void act(() => []);
}

/** Compile problems of a function's files, for squiggles before the run. */
export function checkFiles(nodeId: string): Promise<readonly CompileProblem[]> {
  const node = documentStore.getState().scenario.nodes.find(({ id }) => id === nodeId);
  if (node?.type !== 'function' || node.handler.kind !== 'code') return Promise.resolve([]);
  return callCheck(node.handler.files);
}

export async function digest(): Promise<string> {
  ensureRun();
  return callDigest(run);
}

/** The run for a link: what it started with and what was done to it. Null when the document is newer than the run. */
export function runForLink(): RunRecord | null {
  return runRecord && isRunOf(runRecord, documentStore.getState().scenario) ? runRecord : null;
}

/** A run that came by a link; it is replayed once the user starts it. */
export function setLinkRun(record: RunRecord): void {
  runRecord = record;
}

export function notify(notice: Notice): void {
  const { notices } = runStore.getState();
  // The same text may stand beside several nodes, each where it was asked for.
  if (notices.some(({ text, nodeId }) => text === notice.text && nodeId === notice.nodeId)) return;
  runStore.setState({ notices: [...notices, notice].slice(-3) });
}

export function dismissNotice(notice: Notice): void {
  runStore.setState({ notices: runStore.getState().notices.filter((n) => n !== notice) });
}

// ------------------------------------------------------------------------------------------------ the kernel's side

/** Starts a run at time 0 if there is none. */
function ensureRun(): RunRecord {
  if (runRecord && runStore.getState().exists) return runRecord;
  // An edit of a moment ago has not been compared with it yet.
  dropRecordOfOther();
  return startRun();
}

function startRun(): RunRecord {
  ensureSandbox();
  const { scenario } = documentStore.getState();
  run += 1;
  frontierUs = -1;
  failed = false;
  const record = runRecord ?? { start: scenario, inputs: [] };
  runRecord = record;
  seen = scenario;
  askedFor = { untilUs: -1, maxRecords: -1 };
  trace.current = new Trace();
  post({ type: 'open', run, scenario: record.start, inputs: record.inputs });
  runStore.setState({
    exists: true,
    start: record.start,
    durationUs: Math.round(record.start.durationS * 1e6),
    finished: false,
    notices: [],
  });
  clearPlayer(record.start);
  return record;
}

function askAhead(recordIndex: number): void {
  const { exists, finished, durationUs } = runStore.getState();
  if (!exists || finished) return;
  const code = documentStore.getState().scenario.nodes.some((n) => n.type === 'function' && n.handler.kind === 'code');
  const ahead = code ? AHEAD_CODE : AHEAD_MODELLED;
  // Asked for in halves, so that not every frame sends a message.
  if (askedFor.untilUs >= durationUs && askedFor.maxRecords - recordIndex > ahead / 2) return;
  ask(durationUs, recordIndex + 1 + ahead);
}

function ask(untilUs: number, maxRecords: number): void {
  askedFor = { untilUs, maxRecords };
  runStore.setState({ computing: true });
  post({ type: 'advance', run, untilUs, maxRecords });
}

/** Resolves when the kernel has worked up to there, or can't go on. */
async function computed(untilUs: number, maxRecords: number): Promise<void> {
  const thisRun = run;
  while (run === thisRun && !failed && !runStore.getState().finished) {
    if (frontierUs >= untilUs || trace.current.length >= maxRecords) return;
    ask(untilUs, maxRecords);
    await new Promise<void>((resolve) => finishedWaiters.add(resolve));
  }
}

function wakeWaiters(): void {
  for (const resolve of finishedWaiters) resolve();
  finishedWaiters.clear();
}

function receive(message: Exclude<FromKernel, { type: 'reply' }>): void {
  if (message.type === 'sandbox-lost') {
    notify({
      kind: 'error',
      text: 'The sandbox that runs handlers was lost and is being made anew. Your work is kept.',
    });
    ensureSandbox();
    return;
  }
  if (message.type === 'disabled') {
    runStore.setState({ disabled: message.all });
    return;
  }
  if (message.run !== run) return;
  switch (message.type) {
    case 'cut':
      trace.current.truncate(message.length);
      frontierUs = Math.min(frontierUs, trace.current.time[message.length - 1] ?? -1);
      resetPlayer();
      publish();
      return;
    case 'chunk':
      trace.current.appendChunk(message.chunk);
      return;
    case 'progress':
      frontierUs = message.frontierUs;
      runStore.setState({
        computedUs: Math.max(0, message.frontierUs),
        computing: message.computing,
        finished: message.finished,
        reproducible: message.reproducible,
        traceLength: trace.current.length,
      });
      findMine();
      traceGrew();
      if (!message.computing) wakeWaiters();
      return;
    case 'failed':
      stopPlaying();
      failed = true;
      runStore.setState({ computing: false });
      wakeWaiters();
      notify({
        kind: 'error',
        text: `The simulator stopped: ${message.message}`,
        action: { label: 'Start over', run: resetRun },
      });
      return;
    default:
      message satisfies never;
  }
}

/** Where a request can end that invokes nothing: in a queue, in a bucket or a topic that nobody listens to, or refused. */
const ENDS_ELSEWHERE: ReadonlySet<number> = new Set([
  KIND.delivery_failed,
  KIND.message_sent,
  KIND.object_put,
  KIND.published,
]);

/** Finds what my input led to: the first request caused by it, else where it ended before one. */
function findMine(): void {
  const { mine } = runStore.getState();
  if (!mine || mine.invocation !== null) return;
  const { current } = trace;
  let inputIndex = -1;
  let elsewhere: number | null = null;
  for (let i = 0; i < current.length; i++) {
    const kind = current.kind[i];
    if (kind === KIND.input && current.value[i] === mine.input) inputIndex = i;
    const requested = kind === KIND.invoke_sync || kind === KIND.invoke_async;
    const endedElsewhere = ENDS_ELSEWHERE.has(kind ?? 0);
    if (!(requested || endedElsewhere) || inputIndex < 0 || !leadsBackTo(current, i, inputIndex)) continue;
    if (requested) {
      runStore.setState({ mine: { ...mine, invocation: current.subject[i] ?? null } });
      return;
    }
    elsewhere ??= i;
  }
  if (elsewhere !== mine.elsewhere) runStore.setState({ mine: { ...mine, elsewhere } });
}

function leadsBackTo(t: Trace, index: number, root: number): boolean {
  let i = index;
  while (i > root) {
    const cause = t.cause[i] ?? root;
    // Another root, such as traffic that arrived later, is its own cause.
    if (cause === i) return false;
    i = cause;
  }
  return i === root;
}
