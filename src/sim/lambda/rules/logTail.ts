/**
 * A synchronous caller that asks for `LogType: Tail` gets the last 4 KB of the log of its invocation, in base64 (INV-5).
 *
 * @source AWS Lambda API Reference, "Invoke", https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, read 2026-11.
 */
import { utf8 } from '../../services/digest.ts';

export const LOG_TAIL_BYTES = 4096;

/** The `LogResult` for a log. It may begin in the middle of a line, even of a character. */
export function logTail(log: string): string {
  // No more than 4,096 UTF-16 units can be in the last 4,096 bytes.
  const bytes = utf8(log.slice(-LOG_TAIL_BYTES));
  return base64(bytes.subarray(Math.max(0, bytes.length - LOG_TAIL_BYTES)));
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => DIGITS[(bits >> shift) & 63] ?? '');
    const known = Math.min(3, bytes.length - i) + 1;
    text += digits.slice(0, known).join('').padEnd(4, '=');
  }
  return text;
}
