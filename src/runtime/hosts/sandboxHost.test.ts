import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InitStep, TimerStep } from '../protocol.ts';
import type { WorkerLimits } from './residences.ts';
import { createSandboxHost, type SandboxOptions } from './sandboxHost.ts';
import { COUNTING, COUNTING_MAX, READY, REFUSED, type ToSandbox, type ToWorker } from './sandboxMessages.ts';

/** Stands in for the sandboxed frame: `answer` is what its workers do with a step. */
class Frame {
  readonly spawned = new Map<number, MessagePort>();
  readonly killed: number[] = [];
  readonly dropped: number[] = [];
  echoes = true;
  isReady = true;

  constructor(
    readonly port: MessagePort,
    readonly answer: (text: string, worker: number, port: MessagePort) => void,
  ) {
    port.onmessage = ({ data, ports }: MessageEvent<ToSandbox>) => {
      if (data.type === 'echo' && this.echoes) port.postMessage(data);
      if (data.type === 'kill') this.killed.push(data.worker);
      if (data.type === 'spawn' && ports[0]) this.spawn(data.worker, ports[0]);
    };
  }

  private spawn(worker: number, port: MessagePort): void {
    this.spawned.set(worker, port);
    port.onmessage = ({ data: [environment, text] }: MessageEvent<ToWorker>) =>
      text === undefined ? this.dropped.push(environment) : this.answer(text, worker, port);
    if (this.isReady) port.postMessage(READY);
  }
}

const files = [{ path: 'index.mjs', code: '' }];

/** A step that starts its environment; all are of one function. */
const init = (stepId: number): InitStep => ({
  type: 'init',
  stepId,
  nowUs: 0,
  nsPerTick: 1,
  tickBudget: 1,
  epochMs: 0,
  seed: '',
  runtime: 'nodejs22.x',
  handler: '',
  memoryMb: 128,
  env: {},
  files,
});

const timer = (stepId: number): TimerStep => ({
  type: 'timer',
  stepId,
  nowUs: 0,
  nsPerTick: 1,
  tickBudget: 1,
  timerId: 1,
});

const good = (text: string) =>
  JSON.stringify({ stepId: JSON.parse(text).stepId, status: 'quiescent', ticks: 1, memoryMb: 1, effects: [] });

function open(answer: Frame['answer'], { onLost = () => {}, ...options }: SandboxOptions = {}) {
  const channel = new MessageChannel();
  const frame = new Frame(channel.port2, answer);
  const host = createSandboxHost(channel.port1, {
    onLost,
    watchdogMs: 3000,
    pooled: 1,
    processors: 2,
    ...options,
  });
  open.closers.push(() => {
    host.dispose();
    channel.port2.close();
    for (const port of frame.spawned.values()) port.close();
  });
  return { frame, host };
}
open.closers = [] as (() => void)[];

