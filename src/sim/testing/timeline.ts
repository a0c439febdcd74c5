/** A trace as text, to be compared in tests. */
import type { TraceRecord } from '../trace/records.ts';

/** `    0.340 invoke_started subject value RULE`; times in seconds. */
export function timeline(records: readonly TraceRecord[]): string {
  return records
    .map(
      ({ timeUs, kind, subject, value, rule }) =>
        `${(timeUs / 1_000_000).toFixed(3)} ${kind} ${subject} ${value} ${rule}`,
    )
    .join('\n');
}
