/**
 * What the stand-ins for AWS SDK v3 packages have in common: from the description of a service its client, commands,
 * aggregated client, errors, paginators and waiters.
 */
import { LIMITS } from '../../protocol.ts';
import { CHARGES } from '../charges.ts';
import { charge } from '../counter.ts';
import { jsonTicks } from '../jsonCost.ts';
import { processObject } from '../process.ts';
import { exceptionTypes, named, ServiceException, toException } from './exceptions.ts';
import { MiddlewareStack } from './middleware.ts';
import { paginator } from './pagination.ts';
import { request, responseMetadata } from './requests.ts';
import type { CommandDescription, Fields, Output, ServiceDescription } from './service.ts';
import { inventing } from './unsupported.ts';
import { waiter } from './waiting.ts';

export { takeReply } from './requests.ts';

type Callback = (error: unknown, output?: unknown) => void;
type AbortSignalLike = { readonly aborted: boolean; addEventListener?(type: 'abort', listener: () => void): void };

interface SendOptions {
  readonly abortSignal?: AbortSignalLike;
}

/** What all clients and commands are instances of, as in `@smithy/smithy-client`. */
export class Client {
  readonly config: Fields;
  readonly middlewareStack = new MiddlewareStack();

  constructor(config: Fields = {}) {
    this.config = resolvedConfig(config);
  }

  /** A promise, or nothing when a callback is given; commands know themselves what to do. */
  send(command: unknown, ...rest: readonly unknown[]): Promise<unknown> | undefined {
    const callback = rest.find(isCallback);
    const options: SendOptions = Object(typeof rest[0] === 'function' ? undefined : rest[0]);
    const result = this.perform(command, options);
    if (!callback) return result;
    result.then((output) => callback(null, output), callback);
    return undefined;
  }

  /** Each service's client performs its own commands. */
  protected async perform(_command: unknown, _options: SendOptions): Promise<unknown> {
    throw new Error('A client is made by a package of a service.');
  }

  destroy(): void {}
}

export class Command {
  readonly middlewareStack = new MiddlewareStack();
  readonly input: Fields;

  constructor(input: Fields = {}) {
    this.input = input;
  }
}

const isCallback = (value: unknown): value is Callback => typeof value === 'function';

type ClientType = new (config?: Fields) => Client;
type CommandType = new (input?: Fields) => Command;

/** The exports of a simulated package. */
export function servicePackage(description: ServiceDescription): Record<string, unknown> {
  const { name, commands } = description;
  const supported = commands.map(({ operation }) => `${operation}Command`).join(', ');
  const errors = exceptionTypes(name, description.errors);
  const types = new Map(commands.map((command) => [command.operation, commandType(command)]));

  async function perform(command: Command, described: CommandDescription, client: Client): Promise<unknown> {
    const stack = client.middlewareStack.concat(command.middlewareStack);
    const context = { clientName: `${name}Client`, commandName: `${described.operation}Command` };
    const call = stack.resolve(async (args) => {
      const output = await answerTo(description, described, args.input, errors);
      return { response: { statusCode: 200, headers: {} }, output };
    }, context);
    const result = await call({ input: command.input, request: { headers: {} } });
    return Object(result).output;
  }

  const ServiceClient = named(
    `${name}Client`,
    class extends Client {
      protected override async perform(command: unknown, options: SendOptions): Promise<unknown> {
        const described = commands.find(({ operation }) => types.get(operation) === Object(command).constructor);
        if (!described || !(command instanceof Command)) throw unknownCommand(command, name, supported);
        return abortable(() => perform(command, described, this), options.abortSignal);
      }
    },
  );

  const send = async (client: unknown, operation: string, input: Fields): Promise<Fields> => {
    const Type = types.get(operation);
    if (!(client instanceof Client) || !Type) throw new Error(`Invalid client, expected instance of ${name}Client`);
    return Object(await client.send(new Type(input)));
  };

  const exports: Record<string, unknown> = {
    ...errors,
    ...description.extras,
    ...Object.fromEntries([...types].map(([operation, Type]) => [`${operation}Command`, Type])),
    ...Object.fromEntries(
      (description.paginators ?? []).map((one) => [`paginate${one.operation}`, paginator(one, send)]),
    ),
    ...Object.assign({}, ...(description.waiters ?? []).map((one) => waiter(one, send))),
    [`${name}Client`]: ServiceClient,
    [name]: aggregated(ServiceClient, name, types),
    __Client: Client,
    $Command: Command,
  };
  return inventing(exports, name, supported);
}

