/**
 * Stand-ins for handlers: what a function would do, said with a generator, and answered in the form of the step protocol.
 * The outer function is the module, the inner one the handler:
 *
 *     const hello: StandIn = () => { let n = 0; return function* () { yield work(5); return ++n; }; };
 */
import type { EffectData, ErrorData, JsonValue, ServiceReplyData, StepAnswerData, StepRequest } from '../steps.ts';

export type Wish =
  | { readonly wish: 'work'; readonly ms: number }
  | { readonly wish: 'sleep'; readonly ms: number }
  | { readonly wish: 'log'; readonly text: string }
  | { readonly wish: 'call'; readonly service: string; readonly command: string; readonly input: JsonValue }
  | { readonly wish: 'later'; readonly ms: number; readonly task: () => Task }
  | { readonly wish: 'exit'; readonly code: number }
  | { readonly wish: 'spin' }
  | { readonly wish: 'watchdog' };
export type Task = Generator<Wish, unknown, ServiceReplyData | undefined>;
export type HandlerStandIn = (event: never, context: { readonly requestId: string }) => Task;
export type StandIn = () => HandlerStandIn;

/** Uses CPU. */
export const work = (ms: number): Wish => ({ wish: 'work', ms });
/** Waits for a timer. */
export const sleep = (ms: number): Wish => ({ wish: 'sleep', ms });
export const log = (text: string): Wish => ({ wish: 'log', text });
/** Calls a service and waits for the reply. */
export const call = (service: string, command: string, input: JsonValue): Wish => ({
  wish: 'call',
  service,
  command,
  input,
});
/** Starts something that is not waited for. */
export const later = (ms: number, task: () => Task): Wish => ({ wish: 'later', ms, task });
export const exit = (code: number): Wish => ({ wish: 'exit', code });
/** Never comes to an end. */
export const spin = (): Wish => ({ wish: 'spin' });
/** The host ends the environment. */
export const watchdog = (): Wish => ({ wish: 'watchdog' });

interface Process {
  readonly module: StandIn;
  handler: HandlerStandIn | null;
  readonly timers: Map<number, Waiting>;
  readonly calls: Map<number, Waiting>;
  ids: number;
}

interface Waiting {
  readonly task: Task;
  readonly isHandler: boolean;
}

/** Runs stand-ins by function name. */
export class StandInHost {
  private readonly processes = new Map<number, Process>();
  private readonly functions = new Map<number, StandIn>();

  constructor(private readonly standIns: Readonly<Record<string, StandIn>>) {}

  run(step: StepRequest): StepAnswerData {
    const answer = new Answer(step);
    try {
      this.take(step, answer);
    } catch (stop) {
      if (stop !== answer) throw stop;
    }
    return answer.data();
  }

  private take(step: StepRequest, answer: Answer): void {
    if (step.type === 'init') return this.init(step, answer);
    const process = this.processes.get(step.environment);
    if (!process) throw new Error(`Environment ${step.environment} got a ${step.type} step before its init.`);
    switch (step.type) {
      case 'invoke': {
        if (!process.handler) throw new Error('There is no handler.');
        // Events are JSON; a stand-in says what it expects.
        const task = process.handler(JSON.parse(step.event) as never, { requestId: step.requestId });
        return this.go(process, { task, isHandler: true }, undefined, answer);
      }
      case 'timer':
        return this.resume(process, process.timers, step.timerId, undefined, answer);
      case 'reply':
        return this.resume(process, process.calls, step.callId, step.reply, answer);
    }
  }

  private init(step: Extract<StepRequest, { type: 'init' }>, answer: Answer): void {
    const name = step.env.AWS_LAMBDA_FUNCTION_NAME ?? '';
    const module = this.standIns[name];
    if (!module) throw new Error(`There is no stand-in for ${name}.`);
    this.functions.set(step.environment, module);
    const process: Process = { module, handler: null, timers: new Map(), calls: new Map(), ids: 0 };
    this.processes.set(step.environment, process);
    try {
      process.handler = module();
      answer.effect({ type: 'initDone', modules: [] });
    } catch (error) {
      if (error instanceof InitWish) this.wish(process, { task: error.task(), isHandler: false }, error.first, answer);
      else answer.effect({ type: 'initDone', error: errorData(error), modules: [] });
    }
  }

