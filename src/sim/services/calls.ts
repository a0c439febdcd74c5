/**
 * Calls of handlers to services on the canvas. A call takes effect at its virtual completion (D5): the object is stored, the
 * message sent, then the reply goes back. It does so too when the handler is frozen or gone meanwhile.
 *
 * @simplified Permissions are not checked, and the SDK does not try again by itself.
 */
import { PRIORITY } from '../kernel/queue.ts';
import { invokeAsync } from '../lambda/asyncQueue.ts';
import { giveReply } from '../lambda/handlerSteps.ts';
import { invokeSync } from '../lambda/invoke.ts';
import { ASYNC_PAYLOAD_MAX, fitsTarget, SYNC_PAYLOAD_MAX } from '../lambda/rules/payloadLimits.ts';
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
import type { JsonValue, ServiceReplyData } from '../steps.ts';
import { functionArn } from './aws.ts';
import { putObject } from './bucket.ts';
import { md5Hex } from './digest.ts';
import { attributesLength, type MessageAttributes } from './events/sns.ts';
import { md5OfAttributes } from './events/sqs.ts';
import { drawLatencyUs } from './latency.ts';
import { sendMessage } from './queue.ts';
import { publish } from './topic.ts';
import { type NodeState, nodeNamed } from './world.ts';

export interface CallState {
  readonly number: number;
  readonly environment: Environment;
  /** The process that called; it may be gone when the reply comes. */
  readonly process: number;
  readonly callId: number;
  readonly service: string;
  readonly command: string;
  readonly input: Input;
  /** Time the answer still takes once the service has it. */
  readonly returnUs: number;
  /** The node it is about. */
  readonly target: NodeState | undefined;
  readonly record: number;
  /** The answer of Lambda to an Invoke call, while it is on its way back. */
  answer: Answer | null;
}

type Input = { readonly [key: string]: JsonValue };

interface Answer {
  readonly status: number;
  readonly reply: ServiceReplyData;
  /** The rule of Lambda that an Invoke call was refused by. */
  readonly rule?: string;
  /** What followed from the call and led to the answer. */
  readonly cause?: number;
  readonly engineWorded?: boolean;
}

/** A handler calls a service. */
export function beginCall(sim: Simulation, environment: Environment, call: ServiceCall): void {
  const number = sim.world.calls.length;
  const { service, command } = call;
  const input = isObject(call.input) ? call.input : {};
  const target = targetOf(sim, service, input);
  sim.payloadChars += charsOf(input);
  const data = { service, command, input, ...(target ? { target: target.number } : {}) };
  const record = note(sim, 'call_started', 'D5', call.cause, number, environment.number, data);
  const latencyUs = drawLatencyUs(service, command, environment.fn.random.latency);
  const isInvoke = service === 'lambda' && command === 'Invoke';
  const thereUs = isInvoke ? Math.round(latencyUs / 2) : latencyUs;
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
  sim.queue.add(sim.nowUs + thereUs, PRIORITY.completion, isInvoke ? ENTRY.callArrives : ENTRY.callEnd, number);
}

/** Entry: an Invoke call reaches Lambda, which answers in its own time. */
export function onCallArrives(sim: Simulation, call: CallState): void {
  const answer = invoke(sim, call);
  if (answer) answerLater(sim, call, answer);
}

/** Lambda has answered a synchronous Invoke call. */
export function answerCall(sim: Simulation, invocation: Invocation, lambda: LambdaAnswer): void {
  const call = existing(sim.world.calls[invocation.originRef], 'a call that waits for Lambda');
  answerLater(sim, call, { ...invokeReply(lambda), cause: invocation.record, engineWorded: lambda.engineWorded });
}

function answerLater(sim: Simulation, call: CallState, answer: Answer): void {
  call.answer = answer;
  sim.queue.add(sim.nowUs + call.returnUs, PRIORITY.completion, ENTRY.callEnd, call.number);
}

