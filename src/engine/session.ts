/**
 * The run loop that joins the kernel and a host: it lets the kernel work, has the steps it returns run by the host, and gives the
 * answers back. A run is a function of scenario, inputs and answers; answers are kept, so that the kernel can be taken back
 * to any moment without running code again (design.md, Determinism).
 */

import { TICK_BUDGET } from '../runtime/cpuModel.ts';
import { type EnvironmentHost, type HostResult, isEvicted, type StepOfEnvironment } from '../runtime/hosts/host.ts';
import type { CompiledFile, FailureReason, HostAnswer, HostFailure, Step, TmpImage } from '../runtime/protocol.ts';
import type { ScenarioInputs } from '../scenario/inputs.ts';
import type { Scenario, SourceFile } from '../scenario/schema.ts';
import { createKernel } from '../sim/createKernel.ts';
import type { Input, Kernel } from '../sim/kernel.ts';
import type { StepRequest } from '../sim/steps.ts';
import { KIND } from '../sim/trace/records.ts';
import type { Trace } from '../sim/trace/trace.ts';
import { DisabledCode } from './disabledCode.ts';

/** Compiles a function's sources; the session asks once for each set of files. */
export type Compile = (files: readonly SourceFile[]) => readonly CompiledFile[];

export interface SessionOptions {
  readonly host: EnvironmentHost;
  readonly compile: Compile;
  /** Lets other work happen between slices; messages must get through. */
  readonly yieldNow: () => Promise<void>;
  /** Called whenever the trace grew, after each slice. */
  readonly onProgress?: () => void;
  /** Code that is not run; the session adds to it. */
  readonly disabled?: DisabledCode;
}

/** Entries handled before other work gets a turn. */
const SLICE_ENTRIES = 4000;

const TURN = 'turn';

/** Work that asks for steps to be run, or for a turn of other work, and goes on with the results. */
type Work<T> = Generator<readonly StepOfEnvironment[] | typeof TURN, T, readonly HostResult[]>;

/** Characters of everything that `/tmp` held in a run: each change is kept, and a browser tab holds little more. */
const TMP_CHARACTERS_MAX = 128_000_000;

/** What an environment has been told since its worker started; a worker that is lost is rebuilt from it. */
interface EnvironmentHistory {
  readonly steps: StepRequest[];
  /** How many of `steps` the live worker has run; 0 when there is no worker. */
  live: number;
  /** The last invocation that the live worker was told of. */
  invoke: InvokeRequest | undefined;
}

type InvokeRequest = Extract<StepRequest, { type: 'invoke' }>;

export class Session {
  private scenario: Scenario;
  private kernel: Kernel;
  private inputs: Input[];
  private inputsGiven = 0;
  private readonly answers = new Map<number, HostAnswer>();
  private readonly environments = new Map<number, EnvironmentHistory>();
  private readonly compiled = new WeakMap<readonly SourceFile[], readonly CompiledFile[]>();
  /** What `/tmp` of each environment holds now, and what it held when a process was started: it outlives processes (ENV-13). */
  private tmp = new Map<number, TmpImage>();
  private readonly tmpAtInit = new Map<number, TmpImage>();
  /** Characters of all images of `/tmp` in `answers`. */
  private tmpKept = 0;
  private scanned = 0;
  private working: Promise<void> = Promise.resolve();
  private interrupted = false;
  private disposed = false;
  private readonly disabled: DisabledCode;
  /** Everything at or before this time has happened, µs; -1 before the start. */
  frontierUs = -1;
  /** True when the run's duration is over. */
  finished = false;
  /** False once something that depends on the machine entered the run (D9). */
  reproducible = true;

  constructor(
    scenario: Scenario,
    inputs: ScenarioInputs,
    private readonly options: SessionOptions,
  ) {
    this.scenario = scenario;
    this.inputs = inputs.toSorted((a, b) => a.timeUs - b.timeUs);
    this.kernel = createKernel(scenario);
    this.disabled = options.disabled ?? new DisabledCode();
  }

  get trace(): Trace {
    return this.kernel.trace;
  }

  get durationUs(): number {
    return Math.round(this.scenario.durationS * 1e6);
  }

  get recordedInputs(): readonly Input[] {
    return this.inputs;
  }

