/**
 * Handler steps as the kernel sees them: what it asks for, and what it accepts as an answer. The engine maps them to the wire
 * format of `runtime/protocol.ts`; the shapes are the same but for compiled code, which the kernel knows nothing of.
 */
import type { Runtime, SourceFile } from '../scenario/schema.ts';
import type { PlaygroundStop } from './trace/records.ts';

interface StepRequestBase {
  readonly stepId: number;
  /** Dense number of the environment. An environment that was reset keeps its number; its next step is `init`. */
  readonly environment: number;
  readonly nowUs: number;
  readonly nsPerTick: number;
}

export type StepRequest = StepRequestBase &
  (
    | {
        readonly type: 'init';
        readonly epochMs: number;
        readonly seed: string;
        readonly runtime: Runtime;
        readonly handler: string;
        readonly memoryMb: number;
        readonly env: Readonly<Record<string, string>>;
        /** The function's sources as deployed, passed through untouched; the engine compiles them. */
        readonly files: readonly SourceFile[];
      }
    | {
        readonly type: 'invoke';
        readonly requestId: string;
        readonly event: string;
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
    | { readonly type: 'timer'; readonly timerId: number }
    | { readonly type: 'reply'; readonly callId: number; readonly reply: ServiceReplyData }
  );

export type ServiceReplyData =
  | { readonly ok: true; readonly output: JsonValue; readonly status?: number }
  | {
      readonly ok: false;
      readonly error: {
        readonly name: string;
        readonly message: string;
        readonly httpStatusCode: number;
        readonly fault: 'client' | 'server';
        readonly members?: { readonly [name: string]: JsonValue };
      };
    };

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface ErrorData {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
  readonly engineWorded?: boolean;
}

export type EffectData =
  | {
      readonly type: 'log';
      readonly tick: number;
      readonly text: string;
      readonly level: string;
      readonly engineWorded?: boolean;
      readonly line?: { readonly file: string; readonly line: number };
    }
  | { readonly type: 'stdout'; readonly tick: number; readonly text: string }
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
      readonly service: string;
      readonly command: string;
      readonly input: JsonValue;
    }
  | {
      readonly type: 'initDone';
      readonly tick: number;
      readonly error?: ErrorData;
      readonly modules: readonly {
        readonly path: string;
        readonly ticks: number;
        readonly selfTicks: number;
        readonly depth: number;
      }[];
    }
  | { readonly type: 'response'; readonly tick: number; readonly body: string }
  | { readonly type: 'error'; readonly tick: number; readonly error: ErrorData }
  | { readonly type: 'exit'; readonly tick: number; readonly code: number; readonly error?: ErrorData }
  | { readonly type: 'next'; readonly tick: number };

export type StepAnswerData =
  | {
      readonly stepId: number;
      readonly status: 'quiescent' | 'endless';
      readonly ticks: number;
      readonly effects: readonly EffectData[];
      readonly memoryMb: number;
    }
  | {
      readonly stepId: number;
      readonly status: 'stopped';
      readonly reason: PlaygroundStop;
    };
