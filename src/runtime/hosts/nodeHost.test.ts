import environmentScript from 'virtual:environment-script';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../../compile/compileFiles.ts';
import { nsPerTick, TICK_BUDGET } from '../cpuModel.ts';
import type { Effect, InitStep, InvokeStep, ServiceReply, Step, StepAnswer } from '../protocol.ts';
import type { HostResult } from './host.ts';
import { createNodeHost } from './nodeHost.ts';

// What handlers see must not depend on the machine: here it is in New York.
process.env.TZ = 'America/New_York';

const host = createNodeHost(environmentScript);
afterAll(() => host.dispose());

let nextEnvironment = 1;

/** An environment driven step by step. */
class Environment {
  private readonly number = nextEnvironment++;
  private steps = 0;
  nowUs = 0;

  constructor(
    private readonly files: Readonly<Record<string, string>>,
    private readonly over: Partial<InitStep> = {},
  ) {}

  async init(): Promise<StepAnswer> {
    const files = compileFiles(Object.entries(this.files).map(([path, text]) => ({ path, text }))).files;
    const base: Omit<InitStep, keyof ReturnType<Environment['base']>> = {
      type: 'init',
      epochMs: Date.UTC(2026, 0, 5, 9),
      seed: 'abc123',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      memoryMb: 128,
      env: { AWS_REGION: 'us-east-1' },
      files,
    };
    return answered(await this.run({ ...this.base(), ...base, ...this.over }));
  }

  async invoke(event: unknown = {}): Promise<StepAnswer> {
    const context = {
      functionName: 'f',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn',
      memoryLimitInMB: '128',
      logGroupName: 'g',
      logStreamName: 's',
    };
    const step: InvokeStep = {
      ...this.base(),
      type: 'invoke',
      requestId: `r${this.steps}`,
      event: JSON.stringify(event),
      deadlineUs: this.nowUs + 3e6,
      traceId: '',
      context,
    };
    return answered(await this.run(step));
  }

  async timer(timerId: number): Promise<StepAnswer> {
    return answered(await this.run({ ...this.base(), type: 'timer', timerId }));
  }

  async reply(callId: number, reply: ServiceReply): Promise<StepAnswer> {
    return answered(await this.run({ ...this.base(), type: 'reply', callId, reply }));
  }

  private base() {
    this.steps += 1;
    return { stepId: this.steps, nowUs: this.nowUs, nsPerTick: nsPerTick('invoke', 1769), tickBudget: TICK_BUDGET };
  }

  private async run(step: Step): Promise<HostResult | undefined> {
    const [answer] = await host.run([{ environment: this.number, step }]);
    return answer;
  }
}

function answered(answer: HostResult | undefined): StepAnswer {
  if (!answer || answer.status === 'stopped') throw new Error(`no answer: ${answer?.reason}`);
  return answer;
}

const effect = <T extends Effect['type']>(answer: StepAnswer, type: T): Extract<Effect, { type: T }> => {
  const found = answer.effects.find((one) => one.type === type);
  if (!found) throw new Error(`no ${type} in ${JSON.stringify(answer)}`);
  return found as Extract<Effect, { type: T }>;
};
const responseOf = (answer: StepAnswer): unknown => JSON.parse(effect(answer, 'response').body);

async function respond(code: string, over: Partial<InitStep> = {}): Promise<unknown> {
  const environment = new Environment({ 'index.mjs': code }, over);
  await environment.init();
  return responseOf(await environment.invoke());
}

