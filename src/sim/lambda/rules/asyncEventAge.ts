/**
 * ASYNC-5, ASYNC-6, ASYNC-7: an event may wait in Lambda's queue up to its maximum age. The test looks ahead: when the next
 * attempt would come at or after that age, the event is given up now.
 *
 * @source AWS Lambda Developer Guide, "Configuring error handling settings for asynchronous invocations",
 *   https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html, read 2026-11; the look-ahead as recorded on
 *   AWS in localstack/localstack, tests/aws/services/lambda_ (age 60 s: no retry, 90 s: one).
 */

/** Whether an attempt at `attemptUs` would come too late for an event accepted at `acceptedUs`. */
export function isTooOld(times: { acceptedUs: number; attemptUs: number; maximumAgeS: number }): boolean {
  return times.attemptUs - times.acceptedUs >= times.maximumAgeS * 1_000_000;
}
