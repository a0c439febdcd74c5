/**
 * What the stand-ins for AWS SDK v3 packages have in common: a client whose `send` turns a command into a service
 * call, and errors as the SDK throws them.
 */
import type { Json, ServiceError, ServiceName, ServiceReply } from '../../protocol.ts';
import { LIMITS } from '../../protocol.ts';
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { emitCall } from '../effects.ts';
import { addHandle, removeHandle } from '../eventLoop.ts';
import { randomness } from '../globals/install.ts';
import { randomUuid } from '../random.ts';

/** A command class of a service, e.g. PutObjectCommand. */
export interface CommandType {
  /** Name without `Command`, as the service knows it. */
  readonly operation: string;
  /** The input as JSON; `undefined` is left out. */
  toJson?(input: Record<string, unknown>): Record<string, unknown>;
  /** The output for the handler from the service's answer. */
  toOutput?(output: { readonly [key: string]: Json }): Record<string, unknown>;
}

interface PendingCall {
  settle(reply: ServiceReply): void;
}

const pending = new Map<number, PendingCall>();
let nextCallId = 1;

/** A service has answered; unknown ids are ignored. Runs inside a macrotask. */
export function takeReply(callId: number, reply: ServiceReply): void {
  const call = pending.get(callId);
  pending.delete(callId);
  call?.settle(reply);
}

/** The base class of errors that a service answers with. */
export class ServiceException extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: object;
  readonly Code: string;

  constructor({ name, message, fault, httpStatusCode }: ServiceError) {
    super(message);
    this.name = name;
    this.$fault = fault;
    this.Code = name;
    this.$metadata = metadata(httpStatusCode);
  }
}

function metadata(httpStatusCode: number): object {
  return { httpStatusCode, requestId: randomUuid(randomness.stream), attempts: 1, totalRetryDelay: 0 };
}

type Callback = (error: unknown, output?: unknown) => void;

const isCallback = (value: unknown): value is Callback => typeof value === 'function';

/** The exports of a simulated package: its client, its commands, its aggregated client and its errors. */
export function servicePackage(options: {
  readonly service: ServiceName;
  /** `S3` for `S3Client` and the aggregated `S3`. */
  readonly name: string;
  readonly commands: readonly CommandType[];
  /** Names of error classes that handlers test with `instanceof`. */
  readonly errors: readonly string[];
  readonly extras?: Readonly<Record<string, unknown>>;
}): Record<string, unknown> {
  const { service, name, commands } = options;
  const supported = commands.map(({ operation }) => `${operation}Command`).join(', ');
  const errors = errorClasses(name, options.errors);
  const exports: Record<string, unknown> = { ...errors, ...options.extras };

  class Client {
    readonly config: object;
    readonly middlewareStack = { add() {}, addRelativeTo() {}, use() {}, remove() {} };
    constructor(config: object = {}) {
      this.config = { ...config, region: async () => 'us-east-1' };
    }
    send(command: unknown, ...rest: unknown[]): Promise<unknown> | undefined {
      const callback = rest.find(isCallback);
      const result = call(command);
      if (!callback) return result;
      result.then((output) => callback(null, output), callback);
      return undefined;
    }
    destroy(): void {}
  }

  async function call(command: unknown): Promise<unknown> {
    const type = commandTypes.get(Object(command).constructor);
    if (!type) {
      const given: unknown = Object(command).constructor?.name;
      throw new Error(`The playground's ${name}Client does not know ${String(given)}; it supports ${supported}.`);
    }
    // Commands are made by the classes below, which keep the input.
    const input = (command as { input: Record<string, unknown> }).input;
    const text = JSON.stringify(type.toJson ? type.toJson(input) : input) ?? '{}';
    if (text.length > LIMITS.callInputBytes)
      throw new Error(`The playground allows ${LIMITS.callInputBytes} bytes in one ${type.operation} request.`);
    charge(CHARGES.sdkCall + text.length * CHARGES.jsonCharacter);
    const reply = await request(service, type.operation, text);
    if (!reply.ok) throw toException(reply.error, errors, name);
    const output = isRecord(reply.output) ? reply.output : {};
    return { $metadata: metadata(200), ...(type.toOutput ? type.toOutput(output) : output) };
  }

  const commandTypes = new Map<unknown, CommandType>();
  for (const type of commands) {
    const Command = class {
      readonly input: object;
      constructor(input: object = {}) {
        this.input = input;
      }
    };
    Object.defineProperty(Command, 'name', { value: `${type.operation}Command` });
    exports[`${type.operation}Command`] = Command;
    commandTypes.set(Command, type);
  }
  Object.defineProperty(Client, 'name', { value: `${name}Client` });
  exports[`${name}Client`] = Client;
  exports[name] = aggregated(Client, name, commands, exports);
  return unsupportedCommandsFail(exports, name, supported);
}

/** The client with a method for each operation, e.g. `new S3().putObject(input)`. */
function aggregated(
  Client: new (config?: object) => { send(command: unknown, ...rest: unknown[]): unknown },
  name: string,
  commands: readonly CommandType[],
  exports: Record<string, unknown>,
): unknown {
  class Aggregated extends Client {}
  Object.defineProperty(Aggregated, 'name', { value: name });
  for (const { operation } of commands) {
    // Made above, one for each operation.
    const Command = exports[`${operation}Command`] as new (input: unknown) => object;
    const method = operation.charAt(0).toLowerCase() + operation.slice(1);
    Object.defineProperty(Aggregated.prototype, method, {
      value(this: Aggregated, input: unknown, ...rest: unknown[]) {
        return this.send(new Command(input), ...rest);
      },
      writable: true,
      configurable: true,
    });
  }
  return Aggregated;
}

/**
 * A command that the playground does not have is still there, so that its import links, but making one fails with the
 * supported ones. Only names of that form are invented.
 */
function unsupportedCommandsFail(
  exports: Record<string, unknown>,
  name: string,
  supported: string,
): Record<string, unknown> {
  return new Proxy(exports, {
    get(target, key, receiver) {
      if (typeof key !== 'string' || key in target || !/^[A-Z]\w*Command$/.test(key))
        return Reflect.get(target, key, receiver);
      return class {
        constructor() {
          throw new Error(`The playground's ${name} does not support ${String(key)}; it supports ${supported}.`);
        }
      };
    },
  });
}

function request(service: ServiceName, operation: string, input: string): Promise<ServiceReply> {
  const callId = nextCallId++;
  addHandle();
  emitCall(callId, service, operation, input);
  return new Promise((resolve) => {
    pending.set(callId, {
      settle(reply) {
        removeHandle();
        resolve(reply);
      },
    });
  });
}

type ExceptionType = new (error: ServiceError) => ServiceException;

function errorClasses(name: string, names: readonly string[]): Record<string, ExceptionType> {
  const base = `${name}ServiceException`;
  const Base = class extends ServiceException {};
  Object.defineProperty(Base, 'name', { value: base });
  const classes: Record<string, ExceptionType> = { [base]: Base };
  for (const one of names) {
    const Type = class extends Base {};
    Object.defineProperty(Type, 'name', { value: one });
    classes[one] = Type;
  }
  return classes;
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function toException(error: ServiceError, classes: Record<string, ExceptionType>, name: string): ServiceException {
  const Type = classes[error.name] ?? classes[`${name}ServiceException`] ?? ServiceException;
  return new Type(error);
}
