/**
 * INIT and INVOKE of an environment (ENV-1 … ENV-14): begins them, ends them, and says what the caller gets. The steps of real
 * code in between are in `handlerSteps.ts`.
 */
import { PRIORITY } from '../kernel/queue.ts';
import {
  ENTRY,
  type Environment,
  existing,
  type Invocation,
  type InvocationResult,
  note,
  type Simulation,
} from '../simulation.ts';
import type { ErrorData } from '../steps.ts';
import { type InvokeEnded, OUTCOMES, type Outcome, PLAYGROUND_STOPS, type PlaygroundStop } from '../trace/records.ts';
import { billOf, NO_BILL } from './billing.ts';
import { becomeIdle, stopEnvironment } from './environments.ts';
import { exitPayload, responseTooLargePayload, timeoutPayload } from './logLines.ts';
import { INIT_LIMIT_US } from './rules/initLimit.ts';
import { drawDurationUs } from './rules/modelledDuration.ts';
import { RESPONSE_PAYLOAD_MAX } from './rules/payloadLimits.ts';
import { prepareStep, stopSteps } from './stepState.ts';

// ------------------------------------------------------------------------------------------ INIT

/** Entry: the environment is created, the first INIT begins (ENV-2). */
export function onInitBegin(sim: Simulation, environment: Environment): void {
  environment.suppressed = false;
  beginInit(sim, environment, 'ENV-2', environment.record);
}

function beginInit(sim: Simulation, environment: Environment, rule: string, cause: number): void {
  environment.phase = 'initialising';
  environment.inits++;
  environment.initStartUs = sim.nowUs;
  environment.steps = 0;
  const invocation = boundRequest(environment);
  environment.record = note(sim, 'init_started', rule, cause, environment.number, environment.suppressed ? 1 : 0, {
    invocation: invocation.number,
  });
  const { handler } = environment.settings;
  if (handler.kind === 'code') {
    prepareStep(sim, environment, { type: 'init' }, environment.runtimeInitUs);
    limitInit(sim, environment);
    return;
  }
  const endUs = sim.nowUs + environment.runtimeInitUs + Math.round(handler.functionInitMs * 1000);
  if (environment.suppressed || endUs <= sim.nowUs + INIT_LIMIT_US) {
    sim.queue.add(endUs, PRIORITY.completion, ENTRY.modelledInitEnd, environment.number, environment.inits);
  } else limitInit(sim, environment);
}

/** The first INIT has its own limit; one inside an invocation ends with the function's timeout. */
function limitInit(sim: Simulation, environment: Environment): void {
  if (environment.suppressed) return;
  sim.queue.add(sim.nowUs + INIT_LIMIT_US, PRIORITY.expiry, ENTRY.initLimit, environment.number, environment.inits);
}

/** Entry: INIT of a modelled handler is over. */
export function onModelledInitEnd(sim: Simulation, environment: Environment, init: number): void {
  if (isInInit(environment, init)) initSucceeded(sim, environment);
}

/** Entry: 10 s have passed (ENV-3). */
export function onInitLimit(sim: Simulation, environment: Environment, init: number): void {
  if (isInInit(environment, init)) firstInitFailed(sim, environment, 'timeout', 'ENV-3', null);
}

function isInInit(environment: Environment, init: number): boolean {
  return environment.phase === 'initialising' && environment.inits === init;
}

export function initSucceeded(sim: Simulation, environment: Environment): void {
  const modules = environment.initDone?.modules;
  environment.initDone = null;
  environment.initialised = true;
  noteInitEnd(sim, environment, 'success', 'ENV-2', modules ? { modules } : {});
  if (environment.suppressed) return callHandler(sim, environment, environment.record, 'ENV-5');
  environment.reportInitUs = sim.nowUs - environment.initStartUs;
  beginAttempt(sim, environment, environment.record, 'ENV-20');
}

/** Module code threw, or the process exited while it was loaded: INIT runs again inside the invocation (ENV-4). */
export function initFailed(
  sim: Simulation,
  environment: Environment,
  error: ErrorData | null,
  exitCode: number | 'killed' | null,
): void {
  const outcome = exitCode === null ? 'error' : exitCode === 'killed' ? 'out_of_memory' : 'exit';
  if (!environment.suppressed) return firstInitFailed(sim, environment, outcome, 'ENV-4', error);
  noteInitEnd(sim, environment, outcome, 'ENV-5', error ? { error } : {});
  const invocation = boundRequest(environment);
  invocation.record = environment.record;
  crash(sim, environment, failure(outcome, invocation, error, exitCode ?? 0), 'INV-10');
}

