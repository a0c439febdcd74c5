/** Lambda as handlers call it: Invoke reaches it half way and is answered in its own time. */
import { invokeAsync } from '../../lambda/asyncQueue.ts';
import { invokeSync } from '../../lambda/invoke.ts';
import { ASYNC_PAYLOAD_MAX, SYNC_PAYLOAD_MAX } from '../../lambda/rules/payloadLimits.ts';
import type { LambdaAnswer, Simulation } from '../../simulation.ts';
import { functionArn } from '../aws.ts';
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
      return succeeded({ StatusCode: 202 }, invokeAsync(sim, request).record, 202);
    case 'DryRun':
      return succeeded({ StatusCode: 204 }, undefined, 204);
    default:
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
  const output = { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: lambda.payload };
  return succeeded(lambda.functionError ? { ...output, FunctionError: 'Unhandled' } : output);
}

function isJson(payload: string): boolean {
  try {
    JSON.parse(payload);
    return true;
  } catch {
    return false;
  }
}
