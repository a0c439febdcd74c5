/** How a service takes part in calls: one table a service, from command to function. */
import type { Environment, Simulation } from '../../simulation.ts';
import type { NodeState } from '../world.ts';
import type { Answer, Input } from './answer.ts';

export interface CallState {
  readonly number: number;
  readonly environment: Environment;
  /** The process that called; it may be gone when the reply comes. */
  readonly process: number;
  readonly callId: number;
  readonly service: string;
  readonly command: string;
  readonly input: Input;
  /** Time the answer still takes once the service has it. */
  readonly returnUs: number;
  /** The node it is about; undefined too when that was deleted while the call was on its way. */
  readonly target: NodeState | undefined;
  readonly record: number;
  /** The answer to a call that arrived before its end, while it is on its way back. */
  answer: Answer | null;
}

/** Takes effect when the call is complete (D5). */
export type Perform = (sim: Simulation, call: CallState) => Answer;

/** Takes effect when the call reaches the service, half way; without an answer the service gives it later (`answerLater`). */
export type Arrive = (sim: Simulation, call: CallState) => Answer | null;

export interface ServiceCalls {
  /** The node of the canvas that a call is about. */
  target?(sim: Simulation, input: Input, command: string): NodeState | undefined;
  /** How long a call of a node takes, whole µs, where that is a setting of the node. */
  latencyUs?(target: NodeState): number;
  readonly commands: Readonly<Record<string, Perform>>;
  readonly arriving?: Readonly<Record<string, Arrive>>;
}
