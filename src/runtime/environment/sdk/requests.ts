/** Requests on their way to the kernel side, and its replies. */
import type { ServiceName, ServiceReply } from '../../protocol.ts';
import { emitCall } from '../effects.ts';
import { addHandle, removeHandle } from '../eventLoop.ts';
import { randomness } from '../globals/install.ts';
import { randomUuid } from '../random.ts';

const pending = new Map<number, (reply: ServiceReply) => void>();
let nextCallId = 1;

/** Asks a service; `input` is JSON text. The process stays alive until the reply is there. */
export function request(service: ServiceName, operation: string, input: string): Promise<ServiceReply> {
  const callId = nextCallId++;
  addHandle();
  emitCall(callId, service, operation, input);
  return new Promise((resolve) => {
    pending.set(callId, (reply) => {
      removeHandle();
      resolve(reply);
    });
  });
}

/** A service has answered; unknown ids are ignored. Runs inside a macrotask. */
export function takeReply(callId: number, reply: ServiceReply): void {
  const settle = pending.get(callId);
  pending.delete(callId);
  settle?.(reply);
}

/** What the SDK says about every answer. @simplified Each request is made once: the stand-ins do not try again. */
export function responseMetadata(httpStatusCode: number): object {
  return {
    httpStatusCode,
    requestId: randomUuid(randomness.stream),
    extendedRequestId: undefined,
    cfId: undefined,
    attempts: 1,
    totalRetryDelay: 0,
  };
}
