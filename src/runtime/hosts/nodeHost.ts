/**
 * Execution environments in Node.js: `vm` contexts in a worker thread, running the same environment script as the
 * sandbox. For tests and headless runs of code that one trusts; it is not a sandbox (D15).
 */
import { Worker } from 'node:worker_threads';
import type { HostAnswer } from '../protocol.ts';
import type { EnvironmentHost, StepOfEnvironment } from './host.ts';
import { parseStepAnswer } from './parseStepAnswer.ts';

/** Real time without an answer after which everything is stopped, ms. */
const WATCHDOG_MS = 10_000;

interface Waiting {
  readonly requests: readonly StepOfEnvironment[];
  resolve(answers: readonly HostAnswer[]): void;
  watchdog: NodeJS.Timeout;
}

/** `environmentScript` is the text of `virtual:environment-script`. */
export function createNodeHost(environmentScript: string): EnvironmentHost {
  let worker: Worker | undefined;
  let nextCallId = 1;
  const waiting = new Map<number, Waiting>();

  function startWorker(): Worker {
    const started = new Worker(new URL('./nodeWorker.js', import.meta.url), {
      workerData: { script: environmentScript },
    });
    started.on('message', ({ callId, answers }: { callId: number; answers: readonly unknown[] }) =>
      settle(callId, answers),
    );
    started.on('error', () => lose('sandbox-lost'));
    // A host nobody waits for does not keep the process.
    started.unref();
    return started;
  }

  function settle(callId: number, answers: readonly unknown[]): void {
    const call = waiting.get(callId);
    if (!call) return;
    waiting.delete(callId);
    clearTimeout(call.watchdog);
    if (waiting.size === 0) worker?.unref();
    call.resolve(call.requests.map(({ step }, i) => answerOf(answers[i], step.stepId)));
  }

  /** The thread is gone or stuck: all its environments with it. */
  function lose(reason: 'watchdog' | 'sandbox-lost'): void {
    worker?.terminate();
    worker = undefined;
    for (const [callId, call] of waiting) {
      waiting.delete(callId);
      clearTimeout(call.watchdog);
      call.resolve(call.requests.map(({ step }) => ({ stepId: step.stepId, status: 'stopped', reason })));
    }
  }

  return {
    run(requests) {
      worker ??= startWorker();
      const target = worker;
      const callId = nextCallId++;
      return new Promise((resolve) => {
        waiting.set(callId, { requests, resolve, watchdog: setTimeout(() => lose('watchdog'), WATCHDOG_MS) });
        target.ref();
        target.postMessage({
          callId,
          requests: requests.map(({ environment, step }) => ({ environment, text: JSON.stringify(step) })),
        });
      });
    },
    stop: (environment) => worker?.postMessage({ type: 'stop', environment }),
    dispose: () => lose('sandbox-lost'),
  };
}

function answerOf(message: unknown, stepId: number): HostAnswer {
  const parsed = parseStepAnswer(message, stepId);
  return parsed.ok ? parsed.answer : { stepId, status: 'stopped', reason: 'invalid-answer' };
}
