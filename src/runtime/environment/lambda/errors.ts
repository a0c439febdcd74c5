/** Errors of the Lambda runtime and how it words the errors of user code (INV-7, LOG-10, NODE-12). */
import type { ErrorPayload } from '../../protocol.ts';
import { uncharged } from '../counter.ts';
import { mended } from '../wording.ts';

/** An error class of the runtime; its instances are named `Runtime.<name>`. */
function runtimeError(name: string): new (message?: unknown) => Error {
  const type = class extends Error {
    constructor(message?: unknown) {
      // Like the runtime: an Error as message becomes its text.
      super(message === undefined ? undefined : String(message));
    }
  };
  Object.defineProperty(type, 'name', { value: name });
  Object.defineProperty(type.prototype, 'name', { value: `Runtime.${name}`, configurable: true, writable: true });
  return type;
}

export const ImportModuleError = runtimeError('ImportModuleError');
export const HandlerNotFound = runtimeError('HandlerNotFound');
export const MalformedHandlerName = runtimeError('MalformedHandlerName');
export const UserCodeSyntaxError = runtimeError('UserCodeSyntaxError');
export const MalformedStreamingHandler = runtimeError('MalformedStreamingHandler');
export const InvalidStreamingOperation = runtimeError('InvalidStreamingOperation');
export const NodeJsExit = runtimeError('NodeJsExit');
export const JSONStringifyError = runtimeError('JSONStringifyError');
export const CallbackHandlerDeprecated = runtimeError('CallbackHandlerDeprecated');
const UnhandledPromiseRejection = runtimeError('UnhandledPromiseRejection');

export function unhandledRejection(reason: unknown, promise: unknown): Error {
  return Object.assign(new UnhandledPromiseRejection(reason), { reason, promise });
}

/** The error payload as the runtime posts it. */
export function errorPayload(value: unknown): ErrorPayload {
  return uncharged(() => payloadOf(mended(value)));
}

function payloadOf(error: unknown): ErrorPayload {
  try {
    if (isErrorLike(error)) {
      return {
        errorType: `${escaped(error.name)}`,
        errorMessage: `${escaped(error.message)}`,
        // Without a stack this fails, and ends in the catch below as in the runtime.
        trace: (escaped(error.stack) as string).split('\n'),
        ...(isEngineWorded(error) ? { engineWorded: true } : {}),
      };
    }
    // Anything but null and undefined has a text; those two end in the catch below, as in the runtime.
    return { errorType: typeof error, errorMessage: (error as object).toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

/** A DEL character would end the header the runtime writes. Throws for what is neither text nor absent. */
function escaped(value: unknown): string | undefined {
  // What is no text has no such method, which is the failure that is wanted.
  return (value as string | undefined)?.replaceAll('\x7F', '%7F');
}

function isErrorLike(value: unknown): value is Error {
  if (isNativeError(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  return ['name', 'message', 'stack'].every((key) => {
    const text: unknown = Reflect.get(value, key);
    return typeof text === 'string' && text !== '';
  });
}

export function isNativeError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/** Whether the engine may have worded an error itself (D12); only these classes are ever thrown by it. */
export function isEngineWorded(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof RangeError ||
    error instanceof SyntaxError ||
    error instanceof UserCodeSyntaxError
  );
}

export function intoError(value: unknown): Error {
  // The constructor makes text of anything but undefined, as in the runtime.
  return value instanceof Error ? (mended(value) as Error) : new Error(value as string);
}

/** An error as the text log shows it; it begins with a tab. */
export function formattedError(error: Error): string {
  try {
    return `\t${JSON.stringify(error, (_key, value) => withProperties(value))}`;
  } catch {
    return `\t${JSON.stringify(plainPayload(error))}`;
  }
}

function plainPayload(error: unknown): object {
  const { errorType, errorMessage, trace } = errorPayload(error);
  return errorType === 'handled' ? { errorType, errorMessage } : { errorType, errorMessage, trace };
}

/** Name, message and stack are not enumerable; the log line has them beside the error's own fields. */
function withProperties(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const fields: { stack?: unknown } = Object.assign(
    { errorType: value.name, errorMessage: value.message, code: 'code' in value ? value.code : undefined },
    value,
  );
  if (typeof value.stack === 'string') fields.stack = value.stack.split('\n');
  return fields;
}
