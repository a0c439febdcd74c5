/**
 * Batch requests of SQS: each entry is answered for itself.
 *
 * @source Amazon SQS API Reference, "SendMessageBatch",
 *   https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html, read 2026-11.
 */

import { attributesLength } from '../events/sns.ts';
import { type Answer, failed, type Input, objects, succeeded, text } from './answer.ts';
import { attributesOf } from './attributes.ts';
import type { CallState } from './service.ts';

const ENTRIES_MAX = 10;
const BYTES_MAX = 1_048_576;

/** Performs the entries one after the other; what is wrong with the batch itself refuses it as a whole. */
export function inBatch(call: CallState, operation: string, perform: (entry: Input) => Answer): Answer {
  const entries = objects(call.input.Entries);
  const problem = problemOf(entries, operation);
  if (problem) return problem;
  const successful: Input[] = [];
  const failures: Input[] = [];
  let cause: number | undefined;
  for (const entry of entries) {
    const Id = text(entry.Id);
    const { reply, cause: followed } = perform(entry);
    cause ??= followed;
    if (reply.ok) successful.push({ Id, ...Object(reply.output) });
    else {
      const { name, message, members } = reply.error;
      failures.push({ Id, SenderFault: true, Code: text(members?.Code) || name, Message: message });
    }
  }
  return succeeded({ Successful: successful, ...(failures.length > 0 ? { Failed: failures } : {}) }, cause);
}

function problemOf(entries: readonly Input[], operation: string): Answer | undefined {
  if (entries.length === 0)
    return refusal('EmptyBatchRequest', `There should be at least one ${operation}RequestEntry in the request.`);
  if (entries.length > ENTRIES_MAX)
    return refusal(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${ENTRIES_MAX}. You have sent ${entries.length}.`,
    );
  const ids = entries.map(({ Id }) => text(Id));
  if (!ids.every((id) => /^[A-Za-z0-9_-]{1,80}$/.test(id)))
    return refusal(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return refusal('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
  const length = entries.reduce(
    (sum, entry) => sum + text(entry.MessageBody).length + attributesLength(attributesOf(entry.MessageAttributes)),
    0,
  );
  return length > BYTES_MAX
    ? refusal(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${BYTES_MAX} bytes. You have sent ${length} bytes.`,
      )
    : undefined;
}

function refusal(name: string, message: string): Answer {
  return failed(name, message, 400, { Code: `AWS.SimpleQueueService.${name}`, Type: 'Sender' });
}
