/**
 * Execution environments in the browser, in classic workers inside the sandboxed frame, each with a channel straight to
 * the caller (the kernel worker). Everything that comes back is hostile input.
 */
import type { HostFailure } from '../protocol.ts';
import type { EnvironmentHost, HostResult, StepOfEnvironment } from './host.ts';
import { parseStepAnswer } from './parseStepAnswer.ts';
import { createResidences, WORKER_LIMITS, type WorkerLimits } from './residences.ts';
import { COUNTING, COUNTING_MAX, READY, REFUSED, type ToSandbox, type ToWorker } from './sandboxMessages.ts';
import { createStarts } from './starts.ts';
import { createTurns } from './turns.ts';
import type { PendingStep, WorkerSlot } from './workerSlot.ts';

export interface SandboxOptions {
  /** The whole sandbox is gone, with all environments: make a new frame and a new host. */
  readonly onLost?: () => void;
  /** Real time on a processor that a step may take without an answer or a sign that it counts, ms. */
  readonly watchdogMs?: number;
  /** Workers started ahead of need, so that a cold start does not wait for the machine. */
  readonly pooled?: number;
  readonly limits?: WorkerLimits;
  /** Processors of the machine. */
  readonly processors?: number;
}

/** A stop by this clock makes a run irreproducible (D9), so it is long. */
const WATCHDOG_MS = 10_000;
const POOLED = 4;
const ECHO_MS = 1000;
/** Echoes that may stay out. Where the browser says that the frame's end of the channel is gone, nobody waits for them. */
const MISSES_MAX = 6;
/** The same before the first one: a busy machine takes its time to start the frame's process. */
const START_MISSES_MAX = 60;

type Failure = HostFailure['reason'] | 'evicted';
const failed = (stepId: number, reason: Failure): HostResult => ({ stepId, status: 'stopped', reason });

