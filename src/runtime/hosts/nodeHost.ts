/**
 * Execution environments in Node.js: `vm` contexts in a worker thread, running the same environment script as the
 * sandbox. For tests and headless runs of code that one trusts; it is not a sandbox (D15).
 */
import { Worker } from 'node:worker_threads';
import type { FailureReason } from '../protocol.ts';
import type { EnvironmentScript } from './environmentScript.ts';
import type { EnvironmentHost, HostResult, StepOfEnvironment } from './host.ts';
import { parseStepAnswer } from './parseStepAnswer.ts';

/** Processor time without an answer after which everything is stopped, ms: on a busy machine that is longer than the same by the clock. */
const WATCHDOG_MS = 10_000;

interface Waiting {
  readonly requests: readonly StepOfEnvironment[];
  resolve(results: readonly HostResult[]): void;
  readonly unwatch: () => void;
}

/** `environmentScript` is that of `virtual:environment-script`. */
export function createNodeHost(environmentScript: EnvironmentScript, watchdogMs = WATCHDOG_MS): EnvironmentHost {
  let worker: Worker | undefined;
  let nextCallId = 1;
  const waiting = new Map<number, Waiting>();
  /** Environments that the thread holds. */
  const present = new Set<number>();

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
    call.unwatch();
    if (waiting.size === 0) worker?.unref();
    call.resolve(call.requests.map(({ step }, i) => answerOf(answers[i], step.stepId)));
  }

  /**
   * The thread is gone or stuck, and all its environments with it. It works on one call after the other: the first is
   * to blame, and of several steps in it nobody knows which.
   */
  function lose(reason: 'watchdog' | 'sandbox-lost'): void {
    worker?.terminate();
    worker = undefined;
    present.clear();
    const [first, ...others] = waiting.values();
    waiting.clear();
    if (first) fail(first, first.requests.length > 1 ? 'sandbox-lost' : reason);
    for (const call of others) fail(call, 'evicted');
  }

  function ask(requests: readonly StepOfEnvironment[]): Promise<readonly HostResult[]> {
    worker ??= startWorker();
    const target = worker;
    const callId = nextCallId++;
    return new Promise((resolve) => {
      waiting.set(callId, { requests, resolve, unwatch: watchProcessor(watchdogMs, () => lose('watchdog')) });
      target.ref();
      target.postMessage({
        callId,
        requests: requests.map(({ environment, step }) => ({ environment, text: JSON.stringify(step) })),
      });
    });
  }

  return {
    async run(requests) {
      for (const { environment, step } of requests) if (step.type === 'init') present.add(environment);
      const here = requests.filter(({ environment }) => present.has(environment));
      const results = here.length > 0 ? await ask(here) : [];
      return requests.map((request) => results[here.indexOf(request)] ?? stopped(request, 'evicted'));
    },
    stop(environment) {
      present.delete(environment);
      worker?.postMessage({ type: 'stop', environment });
    },
    dispose: () => lose('sandbox-lost'),
  };
}

function fail({ requests, resolve, unwatch }: Waiting, reason: 'watchdog' | 'sandbox-lost' | 'evicted'): void {
  unwatch();
  resolve(requests.map((request) => stopped(request, reason)));
}

function stopped({ step: { stepId } }: StepOfEnvironment, reason: FailureReason | 'evicted'): HostResult {
  return { stepId, status: 'stopped', reason };
}

function answerOf(message: unknown, stepId: number): HostResult {
  const parsed = parseStepAnswer(message, stepId);
  return parsed.ok ? parsed.answer : { stepId, status: 'stopped', reason: 'invalid-answer' };
}

const LOOK_MS = 100;

/** Calls `onLate` once the process has used so much of a processor; gives what stops the watch. */
function watchProcessor(limitMs: number, onLate: () => void): () => void {
  let usedMs = 0;
  let before = process.cpuUsage();
  const look = () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    // Several threads use several processors at once.
    usedMs += Math.min(LOOK_MS, (user + system) / 1000);
    if (usedMs >= limitMs) onLate();
  };
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}