  private resume(
    process: Process,
    list: Map<number, Waiting>,
    id: number,
    reply: ServiceReplyData | undefined,
    answer: Answer,
  ): void {
    const waiting = list.get(id);
    if (!waiting) throw new Error(`Nothing waits for ${id}.`);
    list.delete(id);
    this.go(process, waiting, reply, answer);
  }

  private go(process: Process, waiting: Waiting, reply: ServiceReplyData | undefined, answer: Answer): void {
    let value = reply;
    for (;;) {
      let result: IteratorResult<Wish, unknown>;
      try {
        result = waiting.task.next(value);
      } catch (error) {
        if (waiting.isHandler) this.post(answer, { type: 'error', error: errorData(error) });
        else answer.effect({ type: 'exit', code: 129, error: errorData(error) });
        return;
      }
      value = undefined;
      if (result.done) {
        if (waiting.isHandler) this.post(answer, { type: 'response', body: JSON.stringify(result.value ?? null) });
        return;
      }
      if (this.wish(process, waiting, result.value, answer) === 'waits') return;
    }
  }

  private post(answer: Answer, effect: EffectWithoutTick): void {
    answer.effect(effect);
    answer.effect({ type: 'next' });
  }

  private wish(process: Process, waiting: Waiting, wish: Wish, answer: Answer): 'waits' | undefined {
    switch (wish.wish) {
      case 'work':
        answer.work(wish.ms);
        return;
      case 'log':
        answer.effect({ type: 'log', text: wish.text, level: 'INFO' });
        return;
      case 'sleep': {
        const timerId = ++process.ids;
        process.timers.set(timerId, waiting);
        answer.effect({ type: 'setTimer', timerId, delayMs: wish.ms, repeat: false });
        return 'waits';
      }
      case 'later': {
        const timerId = ++process.ids;
        process.timers.set(timerId, { task: wish.task(), isHandler: false });
        answer.effect({ type: 'setTimer', timerId, delayMs: wish.ms, repeat: false });
        return;
      }
      case 'call': {
        const callId = ++process.ids;
        process.calls.set(callId, waiting);
        const { service, command, input } = wish;
        answer.effect({ type: 'call', callId, service, command, input });
        return 'waits';
      }
      case 'exit':
        answer.effect({ type: 'exit', code: wish.code });
        throw answer;
      case 'spin':
        answer.endless = true;
        throw answer;
      case 'watchdog':
        answer.stopped = true;
        throw answer;
    }
  }
}

/** Thrown by a module to do something other than throw: `initWith(spin())`. */
class InitWish extends Error {
  constructor(
    readonly first: Wish,
    readonly task: () => Task,
  ) {
    super('init');
  }
}

/** What a module does that does not come to its end. */
export function initWith(wish: Wish): never {
  throw new InitWish(wish, function* () {});
}

// biome-ignore lint/suspicious/noExplicitAny: removes a key from every member of the union
type WithoutTick<T> = T extends any ? Omit<T, 'tick'> : never;
type EffectWithoutTick = WithoutTick<EffectData>;

/** The answer to one step while it is put together. */
class Answer {
  endless = false;
  stopped = false;
  private ticks = 1;
  private readonly effects: EffectData[] = [];

  constructor(private readonly step: StepRequest) {}

  work(ms: number): void {
    this.ticks += Math.round((ms * 1_000_000) / this.step.nsPerTick);
  }

  effect(effect: EffectWithoutTick): void {
    // Every member of the union has a tick.
    this.effects.push({ ...effect, tick: this.ticks } as EffectData);
  }

  data(): StepAnswerData {
    const { stepId } = this.step;
    if (this.stopped) return { stepId, status: 'stopped', reason: 'watchdog' };
    const status = this.endless ? ('endless' as const) : ('quiescent' as const);
    return { stepId, status, ticks: this.ticks, effects: this.effects, memoryMb: 64 };
  }
}

function errorData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: [error.stack ?? ''] };
}