  /** Works until everything up to `untilUs` has happened or the trace has `maxRecords` records. */
  advance(untilUs: number, maxRecords = Number.POSITIVE_INFINITY): Promise<void> {
    return this.inTurn(() => this.perform(this.work(Math.min(untilUs, this.durationUs), maxRecords)));
  }

  /** Ends the present work after the step under way. */
  interrupt(): Promise<void> {
    return this.inTurn(() => Promise.resolve());
  }

  /**
   * Adds inputs at `timeUs`, after everything due then; what had been computed beyond it, recorded inputs included, is dropped.
   * Gives the number of the first of them (counted from 1) and the length of the trace that was kept.
   */
  act(timeUs: number, inputs: readonly Input[]): Promise<{ input: number; kept: number }> {
    return this.inTurn(async () => {
      await this.goBackTo(timeUs);
      const kept = this.trace.length;
      const input = this.inputs.length + 1;
      this.inputs.push(...inputs);
      this.finished = false;
      this.frontierUs = Math.min(this.frontierUs, timeUs - 1);
      return { input, kept };
    });
  }

  /** Makes the run longer or shorter; what has happened up to `keepUs` stays. Gives the length of the trace that was kept. */
  setDuration(durationS: number, keepUs: number): Promise<number> {
    return this.inTurn(async () => {
      await this.goBackTo(keepUs);
      this.scenario = { ...this.scenario, durationS };
      this.takeBack(keepUs);
      this.finished = false;
      return this.trace.length;
    });
  }

  /** Everything up to a time has happened and nothing after it, recorded inputs included. */
  private async goBackTo(timeUs: number): Promise<void> {
    if (this.frontierUs < timeUs)
      await this.perform(this.work(Math.min(timeUs, this.durationUs), Number.POSITIVE_INFINITY));
    this.inputs = this.inputs.filter((input) => input.timeUs <= timeUs);
    if (this.ranPast(timeUs)) this.takeBack(timeUs);
  }

  /** Interrupts the present work, and does the next when it is out of the way; a failure is its caller's alone. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    this.interrupted = true;
    const result = this.working.then(() => {
      this.interrupted = false;
      return task();
    });
    this.working = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Ends the run and all its environments; the host stays for the next run. */
  end(): void {
    this.disposed = true;
    this.interrupted = true;
    for (const [environment, history] of this.environments) this.stopWorker(environment, history);
  }

  /** Does what work asks for: steps by the host, all the while other work gets its turns. */
  private async perform(work: Work<void>): Promise<void> {
    const { host, yieldNow } = this.options;
    let next = work.next([]);
    while (!next.done) {
      if (next.value === TURN) {
        await yieldNow();
        next = work.next([]);
      } else if (host.runThrough) {
        await host.runThrough(next.value, (results) => {
          next = work.next(results);
          return next.done || next.value === TURN ? undefined : next.value;
        });
      } else {
        next = work.next(await host.run(next.value));
      }
    }
  }

  private *work(untilUs: number, maxRecords: number): Work<void> {
    while (!this.interrupted && !this.disposed && !this.finished && this.trace.length < maxRecords) {
      const due = this.inputs[this.inputsGiven];
      if (due && this.frontierUs >= due.timeUs) {
        this.giveInput(due);
        continue;
      }
      const sliceUntilUs = due ? Math.min(untilUs, due.timeUs) : untilUs;
      if (this.frontierUs >= sliceUntilUs) break;
      const result = this.kernel.advance(sliceUntilUs, SLICE_ENTRIES);
      // Before the steps: an environment that was reset in this slice may be starting again in it.
      this.noteStops();
      if (result.type === 'steps') {
        yield* this.runSteps(result.steps);
        this.frontierUs = Math.max(this.frontierUs, this.kernel.nowUs - 1);
      } else {
        this.frontierUs = result.type === 'done' ? sliceUntilUs : Math.max(this.frontierUs, this.kernel.nowUs - 1);
        if (result.type === 'budget') yield TURN;
      }
      const next = this.inputs[this.inputsGiven];
      const isLast = next === undefined || next.timeUs > this.durationUs;
      if (result.type === 'done' && sliceUntilUs >= this.durationUs && isLast) this.finished = true;
      this.options.onProgress?.();
    }
    this.options.onProgress?.();
  }

