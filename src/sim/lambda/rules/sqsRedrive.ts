/**
 * SQS-11: the queue's own redrive policy. A message that has been received `maxReceiveCount` times without being deleted is moved
 * to the dead-letter queue by the next receive; the function's own dead-letter queue has no part in it.
 *
 * @source AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda",
 *   https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, read 2026-11.
 */
export function isRedriven(receiveCount: number, maxReceiveCount: number | null): boolean {
  return maxReceiveCount !== null && receiveCount >= maxReceiveCount;
}
