/** What the engine needs from whoever owns execution environments. */
import type { HostAnswer, Step } from '../protocol.ts';

export interface EnvironmentHost {
  /**
   * Runs one step in each of several different environments, if possible at the same time; answers come in the order of
   * the requests. An `init` step starts its environment, also under a number that was stopped before. Never rejects: an
   * environment that cannot answer gives a HostFailure and is gone.
   */
  run(requests: readonly StepOfEnvironment[]): Promise<readonly HostAnswer[]>;
  /** Ends an environment; unknown numbers are ignored. */
  stop(environment: number): void;
  /** Ends all environments; the host is of no use afterwards. */
  dispose(): void;
}

export interface StepOfEnvironment {
  readonly environment: number;
  readonly step: Step;
}