  /** One after the other, also at one instant: each comes after everything that was due by then, the one before it included. */
  private giveInput(input: Input): void {
    this.kernel.input(input);
    this.inputsGiven += 1;
    this.frontierUs = input.timeUs - 1;
  }

  private ranPast(timeUs: number): boolean {
    const last = this.trace.length > 0 ? (this.trace.time[this.trace.length - 1] ?? 0) : 0;
    return this.finished || this.kernel.nowUs > timeUs || last > timeUs;
  }

  /** Builds the kernel anew and replays recorded inputs and answers up to a time; no code runs. */
  private takeBack(timeUs: number): void {
    const kernel = createKernel(this.scenario);
    this.tmp = new Map();
    const replayed = new Set<number>();
    const histories = new Map<number, StepRequest[]>();
    let given = 0;
    const replayTo = (untilUs: number) => {
      for (;;) {
        const result = kernel.advance(untilUs, Number.POSITIVE_INFINITY);
        if (result.type === 'done') return;
        if (result.type === 'budget') continue;
        for (const step of result.steps) {
          const answer = this.answers.get(step.stepId);
          if (!answer)
            throw new Error(`Step ${step.stepId} has no recorded answer; the replay left the recorded path.`);
          replayed.add(step.stepId);
          if (answer.status !== 'stopped' && answer.tmp) this.tmp.set(step.environment, answer.tmp);
          if (step.type === 'init') histories.set(step.environment, [step]);
          else histories.get(step.environment)?.push(step);
          kernel.answer(answer);
        }
      }
    };
    for (; given < this.inputs.length; given++) {
      const input = this.inputs[given];
      if (!input || input.timeUs > timeUs) break;
      replayTo(input.timeUs);
      kernel.input(input);
    }
    replayTo(timeUs);
    this.kernel = kernel;
    this.inputsGiven = given;
    this.frontierUs = timeUs;
    this.scanned = kernel.trace.length;
    for (const stepId of [...this.answers.keys()]) if (!replayed.has(stepId)) this.answers.delete(stepId);
    this.tmpKept = [...this.answers.values()].reduce((sum, answer) => sum + tmpCharacters(answer), 0);
    this.reproducible = [...this.answers.values()].every(({ status }) => status !== 'stopped');
    this.takeBackEnvironments(histories);
  }

  /** Workers that have run only what still happened go on; others end, and are rebuilt when they are next needed. */
  private takeBackEnvironments(histories: ReadonlyMap<number, StepRequest[]>): void {
    for (const [environment, history] of this.environments) {
      const kept = histories.get(environment) ?? [];
      const ran = history.steps.slice(0, history.live);
      if (!ran.every((step, i) => step.stepId === kept[i]?.stepId)) this.stopWorker(environment, history);
    }
    for (const [environment, steps] of histories) {
      const live = this.environments.get(environment)?.live ?? 0;
      this.environments.set(environment, { steps, live, invoke: steps.slice(0, live).findLast(isInvoke) });
    }
  }

  private stopWorker(environment: number, history: EnvironmentHistory): void {
    if (history.live === 0) return;
    this.options.host.stop(environment);
    history.live = 0;
  }

  /** Answers are given to the kernel in the order of the steps, whoever was first (D4). */
  private *runSteps(steps: readonly StepRequest[]): Work<void> {
    for (const step of steps) this.remember(step);
    const answers = yield* this.answersTo(steps);
    for (const step of steps) {
      const answer = answers.get(step);
      if (!answer) throw new Error('The host gave fewer answers than it got steps.');
      this.takeAnswer(step, answer);
    }
  }

  /** Where the sandbox came to its end under the code of several functions, each runs once more, alone: so it is known whose it was. */
  private *answersTo(steps: readonly StepRequest[]): Work<ReadonlyMap<StepRequest, HostAnswer>> {
    const answers = yield* this.attempt(steps);
    if (!steps.some((step) => answers.get(step)?.status === 'stopped')) return answers;
    const suspects = steps.filter((step) => isFailure(answers.get(step), 'sandbox-lost'));
    if (this.codesOf(suspects).size > 1) {
      for (const step of suspects) {
        const [answer] = (yield* this.attempt([step])).values();
        if (answer) answers.set(step, answer);
      }
    }
    return answers;
  }

