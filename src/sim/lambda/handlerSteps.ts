/**
 * Real handler code, step by step: what an environment is asked to run, and what its answers do. The environment runs a step
 * to quiescence; each effect takes place at the step's start + the CPU time until then (D3), and the step occupies the environment
 * until its CPU time is over.
 */
import { PRIORITY } from '../kernel/queue.ts';
import { visibleHex } from '../kernel/visibleIds.ts';
import { functionArn } from '../services/aws.ts';
import {
  ENTRY,
  type Environment,
  epochMsAt,
  existing,
  note,
  type Simulation,
  type Step,
  type Timer,
} from '../simulation.ts';
import type { EffectData, ServiceReplyData, StepAnswerData, StepRequest } from '../steps.ts';
import { cpuUs, nsPerTick } from './cpu.ts';
import { isDueBefore, TIMERS_MAX } from './pendingTimers.ts';
import {
  endInvoke,
  errorResult,
  initFailed,
  initSucceeded,
  processExited,
  respond,
  stoppedByPlayground,
} from './phases.ts';
import { processEnvironment } from './rules/processEnvironment.ts';
import { prepareStep } from './stepState.ts';

/** Steps that one init or invocation may take; a handler that keeps itself busy with timers would never let the run end. */
const STEPS_MAX = 100_000;

// ------------------------------------------------------------------------------------------ asking

/** Entry: the prepared step begins; it is returned from `advance`. */
export function onStepBegin(sim: Simulation, environment: Environment, process: number): void {
  const { next } = environment;
  if (!next || environment.process !== process) return;
  environment.next = null;
  environment.steps++;
  const phase = environment.phase === 'initialising' ? 'init' : 'invoke';
  const id = ++sim.stepCount;
  const step: Step = {
    id,
    environment,
    startUs: sim.nowUs,
    nsPerTick: nsPerTick(phase, environment.settings.memoryMb),
    cause: next.type === 'timer' ? next.timer.cause : next.type === 'reply' ? next.reply.cause : environment.record,
    effects: [],
    endless: false,
    memoryMb: 0,
    stopped: null,
  };
  environment.step = step;
  sim.steps.set(id, step);
  const request = stepRequest(sim, environment, step, next);
  sim.requested.set(id, request);
  sim.outgoing.push(request);
}

/** Fields are written out, most of all those of timers: engines copy an object into another one slowly. */
function stepRequest(
  sim: Simulation,
  environment: Environment,
  { id: stepId, startUs: nowUs, nsPerTick }: Step,
  next: NonNullable<Environment['next']>,
): StepRequest {
  const { number } = environment;
  switch (next.type) {
    case 'init':
      return { stepId, environment: number, nowUs, nsPerTick, ...initStep(sim, environment) };
    case 'invoke':
      return { stepId, environment: number, nowUs, nsPerTick, ...invokeStep(sim, environment) };
    case 'timer': {
      const timerId = beginTimer(sim, environment, next.timer);
      return { stepId, environment: number, nowUs, nsPerTick, type: 'timer', timerId };
    }
    case 'reply': {
      const { callId, reply } = next.reply;
      return { stepId, environment: number, nowUs, nsPerTick, type: 'reply', callId, reply };
    }
  }
}

function initStep(sim: Simulation, environment: Environment) {
  const { settings, files, logStream, fn, ordinal } = environment;
  if (settings.handler.kind !== 'code') throw new Error('A modelled handler has no steps.');
  const secret = visibleHex(sim.seed, `credentials ${fn.id}`, ordinal);
  return {
    type: 'init' as const,
    epochMs: sim.epochMs,
    // Of this function alone: another function on the canvas changes no draw in its handlers (D16).
    seed: visibleHex(sim.seed, `environment ${fn.id} ${environment.inits}`, ordinal),
    runtime: settings.runtime,
    handler: settings.handlerName,
    memoryMb: settings.memoryMb,
    env: processEnvironment(settings, { logStream, secret }),
    files,
  };
}

function invokeStep(sim: Simulation, environment: Environment) {
  const { settings, logStream } = environment;
  const invocation = existing(environment.invocation, 'the request of an invoke step');
  return {
    type: 'invoke' as const,
    requestId: invocation.requestId,
    event: invocation.payload,
    deadlineUs: invocation.deadlineUs,
    context: {
      functionName: settings.name,
      functionVersion: '$LATEST',
      invokedFunctionArn: functionArn(settings.name),
      memoryLimitInMB: String(settings.memoryMb),
      logGroupName: `/aws/lambda/${settings.name}`,
      logStreamName: logStream,
    },
    traceId: traceId(sim, invocation.number, invocation.acceptedUs),
  };
}

