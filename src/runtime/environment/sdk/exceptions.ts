/**
 * Errors as AWS SDK v3 throws them: one class for a service, one for each error that the service declares.
 *
 * @source Smithy's `ServiceException` (github.com/smithy-lang/smithy-typescript, packages/smithy-client), read 2026-11.
 */
import type { ServiceError } from '../../protocol.ts';
import { responseMetadata } from './requests.ts';

interface ExceptionOptions {
  readonly name: string;
  readonly message?: string;
  readonly $fault: 'client' | 'server';
  readonly $metadata?: object;
}

/** The base class of errors that a service answers with. */
export class ServiceException extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: object;
  declare readonly $response: undefined;
  declare readonly $service: string | undefined;

  constructor(options: ExceptionOptions) {
    super(options.message);
    this.name = options.name;
    this.$fault = options.$fault;
    this.$metadata = options.$metadata ?? {};
  }
}

const inherits = (value: unknown, type: { readonly prototype: object }) =>
  Object.prototype.isPrototypeOf.call(type.prototype, Object(value));

/** What looks like an error of a service is one, whichever copy of the SDK made it. */
function isInstance(value: unknown): boolean {
  if (!value) return false;
  const { $fault, $metadata } = Object(value);
  return inherits(value, ServiceException) || (Boolean($metadata) && ($fault === 'client' || $fault === 'server'));
}

/** `error instanceof NoSuchKey` holds also for an error that merely has this name. */
function hasInstance(this: typeof ServiceException, value: unknown): boolean {
  if (!isInstance(value)) return false;
  if (this === ServiceException || inherits(value, this)) return true;
  return Boolean(this.name) && Object(value).name === this.name;
}

Object.defineProperty(ServiceException, 'isInstance', { value: isInstance });
Object.defineProperty(ServiceException, Symbol.hasInstance, { value: hasInstance });

export type ExceptionType = new (options: ExceptionOptions) => ServiceException;

/** `S3ServiceException` and the classes below it, by name. */
export function exceptionTypes(service: string, names: readonly string[]): Record<string, ExceptionType> {
  const Base = named(`${service}ServiceException`, class extends ServiceException {});
  const types: Record<string, ExceptionType> = { [Base.name]: Base };
  for (const name of names) {
    types[name] = named(
      name,
      class extends Base {
        constructor(options: Partial<ExceptionOptions>) {
          super({ $fault: 'client', ...options, name });
        }
      },
    );
  }
  return types;
}

/** Gives a class its name: those made from data have none. */
export function named<T extends object>(name: string, type: T): T {
  return Object.defineProperty(type, 'name', { value: name, configurable: true });
}

/** The error a handler gets; members that the service sent along become its own, as in the SDK. */
export function toException(
  error: ServiceError,
  types: Record<string, ExceptionType>,
  service: string,
): ServiceException {
  const { name, message, fault, httpStatusCode, members } = error;
  const Type = types[name] ?? types[`${service}ServiceException`] ?? ServiceException;
  const exception = new Type({ name, message, $fault: fault, $metadata: responseMetadata(httpStatusCode) });
  Object.defineProperty(exception, '$response', { value: undefined, enumerable: false, writable: true });
  return Object.assign(exception, members);
}
