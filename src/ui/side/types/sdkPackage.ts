/** Declarations of a package of the SDK, written from what is special about it: commands with their inputs and outputs. */

export interface CommandTypes {
  readonly operation: string;
  /** A sentence for the editor. */
  readonly doc: string;
  /** Types as text; the output without `$metadata`. */
  readonly input: string;
  readonly output: string;
}

export interface PackageTypes {
  /** `@aws-sdk/client-s3`. */
  readonly module: string;
  /** `S3`. */
  readonly name: string;
  /** What its client talks to. */
  readonly doc: string;
  readonly commands: readonly CommandTypes[];
  readonly errors: readonly string[];
  /** Operations that have a paginator. */
  readonly paginators?: readonly string[];
  /** Waiters by name, with the operation they ask. */
  readonly waiters?: Readonly<Record<string, string>>;
  /** Further declarations of the module, such as types that inputs and outputs share. */
  readonly further?: string;
}

/** What all packages share; a global namespace, so that no package has to be imported for it. */
export const sdkCore = `
declare namespace PlaygroundSdk {
  interface Metadata { $metadata: { httpStatusCode?: number; requestId?: string; attempts?: number; totalRetryDelay?: number } }
  interface Options { abortSignal?: AbortSignal }
  interface Configuration {
    region?: string; maxAttempts?: number; retryMode?: string; endpoint?: string; credentials?: unknown; requestHandler?: unknown; logger?: unknown;
  }
  class Command<I, O> { constructor(input: I); readonly input: I; readonly middlewareStack: MiddlewareStack; protected readonly output?: O }
  interface MiddlewareStack {
    add(middleware: (next: (args: any) => Promise<any>, context: any) => (args: any) => Promise<any>, options?: object): void;
    use(plugin: { applyToStack(stack: MiddlewareStack): void }): void;
    remove(which: unknown): boolean;
  }
  class Client {
    constructor(configuration?: Configuration);
    readonly config: { region(): Promise<string>; [name: string]: any };
    readonly middlewareStack: MiddlewareStack;
    send<I, O>(command: Command<I, O>, options?: Options): Promise<O & Metadata>;
    send<I, O>(command: Command<I, O>, callback: (error: any, output?: O & Metadata) => void): void;
    destroy(): void;
  }
  class ServiceException extends Error {
    readonly $fault: 'client' | 'server';
    readonly $metadata: Metadata['$metadata'];
    readonly $response?: undefined;
    [member: string]: any;
  }
  interface Pages { client: Client; pageSize?: number; startingToken?: any; stopOnSameToken?: boolean }
  interface Wait { client: Client; /** Seconds. */ maxWaitTime: number; minDelay?: number; maxDelay?: number; abortSignal?: AbortSignal }
  type Bytes = string | Uint8Array;
}
`;

export function sdkPackage(types: PackageTypes): string {
  const { module, name, doc, commands, errors, paginators = [], waiters = {}, further = '' } = types;
  const base = `${name}ServiceException`;
  const parts = [
    further,
    `/** ${doc} Create it outside the handler: once for each environment, reused by warm invocations. */
  export class ${name}Client extends PlaygroundSdk.Client {}`,
    ...commands.map(commandText),
    `/** ${doc} With a method for each operation. */
  export class ${name} extends ${name}Client {${commands.map(methodText).join('')}
  }`,
    `export class ${base} extends PlaygroundSdk.ServiceException {}`,
    ...errors.map((error) => `export class ${error} extends ${base} {}`),
    ...paginators.map(
      (operation) =>
        `/** All pages, one after the other. */
  export function paginate${operation}(pages: PlaygroundSdk.Pages, input: ${operation}CommandInput): AsyncGenerator<${operation}CommandOutput, void>;`,
    ),
    ...Object.entries(waiters).map(
      ([waiter, operation]) =>
        `/** Asks again, on virtual time, until it is so; throws when the time is over. */
  export function waitUntil${waiter}(wait: PlaygroundSdk.Wait, input: ${operation}CommandInput): Promise<{ state: string; reason?: any }>;`,
    ),
  ];
  return `declare module '${module}' {\n  ${parts.filter(Boolean).join('\n  ')}\n}\n`;
}

function commandText({ operation, doc, input, output }: CommandTypes): string {
  return `export type ${operation}CommandInput = ${input};
  export type ${operation}CommandOutput = ${output} & PlaygroundSdk.Metadata;
  /** ${doc} */
  export class ${operation}Command extends PlaygroundSdk.Command<${operation}CommandInput, ${operation}CommandOutput> {}`;
}

function methodText({ operation, doc }: CommandTypes): string {
  const method = operation.charAt(0).toLowerCase() + operation.slice(1);
  return `
    /** ${doc} */
    ${method}(input: ${operation}CommandInput, options?: PlaygroundSdk.Options): Promise<${operation}CommandOutput>;`;
}
