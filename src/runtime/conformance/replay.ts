/**
 * Replays a recorded case on a host: a small driver of its own that keeps timers in virtual time, freezes after the
 * runtime has asked for the next event, and starts a fresh environment after an exit. It is no kernel.
 */
import { nsPerTick, TICK_BUDGET } from '../cpuModel.ts';
import type { EnvironmentHost } from '../hosts/host.ts';
import type { CompiledFile, Effect, ErrorPayload, InitStep, ServiceReply, Step } from '../protocol.ts';
import {
  type Recorded,
  type RecordedInvocation,
  type RecordedStream,
  type RuntimeCase,
  WAITS_FOR_NEXT,
} from './cases.ts';
import type { Replayed } from './compare.ts';

export interface ReplayOptions {
  readonly host: EnvironmentHost;
  readonly compile: (files: readonly { path: string; text: string }[]) => readonly CompiledFile[];
  readonly runtime: InitStep['runtime'];
  /** Number of the first environment to use; the replay may use the hundred that follow. */
  readonly environment: number;
}

const MEMORY_MB = 128;
const TIMEOUT_US = 3_000_000;
/** Steps after which a handler that never ends is given up. */
const STEPS_MAX = 2_000;

/** There are none beside a replayed case. */
const NO_SERVICES: ServiceReply = {
  ok: false,
  error: {
    name: 'ServiceUnavailable',
    message: 'There are no services here.',
    httpStatusCode: 503,
    fault: 'server',
  },
};

/** What happened, in the form of the recording. */
export async function replayCase(one: RuntimeCase, options: ReplayOptions): Promise<Recorded> {
  return (await replayToCompare(one, options)).recorded;
}

/** The same, with what comparing it takes. */
export async function replayToCompare(one: RuntimeCase, options: ReplayOptions): Promise<Replayed> {
  const replay = new Replay(one, options);
  await replay.run();
  return { recorded: replay.recorded(), engineWorded: replay.engineWorded };
}

interface Timer {
  readonly id: number;
  readonly delayMs: number;
  readonly repeats: boolean;
  dueUs: number;
}

type State = 'running' | 'waiting' | 'gone';

class Replay {
  private readonly invocations: RecordedInvocation[] = [];
  private readonly streams: RecordedStream[] = [];
  private readonly logs: unknown[] = [];
  readonly engineWorded = new Set<unknown>();
  private rawStdout = '';
  private initError: unknown;
  private exit = '';
  private timers: Timer[] = [];
  private calls: number[] = [];
  private state: State = 'gone';
  private environment: number;
  private nowUs = 0;
  private startedUs = 0;
  private steps = 0;
  private requestId = '';
  private readonly compiled: readonly CompiledFile[];

  constructor(
    private readonly one: RuntimeCase,
    private readonly options: ReplayOptions,
  ) {
    this.environment = options.environment - 1;
    this.compiled = options.compile(Object.entries(one.files).map(([path, text]) => ({ path, text })));
  }

  async run(): Promise<void> {
    for (const [i, event] of this.one.events.entries()) {
      if (this.state === 'gone') await this.start();
      if (this.initError !== undefined || this.state !== 'waiting') break;
      await this.invoke(i + 1, event);
    }
    this.options.host.stop(this.environment);
  }

  recorded(): Recorded {
    return {
      ...(this.initError === undefined ? {} : { initError: this.initError }),
      invocations: this.invocations,
      ...(this.streams.length > 0 ? { streams: this.streams } : {}),
      logs: this.logs,
      ...(this.rawStdout === '' ? {} : { rawStdout: this.rawStdout }),
      exit: this.exit,
    };
  }

  private async start(): Promise<void> {
    this.options.host.stop(this.environment);
    this.environment += 1;
    this.timers = [];
    this.calls = [];
    this.state = 'running';
    const { runtime } = this.options;
    await this.step({
      ...this.base('init'),
      type: 'init',
      epochMs: Date.UTC(2026, 0, 5, 9),
      seed: 'c0ffee',
      runtime,
      handler: this.one.handler,
      memoryMb: MEMORY_MB,
      env: { ...variables(runtime, this.one.handler), ...this.one.env },
      files: this.compiled,
    });
    await this.runTimers();
  }

  private async invoke(number: number, event: unknown): Promise<void> {
    this.requestId = `req-${number}`;
    this.state = 'running';
    await this.step({
      ...this.base('invoke'),
      type: 'invoke',
      requestId: this.requestId,
      event: JSON.stringify(event),
      deadlineUs: this.nowUs + TIMEOUT_US,
      traceId: `Root=1-${number}`,
      context: {
        functionName: 'function',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function',
        memoryLimitInMB: String(MEMORY_MB),
        logGroupName: '/aws/lambda/function',
        logStreamName: '2026/01/05/[$LATEST]0123456789abcdef0123456789abcdef',
      },
    });
    await this.runTimers();
  }