function commandType({ operation }: CommandDescription): CommandType {
  return named(`${operation}Command`, class extends Command {});
}

function unknownCommand(command: unknown, name: string, supported: string): Error {
  const given: unknown = Object(command).constructor?.name;
  return new Error(`The playground's ${name}Client does not know ${String(given)}; it supports ${supported}.`);
}

/** The client with a method for each operation, e.g. `new S3().putObject(input)`. */
function aggregated(ServiceClient: ClientType, name: string, types: ReadonlyMap<string, CommandType>): unknown {
  const Aggregated = named(name, class extends ServiceClient {});
  for (const [operation, Type] of types) {
    Object.defineProperty(Aggregated.prototype, operation.charAt(0).toLowerCase() + operation.slice(1), {
      value(this: Client, input?: Fields, ...rest: unknown[]) {
        return this.send(new Type(input), ...rest);
      },
      writable: true,
      configurable: true,
    });
  }
  return Aggregated;
}

/** Sends the call and makes an output or an error of the reply. */
async function answerTo(
  { service, name }: ServiceDescription,
  command: CommandDescription,
  input: Fields,
  errors: ReturnType<typeof exceptionTypes>,
): Promise<Fields> {
  checkLabels(command, input);
  const text = JSON.stringify(command.toJson ? await command.toJson(input) : input) ?? '{}';
  if (text.length > LIMITS.callInputBytes)
    throw new Error(`The playground allows ${LIMITS.callInputBytes} bytes in one ${command.operation} request.`);
  charge(CHARGES.sdkCall + jsonTicks(text));
  const reply = await request(service, command.operation, text);
  if (!reply.ok) throw toException(reply.error, errors, name);
  // An output is a record; the kernel gives none where a service answers with an empty body.
  const output: Output = Object(reply.output);
  return {
    $metadata: responseMetadata(reply.status ?? 200),
    ...(command.toOutput ? command.toOutput(output, input) : output),
  };
}

/**
 * The SDK puts some members into the address, and refuses to do so when they are missing.
 * @source Smithy's `resolvedPath` (github.com/smithy-lang/smithy-typescript, packages/core), read 2026-11.
 */
function checkLabels({ labels = [] }: CommandDescription, input: Fields): void {
  for (const label of labels) {
    const value = input[label];
    if (value === undefined || value === null) throw new Error(`No value provided for input HTTP label: ${label}.`);
    if (value === '') throw new Error(`Empty value provided for input HTTP label: ${label}.`);
  }
}

/** An aborted request rejects at once; what was sent still takes effect, as on AWS. */
function abortable(call: () => Promise<unknown>, signal: AbortSignalLike | undefined): Promise<unknown> {
  if (!signal) return call();
  const error = Object.assign(new Error('Request aborted'), { name: 'AbortError' });
  if (signal.aborted) return Promise.reject(error);
  return new Promise((resolve, reject) => {
    signal.addEventListener?.('abort', () => reject(error));
    call().then(resolve, reject);
  });
}

/** What `client.config` offers: settings are functions that give promises. */
function resolvedConfig(config: Fields): Fields {
  const { env } = processObject;
  const settings: Fields = {
    region: env.AWS_REGION ?? 'us-east-1',
    maxAttempts: 3,
    retryMode: 'standard',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      sessionToken: env.AWS_SESSION_TOKEN,
    },
    ...config,
  };
  const resolved = ['region', 'maxAttempts', 'retryMode', 'credentials'].map((key) => [key, provider(settings[key])]);
  return { ...config, ...Object.fromEntries(resolved), requestHandler: config.requestHandler ?? { destroy() {} } };
}

function provider(value: unknown): () => Promise<unknown> {
  return async () => (typeof value === 'function' ? value() : value);
}

export { ServiceException };
