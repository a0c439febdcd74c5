import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvokeStep } from '../protocol.ts';
import { createSandboxHost } from './sandboxHost.ts';
import { READY, type ToSandbox } from './sandboxMessages.ts';

/** Stands in for the sandboxed frame: `answer` is what its workers do with a step. */
class Frame {
  readonly spawned = new Map<number, MessagePort>();
  readonly killed: number[] = [];
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
    port.onmessage = ({ data }: MessageEvent<string>) => this.answer(data, worker, port);
    if (this.isReady) port.postMessage(READY);
  }
}

const step = (stepId: number): InvokeStep => ({
  type: 'invoke',
  stepId,
  nowUs: 0,
  nsPerTick: 1,
  tickBudget: 1,
  requestId: 'r',
  event: '{}',
  deadlineUs: 0,
  traceId: '',
  context: {
    functionName: '',
    functionVersion: '',
    invokedFunctionArn: '',
    memoryLimitInMB: '',
    logGroupName: '',
    logStreamName: '',
  },
});

const good = (text: string) =>
  JSON.stringify({ stepId: JSON.parse(text).stepId, status: 'quiescent', ticks: 1, memoryMb: 1, effects: [] });

function open(answer: Frame['answer'], onLost = () => {}) {
  const channel = new MessageChannel();
  const frame = new Frame(channel.port2, answer);
  const host = createSandboxHost(channel.port1, { onLost, watchdogMs: 3000, pooled: 1 });
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
      { environment: 5, step: step(1) },
      { environment: 3, step: step(2) },
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
    await host.run([{ environment: 1, step: step(1) }]);
    await host.run([{ environment: 1, step: step(2) }]);
    await host.run([{ environment: 2, step: step(3) }]);
    expect(used).toEqual([1, 1, 2]);
  });

  it('starts a stopped environment anew under the same number', async () => {
    const used: number[] = [];
    const { frame, host } = open((text, worker, port) => {
      used.push(worker);
      port.postMessage(good(text));
    });
    await host.run([{ environment: 1, step: step(1) }]);
    host.stop(1);
    await host.run([{ environment: 1, step: step(2) }]);
    expect(used).toEqual([1, 2]);
    expect(frame.killed).toEqual([1]);
  });

  it('ends an environment whose answer is not one', async () => {
    const { frame, host } = open((_text, _worker, port) => port.postMessage({ hello: 1 }));
    expect(await host.run([{ environment: 1, step: step(1) }])).toEqual([
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
    await host.run([{ environment: 1, step: step(1) }]);
    await settle();
    expect(await host.run([{ environment: 2, step: step(5) }])).toMatchObject([{ stepId: 5, status: 'quiescent' }]);
  });

  it('ends an environment that does not answer within the time of the watchdog', async () => {
    const { frame, host } = open(() => {});
    const answers = host.run([{ environment: 1, step: step(1) }]);
    await settle();
    await vi.advanceTimersByTimeAsync(3000);
    expect(await answers).toEqual([{ stepId: 1, status: 'stopped', reason: 'watchdog' }]);
    await settle();
    expect(frame.killed).toContain(1);
  });

  it('does not count the start of a worker as time of its step', async () => {
    const { frame, host } = open((text, _worker, port) => port.postMessage(good(text)));
    frame.isReady = false;
    await settle();
    const answers = host.run([
      { environment: 1, step: step(1) },
      { environment: 2, step: step(2) },
    ]);
    for (let i = 0; i < 5; i++) {
      await settle();
      await vi.advanceTimersByTimeAsync(1000);
    }
    for (const port of frame.spawned.values()) port.postMessage(READY);
    expect(await answers).toMatchObject([{ status: 'quiescent' }, { status: 'quiescent' }]);
  });

  it('notices within seconds that the frame is gone, and says so for every step under way', async () => {
    let lost = 0;
    const { frame, host } = open(
      () => {},
      () => lost++,
    );
    frame.echoes = false;
    const answers = host.run([{ environment: 1, step: step(1) }]);
    for (let i = 0; i < 5; i++) {
      await settle();
      await vi.advanceTimersByTimeAsync(900);
    }
    expect(await answers).toMatchObject([{ stepId: 1, status: 'stopped' }]);
    expect(lost).toBe(1);
    expect(await host.run([{ environment: 2, step: step(2) }])).toEqual([
      { stepId: 2, status: 'stopped', reason: 'sandbox-lost' },
    ]);
  });

  it('takes signs of life for what they are', async () => {
    let lost = 0;
    const { host } = open(
      (text, _worker, port) => port.postMessage(good(text)),
      () => lost++,
    );
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(1000);
      await settle();
    }
    expect(lost).toBe(0);
    expect(await host.run([{ environment: 1, step: step(1) }])).toMatchObject([{ status: 'quiescent' }]);
  });
});
