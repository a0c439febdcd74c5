/**
 * SQS-12, SQS-13, SQS-14: which messages of a batch failed. With `ReportBatchItemFailures` the handler lists them; without it the
 * list is ignored. An empty or missing list is full success; a list that cannot be understood is full failure.
 *
 * @source AWS Lambda Developer Guide, "Handling errors for an SQS event source in Lambda",
 *   https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, read 2026-11.
 */
export interface BatchResult {
  /** Ids of failed messages, or all of them. */
  readonly failed: ReadonlySet<string> | 'all';
  readonly rule: 'SQS-6' | 'SQS-7' | 'SQS-12' | 'SQS-13' | 'SQS-14';
}

const NONE: ReadonlySet<string> = new Set();

/** `payload` is what the handler returned, as JSON text; null when the invocation failed. */
export function batchResult(
  payload: string | null,
  reportsFailures: boolean,
  messageIds: ReadonlySet<string>,
): BatchResult {
  if (payload === null) return { failed: 'all', rule: 'SQS-7' };
  if (!reportsFailures) return { failed: NONE, rule: payload.includes('batchItemFailures') ? 'SQS-14' : 'SQS-6' };
  const listed = listedFailures(payload);
  if (listed === 'malformed') return { failed: 'all', rule: 'SQS-13' };
  if (listed.length === 0) return { failed: NONE, rule: 'SQS-13' };
  if (!listed.every((id) => messageIds.has(id))) return { failed: 'all', rule: 'SQS-13' };
  return { failed: new Set(listed), rule: 'SQS-12' };
}

function listedFailures(payload: string): readonly string[] | 'malformed' {
  const answer = parsed(payload);
  if (answer === null || answer === '') return [];
  if (typeof answer !== 'object' || Array.isArray(answer)) return 'malformed';
  if (Object.keys(answer).length === 0) return [];
  const list = 'batchItemFailures' in answer ? answer.batchItemFailures : undefined;
  if (list === null) return [];
  if (!Array.isArray(list)) return 'malformed';
  const ids = list.map((item: unknown) =>
    item !== null && typeof item === 'object' && 'itemIdentifier' in item ? item.itemIdentifier : null,
  );
  return ids.every((id): id is string => typeof id === 'string' && id !== '') ? ids : 'malformed';
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return 'not JSON';
  }
}
