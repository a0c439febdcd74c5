/**
 * INV-11, INV-12, SQS-19, ASYNC-18: how large a payload may be; what is too large is refused. A response that is too large becomes
 * an error; a record that does not fit into its destination is lost.
 *
 * @source AWS Lambda Developer Guide, "Lambda quotas", https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, and
 *   "Capturing records of Lambda asynchronous invocations",
 *   https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html, read 2026-11; the limit of a response as
 *   recorded in localstack/localstack, tests/aws/services/lambda_.
 * @simplified UTF-16 units are counted, not bytes of UTF-8.
 */
import type { NodeType } from '../../../scenario/schema.ts';

export const SYNC_PAYLOAD_MAX = 6 * 1024 * 1024;
export const ASYNC_PAYLOAD_MAX = 1024 * 1024;
/** Of a response; the number that the error names. */
export const RESPONSE_PAYLOAD_MAX = 6_291_556;

/** The most that a target takes as one event, message or object. */
const MOST: Readonly<Partial<Record<NodeType, number>>> = {
  function: ASYNC_PAYLOAD_MAX,
  queue: 1024 * 1024,
  topic: 256 * 1024,
};

export function fitsTarget(target: NodeType, length: number): boolean {
  return length <= (MOST[target] ?? Number.POSITIVE_INFINITY);
}
