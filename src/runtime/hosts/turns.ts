/**
 * Lets steps run, a few at a time, and looks for those that do not end. The watchdog counts time in which a step could
 * have used a processor: while more workers start and run than there are processors, each counts for its share. A busy
 * machine must not stop anything, since that makes a run irreproducible (D9, D10).
 */
import type { HostResult } from './host.ts';
import type { PendingStep, WorkerSlot } from './workerSlot.ts';

/** Steps that run at the same time, at most: enough for all processors while messages are under way. */
const RUNNING_MAX = 8;
/** The watchdog looks that often, ms; what a machine that is too busy to look misses does not count. */
const LOOK_MS = 250;
/** A worker that needs more than this to start will not come, ms. */
const START_MS = 60_000;

export interface Turns {
  /** Runs the next step of a worker when there is one and it may run. */
  give(slot: WorkerSlot): void;
  /** The step under way has its result. */
  end(slot: WorkerSlot, result: HostResult): void;
  dispose(): void;
}

export interface TurnOptions {
  readonly watchdogMs: number;
  readonly processors: number;
  readonly starting: ReadonlySet<WorkerSlot>;
  post(slot: WorkerSlot, step: PendingStep): void;
  /** A worker takes too long; it has to be ended. */
  onLate(slot: WorkerSlot): void;
}

export function createTurns({ watchdogMs, processors, starting, post, onLate }: TurnOptions): Turns {
  const running = new Set<WorkerSlot>();
  const waiting = new Set<WorkerSlot>();

  function give(slot: WorkerSlot): void {
    if (!slot.isReady || slot.running || slot.queue.length === 0) return;
    if (running.size >= RUNNING_MAX) {
      waiting.add(slot);
      return;
    }
    const step = slot.queue.shift();
    if (!step) return;
    slot.running = step;
    slot.usedMs = 0;
    slot.signs = 0;
    running.add(slot);
    post(slot, step);
  }

  function giveNext(): void {
    for (const slot of waiting) {
      if (running.size >= RUNNING_MAX) return;
      waiting.delete(slot);
      give(slot);
    }
  }

  function look(): void {
    const share = Math.min(1, processors / (running.size + starting.size)) * LOOK_MS;
    for (const slot of [...running, ...starting]) slot.usedMs += share;
    const late = [...running].filter(({ usedMs }) => usedMs >= watchdogMs);
    const missing = [...starting].filter(({ usedMs }) => usedMs >= START_MS);
    for (const slot of [...late, ...missing]) onLate(slot);
  }
  const watch = setInterval(look, LOOK_MS);

  return {
    give,
    end(slot, result) {
      const step = slot.running;
      slot.running = undefined;
      running.delete(slot);
      step?.resolve(result);
      // Others first, so that one worker with many environments does not keep them waiting.
      if (slot.queue.length > 0) waiting.add(slot);
      giveNext();
    },
    dispose: () => clearInterval(watch),
  };
}