function firstInitFailed(
  sim: Simulation,
  environment: Environment,
  outcome: Outcome,
  rule: string,
  error: ErrorData | null,
): void {
  stopSteps(sim, environment);
  environment.failedInitUs = sim.nowUs - environment.initStartUs;
  noteInitEnd(sim, environment, outcome, rule, error ? { error } : {});
  beginAttempt(sim, environment, environment.record, 'ENV-4');
}

function noteInitEnd(sim: Simulation, environment: Environment, outcome: Outcome, rule: string, data: object): void {
  environment.record = note(
    sim,
    'init_ended',
    rule,
    environment.record,
    environment.number,
    OUTCOMES.indexOf(outcome),
    {
      ...data,
      initUs: sim.nowUs - environment.initStartUs,
    },
  );
}

// ------------------------------------------------------------------------------------------ INVOKE

/** The bound request begins: its timeout runs from here, and covers an INIT that has to be done (again) inside it (ENV-5, ENV-7). */
export function beginAttempt(sim: Simulation, environment: Environment, cause: number, rule: string): void {
  const invocation = boundRequest(environment);
  invocation.startUs = sim.nowUs;
  invocation.deadlineUs = sim.nowUs + environment.settings.timeoutS * 1_000_000;
  environment.nextAskedUs = -1;
  const { initialised } = environment;
  if (environment.settings.handler.kind === 'code' || !initialised) limitInvoke(sim, environment, invocation);
  if (initialised) return callHandler(sim, environment, cause, rule);
  environment.suppressed = true;
  const record = environment.record;
  beginInit(sim, environment, rule === 'ENV-19' ? 'ENV-14' : 'ENV-4', cause);
  if (record !== cause) sim.trace.link(environment.record, record);
}

function limitInvoke(sim: Simulation, environment: Environment, invocation: Invocation): void {
  sim.queue.add(invocation.deadlineUs, PRIORITY.expiry, ENTRY.timeout, environment.number, invocation.number);
}

function callHandler(sim: Simulation, environment: Environment, cause: number, rule: string): void {
  const invocation = boundRequest(environment);
  const warm = environment.phase === 'frozen';
  environment.phase = 'working';
  environment.steps = 0;
  // A runtime that was initialised inside this invocation has asked for it already.
  environment.nextAskedUs = -1;
  const data = ATTEMPTS[invocation.attempts] ?? { attempt: invocation.attempts };
  const record = note(sim, 'invoke_started', rule, cause, invocation.number, environment.number, data);
  if (warm) sim.trace.link(record, environment.record);
  invocation.record = record;
  environment.record = record;
  if (environment.settings.handler.kind === 'modelled') runModelled(sim, environment, invocation);
  else prepareStep(sim, environment, { type: 'invoke' }, 0);
}

/** Made once, because there is one for every invocation. */
const ATTEMPTS = [0, 1, 2, 3].map((attempt) => ({ attempt }));

function runModelled(sim: Simulation, environment: Environment, invocation: Invocation): void {
  const { handler } = environment.settings;
  if (handler.kind !== 'modelled') throw new Error('Only a modelled handler is run by the kernel itself.');
  const { duration, error } = environment.fn.random;
  const endUs = sim.nowUs + drawDurationUs(handler.duration, duration);
  const failed = handler.errorRate > 0 && error.float() < handler.errorRate;
  environment.maxMemoryMb = handler.memoryUsedMb;
  invocation.result = failed ? MODELLED_FAILURE : MODELLED_SUCCESS;
  if (endUs > invocation.deadlineUs) return limitInvoke(sim, environment, invocation);
  sim.queue.add(endUs, PRIORITY.completion, ENTRY.modelledEnd, environment.number, invocation.number);
}

const MODELLED_SUCCESS: InvocationResult = { outcome: 'success', payload: 'null', error: null };
const MODELLED_FAILURE = errorResult('error', {
  errorType: 'Error',
  errorMessage: 'The modelled handler failed.',
  trace: [],
});

/** Entry: a modelled handler is done. */
export function onModelledEnd(sim: Simulation, environment: Environment, invocationNumber: number): void {
  const { invocation } = environment;
  if (invocation?.number !== invocationNumber || environment.phase !== 'working') return;
  respond(sim, environment, existing(invocation.result, 'what a modelled handler comes to'));
  endInvoke(sim, environment);
}

