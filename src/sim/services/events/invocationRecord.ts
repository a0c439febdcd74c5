/**
 * What remains of an asynchronous invocation: the invocation record for a destination (ASYNC-14 to ASYNC-16) and the
 * dead letter (ASYNC-17).
 *
 * @source AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations",
 *   https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html, read 2026-11, and recorded messages.
 */
import type { JsonValue } from '../../steps.ts';
import type { Condition } from '../../trace/records.ts';
import { functionArn } from '../aws.ts';
import { utf8 } from '../digest.ts';
import type { MessageAttributes } from './sns.ts';

export interface EndedInvocation {
  readonly epochMs: number;
  readonly requestId: string;
  readonly functionName: string;
  readonly condition: Condition;
  /** How often the function ran for this event; 0 when it never did. */
  readonly invokeCount: number;
  /** The event as JSON text. */
  readonly requestPayload: string;
  /** What the last run answered; absent when there was none (ASYNC-12). `payload` is JSON text. */
  readonly response?: { readonly payload: string; readonly functionError: boolean };
}

/**
 * The record. A queue gets its JSON text as body, a topic as message, a function gets the record itself as event.
 * Payloads are embedded as JSON values, not as strings.
 */
export function invocationRecord(ended: EndedInvocation) {
  return {
    version: '1.0',
    timestamp: new Date(ended.epochMs).toISOString(),
    requestContext: {
      requestId: ended.requestId,
      functionArn: functionArn(ended.functionName, '$LATEST'),
      condition: ended.condition,
      approximateInvokeCount: ended.invokeCount,
    },
    requestPayload: parsed(ended.requestPayload),
    ...(ended.response
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: '$LATEST',
            ...(ended.response.functionError ? { functionError: 'Unhandled' } : {}),
          },
          responsePayload: parsed(ended.response.payload),
        }
      : {}),
  };
}

/** Bytes of the error message that a dead letter keeps. */
const ERROR_MESSAGE_BYTES = 1024;

/**
 * The attributes of a dead letter; its body is the original event, byte for byte. `errorCode` is the status of the
 * last attempt: 200 for a function error, for that is an answer of the function.
 */
export function deadLetterAttributes(letter: {
  readonly requestId: string;
  readonly errorMessage: string;
  readonly errorCode?: number;
}): MessageAttributes {
  return {
    RequestID: { dataType: 'String', value: letter.requestId },
    ErrorCode: { dataType: 'Number', value: String(letter.errorCode ?? 200) },
    ErrorMessage: { dataType: 'String', value: firstBytes(letter.errorMessage, ERROR_MESSAGE_BYTES) },
  };
}

/** The longest beginning of a text that has at most so many bytes; characters stay whole. */
function firstBytes(text: string, bytes: number): string {
  let kept = '';
  let length = 0;
  for (const character of text) {
    length += utf8(character).length;
    if (length > bytes) break;
    kept += character;
  }
  return kept;
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue; // JSON.parse only gives JSON values
  } catch {
    return text;
  }
}