describe('an execution environment', () => {
  it('runs module code once and the handler for each event', async () => {
    const environment = new Environment({
      'index.mjs': "console.log('loading'); let n = 0; export const handler = async () => ++n;",
    });
    const init = await environment.init();
    expect(init.effects.map(({ type }) => type)).toEqual(['log', 'initDone', 'next']);
    expect(responseOf(await environment.invoke())).toBe(1);
    expect(responseOf(await environment.invoke())).toBe(2);
  });

  it('says in which line a log line was written', async () => {
    const environment = new Environment(
      { 'src/index.mjs': "\nexport const handler = async () => {\n  console.warn('here');\n};" },
      { handler: 'src/index.handler' },
    );
    await environment.init();
    expect(effect(await environment.invoke(), 'log')).toMatchObject({
      text: expect.stringMatching(/^2026-01-05T09:00:00\.\d{3}Z\tr2\tWARN\there$/),
      level: 'WARN',
      line: { file: 'src/index.mjs', line: 3 },
    });
  });

  it('shows user frames only in stack traces', async () => {
    const environment = new Environment({
      'index.mjs': "export const handler = async () => {\n  [1].forEach(() => { throw new TypeError('no'); });\n};",
    });
    await environment.init();
    const { trace, engineWorded } = effect(await environment.invoke(), 'error').error;
    expect(trace[0]).toBe('TypeError: no');
    expect(
      trace.slice(1).every((line) => /^ {4}at .*(file:\/\/\/var\/task\/index\.mjs:2|Array\.forEach)/.test(line)),
    ).toBe(true);
    expect(engineWorded).toBe(true);
  });

  it('attributes the cost of init to modules', async () => {
    const environment = new Environment({
      'index.mjs': "import './slow.mjs'; import '@aws-sdk/client-sqs'; export const handler = async () => 1;",
      'slow.mjs': 'let n = 0; for (let i = 0; i < 1000; i++) n += i;',
    });
    const { modules } = effect(await environment.init(), 'initDone');
    expect(modules.map(({ path }) => path)).toEqual(['slow.mjs', '@aws-sdk/client-sqs', 'index.mjs']);
    expect(modules[1]?.ticks).toBeGreaterThan(modules[0]?.ticks ?? 0);
    const inner = new Environment({
      'index.js': "require('./a'); exports.handler = async () => 1;",
      'a.js': 'for (let i = 0; i < 50; i++);',
    });
    const nested = effect(await inner.init(), 'initDone').modules;
    expect(nested.map(({ path, depth }) => [path, depth])).toEqual([
      ['index.js', 0],
      ['a.js', 1],
    ]);
    expect(nested[0]?.ticks).toBe((nested[0]?.selfTicks ?? 0) + (nested[1]?.ticks ?? 0));
  });

  it('freezes with timers pending and goes on with them when they are due', async () => {
    const environment = new Environment({
      'index.mjs':
        "export const handler = async (e) => { setTimeout(() => console.log('from', e), 50); return 'at once'; };",
    });
    await environment.init();
    const answer = await environment.invoke(1);
    const { timerId, delayMs } = effect(answer, 'setTimer');
    expect(delayMs).toBe(50);
    expect(answer.effects.at(-1)?.type).toBe('next');
    environment.nowUs = 60e6;
    await environment.invoke(2);
    expect(effect(await environment.timer(timerId), 'log').text).toMatch(/09:01:00.*INFO\tfrom 1$/);
  });

  it('ends the process on an unhandled rejection, an uncaught exception and process.exit', async () => {
    const exits = async (code: string) => {
      const environment = new Environment({
        'index.mjs': `export const handler = async () => { ${code}; await new Promise(() => setTimeout(() => {}, 1e5)); };`,
      });
      await environment.init();
      const answer = await environment.invoke();
      const timer = answer.effects.find((one) => one.type === 'setTimer' && one.delayMs === 1);
      const last = timer?.type === 'setTimer' ? await environment.timer(timer.timerId) : answer;
      return effect(last, 'exit').code;
    };
    expect(await exits("Promise.reject(new Error('lost'))")).toBe(128);
    expect(await exits("setTimeout(() => { throw new Error('lost'); }, 1)")).toBe(129);
    expect(await exits('process.exit(3)')).toBe(3);
    expect(await exits('try { process.exit(4); } catch {} finally { process.exit(5); }')).toBe(4);
  });

  it('goes on with other environments whatever one of them does', async () => {
    const endless = new Environment({ 'index.mjs': 'export const handler = async () => { for (;;); };' });
    await endless.init();
    expect(await endless.invoke()).toMatchObject({ status: 'endless', effects: [] });
    expect(await respond('export const handler = async () => 1;')).toBe(1);
    // What has run out of its budget does not come back.
    expect(await endless.invoke()).toMatchObject({ effects: [] });
  });
});

describe('service calls', () => {
  const code = `import { S3Client, S3, GetObjectCommand, PutObjectCommand, NoSuchKey, DeleteObjectCommand } from '@aws-sdk/client-s3';
    const s3 = new S3Client({});
    export const handler = async ({ op }) => {
      if (op === 'put') return (await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: new TextEncoder().encode('grüße'), Skip: undefined }))).ETag;
      if (op === 'get') return (await (await new S3().getObject({ Bucket: 'b', Key: 'k' })).Body.transformToString());
      if (op === 'other') return new DeleteObjectCommand({});
      try { await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'none' })); } catch (e) { return [e.name, e.message, e.$fault, e.$metadata.httpStatusCode, e instanceof NoSuchKey, e instanceof Error]; }
    };`;

  async function called(op: string, reply: ServiceReply): Promise<{ call: Effect; value: unknown }> {
    const environment = new Environment({ 'index.mjs': code });
    await environment.init();
    const call = effect(await environment.invoke({ op }), 'call');
    return { call, value: responseOf(await environment.reply(call.callId, reply)) };
  }

  it('carry the command and its input, and give the output to the handler', async () => {
    const { call, value } = await called('put', { ok: true, output: { ETag: '"1"' } });
    expect(call).toMatchObject({
      service: 's3',
      command: 'PutObject',
      input: { Bucket: 'b', Key: 'k', Body: 'grüße' },
    });
    expect(value).toBe('"1"');
  });

  it('give bodies that can be read, in the aggregated style too', async () => {
    expect((await called('get', { ok: true, output: { Body: 'content' } })).value).toBe('content');
  });

  it('throw the errors of the service as the SDK does', async () => {
    const error = {
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      httpStatusCode: 404,
      fault: 'client' as const,
    };
    expect((await called('fail', { ok: false, error })).value).toEqual([
      'NoSuchKey',
      error.message,
      'client',
      404,
      true,
      true,
    ]);
  });

  it('fail for a command that is not simulated, and name it and the others', async () => {
    const environment = new Environment({
      'index.mjs': code
        .replace(', DeleteObjectCommand', '')
        .replace('new DeleteObjectCommand({})', 's3.send(new (class HeadObjectCommand {})())'),
    });
    await environment.init();
    expect(effect(await environment.invoke({ op: 'other' }), 'error').error.errorMessage).toMatch(
      /HeadObjectCommand.*GetObjectCommand, PutObjectCommand/,
    );
    const imported = new Environment({
      'index.js':
        "const { PutBucketPolicyCommand } = require('@aws-sdk/client-s3'); exports.handler = async () => new PutBucketPolicyCommand({});",
    });
    await imported.init();
    expect(effect(await imported.invoke(), 'error').error.errorMessage).toMatch(
      /PutBucketPolicyCommand.*GetObjectCommand, PutObjectCommand/,
    );
  });
});