/** The runtime posts a response or an error: the caller has it at once, the environment stays busy for now (INV-23). */
export function respond(sim: Simulation, environment: Environment, posted: InvocationResult): void {
  const invocation = boundRequest(environment);
  if (invocation.answered) return; // only the first counts
  const fits = posted.payload.length <= RESPONSE_PAYLOAD_MAX;
  const result = fits ? posted : RESPONSE_TOO_LARGE;
  invocation.answered = true;
  invocation.result = result;
  sim.payloadChars += result.payload.length;
  const rule = !fits ? 'INV-12' : result.error ? 'INV-3' : 'INV-2';
  if (invocation.mode === 'sync') answerCaller(sim, invocation, result, rule);
}

const RESPONSE_TOO_LARGE = platformFailure('error', responseTooLargePayload(RESPONSE_PAYLOAD_MAX));

/** What the handler threw or rejected with, as the runtime words it (INV-7). */
export function errorResult(outcome: Outcome, error: ErrorData): InvocationResult {
  const { errorType, errorMessage, trace } = error;
  return { outcome, payload: JSON.stringify({ errorType, errorMessage, trace }), error };
}

function answerCaller(
  sim: Simulation,
  invocation: Invocation,
  result: InvocationResult,
  rule: string,
  status = 200,
): void {
  const functionError = result.error !== null && status === 200;
  const engineWorded = isEngineWorded(result.error);
  const data: Record<string, unknown> = { payload: result.payload };
  if (functionError) data.functionError = 'Unhandled';
  if (engineWorded) data.engineWorded = true;
  if (status !== 200) data.message = result.error?.errorMessage;
  invocation.record = note(sim, 'responded', rule, invocation.record, invocation.number, status, data);
  const { payload } = result;
  sim.surroundings.answered(sim, invocation, { status, payload, functionError, throttle: null, engineWorded });
}

/** The runtime has asked for the next event: the environment is free and freezes (ENV-7, ENV-9, ENV-11). */
export function endInvoke(sim: Simulation, environment: Environment): void {
  const invocation = boundRequest(environment);
  const result = existing(invocation.result, 'the result of a request');
  noteInvokeEnd(sim, environment, invocation, result, result.outcome === 'error' ? 'ENV-11' : 'ENV-7');
  becomeIdle(sim, environment);
  passOn(sim, invocation, result);
}

/** Entry: the function's timeout (INV-8, ENV-12). */
export function onTimeout(sim: Simulation, environment: Environment, invocationNumber: number): void {
  const { invocation } = environment;
  if (invocation?.number !== invocationNumber || invocation.deadlineUs !== sim.nowUs) return;
  if (environment.phase === 'initialising') {
    noteInitEnd(sim, environment, 'timeout', 'ENV-5', {});
    invocation.record = environment.record;
  }
  const error = timeoutPayload(invocation.requestId, environment.settings.timeoutS);
  crash(sim, environment, platformFailure('timeout', error), 'INV-8');
}

/** The runtime process ended during an invocation; `posted` is what it told Lambda before, if anything (INV-9, ENV-12). */
export function processExited(
  sim: Simulation,
  environment: Environment,
  code: number | 'killed',
  posted: ErrorData | null,
): void {
  const invocation = boundRequest(environment);
  crash(sim, environment, failure(code === 'killed' ? 'out_of_memory' : 'exit', invocation, posted, code), 'INV-9');
}

function failure(
  outcome: Outcome,
  invocation: Invocation,
  posted: ErrorData | null,
  code: number | 'killed',
): InvocationResult {
  return posted ? errorResult(outcome, posted) : platformFailure(outcome, exitPayload(invocation.requestId, code));
}

/** What Lambda itself says when the runtime cannot: no trace (INV-8, INV-9). */
function platformFailure(outcome: Outcome, error: { errorType: string; errorMessage: string }): InvocationResult {
  return { outcome, payload: JSON.stringify(error), error: { ...error, trace: [] } };
}

/** Ends the attempt and the runtime process; the environment stays and is initialised again by its next request (ENV-12, ENV-13). */
function crash(sim: Simulation, environment: Environment, result: InvocationResult, rule: string): void {
  stopSteps(sim, environment);
  const invocation = boundRequest(environment);
  const answeredBefore = invocation.answered ? invocation.result : null;
  if (!answeredBefore && invocation.mode === 'sync') answerCaller(sim, invocation, result, rule);
  noteInvokeEnd(sim, environment, invocation, result, rule);
  const outcome = OUTCOMES.indexOf(result.outcome);
  environment.record = note(sim, 'environment_reset', 'ENV-12', environment.record, environment.number, outcome);
  becomeIdle(sim, environment);
  passOn(sim, invocation, answeredBefore ?? result);
}