/** The X-Ray trace header of an invocation. */
function traceId(sim: Simulation, invocation: number, acceptedUs: number): string {
  const ids = visibleHex(sim.seed, 'trace', invocation);
  const seconds = Math.floor(epochMsAt(sim, acceptedUs) / 1000);
  return `Root=1-${seconds.toString(16).padStart(8, '0')}-${ids.slice(0, 24)};Parent=${ids.slice(16)};Sampled=0`;
}

/** An interval is due again one period after it fires, not after it was due: as in Node.js, missed turns are not made up for. */
function beginTimer(sim: Simulation, environment: Environment, timer: Timer): number {
  if (timer.repeatUs > 0) {
    const dueUs = sim.nowUs + timer.repeatUs;
    environment.timers.set({ ...timer, dueUs });
    sim.queue.add(dueUs, PRIORITY.timer, ENTRY.timer, environment.number, timer.id);
  } else environment.timers.remove(timer.id);
  return timer.id;
}

// ------------------------------------------------------------------------------------------ answers

/** Takes the answer to a step. It only schedules: what is done is the same however many steps were asked for at once (D4). */
export function takeAnswer(sim: Simulation, answer: StepAnswerData): void {
  if (!sim.requested.delete(answer.stepId)) throw new Error(`Step ${answer.stepId} was not asked for.`);
  const step = existing(sim.steps.get(answer.stepId), `step ${answer.stepId}`);
  if (answer.status === 'stopped') {
    step.stopped = answer.reason;
    sim.queue.add(step.startUs, PRIORITY.completion, ENTRY.stepEnd, step.id);
    return;
  }
  step.effects = answer.effects;
  step.endless = answer.status === 'endless';
  step.memoryMb = answer.memoryMb;
  // The highest since the environment began (LOG-11).
  step.environment.maxMemoryMb = Math.max(step.environment.maxMemoryMb, answer.memoryMb);
  let tick = 0;
  answer.effects.forEach((effect, index) => {
    tick = Math.max(tick, effect.tick);
    sim.queue.add(step.startUs + cpuUs(tick, step.nsPerTick), PRIORITY.completion, ENTRY.effect, step.id, index);
  });
  const endUs = step.startUs + cpuUs(Math.max(tick, answer.ticks), step.nsPerTick);
  sim.queue.add(endUs, PRIORITY.completion, ENTRY.stepEnd, step.id);
}

/** Entry: an effect takes place. */
export function onEffect(sim: Simulation, step: Step, index: number): void {
  const { environment } = step;
  const effect = existing(step.effects[index], 'an effect');
  switch (effect.type) {
    case 'log':
    case 'stdout':
      return noteLog(sim, step, effect);
    case 'setTimer':
      return setTimer(sim, step, effect);
    case 'clearTimer':
      return environment.timers.remove(effect.timerId);
    case 'call':
      return sim.surroundings.call(sim, environment, { ...effect, cause: step.cause });
    case 'initDone':
      environment.initDone = { error: effect.error ?? null, modules: effect.modules };
      return;
    case 'response':
      return whenInvoked(environment, () =>
        respond(sim, environment, { outcome: 'success', payload: effect.body, error: null }),
      );
    case 'error':
      return whenInvoked(environment, () => respond(sim, environment, errorResult('error', effect.error)));
    case 'exit':
      if (environment.phase === 'initialising') return initFailed(sim, environment, effect.error ?? null, effect.code);
      return processExited(sim, environment, effect.code, effect.error ?? null);
    case 'next':
      environment.nextAskedUs = sim.nowUs;
      return;
  }
}

/** Only an invocation can be answered; anything else is not what our runtime sends. */
function whenInvoked(environment: Environment, act: () => void): void {
  if (environment.phase === 'working') act();
}

function noteLog(sim: Simulation, step: Step, effect: Extract<EffectData, { type: 'log' | 'stdout' }>): void {
  const { environment } = step;
  const { text } = effect;
  sim.payloadChars += text.length;
  const data: Record<string, unknown> =
    effect.type === 'log' ? { text, level: effect.level } : { text, level: 'INFO', stdout: true };
  if (effect.type === 'log' && effect.line) data.line = effect.line;
  if (effect.type === 'log' && effect.engineWorded) data.engineWorded = true;
  const invocation = environment.phase === 'working' ? (environment.invocation?.number ?? 0) : 0;
  note(sim, 'log', 'LOG-9', step.cause, environment.number, invocation, data);
}

