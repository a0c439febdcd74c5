/**
 * SQS-9: a batch that is throttled is tried again by its poller, after longer and longer waits, until the visibility timeout of
 * its messages runs out; then they are in the queue again, and their receive count has grown.
 *
 * @source AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda",
 *   https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, read 2026-11.
 * @assumed The waits are 1, 2, 4 … 60 s (SIM-4).
 */
const FIRST_WAIT_US = 1_000_000;
const LONGEST_WAIT_US = 60_000_000;

/** The wait after the `throttles`th refusal, or null when the messages are visible again before. */
export function batchRetryWaitUs(throttles: number, visibleInUs: number): number | null {
  let waitUs = FIRST_WAIT_US;
  for (let n = 1; n < throttles && waitUs < LONGEST_WAIT_US; n++) waitUs *= 2;
  waitUs = Math.min(waitUs, LONGEST_WAIT_US);
  return waitUs < visibleInUs ? waitUs : null;
}

/** How long a poller holds on to messages that it tries no more: until they are visible again, but it does not poll at once. */
export function batchGiveUpWaitUs(visibleInUs: number): number {
  return Math.max(FIRST_WAIT_US, visibleInUs);
}