/** `control` is the port of `openSandbox`, transferred to where this runs. */
export function createSandboxHost(control: MessagePort, options: SandboxOptions = {}): EnvironmentHost {
  const { onLost = () => {}, watchdogMs = WATCHDOG_MS, pooled = POOLED, limits = WORKER_LIMITS } = options;
  let isLost = false;
  let isAlive = false;
  let echoes = 0;
  let misses = 0;
  let steps = 0;

  const send = (message: ToSandbox, transfer: Transferable[] = []) => control.postMessage(message, transfer);
  const starts = createStarts(pooled, send, (slot, port) => {
    slot.port = port;
    port.onmessage = (event: MessageEvent<unknown>) => receive(slot, event.data);
  });
  const residences = createResidences(limits, starts.take);
  const turns = createTurns({
    watchdogMs,
    processors: options.processors ?? processorsHere(),
    starting: starts.starting,
    post: (slot, { environment, text }) => tell(slot, [environment, text]),
    // In a sandbox that may be gone, no step is to blame yet.
    onLate: (slot) => {
      if (misses <= 1) close(slot, 'watchdog');
    },
  });

  function tell(slot: WorkerSlot, message: ToWorker): void {
    slot.port?.postMessage(message);
  }

  function receive(slot: WorkerSlot, message: unknown): void {
    if (!slot.isReady) {
      if (message !== READY) return;
      slot.isReady = true;
      isAlive = true;
      starts.ended(slot);
      turns.give(slot);
      return;
    }
    const { running } = slot;
    // Nobody asked; an environment that speaks out of turn is not answered.
    if (!running) return;
    if (message === COUNTING) return noteSign(slot);
    if (message === REFUSED) return refuse(slot, running);
    const parsed = parseStepAnswer(message, running.stepId);
    if (!parsed.ok) return close(slot, 'invalid-answer');
    slot.present = running.environment;
    turns.end(slot, parsed.answer);
  }

  function noteSign(slot: WorkerSlot): void {
    slot.signs += 1;
    if (slot.signs <= COUNTING_MAX) slot.usedMs = 0;
  }

  /** The worker is only good for the environment that ran in it last; the others have to be built anew elsewhere. */
  function refuse(slot: WorkerSlot, running: PendingStep): void {
    const { present } = slot;
    if (present === undefined || !slot.environments.has(present) || running.environment === present) {
      close(slot, slot.environments.size > 1 ? 'evicted' : 'invalid-answer');
      return;
    }
    if (slot.residence) slot.residence.canShare = false;
    for (const environment of slot.environments) if (environment !== present) residences.leave(environment);
    const others = slot.queue.filter(({ environment }) => environment !== present);
    slot.queue.splice(0, slot.queue.length, ...slot.queue.filter(({ environment }) => environment === present));
    turns.end(slot, failed(running.stepId, 'evicted'));
    for (const step of others) step.resolve(failed(step.stepId, 'evicted'));
  }

  /** Ends a worker; `reason` is for the step under way, environments that only shared the worker are not to blame. */
  function close(slot: WorkerSlot, reason: Failure): void {
    residences.close(slot);
    if (slot.port) {
      slot.port.onmessage = null;
      slot.port.close();
      send({ type: 'kill', worker: slot.worker });
    }
    const queued = slot.queue.splice(0);
    // Where no worker comes at all, waiting for another would have no end.
    const comes = reason === 'sandbox-lost' ? isAlive : slot.isReady;
    const other = comes ? 'evicted' : 'no-sandbox';
    starts.ended(slot);
    if (slot.running) turns.end(slot, failed(slot.running.stepId, reason));
    for (const step of queued) step.resolve(failed(step.stepId, other));
  }

  function runOne({ environment, step }: StepOfEnvironment): Promise<HostResult> {
    const { stepId } = step;
    if (isLost) return Promise.resolve(failed(stepId, 'no-sandbox'));
    let slot = residences.slotOf(environment);
    if (!slot && step.type !== 'init') return Promise.resolve(failed(stepId, 'evicted'));
    if (!slot && step.type === 'init') slot = residences.settle(environment, step, (idle) => close(idle, 'evicted'));
    const target = slot;
    return new Promise((resolve) => {
      if (!target) return;
      steps += 1;
      target.lastUsed = steps;
      target.queue.push({ environment, stepId, text: JSON.stringify(step), resolve });
      turns.give(target);
    });
  }

  function stop(environment: number): void {
    const slot = residences.slotOf(environment);
    if (!slot) return;
    const isUnderWay =
      slot.running?.environment === environment || slot.queue.some((one) => one.environment === environment);
    if (slot.environments.size === 1 || isUnderWay) {
      close(slot, 'watchdog');
      return;
    }
    residences.leave(environment);
    tell(slot, [environment]);
  }

  function lose(): boolean {
    if (isLost) return false;
    isLost = true;
    clearInterval(echo);
    turns.dispose();
    for (const slot of [...residences.slots(), ...starts.reserve]) close(slot, 'sandbox-lost');
    return true;
  }

  function noteLoss(): void {
    if (lose()) onLost();
  }

  control.addEventListener('close', noteLoss);
  control.onmessage = (event: MessageEvent<unknown>) => {
    const count =
      typeof event.data === 'object' && event.data !== null && 'count' in event.data ? event.data.count : undefined;
    if (count !== echoes) return;
    misses = 0;
    isAlive = true;
  };
  const echo = setInterval(() => {
    misses += 1;
    if (misses > (isAlive ? MISSES_MAX : START_MISSES_MAX)) return noteLoss();
    echoes += 1;
    send({ type: 'echo', count: echoes });
  }, ECHO_MS);
  starts.fillReserve();

  return {
    async run(requests) {
      const results = await Promise.all(requests.map(runOne));
      if (!isLost) starts.fillReserve();
      return results;
    },
    stop,
    sharing: residences.sharing,
    dispose() {
      lose();
      control.close();
    },
  };
}

function processorsHere(): number {
  return typeof navigator === 'object' ? (navigator.hardwareConcurrency ?? 2) : 2;
}
