/** `@aws-sdk/client-eventbridge`. */
import type { Fields, ServiceDescription } from './service.ts';

export const eventBridge = (): ServiceDescription => ({
  service: 'events',
  name: 'EventBridge',
  errors: ['InternalException', 'ResourceNotFoundException', 'OperationDisabledException'],
  commands: [{ operation: 'PutEvents', toJson: (input) => ({ ...input, Entries: entries(input.Entries) }) }],
});

/** Times cross in seconds, as in the JSON protocol; here as text, which says the same. */
function entries(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: Fields) =>
    entry.Time instanceof Date ? { ...entry, Time: entry.Time.toISOString() } : entry,
  );
}
