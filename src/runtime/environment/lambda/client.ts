/** What the runtime posts to Lambda, as effects. */

import { LIMITS } from '../../protocol.ts';
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { emitError, emitInitDone, emitNext, emitResponse } from '../effects.ts';
import { setWaitingForEvent } from '../eventLoop.ts';
import { moduleCosts } from '../modules/costs.ts';
import { setExitReason } from '../process.ts';
import { countedLength } from '../stack.ts';
import { errorPayload } from './errors.ts';

const state = { isInitDone: false, isInvocationOpen: false };

export function isInvocationOpen(): boolean {
  return state.isInvocationOpen;
}

export function openInvocation(): void {
  state.isInvocationOpen = true;
}

/** Asks for the next event; the first time this ends init. From here the environment can be frozen. */
export function requestNext(): void {
  if (!state.isInitDone) {
    state.isInitDone = true;
    emitInitDone(moduleCosts());
  }
  setWaitingForEvent(true);
  emitNext();
}

/** Posts the result of the invocation; `body` is JSON text. A second one is refused, as by Lambda. */
export function postResponse(body: string): void {
  if (!state.isInvocationOpen) return;
  state.isInvocationOpen = false;
  // Of what is too long no more is sent.
  charge(Math.min(countedLength(body), LIMITS.payloadBytes) * CHARGES.transferCharacter);
  // Of what is too large (INV-12) only that much is passed on that it can be seen to be too large.
  emitResponse(body.length > LIMITS.payloadBytes ? body.slice(0, LIMITS.payloadBytes + 1) : body);
}

export function postError(error: unknown): void {
  if (!state.isInvocationOpen) return;
  state.isInvocationOpen = false;
  emitError(errorPayload(error));
}

/** Marks the invocation as answered by other means: a streamed response. */
export function closeInvocation(): void {
  state.isInvocationOpen = false;
}

/** Reports what is about to end the process: as the failure of init, or of the invocation under way. */
export function postFatal(error: unknown): void {
  setExitReason(errorPayload(error));
  if (!state.isInitDone) {
    state.isInitDone = true;
    emitInitDone(moduleCosts(), errorPayload(error));
  } else {
    postError(error);
  }
}
