/**
 * Waiters: ask again, with growing pauses on virtual time, until something is as wished or `maxWaitTime` seconds are over.
 *
 * @source Smithy's `createWaiter` (github.com/smithy-lang/smithy-typescript, packages/util-waiter), read 2026-11.
 */
import { setTimeout } from '../timers.ts';
import type { Fields, WaiterDescription } from './service.ts';

type Send = (client: unknown, operation: string, input: Fields) => Promise<Fields>;

interface WaiterResult {
  readonly state: 'SUCCESS' | 'FAILURE' | 'RETRY' | 'ABORTED' | 'TIMEOUT';
  readonly reason?: unknown;
}

interface WaiterOptions {
  readonly client: unknown;
  readonly maxWaitTime: number;
  readonly minDelay?: number;
  readonly maxDelay?: number;
  readonly abortSignal?: { readonly aborted: boolean };
}

/** The two functions of a waiter: `waitUntil…` throws unless it succeeds, `waitFor…` gives the result. */
export function waiter(description: WaiterDescription, send: Send): Record<string, unknown> {
  const poll = (options: WaiterOptions, input: Fields) =>
    polled(description, options, () => ask(description, send, options, input));
  return {
    [`waitUntil${description.name}`]: async (options: WaiterOptions, input: Fields) =>
      checked(await poll(options, input)),
    [`waitFor${description.name}`]: poll,
  };
}

async function ask(
  { operation, accept }: WaiterDescription,
  send: Send,
  { client }: WaiterOptions,
  input: Fields,
): Promise<WaiterResult> {
  try {
    const output = await send(client, operation, input);
    return { state: accept({ output }), reason: output };
  } catch (error) {
    return { state: accept({ error }), reason: error };
  }
}

async function polled(
  { minDelayS, maxDelayS }: WaiterDescription,
  options: WaiterOptions,
  ask: () => Promise<WaiterResult>,
): Promise<WaiterResult> {
  if (!(options.maxWaitTime > 0)) throw new Error('WaiterConfiguration.maxWaitTime must be greater than 0');
  const { minDelay = minDelayS, maxDelay = maxDelayS, maxWaitTime, abortSignal } = options;
  const endMs = Date.now() + maxWaitTime * 1000;
  let result = await ask();
  for (let attempt = 1; result.state === 'RETRY'; attempt++) {
    if (abortSignal?.aborted) return { state: 'ABORTED' };
    const delayMs = pauseS(minDelay, maxDelay, attempt) * 1000;
    if (Date.now() + delayMs > endMs) return { state: 'TIMEOUT' };
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    result = await ask();
  }
  return result;
}

/** Drawn between the shortest pause and one that doubles each time. */
function pauseS(least: number, most: number, attempt: number): number {
  let longest = least;
  for (let i = 1; i < attempt && longest <= most; i++) longest *= 2;
  return longest > most ? most : least + Math.random() * (longest - least);
}

function checked(result: WaiterResult): WaiterResult {
  if (result.state === 'SUCCESS') return result;
  if (result.state === 'ABORTED') throw failure('AbortError', { ...result, reason: 'Request was aborted' });
  if (result.state === 'TIMEOUT') throw failure('TimeoutError', { ...result, reason: 'Waiter has timed out' });
  throw failure('Error', result);
}

function failure(name: string, result: WaiterResult): Error {
  return Object.assign(new Error(JSON.stringify(result)), { name });
}
