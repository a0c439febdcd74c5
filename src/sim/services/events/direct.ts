/**
 * A direct invocation has no envelope: the handler gets the caller's own JSON.
 *
 * @source AWS Lambda API, Invoke, https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, read 2026-11.
 */
import type { JsonValue } from '../../steps.ts';

export type DirectEvent =
  | { readonly ok: true; readonly event: JsonValue }
  /** What Lambda answers with status 400 (INV-13); the function does not run. */
  | { readonly ok: false; readonly code: 'InvalidRequestContentException'; readonly message: string };

/** The event of a direct invocation; an empty payload is an empty object. */
export function directEvent(payload: string): DirectEvent {
  if (payload.trim() === '') return { ok: true, event: {} };
  try {
    // JSON.parse only gives JSON values.
    return { ok: true, event: JSON.parse(payload) as JsonValue };
  } catch {
    return {
      ok: false,
      code: 'InvalidRequestContentException',
      // The reason AWS gives is worded by its Java parser; that of our engine would differ between browsers.
      message: 'Could not parse request body into json: Could not parse payload into json',
    };
  }
}
