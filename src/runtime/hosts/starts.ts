/** Starts workers a few at a time, those that a step waits for first, and keeps some in reserve. */
import type { ToSandbox } from './sandboxMessages.ts';
import { newSlot, type WorkerSlot } from './workerSlot.ts';

/** Workers that start at the same time; more would only take the processor from each other. */
const STARTING_MAX = 4;

export interface Starts {
  /** A worker from the reserve, or one that will start. */
  take(): WorkerSlot;
  fillReserve(): void;
  /** To be told of every worker that is ready or has to end. */
  ended(slot: WorkerSlot): void;
  readonly starting: ReadonlySet<WorkerSlot>;
  readonly reserve: readonly WorkerSlot[];
}

export function createStarts(
  pooled: number,
  send: (message: ToSandbox, transfer: Transferable[]) => void,
  connect: (slot: WorkerSlot, port: MessagePort) => void,
): Starts {
  const reserve: WorkerSlot[] = [];
  const starting = new Set<WorkerSlot>();
  const waiting: WorkerSlot[] = [];
  let workers = 0;

  function startNext(): void {
    while (starting.size < STARTING_MAX) {
      const slot = waiting.shift();
      if (!slot) return;
      const channel = new MessageChannel();
      connect(slot, channel.port1);
      starting.add(slot);
      send({ type: 'spawn', worker: slot.worker }, [channel.port2]);
    }
  }

  function spawn(): WorkerSlot {
    workers += 1;
    const slot = newSlot(workers);
    waiting.push(slot);
    startNext();
    return slot;
  }

  return {
    starting,
    reserve,
    take: () => reserve.shift() ?? spawn(),
    fillReserve() {
      // Only when nobody waits for a worker.
      while (waiting.length === 0 && starting.size < STARTING_MAX && reserve.length < pooled) reserve.push(spawn());
    },
    ended(slot) {
      starting.delete(slot);
      const place = waiting.indexOf(slot);
      if (place >= 0) waiting.splice(place, 1);
      const reserved = slot.isReady ? -1 : reserve.indexOf(slot);
      if (reserved >= 0) reserve.splice(reserved, 1);
      startNext();
    },
  };
}
