/**
 * CONC-8: at most ten requests a second for each unit of concurrency, over all environments together: short invocations meet this
 * limit before the concurrency. Asynchronous events do not count.
 *
 * @source AWS Lambda Developer Guide, "Understanding Lambda function scaling", section "Requests per second",
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html, read 2026-11.
 * @assumed It is refilled continuously and saves up one second of requests. Batches that pollers send count, as they wait.
 */
import type { TokenRate } from '../../kernel/tokenBucket.ts';

const REQUESTS_PER_UNIT = 10;

/** The limit of a concurrency: that of a function that has reserved some, or what the others share. */
export function requestRate(concurrency: number): TokenRate {
  const perS = REQUESTS_PER_UNIT * concurrency;
  return { capacity: perS, perS };
}
