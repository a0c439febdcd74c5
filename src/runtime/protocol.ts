/**
 * The whole wire format between the kernel side and an execution environment.
 *
 * The kernel side sends a `Step`; the environment answers it exactly once, when it is quiescent, with a `StepAnswer`.
 * Everything that crosses is plain JSON-like data. The kernel side treats answers as hostile: they are parsed and
 * bounded by `parseStepAnswer` before anything else sees them.
 *
 * Times are whole microseconds of virtual time; `nowUs` is counted from the start of the run, `epochMs` is the
 * date of t = 0. A tick is one unit of the cost counter; `nsPerTick` turns ticks into virtual CPU time.
 */

/** A compiled source file; `code` registers the module when it is loaded (see `src/compile`). */
export interface CompiledFile {
  readonly path: string;
  readonly code: string;
}

/** What every step carries: the moment and the budget. */
export interface StepBase {
  readonly stepId: number;
  /** Virtual time at which the step starts, µs since the start of the run. */
  readonly nowUs: number;
  /** Virtual CPU time of one tick in nanoseconds, for this step's phase and memory (D8). */
  readonly nsPerTick: number;
  /** Ticks after which the step is presumed endless (D9). */
  readonly tickBudget: number;
}

/** Start the runtime and evaluate the function's modules (function init). First step of every environment. */
export interface InitStep extends StepBase {
  readonly type: 'init';
  readonly epochMs: number;
  /** Seed of this environment's `Math.random`, `crypto` and ids; a hexadecimal text. */
  readonly seed: string;
  readonly runtime: 'nodejs24.x' | 'nodejs22.x' | 'nodejs20.x';
  readonly handler: string;
  readonly memoryMb: number;
  /** All of `process.env`, reserved variables included. */
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly CompiledFile[];
  /** What an earlier process of this environment left in `/tmp`. */
  readonly tmp?: TmpImage;
}

/** What `/tmp` holds: it outlives the process that wrote it (ENV-13). */
export interface TmpImage {
  /** Absolute paths, parents first. */
  readonly folders: readonly string[];
  /** Absolute path and content in base64. */
  readonly files: readonly (readonly [path: string, base64: string])[];
}

