/**
 * ASYNC-2, ASYNC-3: an asynchronous event whose attempt failed (thrown, timeout, crash) is tried again after 1 minute, then after
 * 2 minutes, at most as often as the function's setting says (0–2).
 *
 * @source AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation",
 *   https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html, read 2026-11.
 * @assumed The waits count from the end of the failed attempt (D7).
 */
const WAITS_US = [60_000_000, 120_000_000];

/** How long to wait after the `attempts`th failed attempt, or null when there is no further one. */
export function retryWaitUs(attempts: number, retriesMax: number): number | null {
  return attempts > retriesMax ? null : (WAITS_US[attempts - 1] ?? null);
}