  private *attempt(steps: readonly StepRequest[]): Work<Map<StepRequest, HostAnswer>> {
    const answers = new Map<StepRequest, HostAnswer>();
    for (const step of steps) if (this.isDisabled(step)) answers.set(step, this.refuse(step));
    yield* this.runOpen(
      steps.filter((step) => !answers.has(step)),
      answers,
    );
    if (!steps.some((step) => answers.get(step)?.status === 'stopped')) return answers;
    const late = steps.filter((step) => isFailure(answers.get(step), 'watchdog'));
    for (const files of this.codesOf(late)) this.disabled.disable(files, 'watchdog');
    const [files, ...others] = this.codesOf(steps.filter((step) => isFailure(answers.get(step), 'sandbox-lost')));
    if (files && others.length === 0) this.disabled.disable(files, 'sandbox-lost');
    return answers;
  }

  /** Environments that the host had no place for any more are rebuilt, and asked again. */
  private *runOpen(steps: readonly StepRequest[], answers: Map<StepRequest, HostAnswer>): Work<void> {
    for (let open = steps; open.length > 0; open = open.filter((step) => !answers.has(step))) {
      const failures = yield* this.rebuild(open.map(({ environment }) => environment));
      for (const step of open) {
        const failure = failures.get(step.environment);
        if (failure) answers.set(step, { ...failure, stepId: step.stepId });
      }
      const ready = failures.size > 0 ? open.filter((step) => !answers.has(step)) : open;
      const results = yield ready.map(({ environment }) => this.nextStep(environment));
      for (const [i, step] of ready.entries()) {
        const result = results[i];
        if (!result) throw new Error('The host gave fewer answers than it got steps.');
        if (isEvicted(result)) this.noteEviction(step.environment);
        else answers.set(step, result);
      }
    }
  }

  private codeOf({ environment }: StepRequest): readonly SourceFile[] | undefined {
    const init = this.environments.get(environment)?.steps[0];
    return init?.type === 'init' ? init.files : undefined;
  }

  private codesOf(steps: readonly StepRequest[]): ReadonlySet<readonly SourceFile[]> {
    return new Set(steps.flatMap((step) => [this.codeOf(step) ?? []].filter(({ length }) => length > 0)));
  }

  private isDisabled(step: StepRequest): boolean {
    const files = this.codeOf(step);
    return files !== undefined && this.disabled.has(files);
  }

  /** An environment of disabled code ends with its next step. */
  private refuse({ stepId, environment }: StepRequest): HostFailure {
    const history = this.environments.get(environment);
    if (history) this.stopWorker(environment, history);
    return { stepId, status: 'stopped', reason: 'disabled' };
  }

  private noteEviction(environment: number): void {
    const history = this.environments.get(environment);
    if (history) history.live = 0;
  }

  private remember(step: StepRequest): void {
    let history = this.environments.get(step.environment);
    if (!history) {
      history = { steps: [], live: 0, invoke: undefined };
      this.environments.set(step.environment, history);
    }
    // A reset environment keeps its number but starts with nothing.
    if (step.type === 'init') {
      this.stopWorker(step.environment, history);
      history.steps.length = 0;
    }
    history.steps.push(step);
    const tmp = this.tmp.get(step.environment);
    if (step.type === 'init' && tmp) this.tmpAtInit.set(step.stepId, tmp);
  }

  /**
   * Runs the past steps of environments whose workers are gone, so that their state is as it was. Gives what kept some
   * from getting there.
   */
  private *rebuild(environments: readonly number[]): Work<ReadonlyMap<number, HostFailure>> {
    const failures = new Map<number, HostFailure>();
    for (;;) {
      const behind = environments.filter((environment) => !failures.has(environment) && this.isBehind(environment));
      if (behind.length === 0) return failures;
      const results = yield behind.map((environment) => this.nextStep(environment));
      for (const [i, environment] of behind.entries()) {
        const result = results[i];
        const history = this.environments.get(environment);
        if (!history) continue;
        if (!result || isEvicted(result)) history.live = 0;
        else if (result.status === 'stopped') failures.set(environment, result);
        else history.live += 1;
      }
    }
  }

