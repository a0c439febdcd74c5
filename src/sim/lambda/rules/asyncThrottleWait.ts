/**
 * ASYNC-4: an asynchronous event that is throttled goes back to Lambda's queue and is tried again after 1 s, growing to 5 min.
 * This uses up none of its retry attempts.
 *
 * @source AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation",
 *   https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html, read 2026-11.
 * @assumed Doubling from one wait to the next, without jitter: the guide says "exponentially" (SIM-4).
 * @simplified Waits do not grow with the length of the queue.
 */
const FIRST_WAIT_US = 1_000_000;
const LONGEST_WAIT_US = 300_000_000;

/** The wait after the `throttles`th refusal in a row, counted from 1. */
export function throttleWaitUs(throttles: number): number {
  let waitUs = FIRST_WAIT_US;
  for (let n = 1; n < throttles && waitUs < LONGEST_WAIT_US; n++) waitUs *= 2;
  return Math.min(waitUs, LONGEST_WAIT_US);
}