/** Entry: the call is complete. */
export function onCallEnd(sim: Simulation, call: CallState): void {
  sim.world.calls[call.number] = undefined;
  const { status, reply, rule = 'D5', cause = call.record, engineWorded } = call.answer ?? perform(sim, call);
  const outcome = reply.ok ? { output: reply.output } : { error: reply.error };
  const data = engineWorded ? { ...outcome, engineWorded } : outcome;
  sim.payloadChars += charsOf(outcome);
  const record = note(sim, 'call_ended', rule, cause, call.number, status, data);
  if (cause !== call.record) sim.trace.link(record, call.record);
  const { environment } = call;
  if (environment.process === call.process) giveReply(sim, environment, { callId: call.callId, reply, cause: record });
}

// ------------------------------------------------------------------------------------------ services

function targetOf(sim: Simulation, service: string, input: Input): NodeState | undefined {
  switch (service) {
    case 's3':
      return nodeNamed(sim.world, 'bucket', text(input.Bucket));
    case 'sqs':
      return nodeNamed(sim.world, 'queue', lastPart(text(input.QueueUrl), '/'));
    case 'sns':
      return nodeNamed(sim.world, 'topic', lastPart(text(input.TopicArn ?? input.TargetArn), ':'));
    case 'lambda':
      return nodeNamed(sim.world, 'function', functionName(text(input.FunctionName)));
    default:
      return undefined;
  }
}

/** A name, a partial ARN (`123456789012:function:name`) or an ARN, each with or without a qualifier. */
function functionName(name: string): string {
  const parts = name.split(':');
  const at = parts.indexOf('function');
  return (at >= 0 ? parts[at + 1] : parts[0]) ?? '';
}

/** The canvas is that of now: what was deleted while the call was on its way is not there. */
function perform(sim: Simulation, begun: CallState): Answer {
  const call = begun.target?.removed ? { ...begun, target: undefined } : begun;
  switch (`${call.service} ${call.command}`) {
    case 's3 PutObject':
      return putObjectCall(sim, call);
    case 's3 GetObject':
      return getObjectCall(sim, call);
    case 'sqs SendMessage':
      return sendMessageCall(sim, call);
    case 'sns Publish':
      return publishCall(sim, call);
    default:
      return failed('UnknownOperationException', `The playground does not know ${call.service} ${call.command}.`, 400);
  }
}

function putObjectCall(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return NO_BUCKET;
  const key = text(input.Key);
  if (key === '') return failed('ValidationException', 'No value provided for input HTTP label: Key.', 400);
  const contentType = input.ContentType === undefined ? {} : { contentType: text(input.ContentType) };
  const put = putObject(sim, target, { key, content: text(input.Body), ...contentType, cause: record, rule: 'D5' });
  return succeeded({ ETag: `"${put.object.eTag}"` }, put.record);
}

function getObjectCall(sim: Simulation, { target, input }: CallState): Answer {
  if (!target) return NO_BUCKET;
  const object = sim.world.buckets[target.number]?.objects.get(text(input.Key));
  if (!object) return failed('NoSuchKey', 'The specified key does not exist.', 404);
  const output = {
    Body: object.content,
    ContentLength: object.size,
    ContentType: object.contentType,
    ETag: `"${object.eTag}"`,
    LastModified: new Date(sim.epochMs + Math.floor(object.storedUs / 1_000_000) * 1000).toISOString(),
    Metadata: {},
  };
  return { ...succeeded(output), engineWorded: object.engineWorded };
}

const NO_BUCKET = failed('NoSuchBucket', 'The specified bucket does not exist', 404);

function sendMessageCall(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return failed('QueueDoesNotExist', 'The specified queue does not exist.', 400);
  const body = text(input.MessageBody);
  if (body === '') return failed('MissingParameter', 'The request must contain the parameter MessageBody.', 400);
  const attributes = attributesOf(input.MessageAttributes);
  if (!fitsTarget('queue', body.length + attributesLength(attributes)))
    return failed('InvalidParameterValue', 'Message must be shorter than 1048576 bytes.', 400);
  const message = sendMessage(sim, target, { body, attributes, cause: record, rule: 'D5' });
  if (!message) return failed('OverLimit', 'The queue is full.', 403);
  return succeeded(
    {
      MessageId: message.messageId,
      MD5OfMessageBody: md5Hex(body),
      ...(attributes ? { MD5OfMessageAttributes: md5OfAttributes(attributes) } : {}),
    },
    message.record,
  );
}

