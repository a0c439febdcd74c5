/**
 * A synchronous caller that asks for `LogType: Tail` gets the last 4 KB of the log of its invocation, in base64 (INV-5).
 *
 * @source AWS Lambda API Reference, "Invoke", https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, read 2026-11.
 */
import { toBase64 } from '../../services/bytes.ts';
import { utf8 } from '../../services/digest.ts';

const LOG_TAIL_BYTES = 4096;

/** The `LogResult` for a log. It may begin in the middle of a line, even of a character. */
export function logTail(log: string): string {
  // No more than 4,096 UTF-16 units can be in the last 4,096 bytes.
  const bytes = utf8(log.slice(-LOG_TAIL_BYTES));
  return toBase64(bytes.subarray(Math.max(0, bytes.length - LOG_TAIL_BYTES)));
}
