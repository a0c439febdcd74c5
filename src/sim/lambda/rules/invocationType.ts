/**
 * A caller says how it invokes: `RequestResponse` (the default) waits for the answer and gets status 200, `Event` hands the event
 * over and gets 202 without a payload, `DryRun` only asks whether it could and gets 204 (INV-1, INV-2).
 *
 * @source AWS Lambda API Reference, "Invoke", https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, read 2026-11.
 */
export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun';

/** The type that a caller asked for; anything unknown counts as the default. */
export function invocationType(asked: unknown): InvocationType {
  return asked === 'Event' || asked === 'DryRun' ? asked : 'RequestResponse';
}

const STATUS: Readonly<Record<InvocationType, number>> = { RequestResponse: 200, Event: 202, DryRun: 204 };

/** HTTP status of an invocation that was not refused; a function error is no refusal (INV-3). */
export function statusOf(type: InvocationType): number {
  return STATUS[type];
}
