/** What DynamoDB answers when it refuses a request. Thrown inside this folder only; `runOperation` turns it into data. */
import type { JsonValue } from '../../steps.ts';

export class DynamoDbFailure extends Error {
  /** Name of the exception, such as `ValidationException`. */
  readonly code: string;
  /** Further members of the exception, such as `CancellationReasons`. */
  readonly details: { readonly [key: string]: JsonValue };

  constructor(code: string, message: string, details: { readonly [key: string]: JsonValue } = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** The request itself is wrong. */
export function invalid(message: string): DynamoDbFailure {
  return new DynamoDbFailure('ValidationException', message);
}

/** A parameter has a value that it cannot have; most messages begin in this way. */
export function invalidParameter(message: string): DynamoDbFailure {
  return invalid(`One or more parameter values were invalid: ${message}`);
}
