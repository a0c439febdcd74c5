/** Requests of handlers to hosts outside AWS. Only what is drawn on the canvas can be reached. */
import { type Answer, failed, type Input, text } from './answer.ts';
import type { CallState, ServiceCalls } from './service.ts';

/** The host name of an address; empty when it has none. */
export function hostOf(input: Input): string {
  return /^https?:\/\/([^/:?#@]+)/i.exec(text(input.url))?.[1]?.toLowerCase() ?? '';
}

function request(_sim: unknown, { input }: CallState): Answer {
  return failed(
    'ENOTFOUND',
    `The playground has no network: handlers reach only what is drawn on the canvas, and "${hostOf(input)}" is not.`,
    0,
  );
}

export const httpCalls: ServiceCalls = { commands: { Request: request } };