  private isBehind(environment: number): boolean {
    const history = this.environments.get(environment);
    return history !== undefined && history.live < history.steps.length - 1;
  }

  /** The first step that the environment's worker has not run. */
  private nextStep(environment: number): StepOfEnvironment {
    const history = this.environments.get(environment);
    const step = history?.steps[history.live];
    if (!history || !step) throw new Error(`Environment ${environment} has run all its steps.`);
    if (step.type === 'init') history.invoke = undefined;
    if (step.type === 'invoke') history.invoke = step;
    return { environment, step: this.wireStep(step, history.invoke) };
  }

  private takeAnswer(step: StepRequest, given: HostAnswer): void {
    const answer = this.withinBounds(step, given);
    const history = this.environments.get(step.environment);
    if (history) history.live = answer.status === 'stopped' ? 0 : history.steps.length;
    if (answer.status === 'stopped') this.reproducible = false;
    // With the sandbox went all its workers.
    if (answer.status === 'stopped' && answer.reason === 'sandbox-lost')
      for (const h of this.environments.values()) h.live = 0;
    this.answers.set(step.stepId, answer);
    if (answer.status !== 'stopped' && answer.tmp) this.tmp.set(step.environment, answer.tmp);
    this.kernel.answer(answer);
  }

  /** An environment that would make the run grow without end is stopped. */
  private withinBounds(step: StepRequest, answer: HostAnswer): HostAnswer {
    const characters = tmpCharacters(answer);
    if (this.tmpKept + characters <= TMP_CHARACTERS_MAX) {
      this.tmpKept += characters;
      return answer;
    }
    const history = this.environments.get(step.environment);
    if (history) this.stopWorker(step.environment, history);
    return { stepId: step.stepId, status: 'stopped', reason: 'too-much-kept' };
  }

  /** Ends the workers of environments that the run has removed or reset. */
  private noteStops(): void {
    const { trace } = this.kernel;
    for (; this.scanned < trace.length; this.scanned++) {
      const kind = trace.kind[this.scanned];
      if (kind !== KIND.environment_stopped && kind !== KIND.environment_reset) continue;
      const environment = trace.subject[this.scanned] ?? 0;
      const history = this.environments.get(environment);
      if (!history) continue;
      this.stopWorker(environment, history);
      history.steps.length = 0;
    }
  }

  /** `invoke` is the invocation that the step belongs to. */
  private wireStep(step: StepRequest, invoke: InvokeRequest | undefined): Step {
    if (step.type === 'timer') {
      // Most steps are of timers, and to copy an object into another one is slow.
      const { stepId, nowUs, nsPerTick, timerId } = step;
      return { type: 'timer', stepId, nowUs, nsPerTick, tickBudget: tickBudget(step, invoke), timerId };
    }
    if (step.type !== 'init') return { ...step, tickBudget: tickBudget(step, invoke) };
    const { files, ...rest } = step;
    const tmp = this.tmpAtInit.get(step.stepId);
    return { ...rest, tickBudget: TICK_BUDGET, files: this.compiledFiles(files), ...(tmp ? { tmp } : {}) };
  }

  private compiledFiles(files: readonly SourceFile[]): readonly CompiledFile[] {
    let compiled = this.compiled.get(files);
    if (!compiled) {
      compiled = this.options.compile(files);
      this.compiled.set(files, compiled);
    }
    return compiled;
  }
}

const isFailure = (answer: HostAnswer | undefined, reason: FailureReason): boolean =>
  answer?.status === 'stopped' && answer.reason === reason;

const isInvoke = (step: StepRequest): step is InvokeRequest => step.type === 'invoke';

/** No step needs more ticks than fit before its invocation's timeout: the rest would be dropped (D3). */
function tickBudget({ nowUs, nsPerTick }: StepRequest, invoke: InvokeRequest | undefined): number {
  if (!invoke) return TICK_BUDGET;
  const leftUs = Math.max(0, invoke.deadlineUs - nowUs);
  return Math.min(TICK_BUDGET, Math.ceil((leftUs * 1000) / nsPerTick) + 1);
}

function tmpCharacters(answer: HostAnswer): number {
  if (answer.status === 'stopped' || !answer.tmp) return 0;
  return answer.tmp.files.reduce((sum, [path, base64]) => sum + path.length + base64.length, 0);
}