/** Call the handler once. */
export interface InvokeStep extends StepBase {
  readonly type: 'invoke';
  readonly requestId: string;
  /** The event as JSON text. */
  readonly event: string;
  /** Virtual time at which the function's timeout strikes, µs since the start of the run. */
  readonly deadlineUs: number;
  readonly context: {
    readonly functionName: string;
    readonly functionVersion: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
  readonly traceId: string;
}

/** A timer of the environment is due. */
export interface TimerStep extends StepBase {
  readonly type: 'timer';
  readonly timerId: number;
}

/** A service call has been answered. */
export interface ReplyStep extends StepBase {
  readonly type: 'reply';
  readonly callId: number;
  readonly reply: ServiceReply;
}

export type Step = InitStep | InvokeStep | TimerStep | ReplyStep;

/** The outcome of a service call, as the SDK stand-in gives it to the handler. */
export type ServiceReply =
  /** `status` is the HTTP status when it is not 200. */
  | { readonly ok: true; readonly output: Json; readonly status?: number }
  | { readonly ok: false; readonly error: ServiceError };

export interface ServiceError {
  /** `name` of the error the SDK throws, e.g. `NoSuchKey`. */
  readonly name: string;
  readonly message: string;
  readonly httpStatusCode: number;
  readonly fault: 'client' | 'server';
  /** What else the error carries, such as `Code` or `Reason`; becomes its own members. */
  readonly members?: { readonly [name: string]: Json };
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Error payload as the Node.js runtime writes it (INV-7). */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
  /** True when the JavaScript engine worded the message, so that it is left out of the digest (D12). */
  readonly engineWorded?: boolean;
}

/** Something the environment did, at `tick` ticks after the start of its step. */
export type Effect =
  /** A log event; `text` is the whole line as the runtime writes it, without time: the time of the effect is put in by the environment. */
  | {
      readonly type: 'log';
      readonly tick: number;
      readonly text: string;
      readonly level: LogLevel;
      readonly engineWorded?: boolean;
      readonly line?: SourcePosition;
    }
  /** Text written past the patched console. */
  | { readonly type: 'stdout'; readonly tick: number; readonly text: string }
  /** A repeating timer is due again `delayMs` after the start of the step in which it fired; 0 ms is an immediate. */
  | {
      readonly type: 'setTimer';
      readonly tick: number;
      readonly timerId: number;
      readonly delayMs: number;
      readonly repeat: boolean;
    }
  | { readonly type: 'clearTimer'; readonly tick: number; readonly timerId: number }
  | {
      readonly type: 'call';
      readonly tick: number;
      readonly callId: number;
      readonly service: ServiceName;
      readonly command: string;
      readonly input: Json;
    }
  /** Init is over; `error` when it failed (the environment then posts an init error and is done). */
  | {
      readonly type: 'initDone';
      readonly tick: number;
      readonly error?: ErrorPayload;
      readonly modules: readonly ModuleCost[];
    }
  /** The runtime posts the response of the current invocation; `body` is JSON text, or the body itself when streamed. */
  | { readonly type: 'response'; readonly tick: number; readonly body: string; readonly stream?: StreamedResponse }
  /** The runtime posts an error for the current invocation; the environment stays usable (ENV-11). */
  | { readonly type: 'error'; readonly tick: number; readonly error: ErrorPayload }
  /**
   * The runtime process ends: `process.exit`, unhandled rejection, uncaught exception (ENV-12). `error` is what ended it;
   * it was also posted for the invocation, if that had no answer yet.
   */
  | { readonly type: 'exit'; readonly tick: number; readonly code: number; readonly error?: ErrorPayload }
  /** The runtime has asked for the next event: from here the environment can be frozen and reused. */
  | { readonly type: 'next'; readonly tick: number };

/** What a streamed response has beside its body; an error came after the status was sent (NODE-19). */
export interface StreamedResponse {
  readonly contentType: string;
  readonly error?: ErrorPayload;
}

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** Services that handlers can call. */
export const SERVICE_NAMES = [
  's3',
  'sqs',
  'sns',
  'lambda',
  'dynamodb',
  'events',
  'kinesis',
  'ssm',
  'secretsmanager',
  'states',
  'sts',
  'cloudwatch',
  /** HTTP endpoints of the scenario. */
  'http',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

export interface SourcePosition {
  readonly file: string;
  readonly line: number;
}

/** What evaluating one module cost, for the init flame chart. */
export interface ModuleCost {
  readonly path: string;
  readonly ticks: number;
  readonly selfTicks: number;
  readonly depth: number;
}

/** The single answer to a step. */
export interface StepAnswer {
  readonly stepId: number;
  /** `endless`: the tick budget was passed; effects up to then are listed. */
  readonly status: 'quiescent' | 'endless';
  /** Ticks of the whole step. */
  readonly ticks: number;
  readonly effects: readonly Effect[];
  /** Modelled high-water mark of memory, MB (an estimate). */
  readonly memoryMb: number;
  /** All of `/tmp`, when the step changed it. */
  readonly tmp?: TmpImage;
}

/** What the kernel side says about a step that has no answer. */
export interface HostFailure {
  readonly stepId: number;
  readonly status: 'stopped';
  readonly reason: FailureReason;
}

/**
 * `watchdog`: no answer for too long. `invalid-answer`: it is none. `sandbox-lost`: the sandbox came to its end while the step
 * ran. `no-sandbox`: the browser starts none. `too-much-kept`: the run would grow without end. `disabled`: an earlier step of the same code had one of these ends.
 */
export type FailureReason =
  | 'watchdog'
  | 'invalid-answer'
  | 'sandbox-lost'
  | 'no-sandbox'
  | 'disabled'
  | 'too-much-kept';

export type HostAnswer = StepAnswer | HostFailure;

/** Bounds that both ends keep (checked again by `parseStepAnswer`). */
export const LIMITS = {
  /** After so many a step is presumed endless; see `cpuModel.ts`. */
  ticksPerStep: 3_000_000_000,
  logLineBytes: 64 * 1024,
  logBytesPerStep: 1024 * 1024,
  payloadBytes: 6 * 1024 * 1024 + 1024,
  effectsPerStep: 20_000,
  timersPerEnvironment: 10_000,
  callInputBytes: 2 * 1024 * 1024,
  /** Bytes in all files of `/tmp`: far less than Lambda's 512 MB, since it is kept for every moment of a run. */
  tmpBytes: 4 * 1024 * 1024,
  tmpEntries: 1000,
} as const;
