/**
 * Which environment lives in which worker. One each, up to the limit of live workers; beyond it environments of one
 * function share workers (D11). A function that has no worker to share gets one above the limit, up to a hard one,
 * beyond which the worker that was not used for longest has to go.
 */
import type { InitStep } from '../protocol.ts';
import type { Residence, WorkerSlot } from './workerSlot.ts';

export interface WorkerLimits {
  /** Live workers up to which every environment has its own. */
  readonly live: number;
  /** Never more than this: Firefox stops at 512, without a word. */
  readonly hard: number;
}

export const WORKER_LIMITS: WorkerLimits = { live: 200, hard: 400 };

export interface Residences {
  slotOf(environment: number): WorkerSlot | undefined;
  /** Gives a new environment its place; `makeRoom` is told of workers that have to go first. */
  settle(environment: number, step: InitStep, makeRoom: (slot: WorkerSlot) => void): WorkerSlot;
  /** Takes an environment out of its worker. */
  leave(environment: number): void;
  /** Takes a worker with all its environments out, and gives their numbers. */
  close(slot: WorkerSlot): number[];
  /** All workers that hold environments. */
  slots(): WorkerSlot[];
  sharing(): number[];
}

export function createResidences(limits: WorkerLimits, takeWorker: () => WorkerSlot): Residences {
  const slots = new Map<number, WorkerSlot>();
  const live = new Set<WorkerSlot>();
  const residences = new Map<string, Residence>();
  const fileSets = new WeakMap<object, number>();
  let fileSetCount = 0;

  /** The same for environments of one deployment of one function. */
  function keyOf({ files, handler, env }: InitStep): string {
    const known = fileSets.get(files) ?? ++fileSetCount;
    fileSets.set(files, known);
    return `${known}/${handler}/${env.AWS_LAMBDA_FUNCTION_NAME ?? ''}`;
  }

  function residenceOf(step: InitStep): Residence {
    const key = keyOf(step);
    let residence = residences.get(key);
    if (!residence) {
      residence = { key, slots: new Set(), canShare: true };
      residences.set(key, residence);
    }
    return residence;
  }

  function place(residence: Residence, makeRoom: (slot: WorkerSlot) => void): WorkerSlot {
    if (live.size >= limits.live) {
      const shared = residence.canShare ? leastPeopled(residence.slots) : undefined;
      if (shared) return shared;
      while (live.size >= limits.hard) {
        const idle = longestIdle(live);
        if (!idle) break;
        makeRoom(idle);
      }
    }
    const slot = takeWorker();
    slot.residence = residence;
    residence.slots.add(slot);
    live.add(slot);
    return slot;
  }

  function close(slot: WorkerSlot): number[] {
    const environments = [...slot.environments];
    for (const environment of environments) slots.delete(environment);
    slot.environments.clear();
    live.delete(slot);
    slot.residence?.slots.delete(slot);
    return environments;
  }

  return {
    slotOf: (environment) => slots.get(environment),
    settle(environment, step, makeRoom) {
      const slot = place(residenceOf(step), makeRoom);
      slot.environments.add(environment);
      slots.set(environment, slot);
      return slot;
    },
    leave(environment) {
      slots.get(environment)?.environments.delete(environment);
      slots.delete(environment);
    },
    close,
    slots: () => [...live],
    sharing: () =>
      [...live].filter(({ environments }) => environments.size > 1).flatMap(({ environments }) => [...environments]),
  };
}

function leastPeopled(slots: Iterable<WorkerSlot>): WorkerSlot | undefined {
  let least: WorkerSlot | undefined;
  for (const slot of slots) if (!least || slot.environments.size < least.environments.size) least = slot;
  return least;
}

function longestIdle(slots: Iterable<WorkerSlot>): WorkerSlot | undefined {
  let idle: WorkerSlot | undefined;
  for (const slot of slots) {
    if (slot.running || slot.queue.length > 0) continue;
    if (!idle || slot.lastUsed < idle.lastUsed) idle = slot;
  }
  return idle;
}
