/**
 * Lambda's own queue for asynchronous events: accepts, attempts, waits, gives up, and sends what is left to destinations and
 * the dead-letter queue (ASYNC-1 … ASYNC-17).
 */
import { PRIORITY } from '../kernel/queue.ts';
import { deadLetterAttributes, invocationRecord } from '../services/events/invocationRecord.ts';
import { ENTRY, epochMsAt, type Invocation, type InvocationResult, note, type Simulation } from '../simulation.ts';
import { CONDITIONS, type Condition } from '../trace/records.ts';
import { type InvokeRequest, newInvocation, noteThrottle, requested, startAttempt } from './invoke.ts';
import { isEngineWorded } from './phases.ts';
import { isTooOld } from './rules/asyncEventAge.ts';
import { retryWaitUs } from './rules/asyncRetries.ts';
import { throttleWaitUs } from './rules/asyncThrottleWait.ts';

/**
 * Accepts an event; the caller has its 202 at once and never sees the result (ASYNC-1), whatever the reserved concurrency is
 * (INV-18). All attempts of the event have the request id of now (ASYNC-8, INV-21).
 */
export function invokeAsync(sim: Simulation, request: InvokeRequest): Invocation {
  const invocation = newInvocation(sim, request, 'async');
  const data = requested(invocation, request);
  invocation.record = note(sim, 'invoke_async', 'ASYNC-1', request.cause, invocation.number, request.fn.node, data);
  sim.queue.add(sim.nowUs, PRIORITY.timer, ENTRY.asyncAttempt, invocation.number);
  return invocation;
}

/**
 * Entry: the event is taken from the queue. Settings are those of now, not of when it was sent (ASYNC-9). An attempt needs
 * concurrency as any other request (ASYNC-22).
 */
export function onAsyncAttempt(sim: Simulation, invocation: Invocation): void {
  const { settings, removed } = invocation.fn;
  if (removed) return endEvent(sim, invocation, 'FunctionDeleted', 'D22', null);
  if (settings.reservedConcurrency === 0) return endEvent(sim, invocation, 'ZeroReservedConcurrency', 'ASYNC-12', null);
  if (wouldBeTooOld(invocation, sim.nowUs))
    return endEvent(sim, invocation, 'EventAgeExceeded', 'ASYNC-7', invocation.result);
  const refused = startAttempt(sim, invocation);
  if (!refused) return;
  noteThrottle(sim, invocation, refused);
  waitOrGiveUp(sim, invocation, throttleWaitUs(++invocation.throttles), 'ASYNC-4');
}

/** An attempt has run. */
export function asyncAttemptEnded(sim: Simulation, invocation: Invocation, result: InvocationResult): void {
  invocation.result = result;
  if (!result.error) return endEvent(sim, invocation, 'Success', 'ASYNC-15', result);
  if (result.outcome === 'stopped_by_playground') return endEvent(sim, invocation, 'StoppedByPlayground', 'D9', result);
  const waitUs = retryWaitUs(invocation.attempts, invocation.fn.settings.asyncRetryAttempts);
  if (waitUs === null) return endEvent(sim, invocation, 'RetriesExhausted', 'ASYNC-2', result);
  waitOrGiveUp(sim, invocation, waitUs, 'ASYNC-3');
}

function waitOrGiveUp(sim: Simulation, invocation: Invocation, waitUs: number, rule: string): void {
  const dueUs = sim.nowUs + waitUs;
  if (wouldBeTooOld(invocation, dueUs)) {
    return endEvent(sim, invocation, 'EventAgeExceeded', 'ASYNC-6', invocation.result);
  }
  invocation.record = note(sim, 'retry_scheduled', rule, invocation.record, invocation.number, waitUs / 1000, {
    attempt: invocation.attempts + 1,
    dueUs,
  });
  sim.queue.add(dueUs, PRIORITY.timer, ENTRY.asyncAttempt, invocation.number);
}

function wouldBeTooOld(invocation: Invocation, attemptUs: number): boolean {
  const { acceptedUs, fn } = invocation;
  return isTooOld({ acceptedUs, attemptUs, maximumAgeS: fn.settings.asyncEventAgeS });
}

/** Tells both the destination and the dead-letter queue (ASYNC-11). */
function endEvent(
  sim: Simulation,
  invocation: Invocation,
  condition: Condition,
  rule: string,
  result: InvocationResult | null,
): void {
  invocation.record = note(
    sim,
    'event_ended',
    rule,
    invocation.record,
    invocation.number,
    CONDITIONS.indexOf(condition),
  );
  sim.invocations[invocation.number] = undefined;
  if (condition === 'StoppedByPlayground' || condition === 'FunctionDeleted') return;
  sendRecord(sim, invocation, condition, result);
  if (condition !== 'Success') sendDeadLetter(sim, invocation, condition, result);
}

/** ASYNC-13, ASYNC-14, ASYNC-15. */
function sendRecord(
  sim: Simulation,
  invocation: Invocation,
  condition: Condition,
  result: InvocationResult | null,
): void {
  const wire = condition === 'Success' ? 'onSuccess' : 'onFailure';
  if (!sim.surroundings.wants(sim, invocation.fn, wire)) return;
  const record = invocationRecord({
    epochMs: epochMsAt(sim, sim.nowUs),
    requestId: invocation.requestId,
    functionName: invocation.fn.settings.name,
    condition,
    invokeCount: invocation.attempts,
    requestPayload: invocation.payload,
    ...(result ? { response: { payload: result.payload, functionError: result.error !== null } } : {}),
  });
  sim.surroundings.deliver(sim, {
    fn: invocation.fn,
    wire,
    invocation,
    body: JSON.stringify(record),
    record,
    engineWorded: invocation.engineWorded || isEngineWorded(result?.error),
    wordedMessage: result?.error?.engineWorded === true,
    cause: invocation.record,
  });
}

/** ASYNC-17: the original event, byte for byte. */
function sendDeadLetter(
  sim: Simulation,
  invocation: Invocation,
  condition: Condition,
  result: InvocationResult | null,
): void {
  if (!sim.surroundings.wants(sim, invocation.fn, 'deadLetter')) return;
  const attributes = deadLetterAttributes({
    requestId: invocation.requestId,
    errorMessage: result?.error?.errorMessage ?? condition,
    errorCode: result ? 200 : 429,
  });
  sim.surroundings.deliver(sim, {
    fn: invocation.fn,
    wire: 'deadLetter',
    invocation,
    body: invocation.payload,
    attributes,
    record: { body: invocation.payload, attributes },
    engineWorded: invocation.engineWorded || result?.error?.engineWorded === true,
    wordedMessage: result?.error?.engineWorded === true,
    cause: invocation.record,
  });
}
