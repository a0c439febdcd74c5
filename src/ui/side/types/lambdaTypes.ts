/**
 * Declarations that the code editor knows: the handler's arguments, the stand-ins of the SDK, and the little of Node.js that
 * handlers use. They describe what runs here, so a name that is missing is a name that would not work.
 */

const lambda = `
/** What Lambda tells a handler about this invocation. */
interface Context {
  /** Milliseconds of virtual time until this invocation times out. */
  getRemainingTimeInMillis(): number;
  /** Id of this invocation; it stays the same when an asynchronous invocation is tried again. */
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  /** The memory setting, in MB. */
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  /** The log of this execution environment: one stream for each. */
  readonly logStreamName: string;
  /** Set to false so that a callback answers at once, without waiting for the event loop to be empty. */
  callbackWaitsForEmptyEventLoop: boolean;
}
type Handler<E = any, R = any> = (
  event: E,
  context: Context,
  callback: (error?: Error | string | null, result?: R) => void,
) => Promise<R> | void;
`;

const globals = `
interface Console {
  /** Writes a line to the log stream of this environment. */
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  trace(...values: unknown[]): void;
}
declare var console: Console;

interface Timer { ref(): this; unref(): this; hasRef(): boolean; refresh(): this }
/** Calls back after that much virtual time. */
declare function setTimeout<A extends unknown[]>(callback: (...args: A) => void, ms?: number, ...args: A): Timer;
declare function setInterval<A extends unknown[]>(callback: (...args: A) => void, ms?: number, ...args: A): Timer;
declare function setImmediate<A extends unknown[]>(callback: (...args: A) => void, ...args: A): Timer;
declare function clearTimeout(timer?: Timer): void;
declare function clearInterval(timer?: Timer): void;
declare function clearImmediate(timer?: Timer): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T): T;

declare var process: {
  /** The function's environment variables, and those that Lambda sets. */
  readonly env: Record<string, string | undefined>;
  readonly version: string;
  readonly pid: number;
  readonly platform: string;
  /** Ends the runtime process: the invocation fails and the environment starts anew. */
  exit(code?: number): never;
  cwd(): string;
  uptime(): number;
  hrtime: { (since?: [number, number]): [number, number]; bigint(): bigint };
  nextTick(callback: (...args: any[]) => void, ...args: any[]): void;
  memoryUsage(): { rss: number; heapTotal: number; heapUsed: number; external: number };
  on(event: string, listener: (...args: any[]) => void): void;
  stdout: { write(text: string): boolean };
  stderr: { write(text: string): boolean };
};

type Encoding = 'utf8' | 'utf-8' | 'hex' | 'base64' | 'base64url' | 'ascii' | 'latin1';
interface Buffer extends Uint8Array {
  toString(encoding?: Encoding): string;
  equals(other: Uint8Array): boolean;
}
declare var Buffer: {
  from(value: string, encoding?: Encoding): Buffer;
  from(value: ArrayBuffer | readonly number[] | Uint8Array): Buffer;
  alloc(size: number): Buffer;
  concat(list: readonly Uint8Array[]): Buffer;
  byteLength(value: string): number;
  isBuffer(value: unknown): value is Buffer;
};

declare class TextEncoder { encode(text?: string): Uint8Array }
declare class TextDecoder { constructor(encoding?: string); decode(bytes?: Uint8Array): string }
declare class URLSearchParams {
  constructor(init?: string | Record<string, string>);
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  toString(): string;
}
declare class URL {
  constructor(url: string, base?: string | URL);
  readonly href: string; readonly host: string; readonly hostname: string; readonly pathname: string;
  readonly search: string; readonly hash: string; readonly protocol: string;
  readonly searchParams: URLSearchParams;
}
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare var performance: { now(): number; readonly timeOrigin: number };
declare var crypto: {
  /** From the seed of the scenario: the same in every replay. */
  randomUUID(): string;
  getRandomValues<T extends Uint8Array>(array: T): T;
};
declare class AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  static timeout(ms: number): AbortSignal;
  throwIfAborted(): void;
}
declare class AbortController { readonly signal: AbortSignal; abort(reason?: unknown): void }
declare function require(path: string): any;
declare var module: { exports: any };
declare var exports: any;
declare var __dirname: string;
declare var __filename: string;
`;

const client = (name: string, what: string) => `
  /** ${what} Create it outside the handler: once for each environment, reused by warm invocations. */
  export class ${name} {
    constructor(options?: { region?: string; maxAttempts?: number });
    send<O>(command: Command<O>): Promise<O & Metadata>;
    destroy(): void;
  }
  interface Command<O> { readonly output?: O }
  interface Metadata { $metadata: { httpStatusCode: number; requestId: string; attempts: number } }`;

const command = (name: string, what: string, input: string, output: string) => `
  /** ${what} */
  export class ${name} implements Command<${output}> {
    constructor(input: ${input});
    readonly output?: ${output};
  }`;

const services = [
  [
    '@aws-sdk/client-s3',
    client('S3Client', 'Talks to the buckets on the canvas.'),
    command(
      'GetObjectCommand',
      'Reads an object; its content is the Body.',
      '{ Bucket: string; Key: string }',
      `{ Body: { transformToString(): Promise<string>; transformToByteArray(): Promise<Uint8Array> };
      ContentLength: number; ContentType?: string; ETag?: string }`,
    ),
    command(
      'PutObjectCommand',
      'Stores an object. A bucket wired to a function then invokes it, this one too.',
      '{ Bucket: string; Key: string; Body?: string | Uint8Array; ContentType?: string }',
      '{ ETag: string }',
    ),
  ],
  [
    '@aws-sdk/client-sqs',
    client('SQSClient', 'Talks to the queues on the canvas.'),
    command(
      'SendMessageCommand',
      'Puts a message into a queue.',
      `{ QueueUrl: string; MessageBody: string; DelaySeconds?: number;
      MessageAttributes?: Record<string, { DataType: string; StringValue?: string }> }`,
      '{ MessageId: string; MD5OfMessageBody: string }',
    ),
  ],
  [
    '@aws-sdk/client-sns',
    client('SNSClient', 'Talks to the topics on the canvas.'),
    command(
      'PublishCommand',
      'Publishes a message to every subscriber of a topic.',
      `{ TopicArn: string; Message: string; Subject?: string;
      MessageAttributes?: Record<string, { DataType: string; StringValue?: string }> }`,
      '{ MessageId: string }',
    ),
  ],
  [
    '@aws-sdk/client-lambda',
    client('LambdaClient', 'Invokes other functions on the canvas.'),
    command(
      'InvokeCommand',
      'RequestResponse waits for the answer; Event hands the payload over and goes on.',
      `{ FunctionName: string; InvocationType?: 'RequestResponse' | 'Event' | 'DryRun'; Payload?: string | Uint8Array }`,
      '{ StatusCode: number; FunctionError?: string; Payload?: Uint8Array & { transformToString(): string } }',
    ),
  ],
].map(([name, ...parts]) => `declare module '${name}' {${parts.join('')}\n}\n`);

export const lambdaTypes: { content: string; filePath: string }[] = [
  { content: lambda, filePath: 'file:///types/lambda.d.ts' },
  { content: globals, filePath: 'file:///types/globals.d.ts' },
  { content: services.join(''), filePath: 'file:///types/services.d.ts' },
];
