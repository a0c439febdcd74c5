/** A worker of the sandbox as the kernel side sees it. */
import type { HostResult } from './host.ts';

/** A step that waits for its turn, or for its answer. */
export interface PendingStep {
  readonly environment: number;
  readonly stepId: number;
  /** The step as JSON. */
  readonly text: string;
  resolve(result: HostResult): void;
}

export interface WorkerSlot {
  readonly worker: number;
  /** Undefined while it waits to be started. */
  port: MessagePort | undefined;
  isReady: boolean;
  /** Environments of one function. */
  readonly environments: Set<number>;
  /** The function whose environments it holds; undefined for a worker in reserve. */
  residence: Residence | undefined;
  /** The environment that ran last: the worker's realm is its. */
  present: number | undefined;
  readonly queue: PendingStep[];
  running: PendingStep | undefined;
  /** Time for which the present start or step could have used a processor, ms. */
  usedMs: number;
  /** Signs of life during the present step. */
  signs: number;
  /** Counts steps of the host; tells which worker was not used for longest. */
  lastUsed: number;
}

/** The workers that hold environments of one function. */
export interface Residence {
  readonly key: string;
  readonly slots: Set<WorkerSlot>;
  /** False once one of its environments did to a realm what cannot be undone: others of it may too. */
  canShare: boolean;
}

export function newSlot(worker: number): WorkerSlot {
  return {
    worker,
    port: undefined,
    isReady: false,
    environments: new Set(),
    residence: undefined,
    present: undefined,
    queue: [],
    running: undefined,
    usedMs: 0,
    signs: 0,
    lastUsed: 0,
  };
}