/** Lets the messages that are under way arrive; real turns of the event loop, no real time. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  for (const close of open.closers.splice(0)) close();
  vi.useRealTimers();
});

describe('the sandbox host', () => {
  it('gives answers in the order of the requests, whoever is first', async () => {
    const late: (() => void)[] = [];
    const { host } = open((text, _worker, port) => {
      if (JSON.parse(text).stepId === 1) late.push(() => port.postMessage(good(text)));
      else {
        port.postMessage(good(text));
        for (const send of late) send();
      }
    });
    const answers = await host.run([
      { environment: 5, step: init(1) },
      { environment: 3, step: init(2) },
    ]);
    expect(answers.map(({ stepId, status }) => [stepId, status])).toEqual([
      [1, 'quiescent'],
      [2, 'quiescent'],
    ]);
  });

  it('keeps an environment in its worker and gives a new one a worker that was started ahead', async () => {
    const used: number[] = [];
    const { frame, host } = open((text, worker, port) => {
      used.push(worker);
      port.postMessage(good(text));
    });
    await settle();
    expect(frame.spawned.size).toBe(1);
    await host.run([{ environment: 1, step: init(1) }]);
    await host.run([{ environment: 1, step: init(2) }]);
    await host.run([{ environment: 2, step: init(3) }]);
    expect(used).toEqual([1, 1, 2]);
  });

  it('starts a stopped environment anew under the same number', async () => {
    const used: number[] = [];
    const { frame, host } = open((text, worker, port) => {
      used.push(worker);
      port.postMessage(good(text));
    });
    await host.run([{ environment: 1, step: init(1) }]);
    host.stop(1);
    await host.run([{ environment: 1, step: init(2) }]);
    expect(used).toEqual([1, 2]);
    expect(frame.killed).toEqual([1]);
  });

  it('ends an environment whose answer is not one', async () => {
    const { frame, host } = open((_text, _worker, port) => port.postMessage({ hello: 1 }));
    expect(await host.run([{ environment: 1, step: init(1) }])).toEqual([
      { stepId: 1, status: 'stopped', reason: 'invalid-answer' },
    ]);
    await settle();
    expect(frame.killed).toEqual([1]);
  });

  it('does not listen to an environment that speaks out of turn', async () => {
    const { host } = open((text, _worker, port) => {
      port.postMessage(good(text));
      port.postMessage(good(JSON.stringify({ stepId: 2 })));
      port.postMessage('more');
    });
    await host.run([{ environment: 1, step: init(1) }]);
    await settle();
    expect(await host.run([{ environment: 2, step: init(5) }])).toMatchObject([{ stepId: 5, status: 'quiescent' }]);
  });

  it('ends an environment that does not answer within the time of the watchdog', async () => {
    const { frame, host } = open(() => {});
    const answers = host.run([{ environment: 1, step: init(1) }]);
    await settle();
    await vi.advanceTimersByTimeAsync(3000);
    expect(await answers).toEqual([{ stepId: 1, status: 'stopped', reason: 'watchdog' }]);
    await settle();
    expect(frame.killed).toContain(1);
  });

  it('waits longer for a step that says that it counts, but not for ever', async () => {
    let worker: MessagePort | undefined;
    const { host } = open((_text, _worker, port) => {
      worker = port;
    });
    let isDone = false;
    const answers = host.run([{ environment: 1, step: init(1) }]).finally(() => {
      isDone = true;
    });
    await settle();
    for (let i = 0; i < COUNTING_MAX; i++) {
      worker?.postMessage(COUNTING);
      await settle();
      await vi.advanceTimersByTimeAsync(2500);
    }
    expect(isDone).toBe(false);
    worker?.postMessage(COUNTING);
    await settle();
    await vi.advanceTimersByTimeAsync(2500);
    expect(await answers).toEqual([{ stepId: 1, status: 'stopped', reason: 'watchdog' }]);
  });

  it('does not count the start of a worker as time of its step', async () => {
    const { frame, host } = open((text, _worker, port) => port.postMessage(good(text)));
    frame.isReady = false;
    await settle();
    const answers = host.run([
      { environment: 1, step: init(1) },
      { environment: 2, step: init(2) },
    ]);
    for (let i = 0; i < 5; i++) {
      await settle();
      await vi.advanceTimersByTimeAsync(1000);
    }
    for (const port of frame.spawned.values()) port.postMessage(READY);
    expect(await answers).toMatchObject([{ status: 'quiescent' }, { status: 'quiescent' }]);
  });

  it('notices that the frame gives no sign of life any more: the step under way was lost with it, those that waited were not', async () => {
    let lost = 0;
    const { frame, host } = open(
      (text, _worker, port) => JSON.parse(text).stepId === 1 && port.postMessage(good(text)),
      {
        onLost: () => lost++,
        // Strikes before that, but not at a step in a sandbox that may be gone.
        watchdogMs: 3000,
      },
    );
    await host.run([{ environment: 1, step: init(1) }]);
    frame.echoes = false;
    const answers = host.run([
      { environment: 1, step: timer(2) },
      { environment: 1, step: timer(3) },
    ]);
    for (let i = 0; i < 9; i++) {
      await settle();
      await vi.advanceTimersByTimeAsync(900);
    }
    expect(await answers).toMatchObject([{ reason: 'sandbox-lost' }, { reason: 'evicted' }]);
    expect(lost).toBe(1);
    expect(await host.run([{ environment: 2, step: init(4) }])).toMatchObject([{ reason: 'no-sandbox' }]);
  });

  it('notices at once when the channel to the frame is closed', async () => {
    let lost = 0;
    const { frame, host } = open(
      (text, _worker, port) => JSON.parse(text).stepId === 1 && port.postMessage(good(text)),
      {
        onLost: () => lost++,
      },
    );
    await host.run([{ environment: 1, step: init(1) }]);
    const answers = host.run([{ environment: 1, step: timer(2) }]);
    frame.port.close();
    expect(await answers).toMatchObject([{ reason: 'sandbox-lost' }]);
    expect(lost).toBe(1);
    host.dispose();
    expect(lost).toBe(1);
  });

  it('gives a frame that starts slowly a minute, and blames no step when it never comes', async () => {
    let lost = 0;
    const { frame, host } = open(() => {}, { onLost: () => lost++ });
    frame.echoes = false;
    frame.isReady = false;
    const answers = host.run([{ environment: 1, step: init(1) }]);
    for (let i = 0; i < 50; i++) {
      await settle();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(lost).toBe(0);
    for (let i = 0; i < 15; i++) {
      await settle();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(await answers).toMatchObject([{ reason: 'no-sandbox' }]);
    expect(lost).toBe(1);
  });

  it('takes signs of life for what they are', async () => {
    let lost = 0;
    const { host } = open((text, _worker, port) => port.postMessage(good(text)), { onLost: () => lost++ });
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(1000);
      await settle();
    }
    expect(lost).toBe(0);
    expect(await host.run([{ environment: 1, step: init(1) }])).toMatchObject([{ status: 'quiescent' }]);
  });
});

describe('a host with more environments than workers', () => {
  /** Which worker each environment's steps ran in. */
  function openNoting(limits: WorkerLimits, refuses = (_environment: number, _worker: number) => false) {
    const places: [environment: number, worker: number][] = [];
    const opened = open(
      (text, worker, port) => {
        const environment = Number(JSON.parse(text).seed ?? JSON.parse(text).timerId);
        places.push([environment, worker]);
        port.postMessage(refuses(environment, worker) ? REFUSED : good(text));
      },
      { limits, pooled: 0 },
    );
    const start = (environment: number, over: Partial<InitStep> = {}) =>
      opened.host.run([{ environment, step: { ...init(environment), seed: `${environment}`, ...over } }]);
    const goOn = (environment: number) =>
      opened.host.run([{ environment, step: { ...timer(100 + environment), timerId: environment } }]);
    const workersOf = (environment: number) => places.filter(([e]) => e === environment).map(([, worker]) => worker);
    return { ...opened, start, goOn, workersOf };
  }
  const evicted = [expect.objectContaining({ status: 'stopped', reason: 'evicted' })];

  it('puts those above the limit into the workers of their function, evenly', async () => {
    const { host, start, workersOf } = openNoting({ live: 2, hard: 10 });
    for (const environment of [1, 2, 3, 4]) await start(environment);
    expect([1, 2, 3, 4].flatMap(workersOf)).toEqual([1, 2, 1, 2]);
    expect(host.sharing?.()).toEqual([1, 3, 2, 4]);
  });

  it('never puts two functions into one worker, and goes above the limit for that', async () => {
    const { start, workersOf } = openNoting({ live: 1, hard: 10 });
    await start(1);
    await start(2, { env: { AWS_LAMBDA_FUNCTION_NAME: 'other' } });
    await start(3, { files: [...files] });
    expect([1, 2, 3].flatMap(workersOf)).toEqual([1, 2, 3]);
  });

  it('ends the worker that was not used for longest when there are too many, and says so when it is asked for', async () => {
    const { frame, start, goOn, workersOf } = openNoting({ live: 1, hard: 2 });
    await start(1);
    await start(2, { handler: 'b' });
    await goOn(1);
    await start(3, { handler: 'c' });
    await settle();
    expect(frame.killed).toEqual([2]);
    expect(await goOn(2)).toEqual(evicted);
    expect(await goOn(1)).toMatchObject([{ status: 'quiescent' }]);
    expect(workersOf(3)).toEqual([3]);
  });

  it('leaves a worker whose realm cannot be put right to the environment that spoilt it', async () => {
    const { start, goOn, workersOf } = openNoting({ live: 1, hard: 10 }, (environment) => environment === 1);
    await start(2);
    await start(3);
    await goOn(3);
    expect(await start(1)).toEqual(evicted);
    expect(await goOn(2)).toEqual(evicted);
    expect(await goOn(3)).toMatchObject([{ status: 'quiescent' }]);
    // No other of the function shares from now on.
    await start(4);
    await start(5);
    expect([workersOf(4), workersOf(5)]).toEqual([[2], [3]]);
  });

  it('ends one of several in a worker without the others', async () => {
    const { frame, host, start, goOn } = openNoting({ live: 1, hard: 10 });
    await start(1);
    await start(2);
    host.stop(1);
    await settle();
    expect([frame.dropped, frame.killed]).toEqual([[1], []]);
    expect(await goOn(2)).toMatchObject([{ status: 'quiescent' }]);
    expect(await goOn(1)).toEqual(evicted);
    host.stop(2);
    await settle();
    expect(frame.killed).toEqual([1]);
  });

  it('blames nobody but the environment that does not answer', async () => {
    const { host } = open((text, _worker, port) => JSON.parse(text).type === 'init' && port.postMessage(good(text)), {
      limits: { live: 1, hard: 10 },
    });
    await host.run([{ environment: 1, step: init(1) }]);
    await host.run([{ environment: 2, step: init(2) }]);
    const answers = host.run([
      { environment: 1, step: timer(3) },
      { environment: 2, step: timer(4) },
    ]);
    await settle();
    await vi.advanceTimersByTimeAsync(3000);
    expect(await answers).toMatchObject([{ reason: 'watchdog' }, { reason: 'evicted' }]);
  });
});

describe('a busy machine', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ environment: i + 1, step: init(i + 1) }));

  it('starts four workers at a time', async () => {
    const { frame, host } = open((text, _worker, port) => port.postMessage(good(text)), { pooled: 0 });
    frame.isReady = false;
    const answers = host.run(many(10));
    const started: number[] = [];
    for (let round = 0; round < 4; round++) {
      await settle();
      started.push(frame.spawned.size);
      for (const port of frame.spawned.values()) port.postMessage(READY);
    }
    expect(started).toEqual([4, 8, 10, 10]);
    expect(await answers).toHaveLength(10);
  });

  it('gives a step more time the more others run or start at the same time', async () => {
    const { host } = open(() => {});
    const answers = host.run(many(8));
    let isSettled = false;
    void answers.then(() => {
      isSettled = true;
    });
    await settle();
    // Eight steps on two processors: each may take four times as long.
    await vi.advanceTimersByTimeAsync(11_500);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await answers).every((one) => one.status === 'stopped' && one.reason === 'watchdog')).toBe(true);
  });
});
