/**
 * What a synchronous caller gets: status code, payload and the version that ran; `FunctionError` only when the function failed, and
 * then it is `Unhandled`; the end of the log only when it was asked for (INV-3, INV-4).
 *
 * @source AWS Lambda API Reference, "Invoke", https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, read 2026-11.
 * @simplified There are no versions yet: what ran is always `$LATEST`.
 */
export interface InvokeResponse {
  readonly StatusCode: number;
  readonly ExecutedVersion: string;
  /** JSON text. */
  readonly Payload: string;
  readonly FunctionError?: 'Unhandled';
}

export function invokeResponse({
  payload,
  functionError,
}: {
  payload: string;
  functionError: boolean;
}): InvokeResponse {
  const response = { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: payload };
  return functionError ? { ...response, FunctionError: 'Unhandled' } : response;
}
