/**
 * Calls of handlers to services on the canvas. A call takes effect at its virtual completion (D5): the object is stored, the
 * message sent, then the reply goes back. It does so too when the handler is frozen or gone meanwhile.
 *
 * @simplified Permissions are not checked, and the SDK does not try again by itself.
 */

import { PRIORITY } from '../kernel/queue.ts';
import { giveReply } from '../lambda/handlerSteps.ts';
import {
  ENTRY,
  type Environment,
  existing,
  type Invocation,
  type LambdaAnswer,
  note,
  type ServiceCall,
  type Simulation,
} from '../simulation.ts';
import { type Answer, failed, isObject } from './calls/answer.ts';
import { answerLater } from './calls/answerLater.ts';
import { cloudwatchCalls } from './calls/cloudwatch.ts';
import { dynamodbCalls } from './calls/dynamodb.ts';
import { eventsCalls } from './calls/events.ts';
import { httpCalls } from './calls/http.ts';
import { kinesisCalls } from './calls/kinesis.ts';
import { invokeReply, lambdaCalls } from './calls/lambda.ts';
import { withLogResult } from './calls/logResult.ts';
import { s3Calls } from './calls/s3.ts';
import { secretsCalls } from './calls/secrets.ts';
import type { CallState, ServiceCalls } from './calls/service.ts';
import { snsCalls } from './calls/sns.ts';
import { sqsCalls } from './calls/sqs.ts';
import { ssmCalls } from './calls/ssm.ts';
import { statesCalls } from './calls/states.ts';
import { stsCalls } from './calls/sts.ts';
import { drawLatencyUs } from './latency.ts';

/** By the name that the wire format has for a service. */
const SERVICES: Readonly<Record<string, ServiceCalls>> = {
  s3: s3Calls,
  sqs: sqsCalls,
  sns: snsCalls,
  lambda: lambdaCalls,
  dynamodb: dynamodbCalls,
  events: eventsCalls,
  kinesis: kinesisCalls,
  states: statesCalls,
  ssm: ssmCalls,
  secretsmanager: secretsCalls,
  sts: stsCalls,
  cloudwatch: cloudwatchCalls,
  http: httpCalls,
};

/** A handler calls a service. */
export function beginCall(sim: Simulation, environment: Environment, call: ServiceCall): void {
  const number = sim.world.calls.length;
  const { service, command } = call;
  const input = isObject(call.input) ? call.input : {};
  const calls = own(SERVICES, service);
  const target = calls?.target?.(sim, input, command);
  sim.payloadChars += charsOf(input);
  const data = { service, command, input, ...(target ? { target: target.number } : {}) };
  const record = note(sim, 'call_started', 'D5', call.cause, number, environment.number, data);
  const usualUs = drawLatencyUs(service, command, environment.fn.random.latency);
  const latencyUs = (target && calls?.latencyUs?.(target)) ?? usualUs;
  const arrives = own(calls?.arriving, command) !== undefined;
  const thereUs = arrives ? Math.round(latencyUs / 2) : latencyUs;
  sim.world.calls[number] = {
    number,
    environment,
    process: environment.process,
    callId: call.callId,
    service,
    command,
    input,
    returnUs: latencyUs - thereUs,
    target,
    record,
    answer: null,
  };
  sim.queue.add(sim.nowUs + thereUs, PRIORITY.completion, arrives ? ENTRY.callArrives : ENTRY.callEnd, number);
}

/** Entry: a call reaches a service that answers in its own time. */
export function onCallArrives(sim: Simulation, call: CallState): void {
  const arrive = own(own(SERVICES, call.service)?.arriving, call.command);
  const answer = arrive ? arrive(sim, ofNow(call)) : unknownCommand(call);
  if (answer) answerLater(sim, call, answer);
}

/** Lambda has answered a synchronous Invoke call. */
export function answerCall(sim: Simulation, invocation: Invocation, lambda: LambdaAnswer): void {
  const call = existing(sim.world.calls[invocation.originRef], 'a call that waits for Lambda');
  answerLater(sim, call, {
    ...invokeReply(lambda),
    cause: invocation.record,
    engineWorded: lambda.engineWorded,
    invocation: invocation.number,
  });
}

/** Entry: the call is complete. */
export function onCallEnd(sim: Simulation, call: CallState): void {
  sim.world.calls[call.number] = undefined;
  const {
    status,
    reply,
    rule = 'D5',
    cause = call.record,
    engineWorded,
  } = call.answer ? withLogResult(sim, call, call.answer) : perform(sim, call);
  const outcome = reply.ok ? { output: reply.output } : { error: reply.error };
  const data = engineWorded ? { ...outcome, engineWorded } : outcome;
  sim.payloadChars += charsOf(outcome);
  const record = note(sim, 'call_ended', rule, cause, call.number, status, data);
  if (cause !== call.record) sim.trace.link(record, call.record);
  const { environment } = call;
  if (environment.process === call.process) giveReply(sim, environment, { callId: call.callId, reply, cause: record });
}

function perform(sim: Simulation, call: CallState): Answer {
  const command = own(own(SERVICES, call.service)?.commands, call.command);
  return command ? command(sim, ofNow(call)) : unknownCommand(call);
}

/** The canvas is that of now: what was deleted while the call was on its way is not there. */
function ofNow(call: CallState): CallState {
  return call.target?.removed ? { ...call, target: undefined } : call;
}

function unknownCommand({ service, command }: CallState): Answer {
  return failed('UnknownOperationException', `The playground does not know ${service} ${command}.`, 400);
}

/** Names come from environments, which may send `constructor`. */
function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Roughly what a value takes in memory. */
function charsOf(value: object): number {
  return JSON.stringify(value).length;
}
