/** Lambda as handlers call it: Invoke reaches it half way and is answered in its own time. */
import { invokeAsync } from '../../lambda/asyncQueue.ts';
import { invokeSync } from '../../lambda/invoke.ts';
import { invocationType, statusOf } from '../../lambda/rules/invocationType.ts';
import { invokeResponse } from '../../lambda/rules/invokeResponse.ts';
import { ASYNC_PAYLOAD_MAX, SYNC_PAYLOAD_MAX } from '../../lambda/rules/payloadLimits.ts';
import type { LambdaAnswer, Simulation } from '../../simulation.ts';
import { functionArn } from '../aws.ts';
import { sentContent } from '../bytes.ts';
import { nodeNamed } from '../world.ts';
import { type Answer, refused, succeeded, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

export const lambdaCalls: ServiceCalls = {
  target: (sim, input) => nodeNamed(sim.world, 'function', functionName(text(input.FunctionName))),
  commands: {},
  arriving: { Invoke: invoke },
};

/** A name, a partial ARN (`123456789012:function:name`) or an ARN, each with or without a qualifier. */
function functionName(name: string): string {
  const parts = name.split(':');
  const at = parts.indexOf('function');
  return (at >= 0 ? parts[at + 1] : parts[0]) ?? '';
}

/** What follows the name. @simplified Functions have no versions and aliases: only `$LATEST` is there. */
function qualifierOf(name: string): string {
  const parts = name.split(':');
  const at = parts.indexOf('function');
  return (at >= 0 ? parts[at + 2] : parts[1]) ?? '';
}

function invoke(sim: Simulation, call: CallState): Answer | null {
  const { input, record, environment } = call;
  const fn = call.target && sim.functions[call.target.number];
  const qualifier = text(input.Qualifier) || qualifierOf(text(input.FunctionName));
  if (!fn || fn.removed || !['', '$LATEST'].includes(qualifier)) {
    const arn = functionArn(functionName(text(input.FunctionName)), qualifier || '$LATEST');
    return refused('INV-13', 'ResourceNotFoundException', `Function not found: ${arn}`, 404);
  }
  const content = input.Payload === undefined || input.Payload === null ? '{}' : sentContent(input.Payload);
  // Bytes that are no text are no JSON either.
  const payload = typeof content === 'string' ? content : '';
  if (!isJson(payload)) {
    return refused(
      'INV-13',
      'InvalidRequestContentException',
      'Could not parse request body into json: Could not parse payload into json',
      400,
    );
  }
  const type = invocationType(input.InvocationType);
  const most = type === 'Event' ? ASYNC_PAYLOAD_MAX : SYNC_PAYLOAD_MAX;
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
  const status = statusOf(type);
  switch (type) {
    case 'Event':
      return succeeded({ StatusCode: status }, invokeAsync(sim, request).record, status);
    case 'DryRun':
      return succeeded({ StatusCode: status }, undefined, status);
    case 'RequestResponse':
      invokeSync(sim, request);
      return null;
  }
}

/** What the caller gets from the answer to a synchronous invocation. */
export function invokeReply(lambda: LambdaAnswer): Answer {
  if (lambda.throttle) {
    return refused('INV-17', 'TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: lambda.throttle });
  }
  if (lambda.status !== 200) return refused('D9', 'ServiceException', 'The playground stopped the function.', 500);
  return succeeded({ ...invokeResponse(lambda) });
}

function isJson(payload: string): boolean {
  try {
    JSON.parse(payload);
    return true;
  } catch {
    return false;
  }
}
