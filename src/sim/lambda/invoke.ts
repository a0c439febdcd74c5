/** Requests reach Lambda: admission, dispatch to an environment, refusal. */

import { hasToken, takeToken } from '../kernel/tokenBucket.ts';
import { visibleUuid } from '../kernel/visibleIds.ts';
import type { FunctionState, Invocation, Origin, Simulation } from '../simulation.ts';
import { note } from '../simulation.ts';
import { type InvokeRequested, THROTTLE_REASONS } from '../trace/records.ts';
import { createEnvironment, takeIdle } from './environments.ts';
import { throttleBody } from './logLines.ts';
import { beginAttempt } from './phases.ts';
import { concurrencyRefusal, type Refusal, rateRefusal } from './rules/admission.ts';
import { requestRate } from './rules/requestRate.ts';
import { SCALING_RATE } from './rules/scalingRate.ts';

export interface InvokeRequest {
  readonly fn: FunctionState;
  /** JSON text. */
  readonly payload: string;
  readonly origin: Origin;
  readonly originRef?: number;
  /** Number of the node that sent it; 0 for the test button. */
  readonly source: number;
  readonly cause: number;
  readonly engineWorded?: boolean;
}

/** A caller invokes and waits: it is answered by `surroundings.answered`, at once when it is refused (INV-1, INV-14). */
export function invokeSync(sim: Simulation, request: InvokeRequest): Invocation {
  const invocation = newInvocation(sim, request, 'sync');
  invocation.record = note(
    sim,
    'invoke_sync',
    'INV-1',
    request.cause,
    invocation.number,
    request.fn.node,
    requested(invocation, request),
  );
  const refused = startAttempt(sim, invocation);
  if (refused) refuse(sim, invocation, refused);
  return invocation;
}

/** A poller has a batch; the caller starts its attempts. */
export function newBatchInvocation(sim: Simulation, request: InvokeRequest): Invocation {
  const invocation = newInvocation(sim, request, 'batch');
  invocation.record = note(
    sim,
    'invoke_batch',
    'ESM-1',
    request.cause,
    invocation.number,
    request.fn.node,
    requested(invocation, request),
  );
  return invocation;
}

export function newInvocation(sim: Simulation, request: InvokeRequest, mode: Invocation['mode']): Invocation {
  const number = sim.invocations.length;
  const invocation: Invocation = {
    number,
    fn: request.fn,
    mode,
    origin: request.origin,
    originRef: request.originRef ?? 0,
    source: request.source,
    requestId: visibleUuid(sim.seed, 'request', number),
    payload: request.payload,
    engineWorded: request.engineWorded === true,
    acceptedUs: sim.nowUs,
    attempts: 0,
    throttles: 0,
    environment: null,
    startUs: 0,
    deadlineUs: 0,
    answered: false,
    result: null,
    callerGone: false,
    record: request.cause,
  };
  sim.invocations[number] = invocation;
  sim.payloadChars += request.payload.length;
  return invocation;
}

export function requested(invocation: Invocation, request: InvokeRequest): InvokeRequested {
  const data = { requestId: invocation.requestId, payload: invocation.payload, source: invocation.source };
  return request.engineWorded ? { ...data, engineWorded: true } : data;
}

/** Lets an attempt in and gives it an environment, or says why it is refused. */
export function startAttempt(sim: Simulation, invocation: Invocation): Refusal | null {
  const { fn } = invocation;
  const reserved = fn.settings.reservedConcurrency;
  const refused = admit(sim, invocation);
  if (refused) return refused;
  fn.running++;
  if (reserved === null) sim.unreservedRunning++;
  invocation.attempts++;
  invocation.throttles = 0;
  invocation.deadlineUs = 0;
  invocation.answered = false;
  invocation.result = null;
  const idle = takeIdle(sim, fn);
  if (idle) {
    idle.invocation = invocation;
    invocation.environment = idle;
    beginAttempt(sim, idle, invocation.record, 'ENV-19');
  } else {
    invocation.environment = createEnvironment(sim, invocation);
  }
  return null;
}

/**
 * The limits in turn: concurrency (CONC-5, CONC-7), requests a second (CONC-8), new environments (CONC-10). Only what all of them let in
 * counts in the rates.
 * @assumed AWS does not say in which order it looks (CONC-24, SIM-9), nor whether refused requests count.
 */
function admit(sim: Simulation, { fn, mode }: Invocation): Refusal | null {
  const { unreservedRunning, unreservedLimit, nowUs } = sim;
  const reserved = fn.settings.reservedConcurrency;
  const refused = concurrencyRefusal({ running: fn.running, reserved, unreservedRunning, unreservedLimit });
  if (refused) return refused;
  const requests = reserved === null ? sim.requestTokens : fn.requestTokens;
  const rate = requestRate(reserved ?? unreservedLimit);
  if (mode !== 'async' && !hasToken(requests, rate, nowUs)) return rateRefusal('CONC-8', reserved);
  const isCold = fn.idle.length === 0;
  if (isCold && !hasToken(fn.scalingTokens, SCALING_RATE, nowUs)) return rateRefusal('CONC-10', reserved);
  if (mode !== 'async') takeToken(requests, rate, nowUs);
  if (isCold) takeToken(fn.scalingTokens, SCALING_RATE, nowUs);
  return null;
}

/** A synchronous caller gets 429; the request never reaches a function (INV-14, INV-16). */
function refuse(sim: Simulation, invocation: Invocation, refused: Refusal): void {
  const { reason } = refused;
  noteThrottle(sim, invocation, refused);
  const payload = JSON.stringify(throttleBody(reason));
  invocation.record = note(sim, 'responded', 'INV-14', invocation.record, invocation.number, 429, {
    payload,
    message: reason,
  });
  sim.surroundings.answered(sim, invocation, {
    status: 429,
    payload,
    functionError: false,
    throttle: reason,
    engineWorded: false,
  });
  sim.invocations[invocation.number] = undefined;
}

export function noteThrottle(sim: Simulation, invocation: Invocation, { reason, rule }: Refusal): void {
  const index = THROTTLE_REASONS.indexOf(reason);
  invocation.record = note(sim, 'throttled', rule, invocation.record, invocation.number, index);
}
