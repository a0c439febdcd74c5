/**
 * SQS-1, SQS-2, ESM-3: a batch is sent when it has its number of messages, when the batching window is over, or when the payload
 * reaches 6 MB, whichever comes first. Without a window, what is there is sent.
 *
 * @source AWS Lambda Developer Guide, "Batching behavior", https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html,
 *   and "Creating and configuring an Amazon SQS event source mapping",
 *   https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html, read 2026-11.
 * @simplified A poller fills its batch before the next one starts; real pollers share messages out at random. That little
 *   traffic may wait up to 20 s although the window is shorter (SQS-2) is not modelled.
 */
const WITHOUT_WINDOW = 10;
const PAYLOAD_BYTES = 6 * 1024 * 1024;
/** What a record adds to its body: ids, attributes, checksums. */
const RECORD_BYTES = 700;

/** Messages of a full batch; more than 10 need a window of at least 1 s. */
export function batchSizeOf({ batchSize, batchingWindowS }: { batchSize: number; batchingWindowS: number }): number {
  return batchingWindowS > 0 ? batchSize : Math.min(batchSize, WITHOUT_WINDOW);
}

/** Whether one more message still fits into the payload; a first one always does. */
export function fitsPayload(bytes: number, bodyLength: number): boolean {
  return bytes === 0 || bytes + recordBytes(bodyLength) <= PAYLOAD_BYTES;
}

export function recordBytes(bodyLength: number): number {
  return bodyLength + RECORD_BYTES;
}
