/** Drives one environment of a host in tests: fires its timers in due order and answers its calls. */
import { compileFiles } from '../../compile/compileFiles.ts';
import { nsPerTick, TICK_BUDGET } from '../cpuModel.ts';
import type { EnvironmentHost } from '../hosts/host.ts';
import type { Effect, InitStep, ServiceReply, Step, StepAnswer } from '../protocol.ts';

type Call = Extract<Effect, { type: 'call' }>;

export interface DriveOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly over?: Partial<InitStep>;
  /** Answers calls; each takes 2 ms. */
  reply?(call: Call): ServiceReply;
}

let nextEnvironment = 1;

export class Drive {
  private readonly number = nextEnvironment++;
  private stepId = 0;
  private nowUs = 0;
  private due: {
    atUs: number;
    repeatMs: number | null;
    make: () => Partial<Step> & { type: Step['type'] };
    id: number;
  }[] = [];
  /** Everything that the environment did, in order. */
  readonly effects: Effect[] = [];
  lastAnswer: StepAnswer | undefined;

  constructor(
    private readonly host: EnvironmentHost,
    private readonly options: DriveOptions,
  ) {}

  async init(): Promise<void> {
    const { files } = compileFiles(Object.entries(this.options.files).map(([path, text]) => ({ path, text })));
    await this.step({
      type: 'init',
      epochMs: Date.UTC(2026, 0, 5, 9),
      seed: 'abc123',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      memoryMb: 128,
      env: { AWS_REGION: 'us-east-1' },
      files,
      ...this.options.over,
    });
    await this.until((effect) => effect.type === 'next' || effect.type === 'exit');
    const failed = this.effects.find((effect) => effect.type === 'initDone' && effect.error);
    if (failed?.type === 'initDone') throw new Error(failed.error?.errorMessage);
  }

  /** The result of the handler; throws its error. */
  async invoke(event: unknown = {}): Promise<unknown> {
    const start = this.effects.length;
    await this.step({
      type: 'invoke',
      requestId: `r${this.stepId}`,
      event: JSON.stringify(event),
      deadlineUs: this.nowUs + 900e6,
      traceId: '',
      context: {
        functionName: 'f',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn',
        memoryLimitInMB: '128',
        logGroupName: 'g',
        logStreamName: 's',
      },
    });
    await this.until(({ type }) => type === 'next' || type === 'exit', start);
    const outcome = this.effects.slice(start).find(({ type }) => type === 'response' || type === 'error');
    if (outcome?.type === 'response') return JSON.parse(outcome.body);
    throw new Error(
      outcome?.type === 'error' ? outcome.error.errorMessage : `no response: ${JSON.stringify(this.lastAnswer)}`,
    );
  }

  logs(): string[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'log'
        ? [effect.text.split('\t').slice(3).join('\t')]
        : effect.type === 'stdout'
          ? [effect.text]
          : [],
    );
  }

  private async until(isEnd: (effect: Effect) => boolean, start = 0): Promise<void> {
    while (!this.effects.slice(start).some(isEnd)) {
      this.due.sort((a, b) => a.atUs - b.atUs || a.id - b.id);
      const next = this.due.shift();
      if (!next) return;
      this.nowUs = Math.max(this.nowUs, next.atUs);
      if (next.repeatMs !== null) this.due.push({ ...next, atUs: this.nowUs + next.repeatMs * 1000 });
      await this.step(next.make());
    }
  }

  // The callers give all fields of their kind of step.
  private async step(fields: object): Promise<void> {
    const base = { nowUs: this.nowUs, nsPerTick: nsPerTick('invoke', 1769), tickBudget: TICK_BUDGET };
    this.stepId += 1;
    const step = { stepId: this.stepId, ...base, ...fields } as Step;
    const [answer] = await this.host.run([{ environment: this.number, step }]);
    if (!answer || answer.status === 'stopped') throw new Error(`no answer: ${answer?.reason}`);
    this.lastAnswer = answer;
    for (const effect of answer.effects) this.take(effect);
  }

  private take(effect: Effect): void {
    this.effects.push(effect);
    if (effect.type === 'setTimer') {
      const { timerId, delayMs, repeat } = effect;
      this.due.push({
        atUs: this.nowUs + delayMs * 1000,
        repeatMs: repeat ? delayMs : null,
        make: () => ({ type: 'timer', timerId }),
        id: timerId,
      });
    } else if (effect.type === 'clearTimer') {
      this.due = this.due.filter(({ id }) => id !== effect.timerId);
    } else if (effect.type === 'call') {
      const reply = this.options.reply?.(effect) ?? { ok: true, output: {} };
      this.due.push({
        atUs: this.nowUs + 2000,
        repeatMs: null,
        make: () => ({ type: 'reply', callId: effect.callId, reply }),
        id: -effect.callId,
      });
    }
  }
}