/** Entry: the CPU time of a step is over. */
export function onStepEnd(sim: Simulation, step: Step): void {
  const { environment } = step;
  if (step.stopped) return stoppedByPlayground(sim, environment, step.stopped);
  if (step.memoryMb > environment.settings.memoryMb) return outOfMemory(sim, environment);
  if (step.endless) {
    // The environment stays busy; the limit of its phase will end it.
    note(sim, 'presumed_endless', 'D9', environment.record, environment.number, environment.invocation?.number ?? 0);
    return;
  }
  sim.steps.delete(step.id);
  environment.step = null;
  if (environment.phase === 'initialising' && environment.initDone) return endOfInit(sim, environment);
  if (environment.phase === 'working' && environment.nextAskedUs >= 0) return endOfInvoke(sim, environment);
  nextWork(sim, environment, sim.nowUs);
}

function outOfMemory(sim: Simulation, environment: Environment): void {
  if (environment.phase === 'initialising') initFailed(sim, environment, null, 'killed');
  else processExited(sim, environment, 'killed', null);
}

function endOfInit(sim: Simulation, environment: Environment): void {
  const error = environment.initDone?.error ?? null;
  if (error) initFailed(sim, environment, error, null);
  else initSucceeded(sim, environment);
}

/**
 * The runtime asks for more over the event loop, so that what was due by then has its turn first: above all the timers and
 * replies that became due while the environment was frozen (D6).
 */
function endOfInvoke(sim: Simulation, environment: Environment): void {
  if (nextWork(sim, environment, environment.nextAskedUs)) return;
  if (environment.invocation?.answered) endInvoke(sim, environment);
  else stoppedByPlayground(sim, environment, 'invalid-answer'); // a runtime answers before it asks for more
}

// ------------------------------------------------------------------------------------------ timers and replies

function setTimer(sim: Simulation, step: Step, effect: Extract<EffectData, { type: 'setTimer' }>): void {
  const { environment } = step;
  const delayUs = Number.isFinite(effect.delayMs) ? Math.max(0, Math.round(effect.delayMs * 1000)) : 0;
  environment.timers.remove(effect.timerId);
  if (environment.timers.size >= TIMERS_MAX) return noteTooManyTimers(sim, environment);
  environment.timers.set({
    id: effect.timerId,
    dueUs: sim.nowUs + delayUs,
    repeatUs: effect.repeat ? Math.max(1, delayUs) : 0,
    cause: step.cause,
    order: sim.order++,
  });
  sim.queue.add(sim.nowUs + delayUs, PRIORITY.timer, ENTRY.timer, environment.number, effect.timerId);
}

/** Further timers are lost; said once for each process. */
function noteTooManyTimers(sim: Simulation, environment: Environment): void {
  if (environment.timersFull) return;
  environment.timersFull = true;
  const message = `${environment.settings.name} has ${TIMERS_MAX} timers pending in one environment; the playground sets no more of them.`;
  note(sim, 'bound_reached', 'D9', environment.record, 0, 0, { message });
}

/** Entry: a timer is due. One that is due while frozen, or while a step runs, waits (D3, D6). */
export function onTimer(sim: Simulation, environment: Environment): void {
  if (isReady(environment)) nextWork(sim, environment, sim.nowUs);
}

/** A service has answered; the reply waits for the end of a running step, or for the thaw (D5). */
export function giveReply(
  sim: Simulation,
  environment: Environment,
  reply: { callId: number; reply: ServiceReplyData; cause: number },
): void {
  if (environment.phase === 'gone') return;
  environment.replies.push({ ...reply, dueUs: sim.nowUs, order: sim.order++ });
  if (isReady(environment)) nextWork(sim, environment, sim.nowUs);
}

function isReady(environment: Environment): boolean {
  const open = environment.phase === 'working' || environment.phase === 'initialising';
  return open && !environment.step && !environment.next;
}

/** Begins with what was due first, at or before a time; false when nothing was. */
function nextWork(sim: Simulation, environment: Environment, untilUs: number): boolean {
  const timer = dueBy(environment.timers.first(), untilUs);
  const reply = dueBy(environment.replies.first(), untilUs);
  if (!timer && !reply) return false;
  if (environment.steps >= STEPS_MAX) return noteTooManySteps(sim, environment);
  if (reply && (!timer || isDueBefore(reply, timer))) {
    environment.replies.shift();
    prepareStep(sim, environment, { type: 'reply', reply }, 0);
  } else if (timer) prepareStep(sim, environment, { type: 'timer', timer }, 0);
  return true;
}

function dueBy<T extends { readonly dueUs: number }>(first: T | undefined, untilUs: number): T | undefined {
  return first && first.dueUs <= untilUs ? first : undefined;
}

/** From here the environment does nothing until its limit ends it. */
function noteTooManySteps(sim: Simulation, environment: Environment): true {
  if (environment.steps++ > STEPS_MAX) return true;
  const message = `${environment.settings.name} used ${STEPS_MAX} timers and replies in one invocation; the playground waits for its timeout.`;
  note(sim, 'bound_reached', 'D9', environment.record, 0, 0, { message });
  return true;
}