  /** Lets timers fire in order of time until the environment is frozen or gone. */
  private async runTimers(): Promise<void> {
    while (this.state === 'running') {
      const callId = this.calls.shift();
      if (callId !== undefined && this.steps <= STEPS_MAX) {
        await this.step({ ...this.base('invoke'), type: 'reply', callId, reply: NO_SERVICES });
        continue;
      }
      const next = this.timers.reduce<Timer | undefined>(
        (best, timer) => (best && best.dueUs <= timer.dueUs ? best : timer),
        undefined,
      );
      if (!next || this.steps > STEPS_MAX) {
        this.exit = next ? 'never ends' : 'hangs';
        this.state = 'gone';
        return;
      }
      this.nowUs = Math.max(this.nowUs, next.dueUs);
      if (!next.repeats) this.timers = this.timers.filter((timer) => timer !== next);
      await this.step({ ...this.base('invoke'), type: 'timer', timerId: next.id });
      // Node.js counts an interval from the turn of the event loop in which it fired.
      if (next.repeats) next.dueUs = this.startedUs + next.delayMs * 1000;
    }
  }

  private base(phase: 'init' | 'invoke') {
    this.steps += 1;
    return { stepId: this.steps, nowUs: this.nowUs, nsPerTick: nsPerTick(phase, MEMORY_MB), tickBudget: TICK_BUDGET };
  }

  private async step(step: Step): Promise<void> {
    const [answer] = await this.options.host.run([{ environment: this.environment, step }]);
    if (!answer || answer.status === 'stopped') {
      this.exit = `stopped by the playground: ${answer?.reason}`;
      this.state = 'gone';
      return;
    }
    const timeOf = (ticks: number) => step.nowUs + Math.floor((ticks * step.nsPerTick) / 1000);
    for (const effect of answer.effects) this.take(effect, timeOf(effect.tick));
    this.startedUs = step.nowUs;
    this.nowUs = timeOf(answer.ticks);
    if (answer.status === 'endless') {
      this.exit = 'endless';
      this.state = 'gone';
    }
  }

  private take(effect: Effect, timeUs: number): void {
    switch (effect.type) {
      case 'log':
        this.takeLog(logEntry(effect.text), effect.engineWorded);
        return;
      case 'stdout':
        this.rawStdout += effect.text;
        return;
      case 'setTimer':
        this.timers.push({
          id: effect.timerId,
          delayMs: effect.delayMs,
          repeats: effect.repeat,
          dueUs: timeUs + effect.delayMs * 1000,
        });
        return;
      case 'clearTimer':
        this.timers = this.timers.filter((timer) => timer.id !== effect.timerId);
        return;
      case 'initDone':
        if (effect.error) this.initError = this.plain(effect.error);
        return;
      case 'response':
        this.takeResponse(effect);
        return;
      case 'error':
        this.invocations.push({ requestId: this.requestId, error: this.plain(effect.error) });
        return;
      case 'next':
        this.state = 'waiting';
        this.exit = WAITS_FOR_NEXT;
        return;
      case 'exit':
        this.takeFatal(effect.error);
        this.state = 'gone';
        this.exit = `exit code ${effect.code}`;
        return;
      case 'call':
        this.calls.push(effect.callId);
        return;
      default:
        effect satisfies never;
    }
  }

  private takeLog(entry: unknown, isEngineWorded: boolean | undefined): void {
    this.logs.push(entry);
    if (isEngineWorded) this.engineWorded.add(entry);
  }

  private plain({ errorType, errorMessage, trace, engineWorded }: ErrorPayload): object {
    // An error that could not be read has no trace at all.
    const isUnreadable = errorType === 'handled' && trace.length === 0;
    const error = isUnreadable ? { errorType, errorMessage } : { errorType, errorMessage, trace };
    if (engineWorded) this.engineWorded.add(error);
    return error;
  }

  /** What ended the process is posted as an error also when the invocation has its answer already. */
  private takeFatal(error: ErrorPayload | undefined): void {
    const last = this.invocations.at(-1);
    if (!error || this.initError !== undefined || !last || 'error' in last) return;
    this.invocations.push({ requestId: this.requestId, error: this.plain(error) });
  }

  private takeResponse({ body, stream }: Extract<Effect, { type: 'response' }>): void {
    if (!stream) {
      this.invocations.push({ requestId: this.requestId, response: JSON.parse(body) });
      return;
    }
    const trailers = stream.error
      ? {
          'lambda-runtime-function-error-type': stream.error.errorType,
          'lambda-runtime-function-error-body': this.plain(stream.error),
        }
      : {};
    if (stream.error?.engineWorded) this.engineWorded.add(trailers);
    this.streams.push({
      requestId: this.requestId,
      contentType: stream.contentType,
      mode: 'streaming',
      body,
      trailers,
    });
  }
}

/** A line of JSON counts as what it says, any other as a whole line. */
function logEntry(text: string): unknown {
  if (text.startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      // Not JSON after all.
    }
  }
  return `${text}\n`;
}

function variables(runtime: string, handler: string): Record<string, string> {
  return {
    _HANDLER: handler,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: 'function',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MEMORY_MB),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/function',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/05/[$LATEST]0123456789abcdef0123456789abcdef',
    AWS_LAMBDA_RUNTIME_API: '169.254.100.1:9001',
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    NODE_PATH: '/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime',
    // The recordings have no line about callbacks going away.
    AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING: 'true',
  };
}