function publishCall(sim: Simulation, { target, input, record }: CallState): Answer {
  if (!target) return failed('NotFoundException', 'Topic does not exist', 404);
  const message = text(input.Message);
  if (message === '') return failed('InvalidParameterException', 'Invalid parameter: Empty message', 400);
  const attributes = attributesOf(input.MessageAttributes);
  if (!fitsTarget('topic', message.length + attributesLength(attributes)))
    return failed('InvalidParameterException', 'Invalid parameter: Message too long', 400);
  const subject = input.Subject === undefined ? {} : { subject: text(input.Subject) };
  return succeeded({ MessageId: publish(sim, target, { message, ...subject, attributes, cause: record, rule: 'D5' }) });
}

function invoke(sim: Simulation, call: CallState): Answer | null {
  const { input, record, environment } = call;
  const fn = call.target && sim.functions[call.target.number];
  if (!fn || fn.removed) {
    const arn = functionArn(functionName(text(input.FunctionName)));
    return refused('INV-13', 'ResourceNotFoundException', `Function not found: ${arn}`, 404);
  }
  const payload = input.Payload === undefined || input.Payload === null ? '{}' : text(input.Payload);
  if (!isJson(payload)) {
    return refused(
      'INV-13',
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
      400,
    );
  }
  const most = input.InvocationType === 'Event' ? ASYNC_PAYLOAD_MAX : SYNC_PAYLOAD_MAX;
  if (payload.length > most) {
    const message = 'Request must be smaller than the limit of its invocation type.';
    return refused('INV-11', 'RequestTooLargeException', message, 413);
  }
  const request = {
    fn,
    payload,
    origin: 'call' as const,
    originRef: call.number,
    source: environment.fn.node,
    cause: record,
  };
  switch (input.InvocationType ?? 'RequestResponse') {
    case 'Event':
      return { status: 202, reply: { ok: true, output: { StatusCode: 202 } }, cause: invokeAsync(sim, request).record };
    case 'DryRun':
      return { status: 204, reply: { ok: true, output: { StatusCode: 204 } } };
    default:
      invokeSync(sim, request);
      return null;
  }
}

function invokeReply(lambda: LambdaAnswer): Answer {
  if (lambda.throttle) {
    return refused('INV-17', 'TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: lambda.throttle });
  }
  if (lambda.status !== 200) return refused('D9', 'ServiceException', 'The playground stopped the function.', 500);
  const output = { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: lambda.payload };
  return succeeded(lambda.functionError ? { ...output, FunctionError: 'Unhandled' } : output);
}

// ------------------------------------------------------------------------------------------ values

function succeeded(output: Input, cause?: number): Answer {
  return { status: 200, reply: { ok: true, output }, ...(cause === undefined ? {} : { cause }) };
}

function failed(name: string, message: string, httpStatusCode: number, further: { Reason?: string } = {}): Answer {
  const fault = httpStatusCode < 500 ? ('client' as const) : ('server' as const);
  return { status: httpStatusCode, reply: { ok: false, error: { name, message, httpStatusCode, fault, ...further } } };
}

/** An error of Lambda itself, by the rule behind it. */
function refused(rule: string, ...error: Parameters<typeof failed>): Answer {
  return { ...failed(...error), rule };
}

function isObject(value: JsonValue | undefined): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJson(payload: string): boolean {
  try {
    JSON.parse(payload);
    return true;
  } catch {
    return false;
  }
}

/** What a handler sends is its own; anything that is not a text counts as its JSON. */
function text(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Roughly what a value takes in memory. */
function charsOf(value: object): number {
  return JSON.stringify(value).length;
}

function lastPart(value: string, separator: string): string {
  return value.slice(value.lastIndexOf(separator) + 1);
}

function attributesOf(value: JsonValue | undefined): MessageAttributes | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter(([, v]) => isObject(v));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([name, v]) => {
      const attribute = v as Input; // filtered above
      return [
        name,
        { dataType: text(attribute.DataType), value: text(attribute.StringValue ?? attribute.BinaryValue) },
      ];
    }),
  );
}
