/** What the engine needs from whoever owns execution environments. */
import type { HostAnswer, Step } from '../protocol.ts';

export interface EnvironmentHost {
  /**
   * Runs one step in each of several different environments, if possible at the same time; answers come in the order of
   * the requests. An `init` step starts its environment, also under a number that was stopped before. Never rejects: an
   * environment that cannot answer gives a HostFailure and is gone; one that is gone through no fault of its own, and
   * one that never was, gives `evicted`.
   */
  run(requests: readonly StepOfEnvironment[]): Promise<readonly HostResult[]>;
  /**
   * Of a host in the calling thread, which saves waiting between steps: runs `first`, then what `next` gives for the
   * results, and so on until it gives nothing or some time has passed; what it gave last has then not been run.
   */
  runThrough?(
    first: readonly StepOfEnvironment[],
    next: (results: readonly HostResult[]) => readonly StepOfEnvironment[] | undefined,
  ): Promise<void>;
  /** Ends an environment; unknown numbers are ignored. */
  stop(environment: number): void;
  /** Environments that share a worker with others, because there are more than workers. */
  sharing?(): readonly number[];
  /** Ends all environments; the host is of no use afterwards. */
  dispose(): void;
}

export interface StepOfEnvironment {
  readonly environment: number;
  readonly step: Step;
}

/** The host needed the place. Run the environment's steps again from its `init`; their answers are those it gave before. */
export interface Evicted {
  readonly stepId: number;
  readonly status: 'stopped';
  readonly reason: 'evicted';
}

export type HostResult = HostAnswer | Evicted;

export function isEvicted(result: HostResult): result is Evicted {
  return result.status === 'stopped' && result.reason === 'evicted';
}
