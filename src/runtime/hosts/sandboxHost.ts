/**
 * Execution environments in the browser: one classic worker each, inside the sandboxed frame, each with a channel
 * straight to the caller (the kernel worker). Everything that comes back is hostile input.
 */
import type { HostAnswer, HostFailure } from '../protocol.ts';
import type { EnvironmentHost, StepOfEnvironment } from './host.ts';
import { parseStepAnswer } from './parseStepAnswer.ts';
import { READY, type ToSandbox } from './sandboxMessages.ts';

export interface SandboxOptions {
  /** The whole sandbox is gone, with all environments: make a new frame and a new host. */
  readonly onLost?: () => void;
  /** Real time that a step may take without an answer, ms. */
  readonly watchdogMs?: number;
  /** Workers started ahead of need, so that a cold start does not wait for the machine. */
  readonly pooled?: number;
}

/** Long enough for a machine on which many workers start at once: a stop by this clock makes a run irreproducible (D9). */
const WATCHDOG_MS = 10_000;
const POOLED = 3;
/** Starting a worker may take long while many others start; more than this means that it will not come. */
const START_MS = 60_000;
const ECHO_MS = 1000;
const MISSES_MAX = 3;

/** A worker in the frame, as yet without an environment or with one. */
interface WorkerSlot {
  readonly worker: number;
  readonly port: MessagePort;
  isReady: boolean;
  /** The step it is to answer. */
  step: { readonly stepId: number; readonly text: string; resolve(answer: HostAnswer): void } | undefined;
  watchdog: ReturnType<typeof setTimeout> | undefined;
}

/** `control` is the port of `openSandbox`, transferred to where this runs. */
export function createSandboxHost(control: MessagePort, options: SandboxOptions = {}): EnvironmentHost {
  const { onLost = () => {}, watchdogMs = WATCHDOG_MS, pooled = POOLED } = options;
  const slots = new Map<number, WorkerSlot>();
  const pool: WorkerSlot[] = [];
  let nextWorker = 1;
  let isLost = false;
  let echoes = 0;
  let misses = 0;

  const send = (message: ToSandbox, transfer: Transferable[] = []) => control.postMessage(message, transfer);

  function spawn(): WorkerSlot {
    const channel = new MessageChannel();
    const slot: WorkerSlot = {
      worker: nextWorker++,
      port: channel.port1,
      isReady: false,
      step: undefined,
      watchdog: undefined,
    };
    slot.port.onmessage = (event: MessageEvent<unknown>) => receive(slot, event.data);
    send({ type: 'spawn', worker: slot.worker }, [channel.port2]);
    return slot;
  }

  function kill(slot: WorkerSlot): void {
    clearTimeout(slot.watchdog);
    slot.port.onmessage = null;
    slot.port.close();
    send({ type: 'kill', worker: slot.worker });
  }

  function receive(slot: WorkerSlot, message: unknown): void {
    if (!slot.isReady) {
      slot.isReady = message === READY;
      if (slot.isReady && slot.step) start(slot);
      return;
    }
    const { step } = slot;
    // Nobody asked; an environment that speaks out of turn is not answered.
    if (!step) return;
    const parsed = parseStepAnswer(message, step.stepId);
    if (parsed.ok) settle(slot, parsed.answer);
    else giveUp(slot, 'invalid-answer');
  }

  function start(slot: WorkerSlot): void {
    clearTimeout(slot.watchdog);
    slot.watchdog = setTimeout(() => giveUp(slot, 'watchdog'), watchdogMs);
    slot.port.postMessage(slot.step?.text);
  }

  function settle(slot: WorkerSlot, answer: HostAnswer): void {
    clearTimeout(slot.watchdog);
    const { step } = slot;
    slot.step = undefined;
    step?.resolve(answer);
  }

  /** Ends a worker that did not answer as it should. */
  function giveUp(slot: WorkerSlot, reason: HostFailure['reason']): void {
    for (const [environment, other] of slots) if (other === slot) slots.delete(environment);
    kill(slot);
    settle(slot, { stepId: slot.step?.stepId ?? 0, status: 'stopped', reason });
  }

  function runOne({ environment, step }: StepOfEnvironment): Promise<HostAnswer> {
    const { stepId } = step;
    if (isLost) return Promise.resolve({ stepId, status: 'stopped', reason: 'sandbox-lost' });
    return new Promise((resolve) => {
      let slot = slots.get(environment);
      if (!slot) {
        slot = pool.shift() ?? spawn();
        slots.set(environment, slot);
      }
      if (slot.step) throw new Error(`Environment ${environment} got a step before it had answered the last one.`);
      const waiting = slot;
      waiting.step = { stepId, text: JSON.stringify(step), resolve };
      if (waiting.isReady) start(waiting);
      else waiting.watchdog = setTimeout(() => giveUp(waiting, 'watchdog'), START_MS);
    });
  }

  function fillPool(): void {
    while (!isLost && pool.length < pooled) pool.push(spawn());
  }

  function lose(): void {
    if (isLost) return;
    isLost = true;
    clearInterval(echo);
    for (const slot of [...slots.values()]) giveUp(slot, 'sandbox-lost');
    for (const slot of pool) kill(slot);
  }

  control.onmessage = (event: MessageEvent<unknown>) => {
    const count =
      typeof event.data === 'object' && event.data !== null && 'count' in event.data ? event.data.count : undefined;
    if (count === echoes) misses = 0;
  };
  const echo = setInterval(() => {
    misses += 1;
    if (misses > MISSES_MAX) {
      lose();
      onLost();
      return;
    }
    echoes += 1;
    send({ type: 'echo', count: echoes });
  }, ECHO_MS);
  fillPool();

  return {
    async run(requests) {
      const answers = await Promise.all(requests.map(runOne));
      fillPool();
      return answers;
    },
    stop(environment) {
      const slot = slots.get(environment);
      if (slot) giveUp(slot, 'watchdog');
    },
    dispose() {
      lose();
      control.close();
    },
  };
}