describe('what a handler sees', () => {
  it('is virtual time, in UTC and en-US, that moves with the work done', async () => {
    const value = await respond(`export const handler = async () => {
      const start = [Date.now(), performance.now()];
      for (let i = 0; i < 2e6; i++);
      return [new Date(2024, 0, 15, 10, 30).toISOString(), new Date().getTimezoneOffset(), new Date(0).toString(), (1234.5).toLocaleString(), new Date('2024-01-15 10:30').toISOString(), Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now() > start[0], performance.now() > start[1]];
    };`);
    expect(value).toEqual([
      '2024-01-15T10:30:00.000Z',
      0,
      'Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)',
      '1,234.5',
      '2024-01-15T10:30:00.000Z',
      'UTC',
      true,
      true,
    ]);
  });

  it('is the same chance for the same seed, and another for another', async () => {
    const code =
      "import { randomUUID, randomBytes } from 'node:crypto'; export const handler = async () => [Math.random(), randomUUID(), crypto.randomUUID(), randomBytes(4).toString('hex')];";
    const first = await respond(code);
    expect(await respond(code)).toEqual(first);
    expect(await respond(code, { seed: 'other' })).not.toEqual(first);
    expect((first as string[])[1]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('gives the same transcript every time, races and intervals included', async () => {
    const code = `export const handler = async () => {
      const log = []; const wait = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
      const interval = setInterval(() => log.push('tick'), 3);
      log.push(await Promise.race([wait(5, 'a'), wait(5, 'b')]));
      for (let i = 0; i < 20; i++) await null;
      log.push(...await Promise.all([wait(2, 'c'), wait(1, 'd')]), await Promise.any([wait(4, 'e'), Promise.reject(new Error('x'))]));
      clearInterval(interval);
      return log.sort((a, b) => a.localeCompare(b));
    };`;
    const transcripts = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const environment = new Environment({ 'index.mjs': code });
      const answers = [await environment.init(), await environment.invoke()];
      for (let step = 0; step < 12; step++) {
        const timers = answers.flatMap(({ effects }) => effects).filter((one) => one.type === 'setTimer');
        const timer = timers[step];
        if (timer?.type === 'setTimer') answers.push(await environment.timer(timer.timerId));
      }
      transcripts.add(JSON.stringify(answers));
    }
    expect(transcripts.size).toBe(1);
  });

  it('has an own sort that is stable and compares equally often everywhere', async () => {
    const value = await respond(`export const handler = async () => {
      let compared = 0; const items = Array.from({ length: 50 }, (_, i) => ({ k: (i * 7) % 10, i }));
      items.sort((a, b) => { compared++; return a.k - b.k; });
      return [compared, items.every((one, i) => i === 0 || items[i - 1].k < one.k || (items[i - 1].k === one.k && items[i - 1].i < one.i)), [3, undefined, 1, , 2].sort().length, [10, 9, 1].sort()];
    };`);
    expect(value).toEqual([expect.any(Number), true, 5, [1, 10, 9]]);
  });

  it('follows the rules of its Node.js version (NODE-8, NODE-9, NODE-10)', async () => {
    const modern = { runtime: 'nodejs24.x' as const };
    expect(await respond('export const handler = () => 42;')).toBeNull();
    expect(await respond('export const handler = () => 42;', modern)).toBe(42);
    expect(
      await respond(
        "export const handler = async (e, c) => ['callbackWaitsForEmptyEventLoop', 'done', 'succeed', 'fail'].map((key) => key in c);",
        modern,
      ),
    ).toEqual([false, false, false, false]);
    const callback = new Environment(
      { 'index.mjs': 'export const handler = async (event, context, callback) => 1;' },
      modern,
    );
    expect(effect(await callback.init(), 'initDone').error?.errorType).toBe('Runtime.CallbackHandlerDeprecated');
  });

  it('is told what the playground does not have', async () => {
    const missing = new Environment({ 'index.js': "require('node:http2');" });
    expect(effect(await missing.init(), 'initDone').error).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringMatching(
        /Cannot find module 'node:http2' \(the playground does not provide this Node\.js built-in/,
      ),
    });
  });
});
