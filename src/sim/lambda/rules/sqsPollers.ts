/**
 * SQS-3, SQS-4: how many batches of a queue run at once. It starts with 5 and grows by 300 a minute while messages wait, up to
 * 1,250; the mapping's own maximum concurrency holds before that. Without waiting messages it goes back to 5.
 *
 * @source AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings",
 *   https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html, read 2026-11.
 * @assumed 300 a minute comes as 5 a second, and the way back down is at once (SIM-7).
 */
const START = 5;
const MOST = 1250;
const STEP = 5;

/** Time between two changes. */
export const POLLERS_STEP_US = 1_000_000;

export function pollersAtStart(maximumConcurrency: number | null): number {
  return Math.min(START, pollersMax(maximumConcurrency));
}

export function pollersMax(maximumConcurrency: number | null): number {
  return Math.min(MOST, maximumConcurrency ?? MOST);
}

/** How many batches may run at once after one more step. */
export function pollersNext(pollers: number, maximumConcurrency: number | null, messagesWait: boolean): number {
  if (!messagesWait) return pollersAtStart(maximumConcurrency);
  return Math.min(pollersMax(maximumConcurrency), pollers + STEP);
}