/** Not a Lambda outcome: the playground ended the environment's worker (D9). */
export function stoppedByPlayground(sim: Simulation, environment: Environment, reason: PlaygroundStop): void {
  stopSteps(sim, environment);
  const index = PLAYGROUND_STOPS.indexOf(reason);
  environment.record = note(sim, 'stopped_by_playground', 'D9', environment.record, environment.number, index);
  const invocation = environment.invocation;
  if (!invocation) return stopEnvironment(sim, environment, 'playground');
  invocation.record = environment.record;
  // The handler was never called.
  if (environment.phase === 'initialising' && !environment.suppressed) invocation.startUs = sim.nowUs;
  const errorMessage = `The playground stopped this environment (${STOP_WORDS[reason]}). On AWS it would have gone on.`;
  const result = platformFailure('stopped_by_playground', { errorType: 'Playground.Stopped', errorMessage });
  if (!invocation.answered && invocation.mode === 'sync') answerCaller(sim, invocation, result, 'D9', 0);
  noteInvokeEnd(sim, environment, invocation, result, 'D9');
  stopEnvironment(sim, environment, 'playground');
  passOn(sim, invocation, result);
}

const STOP_WORDS: Readonly<Record<PlaygroundStop, string>> = {
  watchdog: 'a step took too long on this machine',
  'invalid-answer': 'it sent something that cannot be understood',
  'sandbox-lost': 'the browser ended its sandbox',
  'no-sandbox': 'the browser does not start a sandbox for it',
  disabled: 'its code is disabled until it is changed, since a step of it had to be stopped',
  'too-much-kept': 'all versions of /tmp in this run are more than the playground keeps',
};

// ------------------------------------------------------------------------------------------ both

/** The attempt is over: its record, its bill, and room for another request. */
function noteInvokeEnd(
  sim: Simulation,
  environment: Environment,
  invocation: Invocation,
  result: InvocationResult,
  rule: string,
): void {
  const initUs = environment.reportInitUs;
  const { fn } = environment;
  environment.record = note(
    sim,
    'invoke_ended',
    rule,
    // Not the answer: the handler ends because it was started, whether somebody waited for it or not.
    environment.record,
    invocation.number,
    OUTCOMES.indexOf(result.outcome),
    invokeEnded(sim, environment, invocation, result, initUs),
  );
  invocation.record = environment.record;
  environment.reportInitUs = -1;
  environment.failedInitUs = 0;
  environment.invocation = null;
  invocation.environment = null;
  fn.running--;
  if (fn.settings.reservedConcurrency === null) sim.unreservedRunning--;
}

function invokeEnded(
  sim: Simulation,
  environment: Environment,
  invocation: Invocation,
  result: InvocationResult,
  initUs: number,
): InvokeEnded {
  const { memoryMb } = environment.settings;
  const durationUs = sim.nowUs - invocation.startUs;
  const initBilledUs = initUs >= 0 ? initUs : environment.failedInitUs;
  const bill =
    result.outcome === 'stopped_by_playground' ? NO_BILL : billOf({ durationUs, initUs: initBilledUs, memoryMb });
  // One for every invocation: built without spreading, which costs several times as much.
  const ended: { -readonly [key in keyof InvokeEnded]: InvokeEnded[key] } = {
    durationUs,
    billedMs: bill.billedMs,
    maxMemoryMb: Math.min(memoryMb, Math.ceil(environment.maxMemoryMb)),
    costUsd: bill.costUsd,
  };
  if (result.error) ended.error = result.error;
  else ended.payload = result.payload;
  if (initUs >= 0) ended.initUs = initUs;
  return ended;
}

function passOn(sim: Simulation, invocation: Invocation, result: InvocationResult): void {
  if (invocation.mode === 'sync') sim.invocations[invocation.number] = undefined;
  else sim.surroundings.ended(sim, invocation, result);
}

/** Whether a payload made of this error holds text of the JavaScript engine: its own words, or a stack (D12). */
export function isEngineWorded(error: ErrorData | null | undefined): boolean {
  return error?.engineWorded === true || (error?.trace.length ?? 0) > 0;
}

function boundRequest(environment: Environment): Invocation {
  return existing(environment.invocation, `the request of environment ${environment.number}`);
}
